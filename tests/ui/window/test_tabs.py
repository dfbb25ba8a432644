"""Tabs say in words what there is room for, and the rest in icons, tool tips and names."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qcode.ui.icons import Icon
from qcode.ui.window.mainwindow import MainWindow
from qcode.ui.window.tabs import PaneTabs

NAMES = ("Search", "Passages", "Memos")


@pytest.fixture
def tabs(qtbot: QtBot) -> PaneTabs:
    made = PaneTabs()
    qtbot.addWidget(made)
    for name, sign in zip(NAMES, (Icon.FIND, Icon.PASSAGES, Icon.MEMO), strict=True):
        made.add(QWidget(), name, sign)
    made.resize(900, 200)
    made.show()
    return made


def shown(tabs: PaneTabs) -> list[tuple[str, str]]:
    """The words of each tab, and those that come when one points at it."""
    return [(tabs.tabText(at), tabs.tabToolTip(at)) for at in range(tabs.count())]


def said(tabs: PaneTabs) -> list[str]:
    """What a screen reader finds: a name for each tab."""
    bar = QAccessible.queryAccessibleInterface(tabs.tabBar())
    assert bar is not None
    found = [bar.child(at) for at in range(bar.childCount())]
    return [
        each.text(QAccessible.Text.Name)
        for each in found
        if each.role() == QAccessible.Role.PageTab
    ]


def test_all_tabs_have_their_words_where_there_is_room(tabs: PaneTabs) -> None:
    assert shown(tabs) == [(name, "") for name in NAMES]
    assert not any(tabs.tabIcon(at).isNull() for at in range(tabs.count()))


def test_where_there_is_little_only_the_one_in_front_has_them(tabs: PaneTabs) -> None:
    tabs.resize(tabs.tabBar().sizeHint().width() - 1, 200)
    assert shown(tabs) == [("Search", ""), ("", "Passages"), ("", "Memos")]
    tabs.setCurrentIndex(2)
    assert shown(tabs) == [("", "Search"), ("", "Passages"), ("Memos", "")]
    tabs.resize(900, 200)
    assert shown(tabs) == [(name, "") for name in NAMES]


def test_every_tab_keeps_its_name_for_those_who_listen(tabs: PaneTabs) -> None:
    assert said(tabs) == list(NAMES)
    tabs.resize(tabs.tabBar().sizeHint().width() - 1, 200)
    assert said(tabs) == list(NAMES)


def test_tabs_are_named_anew_only_where_the_room_asks_for_it(
    tabs: PaneTabs, monkeypatch: pytest.MonkeyPatch
) -> None:
    named: list[object] = []
    monkeypatch.setattr(tabs, "setTabText", lambda *given: named.append(given))
    tabs.resize(910, 200)
    tabs.resize(920, 200)
    assert named == []
    tabs.resize(60, 200)
    assert named


def test_the_panes_of_the_window_have_a_name_together(opened: MainWindow) -> None:
    assert opened.workspace is not None
    found = QAccessible.queryAccessibleInterface(opened.workspace.found)
    assert found.text(QAccessible.Text.Name) == "Panes"
