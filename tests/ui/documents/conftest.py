"""The pane of the sample's seven documents, and menus."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from qcode.ui.documents.pane import DocumentsPane
from qcode.ui.session import Session

Find = Callable[[QMenu, str], QAction]


@pytest.fixture
def pane(qtbot: QtBot, sample_session: Session) -> DocumentsPane:
    """The documents of the sample, in a pane that is shown."""
    made = DocumentsPane(sample_session)
    qtbot.addWidget(made)
    made.resize(280, 400)
    made.show()
    qtbot.waitUntil(lambda: made.documents.rowCount() == 7)
    return made


@pytest.fixture
def find() -> Find:
    """The function that finds the one action of a menu whose text begins in some way."""

    def one(menu: QMenu, start: str) -> QAction:
        found = [each for each in menu.actions() if each.text().startswith(start)]
        assert len(found) == 1, [each.text() for each in menu.actions()]
        return found[0]

    return one
