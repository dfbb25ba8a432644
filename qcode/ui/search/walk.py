"""Going through the hits, one match after the other, wherever the keyboard is."""

from __future__ import annotations

from collections.abc import Callable

from qcode.model.codebook import CodeId
from qcode.model.document import DocumentId
from qcode.model.memo import MemoId
from qcode.model.text import Span
from qcode.services.hit_order import Spot
from qcode.services.hits import Hit, Source
from qcode.services.language import tr
from qcode.services.retrieval import Selection
from qcode.ui.found.rows import Passage
from qcode.ui.session import Session
from qcode.ui.subject import Sort, Subject

from .asking import Answer
from .listing import HitView

_SORTS = {Source.DOCUMENT: Sort.DOCUMENT, Source.MEMO: Sort.MEMO, Source.CODE: Sort.CODE}


class Walk:
    """Knows which match was shown last, and goes to the next, the previous, or a chosen one."""

    def __init__(self, session: Session, view: HitView, went: Callable[[], object]) -> None:
        self._session = session
        self._view = view
        self._went = went
        self._match = 0  # which match of the current hit was shown last
        self.answer: Answer | None = None

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
        if hit.source is Source.MEMO:
            self._session.open_memo(MemoId(hit.source_id))
        elif hit.source is Source.CODE:
            codes = frozenset({CodeId(hit.source_id)})
            self._session.retrieve(Selection(codes=codes, subcodes=True))
        else:
            span = hit.matches[self._match] if hit.matches else Span(hit.start, hit.end)
            self._session.show_document(DocumentId(hit.source_id), span)
