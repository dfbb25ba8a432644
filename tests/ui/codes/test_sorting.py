"""The sorting table: passages go to subcodes by key, by click and by dragging; Apply writes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QMenu, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from qcode.model.collation import sort_key
from qcode.model.text import Span
from qcode.services import code_surgery, codes, coding
from qcode.ui.codes import sorting_dialog
from qcode.ui.codes.sorting import HTML, PASSAGE, PLACE, TARGET
from qcode.ui.codes.sorting_dialog import SortingDialog
from qcode.ui.lesson import Lesson
from qcode.ui.session import Session

Desk = Any  # that of conftest
Settled = Callable[[Session], None]
ABOVE = "Tillit"


class Table:
    """The table for one code, opened by its command."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk, self._qtbot = desk, qtbot
        desk.choose(ABOVE)
        desk.pane.commands["split"].trigger()
        desk.until(lambda: desk.pane.findChild(SortingDialog) is not None)
        dialog = desk.pane.findChild(SortingDialog)
        assert isinstance(dialog, SortingDialog)
        self.dialog = dialog
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        dialog.table.setFocus()

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            self._qtbot.keyClick(self.dialog.table, key)

    def goes_to(self) -> list[str]:
        model = self.dialog.model
        return [model.index(row, TARGET).data() for row in range(model.rowCount())]

    def apply(self) -> None:
        self._qtbot.mouseClick(self.dialog.apply_button, Qt.MouseButton.LeftButton)
        self.desk.settle()

    def used(self, path: str) -> int:
        project = self.desk.project
        use = codes.code_uses(project).get(codes.find_code(project, path).id, codes.CodeUse())
        return use.segments


@pytest.fixture
def table(desk: Desk, qtbot: QtBot) -> Table:
    return Table(desk, qtbot)


def test_rows_show_the_passage_in_its_context_with_document_and_speaker(table: Table) -> None:
    model, project = table.dialog.model, table.desk.project
    code = table.desk.id(ABOVE)
    (first, *_others) = (
        segment
        for document in project.documents()
        for segment in coding.segments_of(project, document.id)
        if segment.code == code
    )
    text = project.text(first.document).text
    assert model.index(0, PASSAGE).data() == text[first.start : first.end]
    assert text[first.end : first.end + 10].strip() in model.index(0, PASSAGE).data(HTML)
    name = next(d.name for d in project.documents() if d.id == first.document)
    assert name in model.index(0, PLACE).data()
    tip = model.index(0, PLACE).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == model.index(0, PLACE).data()  # whole, where three lines are too few


def test_a_passage_is_told_from_its_context_in_a_chosen_row_too(table: Table) -> None:
    shown, model = table.dialog.table, table.dialog.model
    shown.selectAll()
    shown.grab()
    painted = shown.itemDelegateForColumn(PASSAGE)._text  # as the last row left it
    last = next(each for each in reversed(model._all) if each.text[:20] in painted.toPlainText())
    assert last.before
    inside = painted.find(last.text[:20])
    assert not inside.charFormat().fontItalic()
    inside.setPosition(1)
    assert inside.charFormat().fontItalic()


def test_in_a_narrow_column_a_passage_begins_at_once(table: Table) -> None:
    shown, model = table.dialog.table, table.dialog.model
    shown.setColumnWidth(TARGET, shown.width() - 150 - 160)
    shown.grab()
    assert shown.columnWidth(PASSAGE) < 180
    painted = shown.itemDelegateForColumn(PASSAGE)._text  # as the last row left it
    words = painted.toPlainText()
    last = next(each for each in reversed(model._all) if each.text[:20] in words)
    assert len(last.before) > 50
    at = words.index(last.text[:20])
    assert 0 < at <= 18
    assert set(words[:at].removeprefix("…").split()) <= {"¶", *last.before.split()}
    assert painted.firstBlock().layout().lineForTextPosition(at).lineNumber() <= 1


def test_what_is_dragged_hangs_from_the_pointer_and_hides_no_subcode(table: Table) -> None:
    shown = table.dialog.table
    shown.selectAll()
    drag = shown.made_drag()
    assert drag is not None
    size = drag.pixmap().deviceIndependentSize()
    assert size.height() < 2 * shown.fontMetrics().height()
    assert size.width() < shown.width() / 3
    assert drag.hotSpot().x() < 0
    shown.clearSelection()
    assert shown.made_drag() is None


def test_context_is_of_whole_words_and_a_number_stays_by_its_sign(table: Table) -> None:
    project, model = table.desk.project, table.dialog.model
    words = set()
    for document in project.documents():
        words |= set(project.text(document.id).text.split())
    for row in range(model.rowCount()):
        before = model._all[row].before
        after = model._all[row].after
        assert set(before.removeprefix("…").split()) <= words
        assert set(after.removesuffix("…").split()) <= words | {""} | {after.split()[0]}
        assert "¶\N{NO-BREAK SPACE}" in model.index(row, PLACE).data()


def test_keys_give_passages_one_after_the_other(table: Table) -> None:
    names = [code.name for code in table.desk.project.codebook().children(table.desk.id(ABOVE))]
    table.press(Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_9)  # there is no ninth subcode
    assert table.goes_to()[:3] == [names[0], names[2], ""]
    assert table.dialog.progress.text() == "2 of 6 passages sorted"
    table.press(Qt.Key.Key_Up, Qt.Key.Key_0)
    assert table.goes_to()[:3] == [names[0], "", ""]


def test_nothing_is_written_before_apply_and_then_one_operation(table: Table) -> None:
    project = table.desk.project
    before, own = project.last_operation(), table.used(ABOVE)
    below = table.used("Tillit till staden")
    table.dialog.table.selectAll()
    table.press(Qt.Key.Key_2)
    table.dialog.table.selectRow(0)
    table.press(Qt.Key.Key_Delete)
    assert project.last_operation() == before
    table.apply()
    table.desk.until(lambda: project.last_operation() == before + 1)
    assert table.used(ABOVE) == 1
    assert below < table.used("Tillit till staden") <= below + own - 1
    project.undo()
    assert table.used(ABOVE) == own


def test_a_new_subcode_is_named_on_the_way(table: Table, qtbot: QtBot) -> None:
    table.press(Qt.Key.Key_Plus)
    assert table.dialog.new_name.hasFocus()
    qtbot.keyClicks(table.dialog.new_name, "Nytt")
    qtbot.keyClick(table.dialog.new_name, Qt.Key.Key_Return)
    assert table.goes_to()[:2] == ["Nytt", ""]
    assert table.dialog.table.hasFocus()
    table.press(Qt.Key.Key_4)
    assert table.goes_to()[:2] == ["Nytt", "Nytt"]
    table.apply()
    table.desk.until(lambda: table.desk.children(ABOVE)[-1] == "Nytt")
    assert table.used("Nytt") == 2


def test_a_click_on_a_subcode_gives_what_is_chosen(table: Table, qtbot: QtBot) -> None:
    targets = table.dialog.targets
    item = targets.topLevelItem(2)
    assert item is not None
    point = targets.visualItemRect(item).center()
    qtbot.mouseClick(targets.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert table.goes_to()[0] == item.text(1)
    assert item.text(2) == "1"


def test_a_drop_on_a_subcode_gives_what_is_dragged(table: Table) -> None:
    targets = table.dialog.targets
    table.dialog.table.selectAll()
    item = targets.topLevelItem(1)
    assert item is not None
    point = QPointF(targets.visualItemRect(item).center())
    action, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    targets.dropEvent(QDropEvent(point, action, QMimeData(), Qt.MouseButton.LeftButton, none))
    assert set(table.goes_to()) == {item.text(1)}


def test_only_what_is_not_sorted_can_be_listed(table: Table) -> None:
    table.press(Qt.Key.Key_1, Qt.Key.Key_1)
    table.dialog.unsorted.setChecked(True)
    assert table.goes_to() == [""] * 4
    table.dialog.unsorted.setChecked(False)
    assert len(table.goes_to()) == 6


def test_leaving_with_sorted_passages_asks_first(table: Table, qtbot: QtBot) -> None:
    before = table.desk.project.last_operation()
    table.press(Qt.Key.Key_1)
    qtbot.keyClick(table.dialog, Qt.Key.Key_Escape)
    box = table.dialog.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    assert table.dialog.isVisible()
    button = box.defaultButton()
    assert isinstance(button, QPushButton)
    with qtbot.waitSignal(table.dialog.finished):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert table.desk.project.last_operation() == before


def test_leaving_with_nothing_sorted_just_leaves(table: Table, qtbot: QtBot) -> None:
    with qtbot.waitSignal(table.dialog.finished):
        qtbot.keyClick(table.dialog, Qt.Key.Key_Escape)


def test_a_code_that_is_gone_meanwhile_is_explained(table: Table) -> None:
    table.press(Qt.Key.Key_1)
    code_surgery.delete_codes(table.desk.project, [table.desk.id(ABOVE)])
    table.apply()
    assert table.dialog.isVisible()
    assert ABOVE not in table.desk.children(None)


def test_steps_are_taken_back_one_by_one_before_anything_is_written(
    table: Table, qtbot: QtBot
) -> None:
    dialog, before = table.dialog, table.desk.project.last_operation()
    assert not dialog.back_button.isEnabled()
    table.press(Qt.Key.Key_1)
    dialog.table.selectAll()
    table.press(Qt.Key.Key_2)
    all_given = table.goes_to()
    assert "" not in all_given
    qtbot.keyClick(dialog.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert table.goes_to() == [table.goes_to()[0], *[""] * 5]
    assert table.goes_to()[0] != all_given[0]
    dialog.back_button.click()
    assert table.goes_to() == [""] * 6
    assert dialog.table.currentIndex().row() == 0
    assert not dialog.back_button.isEnabled()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert table.desk.project.last_operation() == before


def test_where_only_subcodes_have_passages_the_table_says_so(desk: Desk, qtbot: QtBot) -> None:
    above = codes.add_code(desk.project, "Känslor")
    oro = codes.add_code(desk.project, "Oro", parent=above)
    coding.apply_code(desk.project, desk.project.documents()[0].id, Span(1, 9), oro)
    desk.until(lambda: above in set(desk.model.codes()))
    desk.choose("Känslor")
    desk.pane.commands["split"].trigger()
    desk.until(lambda: desk.pane.findChild(SortingDialog) is not None)
    lesson = desk.pane.findChild(SortingDialog).table.findChild(Lesson)
    assert "No passage is coded with “Känslor” itself" in lesson.text()


def shown_order(table: Table) -> list[str]:
    model = table.dialog.model
    return [model.index(row, PASSAGE).data() for row in range(model.rowCount())]


def click_head(table: Table, qtbot: QtBot, column: int) -> None:
    head = table.dialog.table.horizontalHeader()
    at = QPoint(head.sectionViewportPosition(column) + 20, head.height() // 2)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_a_heading_sorts_by_its_column_and_again_turns_round(table: Table, qtbot: QtBot) -> None:
    in_texts = shown_order(table)
    click_head(table, qtbot, PASSAGE)
    rising = shown_order(table)
    assert rising == sorted(in_texts, key=sort_key) != in_texts
    click_head(table, qtbot, PASSAGE)
    assert shown_order(table) == rising[::-1]
    click_head(table, qtbot, PLACE)
    assert shown_order(table) == in_texts


def test_sorting_keeps_what_is_chosen_and_ties_as_in_the_texts(table: Table, qtbot: QtBot) -> None:
    in_texts, dialog = shown_order(table), table.dialog
    table.press(Qt.Key.Key_Down, Qt.Key.Key_1)  # the second passage goes, the third is next
    click_head(table, qtbot, TARGET)
    assert shown_order(table) == [in_texts[1], in_texts[0], *in_texts[2:]]
    assert dialog.table.currentIndex().siblingAtColumn(PASSAGE).data() == in_texts[2]
    assert len(dialog.table.selectionModel().selectedRows()) == 1
    dialog.table.selectRow(4)
    table.press(Qt.Key.Key_1)
    assert shown_order(table)[4] == in_texts[4]  # what is given stays where it was
    dialog.unsorted.setChecked(True)
    click_head(table, qtbot, PASSAGE)
    dialog.unsorted.setChecked(False)
    assert shown_order(table) == sorted(in_texts, key=sort_key)
    assert dialog.model.parts() == {dialog.targets.name_at(0): sorted(dialog.model.given)}


def test_passages_are_sorted_by_keys_alone_and_it_is_said(
    table: Table, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(sorting_dialog, "announce", lambda _widget, words: said.append(words))
    dialog, model = table.dialog, table.dialog.model
    numbers = [each.segment for each in model._all]
    dialog.order.setFocus()
    qtbot.keyClick(dialog.order, Qt.Key.Key_Down)
    menu = dialog.order.findChild(QMenu)
    assert isinstance(menu, QMenu)
    entry = next(each for each in menu.actions() if each.text() == "By when it was coded")
    menu.setActiveAction(entry)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert [each.segment for each in model._shown] == sorted(numbers)
    falling = next(a for a in dialog.order.choices().actions() if a.text() == "Falling")
    falling.trigger()
    assert [each.segment for each in model._shown] == sorted(numbers, reverse=True)
    assert said == [
        "Sorted: By when it was coded",
        "Sorted: By when it was coded, the other way round",
    ]
    click_head(table, qtbot, PASSAGE)
    told = model.headerData(PASSAGE, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
    assert told == "Passage, sorted rising"
