"""Coding the hits: every passage is seen before, and only the ticked ones are coded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from qcode.model.codebook import CodeId
from qcode.model.text import Span
from qcode.services import codes, coding, hit_coding, importing
from qcode.services.widening import Extent
from qcode.ui.found.rows import Heading, Passage
from qcode.ui.search.code_hits import CodeHits
from qcode.ui.session import Session

QUERY = "polis"


class Desk:
    """The dialog on the sample project, with the ways to wait for it."""

    def __init__(self, session: Session, parent: QWidget, qtbot: QtBot) -> None:
        self.session, self.parent, self.qtbot = session, parent, qtbot
        self.code: CodeId = codes.add_path(session.project, "Polisen")
        self.dialog = self.open()

    def open(self) -> CodeHits:
        dialog = CodeHits(self.session, QUERY, self.parent)
        dialog.open()
        self.dialog = dialog
        self.looked()
        return dialog

    def looked(self) -> None:
        self.until(lambda: self.dialog.proposals() is not None)

    def until(self, holds: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(holds)

    def take_code(self) -> None:
        self.dialog.set_code(self.code)
        self.looked()

    @property
    def passages(self) -> list[Passage]:
        return [row for row in self.dialog._list.rows.rows if isinstance(row, Passage)]

    def coded(self) -> list[str]:
        project = self.session.project
        found = []
        for document in project.documents():
            text = project.text(document.id).text
            coded = coding.segments_of(project, document.id)
            found += [text[s.start : s.end] for s in coded if s.code == self.code]
        return found


@pytest.fixture
def desk(sample_session: Session, qtbot: QtBot, shown: Callable[[QWidget], QWidget]) -> Desk:
    return Desk(sample_session, shown(QWidget()), qtbot)


def test_every_passage_is_listed_with_its_codes_and_ticked(desk: Desk) -> None:
    found = hit_coding.propose(desk.session.searcher, QUERY, "", Extent("sentence"))
    assert [row.text for row in desk.passages] == [
        each.text.replace("\n", " ") for each in found.items
    ]
    assert any(row.chips for row in desk.passages)
    assert desk.dialog._list.ticked == set(range(len(found.items)))
    headings = [row.text for row in desk.dialog._list.rows.rows if isinstance(row, Heading)]
    assert headings == list(dict.fromkeys(each.name for each in found.items))


def test_nothing_is_coded_before_a_code_is_chosen(desk: Desk) -> None:
    assert not desk.dialog._agree.isEnabled()
    desk.take_code()
    assert desk.dialog._agree.isEnabled()
    assert desk.dialog._agree.text() == f"Code {len(desk.passages)} passages"


def test_enter_asks_for_the_code_and_then_codes(desk: Desk) -> None:
    dialog = desk.dialog
    dialog.activateWindow()
    desk.until(dialog.isActiveWindow)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert dialog._box.isVisible()
    QTest.keyClicks(dialog._box._line, "Polisen")
    QTest.keyClick(dialog._box._line, Qt.Key.Key_Return)
    desk.looked()
    assert dialog.focusWidget() is dialog._list
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert not dialog.isVisible()
    desk.until(lambda: desk.coded() != [])


def test_the_heading_counts_no_hits_that_are_in_names_and_memos(desk: Desk) -> None:
    dialog = CodeHits(desk.session, QUERY, desk.parent, chosen={})
    words = {label.text() for label in dialog.findChildren(QLabel)}
    assert f"Code the chosen hits of “{QUERY}”" in words
    dialog.close()


def test_another_extent_gives_other_passages(desk: Desk) -> None:
    before = [row.text for row in desk.passages]
    desk.dialog.set_extent(Extent("turn", 1))
    desk.looked()
    assert desk.dialog.extent() == Extent("turn", 1)
    assert sum(map(len, (row.text for row in desk.passages))) > sum(map(len, before))


def test_only_what_is_ticked_is_coded_at_once_and_undone_at_once(
    desk: Desk, settled: Callable[[Session], None]
) -> None:
    desk.take_code()
    wanted = [row.text for row in desk.passages]
    view = desk.dialog._list
    view.choose_row(1)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert 0 not in view.ticked
    assert view.currentIndex().row() > 1
    desk.dialog._agree.click()
    settled(desk.session)
    assert [text.replace("\n", " ") for text in desk.coded()] == wanted[1:]
    desk.session.undo()
    settled(desk.session)
    assert desk.coded() == []


def test_rows_have_room_for_words_that_are_bold(desk: Desk) -> None:
    view = desk.dialog._list
    text = "polis " * 60
    marks = tuple(Span(at, at + 5) for at in range(0, 360, 6))
    plain, bold = Passage(1, text), Passage(2, text, marks=marks)
    assert view._delegate.height_of(bold) >= view._delegate.height_of(plain)
    view.show_rows([bold])
    room = view.visualRect(view.rows.index(0)).height()
    assert room == view._delegate.height_of(bold)


def test_a_click_on_a_heading_ticks_its_document(desk: Desk) -> None:
    view = desk.dialog._list
    view.set_ticks(())
    assert desk.dialog._agree.text() == "Code"
    inside = next(
        number for number, row in enumerate(view.rows.rows) if number and isinstance(row, Heading)
    )
    view.toggle_document(0)
    assert len(view.ticked) == inside - 1
    QTest.keySequence(view, "Ctrl+A")
    assert len(view.ticked) == len(desk.passages)
    QTest.keySequence(view, "Ctrl+A")
    assert not view.ticked


def test_the_next_time_only_what_is_new_can_be_listed(
    desk: Desk, settled: Callable[[Session], None], tmp_path: Path
) -> None:
    desk.take_code()
    desk.dialog._agree.click()
    settled(desk.session)
    path = tmp_path / "ny.txt"
    path.write_text("Då kom en polis förbi.", encoding="utf-8")
    importing.import_paths(desk.session.project, [path], language="sv")
    desk.open()
    assert desk.dialog._new_only.isHidden()  # no code, so nobody knows since when
    desk.take_code()
    assert not desk.dialog._new_only.isHidden()
    everything = len(desk.passages)
    assert desk.dialog._list.ticked == {everything - 1}  # the others have the code
    desk.dialog._new_only.setChecked(True)
    desk.until(lambda: len(desk.passages) == 1)
    assert desk.passages[0].text == "Då kom en polis förbi."
    desk.dialog._agree.click()
    settled(desk.session)
    assert "Då kom en polis förbi." in desk.coded()


def test_a_query_that_finds_nothing_says_so(
    sample_session: Session, qtbot: QtBot, shown: Callable[[QWidget], QWidget]
) -> None:
    parent = shown(QWidget())
    dialog = CodeHits(sample_session, "zebrafink", parent)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.proposals() is not None)
    assert dialog._counted.text() == "There is nothing."
    assert not dialog._agree.isEnabled()
