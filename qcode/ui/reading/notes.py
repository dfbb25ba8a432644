"""The memos of an open document beside the passages they are on, kept as the project has them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from qcode.model.changes import Changes
from qcode.model.document import DocumentId
from qcode.model.memo import MemoPlace
from qcode.model.memo_links import plain_words
from qcode.model.text import Span
from qcode.services.language import tr
from qcode.services.memos import memo_places
from qcode.ui.coding.notes import Note
from qcode.ui.coding.view import CodingView
from qcode.ui.session import Session

from .facts_card import shortened

_NAMED = 60  # letters of a memo without a title, in a menu


class Notes(QObject):
    """Follows one document. The memo of a coding that is not shown is not shown either."""

    def __init__(self, session: Session, view: CodingView) -> None:
        super().__init__(view)
        self._session, self._view = session, view
        self._document: DocumentId | None = None
        self._places: Sequence[MemoPlace] = ()
        self._shown: list[Note] = []
        session.changed.connect(self._follow)
        view.marks_changed.connect(self._show)
        view.notes_opened.connect(self._open)

    def show_document(self, document: DocumentId | None) -> None:
        """Follow a document that has just been opened, or none."""
        self._document, self._places, self._shown = document, (), []
        self._view.set_notes(())
        self._read()

    def add_at(self, point: QPoint, span: Span | None, menu: QMenu) -> QMenu:
        """Add the memos on a selection, or else at a point of the screen, to the menu there.

        Those of codings are opened where the menu names the codings.
        """
        at = self._view.position_at(self._view.viewport().mapFromGlobal(point))
        if span is None and at is not None:
            span = Span(at, at + 1)
        notes = [] if span is None else self._own_on(span)
        if notes:
            menu.addSeparator()
            self._add_to(menu, notes)
        return menu

    def _own_on(self, span: Span) -> list[Note]:
        """Return the memos on passages of their own that share a character with a passage."""
        found = (self._note(place) for place in self._places if place.span is not None)
        return [
            note
            for note in found
            if note is not None and note.span.start < span.end and span.start < note.span.end
        ]

    def _follow(self, changes: Changes) -> None:
        if changes.affects_memos:
            self._read()

    def _read(self) -> None:
        project, document = self._session.project, self._document
        if document is None:
            return

        def show(found: list[MemoPlace]) -> None:
            if self._document == document:
                self._places = found
                self._show()

        self._session.read("memo places", lambda _task: memo_places(project, document), show)

    def _show(self) -> None:
        """Put each memo where its passage is now, if that is anywhere else."""
        notes = [note for note in map(self._note, self._places) if note is not None]
        if notes != self._shown:
            self._shown = notes
            self._view.set_notes(notes)

    def _note(self, place: MemoPlace) -> Note | None:
        span = place.span if place.segment is None else self._view.span_of(place.segment)
        if span is None or span.end > len(self._view.text()):  # of a text that is not shown yet
            return None
        words = shortened(plain_words(place.text))
        return Note(span, place.memo, place.title, words, place.segment)

    def _open(self, notes: Sequence[Note], at: QPoint) -> None:
        """Open a memo; of several, ask which."""
        if len(notes) == 1:
            self._session.open_memo(notes[0].memo)
            return
        menu = QMenu(self._view)
        menu.aboutToHide.connect(menu.deleteLater)
        self._add_to(menu, notes)
        menu.popup(at)

    def _add_to(self, menu: QMenu, notes: Sequence[Note]) -> None:
        for note in notes:
            words = note.title or " ".join(note.words.split())
            short = words if len(words) <= _NAMED else words[:_NAMED].rstrip() + "…"
            action = menu.addAction(tr("Memo: {text}", text=short).replace("&", "&&"))
            action.triggered.connect(
                partial(lambda memo, _checked=False: self._session.open_memo(memo), note.memo)
            )
