"""What a screen reader is told of the window at work: its text, its lists, and what was done."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleTextInterface
from pytestqt.qtbot import QtBot

from qcode.model.text import Span
from qcode.ui.coding.view import CodingView
from qcode.ui.window.mainwindow import MainWindow
from qcode.ui.window.workspace import Workspace

from .walk import interface

Role = QAccessible.Role


def workspace(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


@pytest.fixture
def view(opened: MainWindow) -> CodingView:
    return workspace(opened).reading.view


def spoken(view: CodingView) -> QAccessibleTextInterface:
    found = interface(view).textInterface()
    assert found is not None
    return found


def test_the_whole_text_is_there_character_by_character(view: CodingView) -> None:
    text = spoken(view)
    assert text.characterCount() == len(view.text())  # nothing in it takes two UTF-16 units
    at = view.text().index("september")
    assert text.text(at, at + 9) == "september"


def test_caret_and_selection_are_told_and_can_be_moved(view: CodingView) -> None:
    text = spoken(view)
    text.setCursorPosition(60)
    assert view.cursor_position() == text.cursorPosition() == 60
    text.setSelection(0, 100, 140)
    assert view.selection() == Span(100, 140)
    view.select(Span(20, 40))
    assert text.selectionCount() == 1
    assert text.cursorPosition() == 40
    text.removeSelection(0)
    assert view.selection() is None


@pytest.fixture
def listening() -> Iterator[None]:
    """A screen reader is there."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.mark.usefixtures("listening")
def test_a_character_is_where_it_is_seen(view: CodingView, qtbot: QtBot) -> None:
    text, port = spoken(view), view.viewport()
    port.update()
    qtbot.waitUntil(lambda: text.characterRect(200).isValid())
    seen = QRect(port.mapToGlobal(port.rect().topLeft()), port.size())
    for at in (0, 50, 200):
        place = text.characterRect(at)
        assert seen.contains(place)
        assert text.offsetAtPoint(place.center()) in (at, at + 1)


def test_the_panes_are_a_list_a_tree_and_tabs_whose_rows_say_all(opened: MainWindow) -> None:
    panes = workspace(opened)
    listed, tree = interface(panes.documents.view), interface(panes.codes.tree)
    assert (listed.role(), tree.role()) == (Role.List, Role.Tree)
    assert interface(panes.found.tabBar()).role() == Role.PageTabList
    first = listed.child(0)
    assert first is not None
    assert first.role() == Role.ListItem
    assert "of the text coded" in first.text(QAccessible.Text.Name)
    rows = [tree.child(at) for at in range(tree.childCount())]
    names = [row.text(QAccessible.Text.Name) for row in rows if row is not None]
    assert any("passages in" in name for name in names)


def test_what_was_done_is_announced(
    opened: MainWindow, view: CodingView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def hear(event: object) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            said.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    view.select(Span(100, 140))
    opened._actions["in_vivo"].trigger()
    qtbot.waitUntil(lambda: any(view.text()[100:140].strip()[:10] in words for words in said))
    before = len(said)
    qtbot.waitUntil(opened._actions["undo"].isEnabled)
    opened._actions["undo"].trigger()
    qtbot.waitUntil(lambda: len(said) > before)
    opened._actions["layout_read"].trigger()
    assert said[-1] == "The text alone"
    opened._actions["layout_code"].trigger()
    assert said[-1] == "All panes"
