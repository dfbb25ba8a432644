"""Whatever changes in the window, its parts come to their places at once, and only once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from qcode.ui.coming import _Cover
from qcode.ui.window.mainwindow import MainWindow
from qcode.ui.window.workspace import Layout, Workspace


@pytest.fixture
def workspace(opened: MainWindow) -> Workspace:
    assert opened.workspace is not None
    return opened.workspace


class _Resized(QObject):
    """Notes the sizes that a widget comes to have."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__()
        self.sizes: list[QSize] = []
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent):
            self.sizes.append(event.size())
        return super().eventFilter(watched, event)


def divide(workspace: Workspace, layout: Layout) -> None:
    workspace.divide(layout)
    while workspace._laid_out is not layout:  # a second text is made in several turns
        QApplication.processEvents()
    QApplication.processEvents()


def test_all_is_laid_out_once_in_another_layout(opened: MainWindow, workspace: Workspace) -> None:
    opened.resize(1400, 800)
    for name in (Layout.COMPARE, Layout.CODE):  # what is made for it only then is there now
        divide(workspace, name)
    text, right = _Resized(workspace.readers.panes[0].view), _Resized(workspace._right)
    for name in (Layout.COMPARE, Layout.CODE, Layout.READ, Layout.CODE):
        text.sizes.clear()
        right.sizes.clear()
        divide(workspace, name)
        assert len(text.sizes) == 1, name
        assert len(right.sizes) <= 1, name
        assert all(size.width() > 0 for size in right.sizes)


def test_all_is_laid_out_once_in_another_size(opened: MainWindow, workspace: Workspace) -> None:
    opened.resize(1090, 700)
    QApplication.processEvents()
    text, right = _Resized(workspace.reading.view), _Resized(workspace._right)
    opened.resize(1140, 700)  # what stands beside the text takes all that there is more
    QApplication.processEvents()
    assert text.sizes == []
    assert len(right.sizes) == 1


def test_columns_that_come_are_seen_one_after_another(workspace: Workspace, qtbot: QtBot) -> None:
    def covered() -> int:
        return len([each for each in workspace.findChildren(_Cover) if each.isVisible()])

    def done() -> bool:
        seen.add(covered())
        return not workspace._in_turns._timer.isActive()

    seen: set[int] = set()
    workspace.divide(Layout.READ)
    assert covered() == 0
    qtbot.waitUntil(done)
    workspace.divide(Layout.CODE)
    assert covered() == 2
    workspace._in_turns._timer.timeout.connect(done)
    qtbot.waitUntil(done)
    assert seen == {2, 1, 0}
    assert workspace.documents.isVisible()
    assert workspace.found.isVisible()
