"""Recordings in the whole window, by keys as they reach it: while one reads and while one edits."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qcode.model.text import Span
from qcode.services.recordings import add_recording, examine
from qcode.ui.window.mainwindow import MainWindow

from ..recording.conftest import FakePlayer

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def player(
    opened: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> FakePlayer:
    """The player of an interview with times that is open, with the keyboard in its text."""
    made: list[FakePlayer] = []

    def make(parent: object = None) -> FakePlayer:
        made.append(FakePlayer(opened))
        return made[-1]

    session, workspace = opened.session, opened.workspace
    assert session is not None and workspace is not None
    monkeypatch.setattr(workspace.reading.recording.deck, "_make", make)
    monkeypatch.setattr("qcode.ui.recording.waiting.prepare", lambda: None)
    path = tmp_path / "nadia.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(bytes(16_000))
    project = session.project
    timed = next(each for each in project.documents() if each.source_format == "vtt")
    add_recording(project, timed.id, examine(path))
    session.show_document(timed.id)
    qtbot.waitUntil(lambda: workspace.reading.recording.loaded)
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    workspace.reading.view.setFocus()
    return made[0]


@pytest.mark.qt_log_ignore("Unhandled key code", extend=True)  # a media key that nobody pressed
def test_keys_play_while_the_text_has_the_keyboard(
    opened: MainWindow, player: FakePlayer, qtbot: QtBot
) -> None:
    assert opened.workspace is not None
    reading = opened.workspace.reading
    view, deck = reading.view, reading.recording.deck
    qtbot.keyClick(view, Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: deck.plays)
    qtbot.keyClick(view, Qt.Key.Key_F5, SHIFT)
    qtbot.waitUntil(lambda: deck.at == 5_000)
    qtbot.keyClick(view, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: deck.at == 0)
    qtbot.keyClick(view, Qt.Key.Key_F5, CONTROL)
    qtbot.waitUntil(lambda: deck.speed == 0.9)
    qtbot.keyClick(view, Qt.Key.Key_F5, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: deck.speed == 1.0)
    qtbot.keyClick(view, Qt.Key.Key_MediaTogglePlayPause)
    qtbot.waitUntil(lambda: not deck.plays)
    turn = reading.recording.follower.times.turn_at(len(view.text()))
    assert turn is not None and turn.start_ms is not None
    view.select(Span(turn.start, turn.start))
    player.length = turn.start_ms + 10_000
    deck.length = player.length
    qtbot.keyClick(view, Qt.Key.Key_F4, SHIFT)
    qtbot.waitUntil(lambda: deck.plays and deck.at == turn.start_ms)


def test_keys_play_and_put_times_in_while_the_text_is_edited(
    opened: MainWindow, player: FakePlayer, qtbot: QtBot
) -> None:
    assert opened.workspace is not None
    reading = opened.workspace.reading
    reading.edit_text()
    qtbot.waitUntil(lambda: reading._edit.page is not None)
    page = reading._edit.page
    assert page is not None
    qtbot.waitUntil(opened._actions["play"].isEnabled)
    qtbot.waitUntil(page.editor.hasFocus)
    page.editor.go(0)
    qtbot.keyClick(page.editor, Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: reading.recording.deck.plays)
    player.run_to(7_000)
    qtbot.keyClick(page.editor, Qt.Key.Key_T, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: page.editor.mirror.text.startswith("[00:00:07]"))
    assert page.editor.mirror.text.count("[00:00:07]") == 1
    assert page.finish_quietly()
    qtbot.waitUntil(lambda: reading._edit.page is None)


def test_without_a_recording_its_commands_say_what_is_missing(opened: MainWindow) -> None:
    assert not opened._actions["play"].isEnabled()
    (play,) = [entry for entry in opened._actions.entries() if entry.id == "play"]
    assert play.reason == "Add a recording to the document first"
    assert opened._actions["add_recording"].isEnabled()
