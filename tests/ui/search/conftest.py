"""What tests of the panes on the right share: waiting for answers, and what was asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.model.text import Span
from qcode.ui.session import Session

Pane = TypeVar("Pane", bound=QWidget)


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[Pane], Pane]:
    """Show a pane in the active window, as wide as it usually is."""

    def show(pane: Pane) -> Pane:
        qtbot.addWidget(pane)
        pane.resize(380, 620)
        pane.show()
        pane.activateWindow()
        qtbot.waitUntil(pane.isActiveWindow)
        return pane

    return show


@pytest.fixture
def went(sample_session: Session) -> list[tuple[DocumentId, Span | None]]:
    """The places that panes asked the text to show."""
    places: list[tuple[DocumentId, Span | None]] = []
    sample_session.document_wanted.connect(lambda number, span: places.append((number, span)))
    return places
