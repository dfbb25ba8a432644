from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from qcode.ui.accessible import announce


def test_what_is_announced_reaches_the_screen_reader_with_its_words(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[QAccessibleAnnouncementEvent] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", told.append)
    label = QLabel()
    qtbot.addWidget(label)
    announce(label, "Coded with Tillit")
    assert [(event.message(), event.object()) for event in told] == [("Coded with Tillit", label)]
