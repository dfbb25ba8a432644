"""Keeps the codings of an open document as the project has them, from the news of operations."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from qcode.model.changes import Changes, OperationId
from qcode.model.document import DocumentId
from qcode.model.segment import CoderId
from qcode.services import coding
from qcode.ui.coding.view import CodingView
from qcode.ui.session import Session

from .filtering import Filtering
from .notes import Notes
from .opened import Opened, Refreshed, load, refresh, told

_FEW = 2000  # segments changed one by one; more are shown anew


class News(QObject):
    """Follows one document. What the news bring themselves is shown at once, the rest is read."""

    shown = Signal()  # other codings are on the screen now
    outdated = Signal(object)  # DocumentId: its text is another, or it is gone

    def __init__(self, session: Session, view: CodingView, filtering: Filtering) -> None:
        super().__init__(view)
        self._session, self._view, self._filtering = session, view, filtering
        self.notes = Notes(session, view)
        self._document: DocumentId | None = None
        self._coders: Mapping[CoderId, str] = {}
        self._touched: set[int] = set()  # segments changed since they were last read
        self._codes_touched = False  # the same of the code tree
        self._heard: list[Changes] | None = None  # while a document is read
        session.changed.connect(self._hear)

    def expect(self) -> None:
        """Keep what is heard from now on: the document that is being read may be without it."""
        self._heard = []

    def forget(self) -> None:
        """No document is being read any more."""
        self._heard = None

    def begin(self, opened: Opened) -> None:
        """Follow a document that has just been read."""
        self._document = opened.text.document.id
        self.notes.show_document(self._document)
        self._took(opened.coders)

    def end(self) -> None:
        """Follow no document."""
        self._document = None
        self.notes.show_document(None)

    def _took(self, coders: Mapping[CoderId, str]) -> None:
        self._coders = coders
        self._touched.clear()
        self._codes_touched = False

    def catch_up(self, after: OperationId) -> None:
        """Follow what was heard while the document was read, and what it may be without."""
        heard, self._heard = self._heard or [], None
        for changes in heard:
            if changes.operation > after:
                self._follow(changes)

    def _hear(self, changes: Changes) -> None:
        if self._heard is not None:
            self._heard.append(changes)
        self._follow(changes)

    def _follow(self, changes: Changes) -> None:
        number = self._document
        if number is None:
            return
        if number in changes.texts or number in changes.touched("document"):
            self.outdated.emit(number)
            return
        here = number in changes.documents and changes.affects_segments
        if not here and not changes.affects_codes:
            return
        waiting = bool(self._touched) or self._codes_touched
        if not waiting and not changes.affects_codes:
            news = told(changes, number, self._coders)
            if news is not None:
                self._take(news)
                return
        if gone := coding.segments_gone(changes):  # or one could act on them until all is read
            self._take(Refreshed((), gone, self._coders))
        self._touched |= changes.touched("segment") if here else frozenset()
        self._codes_touched |= changes.affects_codes
        self._read(number)

    def _read(self, number: DocumentId) -> None:
        """Ask for all that is not answered yet: the newest question makes the others late."""
        project, wanted, codes = self._session.project, set(self._touched), self._codes_touched

        def show(news: Refreshed) -> None:
            if self._document == number:
                self._took(news.coders)
                self._take(news)

        def show_all(opened: Opened) -> None:
            if self._document == number:
                self._took(opened.coders)
                self._view.update_codes(opened.codes.values())
                self._view.set_segments(self._filtering.load(opened.segments))
                self.shown.emit()

        if len(wanted) > _FEW:
            self._session.read("segments", lambda _task: load(project, number), show_all)
        else:
            self._session.read(
                "segments", lambda _task: refresh(project, number, wanted, codes=codes), show
            )

    def _take(self, news: Refreshed) -> None:
        if news.codes:
            self._view.update_codes(news.codes.values())
        self._view.change_segments(*self._filtering.take(news.there, news.gone))
        self.shown.emit()
