"""A reading pane on the screen, with the document that the tests are about."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.ui.reading.pane import ReadingPane
from qcode.ui.session import Session


@pytest.fixture
def shown_pane(session: Session, qtbot: QtBot) -> Callable[[DocumentId], ReadingPane]:
    """Show the pane with a document open."""

    def show(document: DocumentId) -> ReadingPane:
        made = ReadingPane(session)
        qtbot.addWidget(made)
        made.resize(900, 600)
        with qtbot.waitExposed(made):
            made.show()
        session.show_document(document)
        qtbot.waitUntil(lambda: session.document == document)
        return made

    return show
