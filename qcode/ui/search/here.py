"""The hits of the document that is open, for whoever shows its text."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from qcode.model.document import DocumentId
from qcode.model.text import Span
from qcode.services.hit_list import HitList
from qcode.services.hits import Source, SourceKey
from qcode.ui.runner import Task
from qcode.ui.session import Session

REST_MS = 150  # the list comes first


class HitsHere(QObject):
    """Finds every match in the open document, however few of all hits are listed."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._found: HitList | None = None
        self._document: DocumentId | None = session.document
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self._find)
        session.passage_changed.connect(self._passage_changed)

    def follow(self, found: HitList | None) -> None:
        """Offer the matches of this answer from now on, None for none."""
        self._found = found
        if found is None:
            self._find()
        else:
            self._timer.start()

    def _passage_changed(self) -> None:
        if self._session.document != self._document:
            self._document = self._session.document
            self._find()

    def _find(self) -> None:
        self._timer.stop()
        session, found, number = self._session, self._found, self._session.document
        if found is None or number is None or not _some(found, number):
            session.read("hits", lambda _task: None, lambda _nothing: session.set_hits({}))
            return

        def work(task: Task) -> tuple[Span, ...]:
            return found.matches_in(number, job=task)

        session.read("hits", work, lambda spans: session.set_hits({number: spans}))


def _some(found: HitList, number: DocumentId) -> bool:
    return found.units.count(SourceKey(Source.DOCUMENT, number)) > 0
