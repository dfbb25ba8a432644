"""What is done with codes is seen, also where the code tree had no room or was put away."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qcode.ui.codes.pane import CodesPane
from qcode.ui.window.mainwindow import MainWindow


@pytest.fixture
def hidden(opened: MainWindow, qtbot: QtBot) -> CodesPane:
    """The codes, of which nothing is seen beside the text."""
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    assert opened.workspace is not None
    pane = opened.workspace.codes
    qtbot.waitUntil(lambda: pane.tree.model().rowCount() > 1)
    opened._actions["layout_read"].trigger()
    qtbot.waitUntil(lambda: not pane.isVisible())
    return pane


def test_a_new_code_is_named_in_sight(opened: MainWindow, hidden: CodesPane, qtbot: QtBot) -> None:
    opened._actions["new_code"].trigger()
    qtbot.waitUntil(lambda: hidden.tree.is_editing)
    assert hidden.tree.isVisible()
    field = QApplication.focusWidget()
    assert field is not None
    assert field.isVisible()
    assert hidden.tree.isAncestorOf(field)


def test_the_boxes_that_are_asked_for_are_in_sight(
    opened: MainWindow, hidden: CodesPane, qtbot: QtBot
) -> None:
    opened._actions["code_boxes"].trigger()
    qtbot.waitUntil(hidden.tree.isVisible)
    assert hidden.bar.view.boxes
