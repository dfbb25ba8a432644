"""A key that an older version let two commands have is said once, with a way to the keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qcode.services.settings import Settings, save_settings
from qcode.ui.keys import Lost
from qcode.ui.keys_dialog import KeysDialog
from qcode.ui.window.lost_keys import sentence_of
from qcode.ui.window.mainwindow import MainWindow


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    """A window of somebody who gave one key to two commands."""
    save_settings(Settings(keys={"backup": "Ctrl+B", "verify": "Ctrl+B"}))
    made = MainWindow()
    made.show()
    yield made
    made.close()


def test_it_is_said_once_and_the_keys_are_a_click_away(window: MainWindow, qtbot: QtBot) -> None:
    said = "“Check the project” no longer has Ctrl+B, which is the key of “Back up as”."
    qtbot.waitUntil(lambda: window.toast_text() == said)
    assert not window._actions["verify"].shortcuts()
    window._toast._offer.click()
    qtbot.waitUntil(lambda: bool(window.findChildren(KeysDialog)))
    window.findChildren(KeysDialog)[0].close()
    again = MainWindow()
    qtbot.addWidget(again)
    again.show()
    QApplication.processEvents()
    assert again.toast_text() == ""


def test_several_are_named_in_one_sentence() -> None:
    lost = [Lost("backup", "Ctrl+V", ""), Lost("Codes: Move up", "F9", "verify")]
    assert sentence_of(lost[:1]) == "“Back up as” no longer has Ctrl+V, which edits or moves."
    named = "Back up as (Ctrl+V), Codes: Move up (F9)"
    assert sentence_of(lost) == f"Keys that something else has were taken from: {named}."
