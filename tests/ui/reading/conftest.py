"""A reading pane on the screen, with the document that the tests are about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qcode.model.document import DocumentId
from qcode.ui.reading.pane import ReadingPane
from qcode.ui.session import Session


@pytest.fixture
def shown_pane(
    session: Session, read_in_pane: Callable[..., ReadingPane]
) -> Callable[[DocumentId], ReadingPane]:
    """Show the pane with a document open."""
    return lambda document: read_in_pane(session, document, 900, 600)
