"""The pane of words: counted when it is seen, sorted, filtered, and leading to the search."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qcode.analysis.frequency import WordCount
from qcode.model.collation import sort_key
from qcode.services import importing, stop_words
from qcode.ui.session import Session
from qcode.ui.words.pane import WordsPane
from qcode.ui.words.stop_list import StopListDialog
from qcode.ui.words.table import Sheet, WordModel


class Desk:
    """The pane on the sample project, with the ways to wait for it."""

    def __init__(self, pane: WordsPane, session: Session, qtbot: QtBot) -> None:
        self.pane, self.session, self.qtbot = pane, session, qtbot
        self.searched: list[str] = []
        session.lines_wanted.connect(self.searched.append)

    @property
    def words(self) -> list[str]:
        return [row.word for row in self.pane._model.sheet.rows]

    @property
    def said(self) -> str:
        return self.pane._said.text()

    def until(self, holds: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(holds)

    def counted(self) -> None:
        self.until(lambda: self.said not in ("", "Counting…"))

    def row(self, word: str) -> Any:
        return next(row for row in self.pane._model.sheet.rows if row.word == word)

    def choose(self, title: str) -> None:
        menu = self.pane.options_menu()
        next(action for action in menu.actions() if action.text() == title).trigger()


@pytest.fixture
def desk(sample_session: Session, qtbot: QtBot, shown: Callable[[WordsPane], WordsPane]) -> Desk:
    made = Desk(shown(WordsPane(sample_session)), sample_session, qtbot)
    made.until(lambda: bool(made.words))
    return made


def test_nothing_is_built_or_counted_before_the_pane_is_seen(
    sample_session: Session, qtbot: QtBot
) -> None:
    pane = WordsPane(sample_session)
    qtbot.addWidget(pane)
    assert pane.children() == []


def test_the_commonest_words_come_first(desk: Desk) -> None:
    counts = [row.count for row in desk.pane._model.sheet.rows]
    assert counts == sorted(counts, reverse=True)
    assert not {"och", "att"} & set(desk.words)
    assert "document" in desk.said


def test_headings_sort_and_sort_back(desk: Desk) -> None:
    desk.pane.sort_by(0)
    desk.until(lambda: desk.words == sorted(desk.words, key=sort_key))
    first = desk.words[0]
    desk.pane.sort_by(0)
    desk.until(lambda: desk.words[-1] == first)
    assert desk.words[0][0] in "åäö"


def test_letters_filter_forms_too(desk: Desk) -> None:
    desk.pane._letters.setText("trygg")
    desk.until(lambda: 0 < len(desk.words) < 12)
    assert all(
        "trygg" in form for row in desk.pane._model.sheet.rows for form, _count in row.forms[:1]
    )
    desk.pane._letters.setText("qqq")
    desk.until(lambda: not desk.words)
    assert desk.pane._lesson.text() == "No word has these letters."


def test_letters_that_are_typed_while_words_are_counted_lose_no_count(desk: Desk) -> None:
    desk.choose("Common words too")
    desk.pane._letters.setText("oc")
    desk.until(lambda: "och" in desk.words and "det" not in desk.words)


def test_getting_ready_for_reports_leaves_the_count_alone(desk: Desk) -> None:
    desk.choose("Common words too")
    desk.session._get_ready()
    desk.until(lambda: "och" in desk.words)


def test_enter_and_a_double_click_search_for_the_word(desk: Desk) -> None:
    table, word = desk.pane._table, desk.words[0]
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert desk.searched == [word]
    desk.choose("Forms of a word together")
    desk.until(lambda: all(len(row.forms) == 1 for row in desk.pane._model.sheet.rows))
    desk.pane.search_for(desk.row(desk.words[0]))
    assert desk.searched[-1] == f"={desk.words[0]}"


def test_common_words_can_be_counted_too_and_that_is_remembered(
    desk: Desk, shown: Callable[[WordsPane], WordsPane]
) -> None:
    desk.choose("Common words too")
    desk.until(lambda: "och" in desk.words)
    again = Desk(shown(WordsPane(desk.session)), desk.session, desk.qtbot)
    again.until(lambda: "och" in again.words)


def test_words_near_a_word_and_both_are_searched_for(desk: Desk) -> None:
    desk.pane._near.setText("torget")
    desk.until(lambda: "around" in desk.said)
    assert [column.title for column in desk.pane._model.sheet.columns][1:3] == [
        "Near",
        "Before / after",
    ]
    tip = desk.pane._model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.endswith("times as often as by chance")
    desk.pane.search_for(desk.row(desk.words[0]))
    assert desk.searched == [f"torget {desk.words[0]}"]
    desk.pane.near("")
    desk.until(lambda: "different" in desk.said)


def test_a_query_that_cannot_be_read_is_told_and_the_words_stay(desk: Desk) -> None:
    before = desk.words
    desk.pane.near("speaker:")
    desk.until(lambda: desk.said not in ("", "Counting…") and "different" not in desk.said)
    assert desk.words == before


def test_only_active_documents_are_counted(desk: Desk) -> None:
    first = desk.session.project.documents()[0].id
    activation = desk.session.activation.with_documents(
        [first], [row.id for row in desk.session.project.documents()]
    )
    desk.session.activate(activation)
    desk.until(lambda: "1 document · in active documents" in desk.said)


def test_a_new_text_is_counted_when_the_pane_is_seen_again(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "ny.txt"
    path.write_text("Zebrafinkar " * 500, encoding="utf-8")
    desk.pane.hide()
    importing.import_paths(desk.session.project, [path], language="sv")
    desk.until(lambda: desk.pane._due)
    assert not any(word.startswith("zebra") for word in desk.words)
    desk.pane.show()
    desk.until(lambda: any(word.startswith("zebra") for word in desk.words))


def test_a_word_is_left_out_as_common(desk: Desk) -> None:
    word = desk.words[0]
    desk.pane.leave_out(desk.row(word))
    desk.until(lambda: word not in desk.words)
    assert word in stop_words.stop_words("sv")


def test_the_list_of_common_words_is_edited_by_language(desk: Desk) -> None:
    dialog = StopListDialog("sv", desk.pane)
    dialog.changed.connect(desk.pane._count)
    dialog.open()
    dialog._text.setPlainText("trygghet")
    dialog._choice.setCurrentIndex(1)
    assert "the" in dialog._text.toPlainText().split()
    dialog._choice.setCurrentIndex(0)
    assert dialog._text.toPlainText() == "trygghet"
    dialog.accept()
    desk.until(lambda: "och" in desk.words)
    assert stop_words.stop_words("sv") == {"trygghet"}
    assert stop_words.stop_words("en") == stop_words.shipped("en")
    again = StopListDialog("sv", desk.pane)
    again.take_shipped()
    again.accept()
    assert stop_words.stop_words("sv") == stop_words.shipped("sv")


def test_rows_are_copied_for_a_spreadsheet(desk: Desk) -> None:
    desk.pane._table.selectRow(0)
    desk.pane._table.copy()
    heads, first = QGuiApplication.clipboard().text().splitlines()[:2]
    assert heads.split("\t") == ["Words", "Count", "Docs", "Spread"]
    assert first.split("\t")[0] == desk.words[0]


def test_a_row_offers_what_can_be_done_with_it(desk: Desk) -> None:
    titles = [action.text() for action in desk.pane.row_menu(desk.row(desk.words[0])).actions()]
    word = desk.words[0]
    assert f"Words near “{word}”" in titles
    assert f"Leave out “{word}” as a common word" in titles


def test_keys_lead_from_the_line_to_the_table_and_back(desk: Desk) -> None:
    QTest.keyClick(desk.pane._letters, Qt.Key.Key_Down)
    assert desk.pane._table.hasFocus()
    QTest.keyClick(desk.pane._table, Qt.Key.Key_Up)
    assert desk.pane._letters.hasFocus()


@pytest.mark.parametrize("near", [False, True])
def test_all_columns_are_in_sight_with_large_letters_in_a_narrow_pane(
    desk: Desk, near: bool
) -> None:
    table, model = desk.pane._table, desk.pane._model
    if near:
        desk.pane.near("det")
        desk.until(lambda: model.columnCount() == 5 and model.rowCount() > 0)
    letters = table.font()
    letters.setPointSizeF(letters.pointSizeF() * 2)
    for widget in (table, table.horizontalHeader()):
        widget.setFont(letters)
    desk.pane.resize(520, 600)
    desk.until(lambda: table.viewport().width() > 480)
    table.measure()
    widths = list(map(table.columnWidth, range(model.columnCount())))
    assert sum(widths) <= table.viewport().width()
    metrics = table.fontMetrics()
    for column, width in enumerate(widths[1:], 1):  # no number is cut, nor the heading sorted by
        assert width >= metrics.horizontalAdvance(model.text(0, column)) + 20
    head = model.headerData(model.sheet.sorted_by, Qt.Orientation.Horizontal)
    assert widths[model.sheet.sorted_by] >= metrics.horizontalAdvance(head) + 20


def test_thousands_are_apart_on_the_screen_and_not_for_spreadsheets() -> None:
    model = WordModel()
    model.show_sheet(Sheet(rows=[WordCount("och", (("och", 12345),), 12345, 1001, 0.1, 0.5)]))
    assert [model.text(0, column) for column in range(4)] == ["och", "12,345", "1,001", "0.50"]
    assert [model.copied(0, column) for column in range(4)] == ["och", "12345", "1001", "0.50"]
