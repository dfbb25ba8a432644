"""Panes are made wider, narrower, taller and lower by keys alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from qcode.ui.splitter import Divider
from qcode.ui.window import pane_sizes
from qcode.ui.window.mainwindow import MainWindow
from qcode.ui.window.workspace import Workspace


def press(window: MainWindow, key: Qt.Key) -> None:
    focused = window.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, Qt.KeyboardModifier.AltModifier)


def test_the_pane_with_the_keyboard_is_made_wider_and_narrower(
    opened: MainWindow, workspace: Workspace
) -> None:
    workspace.focus(workspace.codes)
    before = workspace.codes.width()
    press(opened, Qt.Key.Key_Plus)
    assert workspace.codes.width() > before
    press(opened, Qt.Key.Key_Minus)
    assert workspace.codes.width() <= before
    workspace.focus(workspace.search)
    before = workspace.search.width()
    press(opened, Qt.Key.Key_Plus)
    assert workspace.search.width() > before


def test_the_pane_with_the_keyboard_is_made_taller_and_lower(
    opened: MainWindow, workspace: Workspace
) -> None:
    workspace.focus(workspace.documents)
    before = workspace.documents.height()
    press(opened, Qt.Key.Key_PageUp)
    assert workspace.documents.height() > before
    press(opened, Qt.Key.Key_PageDown)
    assert workspace.documents.height() <= before


def test_a_width_given_by_keys_is_remembered(opened: MainWindow, workspace: Workspace) -> None:
    workspace.focus(workspace.codes)
    press(opened, Qt.Key.Key_Plus)
    wider = workspace.codes.width()
    workspace.focus(workspace.reading)
    for name in ("layout_read", "layout_code"):
        opened._actions[name].trigger()
    assert workspace.codes.width() == wider


def test_what_came_of_it_is_said(
    opened: MainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("qcode.ui.splitter.announce", lambda _widget, text: said.append(text))
    monkeypatch.setattr(pane_sizes, "announce", lambda _widget, text: said.append(text))
    workspace.focus(workspace.documents)
    press(opened, Qt.Key.Key_PageUp)
    assert said.pop().startswith("Documents: ")
    opened._actions["layout_read"].trigger()
    press(opened, Qt.Key.Key_Plus)
    assert said == ["This pane cannot give or take more room that way."]


def test_every_divider_of_the_window_has_a_name(workspace: Workspace) -> None:
    dividers = [each for each in workspace.findChildren(Divider) if each.isVisible()]
    assert len(dividers) >= 4
    for divider in dividers:
        found = QAccessible.queryAccessibleInterface(divider)
        assert found is not None
        assert found.text(QAccessible.Text.Name).startswith("Divider between "), divider
