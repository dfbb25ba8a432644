"""The list of keys: a key is found, changed by pressing another, and taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from qcode.ui.codes.pane import CodesPane
from qcode.ui.found.memo_text import BLOCK_KEYS, MARK_KEYS
from qcode.ui.keys import held, held_to_copy, native, portable
from qcode.ui.keys_dialog import KeysDialog
from qcode.ui.pane_keys import FIXED, FREE, PANE_KEYS, names
from qcode.ui.session import Session
from qcode.ui.window.mainwindow import MainWindow


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> KeysDialog:
    window.edit_keys()
    (made,) = window.findChildren(KeysDialog)
    qtbot.waitUntil(made.isVisible)
    return made


def listed(dialog: KeysDialog) -> list[str]:
    return [item.text(0) for item in dialog._items if not item.isHidden()]


def choose(dialog: KeysDialog, text: str) -> None:
    dialog.filter.setText(text)
    assert len(listed(dialog)) == 1


def test_a_command_is_found_by_its_name_its_menu_or_its_key(dialog: KeysDialog) -> None:
    choose(dialog, "report exp")
    assert listed(dialog) == ["Export report"]
    choose(dialog, "ctrl+shift+n")
    assert listed(dialog) == ["New code"]
    dialog.filter.setText("help")
    assert "About QCode" in listed(dialog)
    dialog.filter.setText("no such thing")
    assert not dialog.key.isEnabled()
    assert dialog._said.text() == "Nothing found"


def test_no_key_of_a_command_is_cut(dialog: KeysDialog) -> None:
    width = dialog.table.columnWidth(2)
    keys = [item.text(2) for item in dialog._items if item.data(0, Qt.ItemDataRole.UserRole)]
    assert max(map(dialog.fontMetrics().horizontalAdvance, keys)) + 8 < width


def test_a_key_that_is_pressed_is_the_command_s_at_once(
    dialog: KeysDialog, window: MainWindow, qtbot: QtBot
) -> None:
    choose(dialog, "back up")
    qtbot.keyClick(dialog.key, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert window._actions["backup"].shortcut().toString() == "Ctrl+B"
    assert next(e.key for e in window._actions.entries() if e.id == "backup") == "Ctrl+B"
    assert dialog._said.text() == (
        "Back up as has Ctrl+B now. In the pane “Memo” it remains “Bold”."
    )
    dialog.reset_button.click()
    assert window._actions["backup"].shortcut().isEmpty()
    assert not dialog.reset_button.isEnabled()


def test_a_key_of_another_command_is_taken_only_when_one_says_so(
    dialog: KeysDialog, window: MainWindow, qtbot: QtBot
) -> None:
    choose(dialog, "back up")
    qtbot.keyClick(dialog.key, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert dialog._said.text() == "“Import documents” has Ctrl+I. Take it from there?"
    assert window._actions["import"].shortcut().toString() == "Ctrl+I"
    dialog.take_button.click()
    assert window._actions["import"].shortcut().isEmpty()
    assert window._actions["backup"].shortcut().toString() == "Ctrl+I"
    dialog.all_button.click()
    assert window._actions["import"].shortcut().toString() == "Ctrl+I"
    assert not dialog.all_button.isEnabled()


def test_arrows_and_enter_lead_from_what_is_found_to_the_key_and_take_it(
    dialog: KeysDialog, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.waitUntil(dialog.filter.hasFocus)
    qtbot.keyClicks(dialog.filter, "other te")
    qtbot.keyClick(dialog.filter, Qt.Key.Key_Down)
    assert dialog.table.hasFocus() and dialog.chosen() == "other_text"
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.key.hasFocus()
    qtbot.keyClick(dialog.key, Qt.Key.Key_F8)
    assert window.keymap.key("appearance") == "F8"  # which keeps it until one agrees
    qtbot.keyClick(dialog.key, Qt.Key.Key_Return)
    assert window.keymap.key("other_text") == "F8"


def test_a_letter_alone_is_refused_and_said_why(dialog: KeysDialog, qtbot: QtBot) -> None:
    choose(dialog, "back up")
    qtbot.keyClick(dialog.key, Qt.Key.Key_B)
    assert dialog._said.text().startswith("B alone writes or edits.")
    assert not dialog.take_button.isVisible()


def test_a_command_may_be_without_a_key(dialog: KeysDialog, window: MainWindow) -> None:
    choose(dialog, "import documents")
    dialog.none_button.click()
    assert window._actions["import"].shortcuts() == []
    assert not dialog.none_button.isEnabled()


def test_one_leaves_the_field_as_any_other(dialog: KeysDialog, qtbot: QtBot) -> None:
    dialog.activateWindow()
    choose(dialog, "back up")
    dialog.key.setFocus()
    qtbot.waitUntil(dialog.key.hasFocus)
    qtbot.keyClick(dialog.key, Qt.Key.Key_Tab)
    assert not dialog.key.hasFocus()
    dialog.key.setFocus()
    qtbot.keyClick(dialog.key, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_keys_of_panes_are_listed_under_their_panes_and_changed_there(dialog: KeysDialog) -> None:
    dialog.filter.setText("codes f2")
    (item,) = (item for item in dialog._items if not item.isHidden())
    assert (item.text(0), item.text(1), item.text(2)) == ("Rename", "Codes", "F2")
    assert dialog.key.isEnabled()
    dialog.offer(QKeySequence("Del"))
    assert dialog._said.text() == "“Codes: Delete” has Del. Take it from there?"
    dialog.offer(QKeySequence("Ctrl+F"))  # two shortcuts with one key would both be deaf
    assert dialog._said.text() == "“Find” has Ctrl+F. Take it from there?"
    dialog.offer(QKeySequence("Ctrl+Alt+R"))
    assert dialog._said.text() == "Codes: Rename has Ctrl+Alt+R now."
    assert item.text(2) == "Ctrl+Alt+R" and item.font(2).bold()
    dialog.reset_button.click()
    assert item.text(2) == "F2"


def test_a_command_takes_a_key_from_a_pane_only_when_asked(dialog: KeysDialog) -> None:
    choose(dialog, "back up")
    dialog.offer(QKeySequence("Alt+Up"))
    assert dialog._said.text() == "“Codes: Move up” has Alt+Up. Take it from there?"
    dialog.take_button.click()
    assert dialog._keymap.key("backup") == "Alt+Up"
    assert dialog._keymap.key("Codes: Move up") == ""
    dialog.all_button.click()
    assert dialog._keymap.key("Codes: Move up") == "Alt+Up"


@pytest.mark.parametrize("key", ["Ctrl+1", "Ctrl+7"])
def test_a_key_of_a_pane_that_stays_is_no_command_s(dialog: KeysDialog, key: str) -> None:
    choose(dialog, "back up")
    dialog.offer(QKeySequence(key))
    assert dialog._said.text() == (
        f"{key} is “Put on a number key” in the pane “Codes”, which keeps it."
    )
    assert not dialog.take_button.isVisible()
    assert dialog._keymap.key("backup") == ""
    choose(dialog, "codes f2")  # nor another's in that pane
    dialog.offer(QKeySequence(key))
    assert dialog._said.text() == f"{key} means something else in this pane, and stays."


def test_a_command_is_told_of_the_pane_that_takes_its_key_first(dialog: KeysDialog) -> None:
    choose(dialog, "back up")
    dialog.offer(QKeySequence("Ctrl+B"))
    assert dialog._said.text() == (
        "Back up as has Ctrl+B now. In the pane “Memo” it remains “Bold”."
    )
    dialog.offer(QKeySequence("Ctrl+D"))
    assert "In the pane “Attributes” it remains “Fill down”." in dialog._said.text()
    dialog.offer(QKeySequence("Ctrl+J"))
    assert dialog._said.text() == "Back up as has Ctrl+J now."
    dialog.all_button.click()


def test_a_pane_that_takes_its_keys_first_can_have_one_of_the_window_s(dialog: KeysDialog) -> None:
    choose(dialog, "memo bold")
    dialog.offer(QKeySequence("Ctrl+F"))
    assert dialog._said.text() == (
        "Memo: Bold has Ctrl+F now. In this pane it is no longer “Find”."
    )


def test_what_a_pane_and_a_command_share_from_the_beginning_they_keep(dialog: KeysDialog) -> None:
    keymap = dialog._keymap
    keymap.give("Memo: List", "")
    keymap.reset("Memo: List")
    assert keymap.key("Memo: List") == keymap.key("behind") == "Ctrl+Shift+U"


@pytest.mark.parametrize(
    ("sought", "says"),
    [
        ("documents choose", "Space ticks or chooses, here as in every program, and stays."),
        ("documents heading", "Left moves, here as in every program, and stays."),
        ("number key quick", "The digits stand for what is numbered there, and stay."),
        ("attributes paste", "Ctrl+V copies, cuts or pastes, here as in every program, and stays."),
    ],
)
def test_a_key_of_the_platform_s_stays_and_its_row_says_why(
    dialog: KeysDialog, sought: str, says: str
) -> None:
    choose(dialog, sought)
    assert not dialog.key.isEnabled()
    assert dialog._said.text() == says


def test_one_of_two_keys_can_stay_while_the_other_is_changed(dialog: KeysDialog) -> None:
    choose(dialog, "codings here write memo")
    (item,) = (item for item in dialog._items if not item.isHidden())
    assert item.text(2) == "Enter, M"
    assert "Enter opens or confirms" in dialog._said.text()
    dialog.offer(QKeySequence("W"))
    assert item.text(2) == "Enter, W"


def test_a_letter_is_no_key_where_one_writes(dialog: KeysDialog) -> None:
    choose(dialog, "memo bold")
    dialog.offer(QKeySequence("B"))
    assert dialog._said.text().startswith("B alone writes or edits.")


def test_every_reason_is_given_to_a_key_and_every_act_has_a_pane() -> None:
    assert all(FIXED[name] or FREE[name] for name, _pane, _text in names())


def test_keys_are_named_as_on_this_system(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (native("Ctrl+Shift+P"), held("Ctrl"), held_to_copy()) == (
        "Ctrl+Shift+P",
        "Ctrl",
        "Ctrl",
    )
    monkeypatch.setattr("qcode.ui.mac_keys.MACOS", True)  # there dropping with Option copies
    assert held_to_copy() == "Alt"


def test_the_keys_of_the_code_tree_and_of_memos_are_those_that_act(
    sample_session: Session, qtbot: QtBot
) -> None:
    pane = CodesPane(sample_session)
    qtbot.addWidget(pane)
    acting = {
        portable(key)
        for action in pane.tree.actions()
        for key in action.shortcuts()
        if "Return" not in portable(key)
        and not portable(key).endswith("+Enter")  # one of both
        and portable(key)[-1] not in "456789"
    }
    told = {
        key
        for keys in PANE_KEYS["Codes"].values()
        for key in ((keys,) if isinstance(keys, str) else keys)
    }
    assert acting - {"Enter"} == {key for key in told if not key.endswith("Enter")}
    marks = {
        portable(QKeySequence(modifiers | key))
        for modifiers, keys in (
            (Qt.KeyboardModifier.ControlModifier, MARK_KEYS),
            (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, BLOCK_KEYS),
        )
        for key in keys
    }
    assert marks <= set(map(str, PANE_KEYS["Memo"].values()))


def test_no_name_of_a_pane_is_cut(dialog: KeysDialog) -> None:
    measure = dialog.table.fontMetrics().horizontalAdvance
    widest = max(measure(item.text(1)) for item in dialog._items)
    assert dialog.table.columnWidth(1) >= widest + 8  # what is beside the words of a cell
    assert dialog.table.columnWidth(0) > 0
