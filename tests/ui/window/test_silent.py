"""A command that cannot do anything now is disabled with the reason, or says a sentence."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from qcode.model.codebook import CodeId
from qcode.ui.codes.card import CodeCard
from qcode.ui.codes.tree import CodeTree
from qcode.ui.subject import Sort, Subject
from qcode.ui.window.mainwindow import MainWindow


def why(window: MainWindow, name: str) -> str:
    """Return why a command of the palette cannot be used, "" if it can."""
    (found,) = [entry for entry in window._actions.entries() if entry.id == name]
    assert window._actions[name].isEnabled() == (not found.reason)
    return found.reason


def tree_and_code(window: MainWindow, qtbot: QtBot) -> tuple[CodeTree, CodeId]:
    """Return the code tree, when it is filled, and its first code."""
    assert window.workspace is not None
    tree = window.workspace.codes.tree
    qtbot.waitUntil(lambda: tree.model().rowCount() > 1)
    return tree, next(iter(tree.codes.snapshot.codebook.walk()))[1].id


def test_what_is_done_with_codes_waits_for_some_to_be_chosen(
    opened: MainWindow, qtbot: QtBot
) -> None:
    tree, code = tree_and_code(opened, qtbot)
    tree.clearSelection()
    assert why(opened, "split_code") == "Choose one code first"
    assert why(opened, "retrieve") == "Choose a code first"
    assert opened.session is not None
    opened.session.look_at(Subject(Sort.SEGMENT, 1))
    assert why(opened, "retrieve") == ""
    opened.session.look_at(Subject(Sort.DOCUMENT, 1))
    assert tree.reveal(code)
    assert (why(opened, "split_code"), why(opened, "retrieve")) == ("", "")
    tree.selectAll()
    assert why(opened, "split_code") == "Choose one code first"
    assert why(opened, "retrieve") == ""


def test_what_the_menu_of_codes_does_is_found_among_all_commands_with_its_key(
    opened: MainWindow, qtbot: QtBot
) -> None:
    tree, code = tree_and_code(opened, qtbot)
    tree.clearSelection()
    assert why(opened, "merge_codes") == "Choose a code first"
    assert tree.reveal(code)
    for name in ("merge_codes", "rename_code", "delete_codes", "move_codes", "color_codes"):
        assert why(opened, name) == ""
    keys = {entry.id: (entry.text, entry.key) for entry in opened._actions.entries()}
    assert keys["rename_code"] == ("Rename the code", "F2")
    assert opened._actions["rename_code"].text().endswith("\tF2")
    assert opened.session is not None
    opened.session.keys.give("rename_code", "Ctrl+Alt+R")
    assert "\t" not in opened._actions["rename_code"].text()
    opened._actions["rename_code"].trigger()
    qtbot.waitUntil(lambda: tree.state() == tree.State.EditingState)
    assert tree.current() == code


def test_a_code_is_not_split_in_a_project_open_for_reading(
    window: MainWindow, sample: Path, qtbot: QtBot
) -> None:
    window.open_project(sample, read_only=True)
    qtbot.waitUntil(lambda: window.workspace is not None)
    assert window.workspace is not None
    tree = window.workspace.codes.tree
    qtbot.waitUntil(lambda: tree.model().rowCount() > 1)
    tree.reveal(next(iter(tree.codes.snapshot.codebook.walk()))[1].id)
    assert why(window, "split_code") == "Open for reading only"
    assert why(window, "retrieve") == ""
    assert why(window, "edit_text") == "Open for reading only"


def test_the_end_of_what_was_read_is_said(opened: MainWindow, qtbot: QtBot) -> None:
    opened._actions["back"].trigger()
    qtbot.waitUntil(lambda: opened.toast_text() == "No text was read before this one.")
    opened._actions["forward"].trigger()
    qtbot.waitUntil(lambda: opened.toast_text() == "No text was read after this one.")


def test_the_card_of_a_code_is_shown_also_where_nothing_can_be_changed(
    window: MainWindow, sample: Path, qtbot: QtBot
) -> None:
    window.open_project(sample, read_only=True)
    qtbot.waitUntil(lambda: window.workspace is not None)
    tree, code = tree_and_code(window, qtbot)
    tree.clearSelection()
    assert why(window, "code_card") == "Choose one code first"
    assert tree.reveal(code)
    assert (why(window, "code_card"), why(window, "split_code")) == ("", "Open for reading only")
    window._actions["code_card"].trigger()
    assert window.workspace is not None
    qtbot.waitUntil(lambda: bool(window.findChildren(CodeCard)))
    assert window.findChildren(CodeCard)[0].isVisible()
