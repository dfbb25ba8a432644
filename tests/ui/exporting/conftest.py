"""The report builder, open on the sample project."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qcode.services import codes
from qcode.services.retrieval import Selection
from qcode.ui.exporting.dialog import ExportDialog
from qcode.ui.session import Session

Open = Callable[[Selection], ExportDialog]


@pytest.fixture
def opened(qtbot: QtBot, sample_session: Session) -> Open:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def open_dialog(selection: Selection) -> ExportDialog:
        dialog = ExportDialog(sample_session, selection, window)
        dialog.open()
        qtbot.waitUntil(dialog._main.isEnabled)
        return dialog

    return open_dialog


@pytest.fixture
def tillit(sample_session: Session) -> Selection:
    code = codes.find_code(sample_session.project, "Tillit").id
    return Selection(codes=frozenset({code}), subcodes=True)


def control(dialog: ExportDialog, name: str) -> Any:
    """Return the control of an option, once the sections before it have been opened."""
    for section in dialog.groups.sections.values():
        if name not in dialog.groups.form.widgets:
            section.open(opened=True)
    return dialog.groups.form.widgets[name]
