"""The table of attributes: typed in, copied, pasted, filled, sorted, as in a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QComboBox, QInputDialog, QLineEdit, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from qcode.model.document import AttributeTarget, AttributeType
from qcode.services import attribute_table, cases, importing
from qcode.services.language import set_language
from qcode.ui.documents.table.model import Sorting
from qcode.ui.documents.table.preview import PastePreview
from qcode.ui.documents.table.window import TableWindow
from qcode.ui.session import Session

Settled = Callable[[Session], None]
DOCUMENT, CASE = AttributeTarget.DOCUMENT, AttributeTarget.CASE
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot: QtBot, sample_session: Session) -> TableWindow:
    made = TableWindow(sample_session)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: len(made.model.rows) == 7)
    made.view.setFocus()
    made.view.go_to(0, 0)
    return made


def test_the_table_has_the_keyboard_when_it_opens(qtbot: QtBot, sample_session: Session) -> None:
    made = TableWindow(sample_session)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.view.hasFocus)
    qtbot.waitUntil(lambda: made.view.currentIndex().isValid())


@pytest.mark.parametrize("target", [DOCUMENT, CASE])
def test_where_there_is_no_table_yet_one_is_pasted_as_the_words_say(
    target: AttributeTarget, qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    (tmp_path / "Anna.txt").write_text("Hej", encoding="utf-8")
    importing.import_paths(session.project, [tmp_path / "Anna.txt"])
    made = TableWindow(session, target)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: "Ctrl+V" in made._lesson.text() and made._lesson.isVisible())
    focused = made._lesson.focusProxy()
    assert focused is not None
    qtbot.waitUntil(focused.hasFocus)
    clipboard("Namn\tÅlder\nAnna\t71")
    qtbot.keyClick(focused, Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: bool(made.findChildren(PastePreview)))
    (preview,) = made.findChildren(PastePreview)
    preview.agree.click()
    qtbot.waitUntil(made.view.isVisible)
    qtbot.waitUntil(lambda: shown(made, "Ålder") == ["71"])
    assert made.focusWidget() is made.view


def heads(window: TableWindow) -> list[str]:
    return [head.name if head else "" for head in window.model.heads]


def column(window: TableWindow, name: str) -> int:
    return heads(window).index(name)


def shown(window: TableWindow, name: str) -> list[str]:
    at = column(window, name)
    return [window.model.text(row, at) for row in range(len(window.model.rows))]


def stored(session: Session, name: str, target: AttributeTarget = DOCUMENT) -> list[str]:
    """Return the values of an attribute in the project, in the order of the list."""
    table = attribute_table.read_table(session.project, target)
    number = next(each.id for each in table.attributes if each.name == name)
    return [table.values.get(owner.id, {}).get(number, "") for owner in table.owners]


def clipboard(text: str | None = None) -> str:
    if text is not None:
        QGuiApplication.clipboard().setText(text)
    return QGuiApplication.clipboard().text()


def action(menu: QMenu, start: str) -> QAction:
    found = [each for each in menu.actions() if each.text().startswith(start)]
    assert len(found) == 1, [each.text() for each in menu.actions()]
    return found[0]


def column_menu(window: TableWindow, name: str) -> QMenu:
    window.view.go_to(0, column(window, name))
    below = action(window.cell_menu(), "Column").menu()
    assert isinstance(below, QMenu)
    return below


def editor(window: TableWindow) -> QLineEdit:
    found = window.view.viewport().findChild(QLineEdit)
    assert found is not None
    return found


def test_typing_replaces_a_value_and_enter_goes_down(
    qtbot: QtBot, sample_session: Session, window: TableWindow
) -> None:
    before = sample_session.project.last_operation()
    window.view.go_to(1, column(window, "Minuter"))
    qtbot.keyClick(window.view, Key.Key_5)
    qtbot.keyClicks(editor(window), "7,5")
    qtbot.keyClick(editor(window), Key.Key_Return)
    qtbot.waitUntil(lambda: stored(sample_session, "Minuter")[1] == "57.5")
    assert window.view.currentIndex().row() == 2
    assert sample_session.project.last_operation() == before + 1
    qtbot.waitUntil(lambda: "Undo" not in window.toast_text() and bool(window.toast_text()))
    sample_session.undo()
    qtbot.waitUntil(lambda: shown(window, "Minuter")[1] != "57.5")


def test_tab_goes_to_the_right_and_on_to_the_next_row(qtbot: QtBot, window: TableWindow) -> None:
    last = len(heads(window)) - 1
    window.view.go_to(0, last)
    qtbot.keyClick(window.view, Key.Key_Tab)
    index = window.view.currentIndex()
    assert (index.row(), index.column()) == (1, 0)
    qtbot.keyClick(window.view, Key.Key_Backtab, SHIFT)
    index = window.view.currentIndex()
    assert (index.row(), index.column()) == (0, last)
    qtbot.keyClick(window.view, Key.Key_F2)
    qtbot.keyClick(editor(window), Key.Key_Tab)
    index = window.view.currentIndex()
    assert (index.row(), index.column()) == (1, 0)


def test_a_value_that_does_not_fit_is_refused_and_said(
    qtbot: QtBot, sample_session: Session, window: TableWindow
) -> None:
    before = stored(sample_session, "Minuter")
    window.view.go_to(0, column(window, "Minuter"))
    qtbot.keyClick(window.view, Key.Key_F2)
    editor(window).setText("länge")
    qtbot.keyClick(editor(window), Key.Key_Return)
    qtbot.waitUntil(lambda: "“länge” does not fit" in window.toast_text())
    assert shown(window, "Minuter") == stored(sample_session, "Minuter") == before


def test_numbers_have_the_comma_of_the_language(
    qtbot: QtBot, sample_session: Session, window: TableWindow
) -> None:
    set_language("sv")
    index = window.model.index(0, column(window, "Minuter"))
    window.model.setData(index, "2,5")
    assert index.data() == "2,5"
    assert index.data(Qt.ItemDataRole.EditRole) == "2.5"
    qtbot.waitUntil(lambda: stored(sample_session, "Minuter")[0] == "2.5")


def test_a_block_is_copied_and_pasted_elsewhere_in_one_operation(
    qtbot: QtBot, sample_session: Session, window: TableWindow
) -> None:
    before, minutes = sample_session.project.last_operation(), shown(window, "Minuter")
    at = column(window, "Minuter")
    window.view.go_to(0, at)
    qtbot.keyClick(window.view, Key.Key_Down, SHIFT)
    qtbot.keyClick(window.view, Key.Key_C, CTRL)
    assert clipboard() == "\n".join([*minutes[:2], ""])
    window.view.go_to(3, at)
    qtbot.keyClick(window.view, Key.Key_V, CTRL)
    wanted = [*minutes[:3], *minutes[:2], *minutes[5:]]
    assert shown(window, "Minuter") == wanted
    qtbot.waitUntil(lambda: stored(sample_session, "Minuter") == wanted)
    assert sample_session.project.last_operation() == before + 1
    sample_session.undo()
    qtbot.waitUntil(lambda: shown(window, "Minuter") == minutes)


def test_one_cell_fills_all_that_are_chosen_and_delete_empties_them(
    qtbot: QtBot, sample_session: Session, window: TableWindow
) -> None:
    window.view.choose_column(column(window, "Plats"))
    clipboard("Torget")
    qtbot.keyClick(window.view, Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: stored(sample_session, "Plats") == ["Torget"] * 7)
    qtbot.keyClick(window.view, Key.Key_Delete)
    qtbot.waitUntil(lambda: stored(sample_session, "Plats") == [""] * 7)


def test_filling_down_repeats_the_first_row_or_the_one_above(
    qtbot: QtBot, sample_session: Session, window: TableWindow
) -> None:
    before = stored(sample_session, "Plats")
    at = column(window, "Plats")
    window.view.go_to(1, at)
    qtbot.keyClick(window.view, Key.Key_D, CTRL)
    wanted = [before[0], before[0], *before[2:]]
    qtbot.waitUntil(lambda: stored(sample_session, "Plats") == wanted)
    window.view.choose_column(at)
    qtbot.keyClick(window.view, Key.Key_D, CTRL)
    qtbot.waitUntil(lambda: stored(sample_session, "Plats") == [before[0]] * 7)


def test_copying_with_names_can_be_pasted_back_by_name(
    qtbot: QtBot, sample_session: Session, window: TableWindow
) -> None:
    window.view.selectAll()
    qtbot.keyClick(window.view, Key.Key_C, CTRL | SHIFT)
    lines = clipboard().splitlines()
    assert lines[0].split("\t") == ["", *heads(window)]
    assert lines[1].split("\t")[0] == window.model.rows[0].name
    before = stored(sample_session, "Plats")
    backwards = [lines[0], *reversed(lines[1:])]
    clipboard("\n".join(backwards).replace(before[0], "Kajen"))
    qtbot.keyClick(window.view, Key.Key_V, CTRL)
    preview = window.findChild(PastePreview)
    assert preview is not None
    assert preview.agree.text() == "Paste 1 value"
    assert preview.words.text() == "7 of 7 rows are found by their names."
    preview.agree.click()
    qtbot.waitUntil(lambda: stored(sample_session, "Plats") == ["Kajen", *before[1:]])


def test_the_preview_says_what_does_not_match_and_adds_what_is_ticked(
    qtbot: QtBot, sample_session: Session, window: TableWindow
) -> None:
    names = [owner.name for owner in window.model.rows]
    lines = [
        ["Namn", "minuter", "Inspelad"],
        [names[0].upper(), "12", "ja"],
        [names[1] + ".docx", "länge", "nej"],
        ["Okänd", "3", "ja"],
    ]
    clipboard("\n".join("\t".join(line) for line in lines))
    before = sample_session.project.last_operation()
    window.view.paste()
    preview = window.findChild(PastePreview)
    assert preview is not None
    assert "2 of 3 rows" in preview.words.text()
    assert "Not found: Okänd." in preview.words.text()
    assert "1 value does not fit" in preview.words.text()
    assert preview.columns.text() == "Add the attribute Inspelad"
    assert preview.rows.isHidden()
    assert preview.agree.text() == "Paste 3 values"
    preview.columns.setChecked(False)
    assert preview.agree.text() == "Paste 1 value"
    preview.columns.setChecked(True)
    preview.agree.click()
    qtbot.waitUntil(lambda: "Inspelad" in heads(window))
    assert shown(window, "Inspelad")[:3] == ["Yes", "No", ""]
    assert stored(sample_session, "Minuter")[0] == "12"
    assert sample_session.project.last_operation() == before + 1
    sample_session.undo()
    qtbot.waitUntil(lambda: "Inspelad" not in heads(window))


def test_a_block_beyond_the_edge_is_asked_about(qtbot: QtBot, window: TableWindow) -> None:
    window.view.go_to(6, len(heads(window)) - 1)
    clipboard("1\t2\n3\t4\n")
    window.view.paste()
    preview = window.findChild(PastePreview)
    assert preview is not None
    assert "3 cells are beyond the edge" in preview.words.text()
    preview.reject()


def test_what_was_just_typed_counts_when_one_pastes(
    qtbot: QtBot, sample_session: Session, window: TableWindow
) -> None:
    index = window.model.index(0, column(window, "Plats"))
    before = index.data()
    window.model.setData(index, "Kajen")
    window.view.go_to(0, index.column())
    clipboard(before)
    window.view.paste()
    assert index.data() == before
    qtbot.waitUntil(lambda: not sample_session.runner.writing)
    assert stored(sample_session, "Plats")[0] == before


def test_a_large_block_is_planned_while_the_window_goes_on(
    qtbot: QtBot, sample_session: Session, window: TableWindow
) -> None:
    window.view.go_to(0, column(window, "Plats"))
    clipboard("\n".join(f"Plats {n}" for n in range(3000)))
    window.view.paste()
    assert window.findChild(PastePreview) is None
    qtbot.waitUntil(lambda: window.findChild(PastePreview) is not None)
    preview = window.findChild(PastePreview)
    assert preview is not None
    assert "2993 cells are beyond the edge" in preview.words.text()
    preview.agree.click()
    qtbot.waitUntil(lambda: stored(sample_session, "Plats")[6] == "Plats 6")


def test_yes_and_no_are_changed_with_the_space_bar(
    qtbot: QtBot, sample_session: Session, window: TableWindow
) -> None:
    project = sample_session.project
    cases.add_attribute(project, "Inspelad", DOCUMENT, kind=AttributeType.BOOLEAN)
    qtbot.waitUntil(lambda: "Inspelad" in heads(window))
    window.view.go_to(0, column(window, "Inspelad"))
    for value in ("true", "false", "true"):
        qtbot.keyClick(window.view, Key.Key_Space)
        qtbot.waitUntil(lambda value=value: stored(sample_session, "Inspelad")[0] == value)


def test_a_choice_is_taken_from_its_list(
    qtbot: QtBot, sample_session: Session, window: TableWindow
) -> None:
    window.show_target(CASE)
    qtbot.waitUntil(lambda: "Åldersgrupp" in heads(window))
    window.view.go_to(0, column(window, "Åldersgrupp"))
    qtbot.keyClick(window.view, Key.Key_F2)
    combo = window.view.viewport().findChild(QComboBox)
    assert combo is not None
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    wanted = combo.itemData(1)
    qtbot.waitUntil(lambda: stored(sample_session, "Åldersgrupp", CASE)[0] == wanted)


def test_sorting_is_by_type_and_empty_cells_come_last(
    qtbot: QtBot, sample_session: Session, window: TableWindow
) -> None:
    minutes = [int(each) for each in shown(window, "Minuter")]
    action(column_menu(window, "Minuter"), "Sort rising").trigger()
    assert [int(each) for each in shown(window, "Minuter")] == sorted(minutes)
    assert "sorted by Minuter" in window.state_text()
    action(column_menu(window, "Minuter"), "Sort falling").trigger()
    assert [int(each) for each in shown(window, "Minuter")] == sorted(minutes, reverse=True)
    window.view.go_to(0, column(window, "Minuter"))
    qtbot.keyClick(window.view, Key.Key_Delete)
    assert shown(window, "Minuter")[0] == ""  # rows keep their places while one types
    window.model.arrange()
    assert shown(window, "Minuter")[-1] == ""
    action(column_menu(window, "Minuter"), "As in the list").trigger()
    names = [each.name for each in sample_session.project.documents()]
    assert [owner.name for owner in window.model.rows] == names
    window.model.sort_by(Sorting(None, falling=True))
    assert [owner.name for owner in window.model.rows] == sorted(names, reverse=True)


def test_rows_are_narrowed_by_value_and_by_words_and_shown_again(
    qtbot: QtBot, window: TableWindow
) -> None:
    place = shown(window, "Plats")[0]
    below = action(column_menu(window, "Plats"), "Show only").menu()
    assert isinstance(below, QMenu)
    action(below, place).trigger()
    assert set(shown(window, "Plats")) == {place}
    assert f"only Plats: {place}" in window.state_text()
    window.show_all()
    assert len(window.model.rows) == 7
    qtbot.keyClicks(window.filter, "amina")
    qtbot.waitUntil(lambda: len(window.model.rows) == 1)
    assert window.state_text().startswith("1 of 7 documents")


def test_columns_are_added_renamed_retyped_and_deleted(
    qtbot: QtBot, sample_session: Session, settled: Settled, window: TableWindow
) -> None:
    qtbot.keyClicks(window.adder.name, "Betyg")
    qtbot.keyClick(window.adder.name, Key.Key_Return)
    qtbot.waitUntil(lambda: "Betyg" in heads(window))
    window.model.setData(window.model.index(0, column(window, "Betyg")), "4")
    settled(sample_session)
    action(column_menu(window, "Betyg"), "Rename").trigger()
    box = window.findChild(QInputDialog)
    assert box is not None
    box.setTextValue("Poäng")
    box.accept()
    qtbot.waitUntil(lambda: "Poäng" in heads(window))
    types = action(column_menu(window, "Poäng"), "Type").menu()
    assert isinstance(types, QMenu)
    action(types, "Number").trigger()

    def kind() -> AttributeType:
        found = cases.list_attributes(sample_session.project, DOCUMENT)
        return next(each.type for each in found if each.name == "Poäng")

    qtbot.waitUntil(lambda: kind() is AttributeType.NUMBER)
    settled(sample_session)
    action(column_menu(window, "Poäng"), "Delete").trigger()
    question = window.findChild(QMessageBox)
    assert question is not None
    assert "1 value" in question.informativeText()
    question.defaultButton().click()
    qtbot.waitUntil(lambda: "Poäng" not in heads(window))


def test_a_type_that_does_not_fit_the_values_is_refused(
    qtbot: QtBot, sample_session: Session, window: TableWindow
) -> None:
    types = action(column_menu(window, "Plats"), "Type").menu()
    assert isinstance(types, QMenu)
    with qtbot.waitSignal(sample_session.runner.user_error):
        action(types, "Date").trigger()
    assert "does not fit" in window.toast_text()


def test_a_cell_is_read_out_with_its_row_and_column(window: TableWindow) -> None:
    index = window.model.index(0, column(window, "Minuter"))
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == f"{window.model.rows[0].name}, Minuter: {index.data()}"


def test_enter_in_the_filter_undoes_nothing_while_undo_is_offered(
    qtbot: QtBot, window: TableWindow, sample_session: Session
) -> None:
    undone: list[bool] = []
    window._toast.undo_requested.connect(lambda: undone.append(True))
    sample_session.said.emit("Changed")
    assert window._toast._button.isVisible()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.filter.setFocus()
    qtbot.keyClick(window.filter, Key.Key_Return)
    assert undone == []
    assert window.isVisible()


def test_a_table_that_was_closed_hears_of_nothing_more(
    qtbot: QtBot, sample_session: Session
) -> None:
    made = TableWindow(sample_session)
    gone: list[bool] = []
    made.destroyed.connect(lambda: gone.append(True))
    made.show()
    made.close()
    qtbot.waitUntil(lambda: bool(gone))
    sample_session.said.emit("Coded")  # what a slot raises then fails the test
    sample_session.undone.emit("Undo: Code")


def test_what_is_open_for_reading_can_only_be_copied(
    qtbot: QtBot, reading_session: Session
) -> None:
    window = TableWindow(reading_session)
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: len(window.model.rows) == 7)
    window.view.go_to(0, 0)
    usable = {a.text().split("\t")[0] for a in window.cell_menu().actions() if a.isEnabled()}
    assert {"Paste", "Cut", "Fill down", "Empty"}.isdisjoint(usable)
    assert "Copy" in usable
    assert not window.adder.isEnabled()
    clipboard("x")
    before = shown(window, heads(window)[0])
    for key, modifier in ((Key.Key_V, CTRL), (Key.Key_D, CTRL)):
        qtbot.keyClick(window.view, key, modifier)
    qtbot.keyClick(window.view, Key.Key_Delete)
    assert shown(window, heads(window)[0]) == before
