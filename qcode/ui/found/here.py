"""The hits of the document that is open, for whoever shows its text."""

from __future__ import annotations

from qcode.model.document import DocumentId
from qcode.model.query import And, Field, FieldName, print_query
from qcode.model.query_parser import parse
from qcode.model.text import Span
from qcode.services.hits import Source
from qcode.services.searching import Found
from qcode.ui.runner import Task
from qcode.ui.session import Session

from .hits import spans_of


class HitsHere:
    """Finds every match in the open document, however few of all hits are listed."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._found: Found | None = None
        self._document: DocumentId | None = session.document
        session.passage_changed.connect(self._passage_changed)

    def follow(self, found: Found | None) -> None:
        """Offer the matches of this answer from now on, None for none."""
        self._found = found
        self._find()

    def _passage_changed(self) -> None:
        if self._session.document != self._document:
            self._document = self._session.document
            self._find()

    def _find(self) -> None:
        session, found, number = self._session, self._found, self._session.document
        if found is None or number is None or not found.counts.get((Source.DOCUMENT, number)):
            session.read("hits", lambda _task: None, lambda _nothing: session.set_hits({}))
            return
        query = found.query

        def work(task: Task) -> tuple[Span, ...]:
            name = session.project.text(number).document.name
            here = print_query(And((parse(query), Field(FieldName.DOCUMENT, name))))
            answer = session.searcher.search(here, limit=None, job=task)
            return spans_of([hit for hit in answer.hits if hit.source_id == number])

        session.read("hits", work, lambda spans: session.set_hits({number: spans}))
