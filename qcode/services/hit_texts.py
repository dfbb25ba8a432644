"""The documents that hits are read from: cut into units, a few of them kept in memory.

A search that is typed asks for the same documents at each key; reading one anew takes longer than
finding all its hits.
"""

from __future__ import annotations

import threading
from bisect import bisect_left, bisect_right
from collections import OrderedDict

from qcode.index.units import Unit
from qcode.model.document import Document, DocumentId, DocumentText
from qcode.model.layout import Turn
from qcode.model.text import Span
from qcode.store import documents
from qcode.store.reader import Reader

from .retrieval import PlaceFinder
from .units import said_of, unit_spans

_BUDGET = 8_000_000  # characters that are kept

_Version = tuple[str, str, str, str]  # the hashes of what it says, name and language


class HitText:
    """One document as hits need it: where its units are, and each unit on request."""

    def __init__(self, opened: DocumentText) -> None:
        self.document = opened.document
        self.text = opened.text
        self.spans = unit_spans(opened.text, opened.layout)
        self.place = PlaceFinder(opened)
        self._starts = [span.start for span in self.spans]
        self._ends = [span.end for span in self.spans]
        self._counted = (0, 1)  # a position, and the number of its paragraph

    def unit(self, number: int) -> Unit:
        """Return a unit as `units.document_units` has it."""
        start, end = self.spans[number]
        turn = self.turn(number)
        if turn is None:
            return Unit(start, self.text[start:end])
        return Unit(start, said_of(self.text, turn, Span(start, end)))

    def turn(self, number: int) -> Turn | None:
        """Return the turn that a unit is, or is a paragraph of."""
        return self.place.turn_at(self.spans[number].start)

    def body(self, number: int) -> int:
        """Return where in the document what a unit says begins, behind the speaker's label."""
        span, turn = self.spans[number], self.turn(number)
        if turn is None:
            return span.start
        return next((max(s.start, span.start) for s in turn.body if s.end > span.start), span.start)

    def paragraph(self, position: int) -> int:
        """Return the number of the paragraph at a position, from 1."""
        at, number = self._counted
        if position < at:  # hits come in the order of the text, nearly always
            at, number = 0, 1
        number += self.text.count("\n", at, position)
        self._counted = (position, number)
        return number

    def units_in(self, span: Span) -> range:
        """Return the numbers of the units that share a character with a span."""
        first = bisect_right(self._ends, span.start)
        return range(first, bisect_left(self._starts, span.end, lo=first))


class HitTexts:
    """Keeps the documents of the last hits. Safe to use from several threads."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        # Of a text that is edited, the version alone that was asked for last.
        self._kept: OrderedDict[DocumentId, tuple[_Version, HitText]] = OrderedDict()

    def read(self, view: Reader, document: Document) -> HitText:
        """Return a document as it was when its row was read."""
        version = document.text_hash, document.layout_hash, document.name, document.language
        with self._guard:
            known = self._kept.get(document.id)
        if known is None or known[0] != version:
            known = version, HitText(documents.read_version(view, document))
        with self._guard:
            self._kept[document.id] = known
            self._kept.move_to_end(document.id)
            held = sum(len(each.text) for _version, each in self._kept.values())
            while len(self._kept) > 1 and held > _BUDGET:
                _id, (_version, gone) = self._kept.popitem(last=False)
                held -= len(gone.text)
        return known[1]
