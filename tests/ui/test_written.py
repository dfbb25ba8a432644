"""The buttons below what writes a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from qcode.ui.written import WritingButtons


def test_the_file_and_its_folder_are_opened_once_it_is_written(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    buttons = WritingButtons()
    qtbot.addWidget(buttons)
    buttons.show()
    assert buttons.main.isVisible() and not buttons.open_button.isVisible()
    with qtbot.waitSignal(buttons.wanted):
        buttons.main.click()
    buttons.finish(tmp_path / "tabell.csv")
    assert not buttons.main.isVisible()
    assert buttons.leave.text() == "Close"
    buttons.open_button.click()
    buttons.folder_button.click()
    assert opened == [(tmp_path / "tabell.csv").as_posix(), tmp_path.as_posix()]
