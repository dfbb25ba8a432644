"""Going through the hits, one match after the other, wherever the keyboard is.

One goes on from where the caret of the text was put since, or else from the hit shown last.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex

from qcode.model.codebook import CodeId
from qcode.model.document import DocumentId
from qcode.model.errors import UserError
from qcode.model.memo import MemoId
from qcode.model.text import Span
from qcode.services.hit_list import Near
from qcode.services.hit_order import Order, Spot
from qcode.services.hits import Hit, Source
from qcode.services.language import tr
from qcode.services.retrieval import Selection
from qcode.ui.found.rows import Passage
from qcode.ui.runner import Task
from qcode.ui.session import Session
from qcode.ui.subject import Sort, Subject

from .asking import Answer, Asking
from .listing import HitView

_SORTS = {Source.DOCUMENT: Sort.DOCUMENT, Source.MEMO: Sort.MEMO, Source.CODE: Sort.CODE}


class Here(NamedTuple):
    """A place in a text that is open: what is selected, or nothing at the caret."""

    document: DocumentId
    span: Span


class Walk:
    """Knows which match was shown last, and goes to the next, the previous, or a chosen one."""

    def __init__(
        self, session: Session, view: HitView, asking: Asking, went: Callable[[], object]
    ) -> None:
        self._session = session
        self._view = view
        self._asking = asking
        self._went = went
        self._match = 0  # which match of the current hit was shown last
        self._shown: Here | None = None  # that match, if it is in a text
        self._left: Here | None = None  # where the caret was as one went there
        self._coming: Near | None = None  # shown, but its row is not read yet
        self._seeking: list[int] | None = None  # steps asked for while the first is looked for
        self.answer: Answer | None = None
        session.document_wanted.connect(self._stay)

    def forget(self) -> None:
        """Go on from the caret, as another question was asked."""
        self._shown = self._left = self._coming = self._seeking = None

    def follow(self) -> None:
        """Choose the row of what is shown, if more rows have come; else have it read."""
        near, answer = self._coming, self.answer
        if near is None or answer is None:
            return
        rows = self._view.rows
        row = max(rows.row_of(near.spot), rows.row_of(Spot(near.spot.unit, near.match)))
        if row >= 0:
            self._coming = None
            self._view.choose_row(row)
        elif answer.is_whole:
            self._coming = None
        else:
            self._asking.more(near.row + 1)

    def step_from(self, here: Here | None, by: int) -> bool:
        """Go to the match after (1) or before (-1) the caret, if it was moved since the last.

        Return whether there is one to go to.
        """
        if self._seeking is not None:
            self._seeking.append(by)
            return True
        answer = self.answer
        if here is None or answer is None or answer.found.wish.order is not Order.PLACE:
            return self.step(by)
        at_shown = self._shown is not None and here == caret_at(self._shown)
        stays = at_shown or here == self._left
        if self._view.hasFocus() or (stays and self._view.current() is not None):
            return self.step(by)
        if stays and self._coming is not None and not at_shown:
            return True  # a memo or code whose row is being read
        place = self._shown.span if self._shown is not None and at_shown else here.span
        found = answer.found

        def near(task: Task) -> Near | None:
            return found.beside(here.document, place, by, job=task)

        if found.rows:
            self._seek(near, here, by)
        return bool(found.rows)

    def go_around(self, by: int) -> None:
        """Go to the first match (1), or to the last (-1)."""
        if self.answer is not None:
            found = self.answer.found
            self._seek(lambda task: found.end(by, job=task), self._left, by)

    def _seek(self, near: Callable[[Task], Near | None], here: Here | None, by: int) -> None:
        """Look for the place to go to; steps that are asked for meanwhile are made from there."""
        later = self._seeking = []

        def go(found: Near | None) -> None:
            if self._seeking is later:  # else one asked another question, or has gone elsewhere
                self._seeking = None
                if found is not None:
                    self._arrive(found, here, by, later)

        def give_up(error: UserError) -> None:
            if self._seeking is later:
                self._seeking = None
            self._session.runner.user_error.emit(error)

        self._session.read("next hit", near, go, give_up)

    def _stay(self) -> None:
        """Go nowhere any more: one has gone elsewhere while the next hit was looked for."""
        self._seeking = None

    def _arrive(self, near: Near, here: Here | None, by: int, later: Sequence[int]) -> None:
        self._left, self._match, self._coming = here, near.match, near
        self._view.setCurrentIndex(QModelIndex())
        self.follow()
        self._go(near.hit)
        if near.around:
            last = tr("Past the last hit: the first again")
            self._session.told.emit(last if by > 0 else tr("Before the first hit: the last again"))
        for step in later:
            self.step(step)

    def position(self) -> str:
        """Say which hit is current, of how many; "" while none is."""
        passage, answer = self._view.current(), self.answer
        if passage is None or answer is None or not isinstance(passage.key, Spot):
            return ""
        at = answer.positions.get(passage.key)
        return "" if at is None else tr("Hit {n} of {all}", n=at, all=answer.found.rows)

    def step(self, by: int) -> bool:
        """Go to the next (1) or the previous (-1) match; return whether there is one to go to."""
        passage = self._view.current()
        hit = None if passage is None else self._hit(passage)
        if passage is not None and hit is not None and self._goes_on(passage, hit, by):
            self._match += by
            self._go(hit)
            return True
        passage = self._view.step(by)
        hit = None if passage is None else self._hit(passage)
        if passage is None or hit is None:
            return False
        self._match = self._first(passage) if by > 0 else max(self._last(passage, hit), 0)
        self._go(hit)
        return True

    def show(self, passage: Passage) -> None:
        """Go to a row."""
        hit = self._hit(passage)
        if hit is not None:
            self._match = self._first(passage)
            self._go(hit)

    def _goes_on(self, passage: Passage, hit: Hit, by: int) -> bool:
        """Whether the row that is current has another match in this direction."""
        assert isinstance(passage.key, Spot)
        return passage.key.match is None and 0 <= self._match + by < len(hit.matches)

    def _first(self, passage: Passage) -> int:
        return passage.key.match or 0 if isinstance(passage.key, Spot) else 0

    def _last(self, passage: Passage, hit: Hit) -> int:
        match = passage.key.match if isinstance(passage.key, Spot) else None
        return len(hit.matches) - 1 if match is None else match

    def _hit(self, passage: Passage) -> Hit | None:
        if self.answer is None or not isinstance(passage.key, Spot):
            return None
        return self.answer.hit(passage.key)

    def _go(self, hit: Hit) -> None:
        self._went()
        # The keyboard may stay in the line: a memo begun now is on what is read, not on the last.
        self._session.look_at(Subject(_SORTS[hit.source], hit.source_id))
        self._shown = None
        if hit.source is Source.MEMO:
            self._session.open_memo(MemoId(hit.source_id))
        elif hit.source is Source.CODE:
            codes = frozenset({CodeId(hit.source_id)})
            self._session.retrieve(Selection(codes=codes, subcodes=True))
        else:
            span = hit.matches[self._match] if hit.matches else Span(hit.start, hit.end)
            self._shown = Here(DocumentId(hit.source_id), span)
            self._session.show_document(self._shown.document, span)


def caret_at(shown: Here) -> Here:
    """Return where the caret is put when a match is shown."""
    return Here(shown.document, Span(shown.span.start, shown.span.start))
