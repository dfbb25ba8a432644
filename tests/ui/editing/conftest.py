"""The reading pane of the sample, with its first interview open to be edited."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.ui.editing.page import EditPage
from qcode.ui.reading.pane import ReadingPane
from qcode.ui.session import Session


@pytest.fixture
def pane(sample_session: Session, qtbot: QtBot) -> ReadingPane:
    """The pane with the first interview of the sample open."""
    made = ReadingPane(sample_session)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    sample_session.show_document(DocumentId(1))
    qtbot.waitUntil(lambda: sample_session.document == 1)
    return made


@pytest.fixture
def page(pane: ReadingPane, qtbot: QtBot) -> EditPage:
    """The page on which that interview is edited."""
    pane.edit_text()
    qtbot.waitUntil(lambda: pane._edit.page is not None)
    opened = pane._edit.page
    assert opened is not None
    return opened


def text(session: Session) -> str:
    """Return the first interview as it is kept."""
    return session.project.text(DocumentId(1)).text
