"""Keys of a Mac and of Windows: each is free, and none types. None is one that a desktop takes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qcode.ui import mac_keys, windows_keys
from qcode.ui.commands import COMMANDS
from qcode.ui.keys import Fault, Keymap, defaults, held_instead, portable
from qcode.ui.mac_keys import _OTHERS, _SYSTEM
from qcode.ui.pane_filter import PaneFilter
from qcode.ui.pane_keys import FREE

# By default taken: Mutter and GNOME Shell, KWin and Plasma, and the shell of Windows.
_ARROWS = ("Left", "Right", "Up", "Down")
_DESKTOPS = {
    *(f"{held}+{arrow}" for held in ("Ctrl+Alt", "Ctrl+Alt+Shift") for arrow in _ARROWS),
    *(f"Alt+F{number}" for number in range(1, 11)),
    *(f"Ctrl+F{number}" for number in (1, 2, 3, 4, 7, 8, 9, 10, 12)),
    *("Alt+Tab", "Alt+Shift+Tab", "Alt+Esc", "Alt+`", "Alt+Space", "Ctrl+Esc", "Ctrl+Shift+Esc"),
    *("Ctrl+Alt+Tab", "Ctrl+Alt+Del", "Ctrl+Alt+Esc", "Ctrl+Alt+A", "Ctrl+Alt+T", "Ctrl+Alt+L"),
    *("Ctrl+Alt+K", "Ctrl+Alt+V", "Print", "Alt+Print", "Shift+Print", "Ctrl+.", "Ctrl+;"),
}


@pytest.fixture
def mac(monkeypatch: pytest.MonkeyPatch) -> Keymap:
    """The keys, as on a Mac."""
    monkeypatch.setattr(mac_keys, "MACOS", True)
    return Keymap()


def every(keymap: Keymap) -> list[tuple[str, QKeySequence]]:
    names = (*COMMANDS, *(name for name in FREE if FREE[name]))
    return [(name, sequence) for name in names for sequence in keymap.sequences(name)]


def test_no_key_of_ours_is_taken_by_a_desktop(qtbot: QtBot) -> None:
    for name, sequence in every(Keymap()):
        assert portable(sequence) not in _DESKTOPS, name


def test_no_key_of_a_mac_is_the_systems_or_types_a_character(mac: Keymap, qtbot: QtBot) -> None:
    for name, sequence in every(mac):
        key, pressed = portable(sequence), sequence[0]  # type: ignore[index]  # as in `keys`
        assert key not in _SYSTEM, name
        alone = pressed.keyboardModifiers() & ~Qt.KeyboardModifier.ShiftModifier
        types = alone == Qt.KeyboardModifier.AltModifier and pressed.key() < Qt.Key.Key_Escape
        assert not types, name


def test_each_key_of_a_mac_could_be_given_to_what_has_it(mac: Keymap, qtbot: QtBot) -> None:
    for name, sequence in every(mac):
        if name in COMMANDS or name in _OTHERS:
            assert mac.fault(name, sequence) is None, (name, portable(sequence))
    assert all(name in COMMANDS or FREE.get(name) for name in _OTHERS)
    assert all(portable(QKeySequence(key)) == key for key in _SYSTEM)


def test_what_is_as_elsewhere_stays_so(mac: Keymap, qtbot: QtBot) -> None:
    assert (mac.key("import"), mac.key("select_word"), mac.key("settings")) == (
        "Ctrl+I",
        "W",
        "Ctrl+,",
    )
    assert mac.key("show_codes") == "Meta+2"
    assert not mac.any_changed()


def test_what_types_or_belongs_to_the_system_cannot_be_given(mac: Keymap, qtbot: QtBot) -> None:
    for key in ("Alt+2", "Alt+Shift+7", "Alt+Q"):
        fault = mac.fault("verify", QKeySequence(key))
        assert fault is not None and "writes or edits" in fault.sentence
    for key in ("Ctrl+H", "Meta+Left"):
        assert mac.fault("verify", QKeySequence(key)) == Fault(
            "{key} belongs to the system and does not come to programs."
        )
    assert mac.fault("verify", QKeySequence("Alt+Left")) is not None
    assert mac.fault("verify", QKeySequence("Meta+B")) is None
    assert held_instead() == "Meta"


def test_what_the_user_gave_goes_before_the_keys_of_a_mac(mac: Keymap, qtbot: QtBot) -> None:
    mac.give("show_codes", "Ctrl+Alt+7")
    assert portable(mac.sequences("show_codes")[0]) == "Ctrl+Alt+7"
    mac.reset("show_codes")
    assert mac.sequences("show_codes") == defaults("show_codes")
    assert not mac.any_changed()


def test_a_pane_takes_the_keys_of_a_mac_for_its_own(mac: Keymap, qtbot: QtBot) -> None:
    pressed: list[int] = []

    class Pane(QWidget):
        def keyPressEvent(self, event: QKeyEvent) -> None:
            pressed.append(event.key())

    pane = Pane()
    qtbot.addWidget(pane)
    PaneFilter(pane, "Lists of passages", mac)
    pane.show()
    QTest.keyClick(pane, Qt.Key.Key_Backspace)
    QTest.keyClick(pane, Qt.Key.Key_Delete)
    assert pressed == [Qt.Key.Key_Delete, Qt.Key.Key_Delete]


def test_no_key_on_windows_comes_in_the_place_of_what_altgr_types(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(windows_keys, "WINDOWS", True)
    keymap = Keymap()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    for name, sequence in every(keymap):
        pressed = sequence[0]  # type: ignore[index]  # as in `keys`
        alone = pressed.keyboardModifiers() & ~Qt.KeyboardModifier.ShiftModifier
        assert alone != both or pressed.key() >= Qt.Key.Key_Escape, (name, portable(sequence))
        assert portable(sequence) not in _DESKTOPS, name
        if name in COMMANDS:
            assert keymap.fault(name, sequence) is None, (name, portable(sequence))
