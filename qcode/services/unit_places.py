"""Where the units and paragraphs of documents are, remembered: a few megabytes for a project.

To know it of a document takes reading its text, and a search for a code asks it of every document
that is coded.
"""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from qcode.model.document import Document, DocumentId
from qcode.model.related import Rows, row_starts
from qcode.model.text import Span
from qcode.store import documents

from .projects import Project
from .units import unit_spans

_Version = tuple[str, str]  # hashes of text and layout


class DocumentPlaces:
    """The units and the paragraphs of one document, in code points."""

    def __init__(self, units: Iterable[Span], rows: Iterable[int]) -> None:
        spans = list(units)
        self._starts = array("L", (span.start for span in spans))
        self._ends = array("L", (span.end for span in spans))
        self._rows = array("L", rows)

    @property
    def rows(self) -> Rows:
        """The paragraphs that say something."""
        return Rows(self._rows)

    def span(self, number: int) -> Span:
        """Return where a unit is."""
        return Span(self._starts[number], self._ends[number])

    def units_in(self, span: Span) -> range:
        """Return the numbers of the units that share a character with a span."""
        first = bisect_right(self._ends, span.start)
        return range(first, bisect_left(self._starts, span.end, lo=first))

    def mask(self, spans: Iterable[Span]) -> int:
        """Return the units that share a character with one of some spans, as bits."""
        mask = 0
        for span in spans:
            units = self.units_in(span)
            mask |= ((1 << len(units)) - 1) << units.start
        return mask

    def numbers(self, spans: Iterable[Span]) -> Iterator[int]:
        """Yield the same units by number, some of them twice."""
        for span in spans:
            yield from self.units_in(span)


class UnitPlaces:
    """The places in all documents of a project. Safe to use from several threads."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._guard = threading.Lock()
        self._known: dict[DocumentId, tuple[_Version, DocumentPlaces]] = {}

    def of(self, row: Document) -> DocumentPlaces:
        """Return the places in a document as it was when its row was read."""
        version = row.text_hash, row.layout_hash
        with self._guard:
            known = self._known.get(row.id)
        if known is not None and known[0] == version:
            return known[1]
        # Past the project's memory: a thousand texts read once would push others out.
        with self._project.reading() as view:
            opened = documents.read_version(view, row)
        places = DocumentPlaces(unit_spans(opened.text, opened.layout), row_starts(opened.text))
        with self._guard:
            self._known[row.id] = version, places
        return places
