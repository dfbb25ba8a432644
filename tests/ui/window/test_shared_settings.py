"""What is chosen in another window, which is another process, holds here at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qcode.services.appearance import DEFAULT, load_appearance, save_appearance
from qcode.services.settings import load_settings, save_settings, settings_file
from qcode.ui.theme import DARK, Scheme, Theme
from qcode.ui.window.mainwindow import MainWindow
from qcode.ui.window.shared_settings import SharedSettings
from qcode.ui.window.workspace import Workspace


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The theme; what was there before comes back."""
    before = QPalette(qapp.palette())
    made = Theme(qapp)
    made.choose(Scheme.LIGHT)
    yield made
    made.choose(Scheme.SYSTEM)
    made.deleteLater()
    qapp.setPalette(before)


@pytest.fixture
def shared(theme: Theme, opened: MainWindow) -> Iterator[SharedSettings]:
    made = SharedSettings(theme, lambda: opened)
    yield made
    made.deleteLater()


def test_theme_appearance_and_keys_chosen_elsewhere_are_taken_over(
    theme: Theme, shared: SharedSettings, workspace: Workspace, opened: MainWindow, qtbot: QtBot
) -> None:
    view, page = workspace.reading.view, workspace.reading.page
    usual = view.font().pointSizeF()
    save_appearance(replace(DEFAULT, size=24.0, measure=50))
    qtbot.waitUntil(lambda: page.appearance.size == 24)
    assert page.appearance.measure == 50
    assert view._typography.size > 1.4 * usual
    save_settings(replace(load_settings(), theme="dark", keys={"backup": "Ctrl+B"}))
    qtbot.waitUntil(lambda: theme.dark)
    qtbot.waitUntil(lambda: opened.palette().base().color().name() == DARK.base)
    assert opened.keymap.key("backup") == "Ctrl+B"
    assert page.appearance.size == 24


def test_what_is_being_chosen_here_is_not_taken_back(
    shared: SharedSettings, workspace: Workspace, qtbot: QtBot
) -> None:
    page = workspace.reading.page
    page.zoom(1)
    mine = page.appearance
    save_appearance(replace(DEFAULT, measure=50))
    shared.look()
    assert page.appearance == mine
    page.leave()  # stores it
    assert load_appearance() == mine
    shared.look()
    assert page.appearance == mine


def test_what_is_stored_of_something_else_changes_nothing(
    shared: SharedSettings, workspace: Workspace, theme: Theme
) -> None:
    page = workspace.reading.page
    page.zoom(1)
    page.leave()
    shared.look()
    page.zoom(1)
    mine = page.appearance
    save_settings(replace(load_settings(), recent=("/a.qcode",)))
    shared.look()
    assert page.appearance == mine
    page.leave()
    settings_file().write_text("{", encoding="utf-8")  # half of it
    shared.look()
    assert theme.scheme is Scheme.LIGHT
