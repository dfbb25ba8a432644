"""Settings are saved together, and nothing else of them is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from qcode.services.language import set_language
from qcode.services.settings import Settings, load_settings, remember_project, save_settings
from qcode.ui.settings_dialog import SettingsDialog


@pytest.fixture
def dialog(qtbot: QtBot) -> SettingsDialog:
    save_settings(Settings(coder="Ines", theme="dark"))
    made = SettingsDialog()
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.open()
    return made


def test_it_shows_what_holds_now(dialog: SettingsDialog) -> None:
    assert dialog.coder.text() == "Ines"
    assert dialog.language.currentText() == "As the system"
    assert dialog.theme.currentText() == "Dark"


def test_enter_saves_and_tells(qtbot: QtBot, dialog: SettingsDialog) -> None:
    dialog.coder.selectAll()
    qtbot.keyClicks(dialog.coder, "Bo")
    qtbot.keyClick(dialog.language, Qt.Key.Key_End)
    with qtbot.waitSignal(dialog.saved) as saved:
        qtbot.keyClick(dialog.coder, Qt.Key.Key_Return)
    assert saved.args == [Settings(coder="Bo", language="sv", theme="dark")]
    assert load_settings() == Settings(coder="Bo", language="sv", theme="dark")
    assert not dialog.isVisible()


def test_what_was_noted_meanwhile_stays(dialog: SettingsDialog, tmp_path: Path) -> None:
    remember_project(tmp_path / "study.qcode")
    dialog.save()
    assert load_settings().recent == (str(tmp_path / "study.qcode"),)


def test_escape_saves_nothing(qtbot: QtBot, dialog: SettingsDialog) -> None:
    before = load_settings()
    dialog.coder.setText("Bo")
    with qtbot.assertNotEmitted(dialog.saved):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert load_settings() == before


def test_a_name_that_is_too_long_is_said_and_not_saved(dialog: SettingsDialog) -> None:
    dialog.coder.setText("x" * 1000)
    dialog.save()
    assert dialog.isVisible()
    assert load_settings().coder == "Ines"


def test_an_unknown_theme_counts_as_the_system_s(qtbot: QtBot) -> None:
    save_settings(replace(load_settings(), theme="sepia"))
    set_language("sv")
    dialog = SettingsDialog()
    qtbot.addWidget(dialog)
    assert dialog.theme.currentData() == ""
    assert all(box.accessibleName() for box in dialog.findChildren(QComboBox))


def test_the_bar_at_a_selection_is_turned_off_with_a_box(
    qtbot: QtBot, dialog: SettingsDialog
) -> None:
    assert dialog.floating_bar.isChecked()
    qtbot.keyClick(dialog.floating_bar, Qt.Key.Key_Space)
    dialog.save()
    assert not load_settings().floating_bar
