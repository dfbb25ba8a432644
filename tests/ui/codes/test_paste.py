"""The dialog for a pasted list: it says what will come of it, and does just that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qcode.services import code_lists, codes
from qcode.ui.codes.paste import PasteDialog
from qcode.ui.session import Session

Desk = Any  # that of conftest
Settled = Callable[[Session], None]
ABOVE = "Tillit"


@pytest.fixture(autouse=True)
def empty_clipboard(qtbot: QtBot) -> None:
    QApplication.clipboard().clear()


def dialog_of(desk: Desk) -> PasteDialog:
    """Open the dialog by its command."""
    desk.pane.commands["paste"].trigger()
    dialog = desk.pane.findChild(PasteDialog)
    assert isinstance(dialog, PasteDialog)
    return dialog


def rows(dialog: PasteDialog) -> list[str]:
    """What the preview shows, with a dash for each step in."""
    model = dialog.preview.model()
    found: list[str] = []

    def walk(parent: QModelIndex, depth: int) -> None:
        for row in range(model.rowCount(parent)):
            index = model.index(row, 0, parent)
            found.append("-" * depth + str(index.data()))
            walk(index, depth + 1)

    walk(QModelIndex(), 0)
    return found


def test_the_preview_shows_the_tree_before_anything_is_written(desk: Desk) -> None:
    before = desk.project.last_operation()
    dialog = dialog_of(desk)
    dialog.text.setPlainText("Tillit\n\tVänskap: att höra ihop\nNytt")
    dialog.read()
    assert rows(dialog) == ["Tillit (is there already)", "-Vänskap – att höra ihop", "Nytt"]
    assert dialog.add_button.text() == "Add 2 codes"
    assert "1 code is there already" in dialog.summary.text()
    assert desk.project.last_operation() == before


def test_the_preview_follows_what_is_typed(desk: Desk, qtbot: QtBot) -> None:
    dialog = dialog_of(desk)
    assert not dialog.add_button.isEnabled()
    dialog.text.setPlainText("Nytt")
    qtbot.waitUntil(dialog.add_button.isEnabled)


def test_all_is_added_at_once_and_undone_at_once(desk: Desk, qtbot: QtBot) -> None:
    count = len(desk.project.codebook())
    dialog = dialog_of(desk)
    dialog.text.setPlainText("Nytt\n\tNyare\nAnnat")
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.until(lambda: desk.children(None)[-2:] == ["Nytt", "Annat"])
    desk.see(count + 3)
    assert codes.find_code(desk.project, "Nytt/Nyare").inherits
    desk.session.undo()
    desk.see(count)


def test_the_list_goes_under_the_chosen_code_if_one_says_so(desk: Desk) -> None:
    desk.choose(ABOVE)
    dialog = dialog_of(desk)
    dialog.text.setPlainText("Rykten och svek\nNytt")
    dialog.under.setChecked(True)
    assert rows(dialog) == ["Rykten och svek (is there already)", "Nytt"]
    dialog.add()
    desk.until(lambda: desk.children(ABOVE)[-1] == "Nytt")


def test_a_list_that_was_copied_is_there_already(desk: Desk) -> None:
    QApplication.clipboard().setText("Ett\nTvå")
    assert rows(dialog_of(desk)) == ["Ett", "Två"]


def test_enter_adds_what_was_copied_and_writes_over_none_of_it(desk: Desk, qtbot: QtBot) -> None:
    QApplication.clipboard().setText("Ett\nTvå")
    dialog = dialog_of(desk)
    qtbot.waitUntil(dialog.add_button.hasFocus)
    assert not dialog.text.textCursor().hasSelection()
    qtbot.keyClick(dialog.add_button, Qt.Key.Key_Return)
    desk.until(lambda: desk.children(None)[-2:] == ["Ett", "Två"])


def test_tab_indents_a_line_and_elsewhere_leads_out_of_the_list(desk: Desk, qtbot: QtBot) -> None:
    dialog = dialog_of(desk)
    qtbot.waitUntil(dialog.text.hasFocus)
    qtbot.keyClicks(dialog.text, "Ett\r")
    qtbot.keyClick(dialog.text, Qt.Key.Key_Tab)
    qtbot.keyClicks(dialog.text, "Två")
    assert dialog.text.toPlainText() == "Ett\n\tTvå"
    qtbot.keyClick(dialog.text, Qt.Key.Key_Tab)
    assert dialog.text.toPlainText() == "Ett\n\tTvå"
    assert not dialog.text.hasFocus()
    dialog.text.setFocus()
    dialog.text.selectAll()
    qtbot.keyClick(dialog.text, Qt.Key.Key_Tab)
    assert dialog.text.toPlainText() == "Ett\n\tTvå"


def test_one_copied_line_is_no_list(desk: Desk) -> None:
    QApplication.clipboard().setText("en hel mening ur en intervju")
    assert dialog_of(desk).text.toPlainText() == ""


def test_lines_that_cannot_be_codes_are_named(desk: Desk) -> None:
    dialog = dialog_of(desk)
    dialog.text.setPlainText("x" * 300)
    dialog.read()
    assert "cannot be the name of a code" in dialog.summary.text()
    assert not dialog.add_button.isEnabled()


def test_a_list_that_was_typed_is_not_thrown_away_without_a_question(
    desk: Desk, qtbot: QtBot
) -> None:
    dialog = dialog_of(desk)
    qtbot.keyClicks(dialog.text, "Nytt")
    dialog.reject()
    assert dialog.isVisible()
    assert "not kept" in desk.question().informativeText()
    desk.agree()
    qtbot.waitUntil(lambda: desk.pane.findChild(PasteDialog) is None)
    QApplication.clipboard().setText("Ett\nTv\u00e5")  # which is still there to be pasted again
    dialog_of(desk).reject()
    qtbot.waitUntil(lambda: desk.pane.findChild(PasteDialog) is None)


def test_what_was_pasted_is_chosen_and_in_sight(desk: Desk, settled: Settled) -> None:
    desk.pane.resize(300, 330)
    desk.tree.setExpanded(desk.index(ABOVE), False)
    desk.choose(ABOVE)
    dialog = dialog_of(desk)
    names = [f"Ny {number}" for number in range(4)]
    dialog.text.setPlainText("\n".join(("Tillit", "  Nära", "Sist", "  Under", *names)))
    dialog.read()
    dialog.add()
    desk.settle()
    new = [f"{ABOVE}/Nära", "Sist", "Sist/Under", *names]
    desk.until(lambda: set(desk.tree.chosen()) == {desk.id(path) for path in new})
    assert desk.tree.current() == desk.id(new[0])
    seen = desk.tree.viewport().rect()
    assert seen.contains(desk.tree.visualRect(desk.index(new[0])))
    assert all(desk.tree.isExpanded(desk.index(path)) for path in (ABOVE, "Sist"))


def test_what_was_pasted_is_chosen_though_the_tree_has_it_already(desk: Desk) -> None:
    before = desk.project.codebook()
    changes = code_lists.add_list(desk.project, "Nytt\n  Under")
    desk.see(len(before) + 2)  # the news came first
    desk.pane.commands._tell_new(before, changes)
    new = {desk.id("Nytt"), desk.id("Nytt/Under")}
    desk.until(lambda: set(desk.tree.chosen()) == new)


def test_pasted_codes_at_the_end_of_a_long_tree_are_scrolled_to(desk: Desk) -> None:
    desk.pane.resize(300, 330)
    dialog = dialog_of(desk)
    dialog.text.setPlainText("Nederst\n  Under")
    dialog.read()
    dialog.add()
    desk.settle()
    desk.until(lambda: desk.tree.current() == desk.id("Nederst"))
    seen = desk.tree.viewport().rect()
    for path in ("Nederst", "Nederst/Under"):
        assert seen.contains(desk.tree.visualRect(desk.index(path)).center())
