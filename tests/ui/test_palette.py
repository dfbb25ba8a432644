"""The palette finds every command by a few letters, in Swedish and in English, and gives it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qcode.services.language import set_language
from qcode.ui.command_words import OTHER_WORDS
from qcode.ui.commands import COMMANDS, SUBMENUS
from qcode.ui.palette import Entry, find
from qcode.ui.window.mainwindow import MainWindow


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def typed(window: MainWindow, text: str) -> list[str]:
    """Return what is listed when one types something."""
    window._palette._line.setText(text)
    return [entry.id for entry in window._palette.shown()]


def test_it_opens_with_its_key_and_lists_every_command(window: MainWindow, qtbot: QtBot) -> None:
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window, Qt.Key.Key_P, keys)
    qtbot.waitUntil(window._palette.isVisible)
    assert set(typed(window, "")) == set(COMMANDS) - {"recent", *SUBMENUS}
    qtbot.keyClick(window._palette._line, Qt.Key.Key_Escape)
    assert not window._palette.isVisible()


def test_words_are_found_in_any_order_and_in_the_menu_s_name(window: MainWindow) -> None:
    window._palette.open()
    assert typed(window, "report exp")[0] == "export"
    assert typed(window, "help about")[0] == "about"
    assert typed(window, "otsp")[0] == "sample"  # an abbreviation
    assert typed(window, "no such thing") == []


def test_commands_are_found_by_what_they_are_wanted_for(window: MainWindow) -> None:
    assert set(OTHER_WORDS) <= set(COMMANDS) - set(SUBMENUS)
    window._palette.open()
    assert typed(window, "dark")[0] == "settings"
    assert typed(window, "anonym")[0] == "edit_text"
    assert typed(window, "shortcuts")[0] == "keys"
    assert typed(window, "side by side")[0] == "layout_compare"
    assert typed(window, "compare")[0] == "layout_compare"
    assert typed(window, "left")[0] == "margin_side"
    assert typed(window, "find")[0] == "find"  # its own name comes first


def test_what_is_marked_is_told_after_the_last_letter(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("qcode.ui.findlist.announce", lambda _list, words: told.append(words))
    window._palette.open()
    first = window._palette._list
    qtbot.waitUntil(lambda: told == [first._words(first.marked())])  # which Enter takes at once
    qtbot.keyClicks(window._palette._line, "quit")
    qtbot.waitUntil(lambda: told[-1:] == ["Quit, File, Ctrl+Q"])
    qtbot.keyClicks(window._palette._line, "xx")
    qtbot.waitUntil(lambda: told[-1:] == ["Nothing found"])


def test_swedish_commands_are_found_by_their_english_names_too(qtbot: QtBot) -> None:
    set_language("sv")
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    window._palette.open()
    assert typed(window, "säkerhets")[0] == "backup"
    assert typed(window, "back up")[0] == "backup"
    assert typed(window, "mörkt")[0] == "settings"
    assert typed(window, "jämför")[0] == "layout_compare"


def test_enter_gives_the_command_and_the_last_given_comes_first(
    window: MainWindow, qtbot: QtBot
) -> None:
    for _time in range(2):
        window._palette.open()
        typed(window, "about")
        qtbot.keyClick(window._palette._line, Qt.Key.Key_Return)
        assert not window._palette.isVisible()
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        assert dialog.windowTitle() == "About QCode"
        dialog.close()
    window._palette.open()
    assert typed(window, "")[0] == "about"
    again = MainWindow()
    qtbot.addWidget(again)
    again._palette.open()
    assert typed(again, "")[0] == "about"


def test_what_cannot_be_given_comes_last_and_says_why(window: MainWindow, qtbot: QtBot) -> None:
    window._palette.open()
    window._palette._line.setText("export")
    (first, *_) = window._palette.shown()
    assert first.reason == "Open a project first"
    qtbot.keyClick(window._palette._line, Qt.Key.Key_Return)
    assert window._palette.isVisible()
    entries = window._palette._entries
    reasons = [bool(entry.reason) for entry in find("", entries, ())]
    assert reasons == sorted(reasons)


def test_why_not_fits_what_is_open(
    window: MainWindow, sample_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path = Path(shutil.copy(sample_file, tmp_path / "sample.qcode"))
    window.open_project(path)
    qtbot.waitUntil(lambda: window.session is not None)
    why = {entry.id: entry.reason for entry in window._actions.entries()}
    assert why["export"] == ""
    assert why["code"] == "Select a passage first"
    assert why["uncode"] == "Put the caret in a coding first"
    assert why["redo"] == "Nothing to redo"
    window.open_project(path, read_only=True)
    qtbot.waitUntil(lambda: window.session is not None and window.session.project.read_only)
    why = {entry.id: entry.reason for entry in window._actions.entries()}
    assert why["code"] == why["import"] == "Open for reading only"


def test_recent_projects_are_found_by_name(
    window: MainWindow, sample_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    path = Path(shutil.copy(sample_file, tmp_path / "Trygghet & tillit.qcode"))
    window.open_project(path)
    qtbot.waitUntil(lambda: window.session is not None)
    window.close_project()
    window._palette.open()
    typed(window, "trygg")
    assert window._palette.shown()[0].text == "Open recent: Trygghet & tillit"
    qtbot.keyClick(window._palette._line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.session is not None)


def test_the_keyboard_goes_back_to_where_it_was(window: MainWindow, qtbot: QtBot) -> None:
    before = QApplication.focusWidget()
    window._palette.open()
    assert QApplication.focusWidget() is window._palette._line
    qtbot.keyClick(window._palette._line, Qt.Key.Key_Tab)  # leads nowhere
    assert QApplication.focusWidget() is window._palette._line
    qtbot.keyClick(window._palette._line, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is before


def test_among_equals_the_last_used_comes_first() -> None:
    entries = [
        Entry(name, name.title(), "", "", "", None, "", lambda: None)
        for name in ("code one", "code two", "code three")
    ]
    found = find("code", entries, ["code three", "code two"])
    assert [entry.id for entry in found] == ["code three", "code two", "code one"]
