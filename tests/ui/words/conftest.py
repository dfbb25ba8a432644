"""What tests of the pane of words share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

Pane = TypeVar("Pane", bound=QWidget)


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[Pane], Pane]:
    """Show a pane in the active window, as wide as it usually is."""

    def show(pane: Pane) -> Pane:
        qtbot.addWidget(pane)
        pane.resize(380, 620)
        pane.show()
        pane.activateWindow()
        qtbot.waitUntil(pane.isActiveWindow)
        return pane

    return show
