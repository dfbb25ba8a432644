"""A reading pane on the screen, with the document that the tests are about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qcode.model.document import DocumentId
from qcode.services import importing
from qcode.ui.reading.pane import ReadingPane
from qcode.ui.session import Session


@pytest.fixture
def shown_pane(
    session: Session, read_in_pane: Callable[..., ReadingPane]
) -> Callable[[DocumentId], ReadingPane]:
    """Show the pane with a document open."""
    return lambda document: read_in_pane(session, document, 900, 600)


@pytest.fixture
def first_of_two(
    session: Session, shown_pane: Callable[[DocumentId], ReadingPane], tmp_path: Path
) -> Callable[[str], ReadingPane]:
    """Show the pane with the first of two documents of one text, with their numbers at the end."""

    def show(text: str) -> ReadingPane:
        paths = [tmp_path / f"{number}.txt" for number in (1, 2)]
        for path in paths:
            path.write_text(text + path.stem, encoding="utf-8")
        importing.import_paths(session.project, paths)
        return shown_pane(DocumentId(1))

    return show
