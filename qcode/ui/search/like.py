"""More like this: from the selection to the passages that share its telling words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from qcode.model.document import DocumentId
from qcode.model.text import Span
from qcode.services.language import tr
from qcode.services.likeness import like_query
from qcode.ui.runner import Task
from qcode.ui.session import Session


class MoreLikeThis(QObject):
    """Finds the words of a passage that say most; `ask` is given the query that they make."""

    def __init__(self, session: Session, ask: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._ask = ask
        session.like_wanted.connect(self.go)

    def go_from_selection(self) -> None:
        """Take what is selected in the text."""
        session = self._session
        if session.document is None or session.span is None:
            session.told.emit(tr("Select a passage first"))
        else:
            self.go(session.document, session.span)

    def go(self, document: DocumentId, span: Span) -> None:
        """Ask for what is like a passage."""
        project, searcher = self._session.project, self._session.searcher

        def work(task: Task) -> str:
            opened = project.text(document)
            passage = opened.text[span.start : span.end]
            return like_query(searcher, passage, opened.document.language, job=task)

        self._session.read("like", work, self._ask)
