"""Switching between light and dark with a project open: every part comes along."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from qcode.services.retrieval import EVERYTHING
from qcode.ui.session import Session
from qcode.ui.theme import Scheme, Theme, colors
from qcode.ui.window.mainwindow import MainWindow

from .faint import faint
from .views import dialogs

ROLES = ("base", "text", "window", "windowText", "button", "buttonText")


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The theme, which is there before any window is, as in the program: it sets the style."""
    before = QPalette(qapp.palette())
    made = Theme(qapp)
    yield made
    made.choose(Scheme.SYSTEM)
    made.deleteLater()
    qapp.setPalette(before)


def left_behind(window: QWidget, *, dark: bool) -> set[str]:
    """Return which visible widgets but scroll bars have a colour of the other theme."""
    mine, other = colors(dark), colors(not dark)
    names = ("base", "raised", "window", "button", "text", "muted", "rule", "accent")
    old = {getattr(other, name) for name in names} - {getattr(mine, name) for name in names}
    found = set()
    for widget in [window, *window.findChildren(QWidget)]:
        if widget.isVisible() and not isinstance(widget, QScrollBar):
            worn = {getattr(widget.palette(), role)().color().name() for role in ROLES}
            if worn & old or any(color in widget.styleSheet() for color in old):
                found.add(f"{type(widget).__name__} {widget.accessibleName()}{_why(widget)}")
    return found


def _why(widget: QWidget) -> str:
    """Say what Qt knows of a widget that could keep it from following."""
    signs = (Qt.WidgetAttribute.WA_SetPalette, Qt.WidgetAttribute.WA_StyleSheet)
    worn = " ".join(sign.name for sign in signs if widget.testAttribute(sign))
    return f" ({widget.palette().resolveMask():x} {worn}, in {type(widget.parent()).__name__})"


def _all_follow(window: QWidget, *, dark: bool) -> None:
    assert left_behind(window, dark=dark) == set()


@pytest.mark.parametrize("pane", ["search", "passages", "memos", "history"])
def test_every_part_of_the_window_follows_the_theme(
    theme: Theme, pane: str, opened: MainWindow, qtbot: QtBot
) -> None:
    workspace, session = opened.workspace, opened.session
    assert workspace is not None
    assert session is not None
    theme.choose(Scheme.LIGHT)
    session.retrieve(EVERYTHING)
    qtbot.waitUntil(lambda: bool(workspace.passages.filter_text()))
    workspace.show_found(getattr(workspace, pane))
    for dark in (True, False, True):
        theme.choose(Scheme.DARK if dark else Scheme.LIGHT)
        qtbot.waitUntil(partial(_all_follow, opened, dark=dark))
        assert faint(opened) == []


def test_every_dialog_that_is_open_follows_the_theme(
    theme: Theme,
    opened: MainWindow,
    qapp: QApplication,
    qtbot: QtBot,
    settled: Callable[[Session], None],
) -> None:
    late: dict[str, set[str]] = {}
    theme.choose(Scheme.LIGHT)
    for name, dialog in dialogs(opened, qtbot, settled):
        for dark in (True, False):
            theme.choose(Scheme.DARK if dark else Scheme.LIGHT)
            qapp.processEvents()
            if found := left_behind(dialog, dark=dark):
                late[name] = found
            if found := set(faint(dialog)):
                late[f"{name}, dark {dark}"] = found
    assert late == {}
