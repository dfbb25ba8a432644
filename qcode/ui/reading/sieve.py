"""Which codings of the open document are shown: all of them, or those that pass a filter. No Qt.

The margin, the painting and the bar beside the scroll bar show what passes; the rest is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qcode.model.codebook import CodeId
from qcode.model.collation import sort_key
from qcode.model.segment import SegmentId
from qcode.model.text import Span
from qcode.services.language import tr, trn
from qcode.ui.coding.painted import PaintedSegment

Test = Callable[[PaintedSegment], bool]


class Kind(StrEnum):
    """What a filter asks of a coding."""

    ALL = "all"
    CODES = "codes"  # chosen ones, and those below them
    ACTIVE = "active"  # what is chosen for analysis
    CODER = "coder"
    TODAY = "today"
    SESSION = "session"  # since the project was opened


@dataclass(frozen=True, slots=True)
class Filter:
    """What is wanted: `codes` for `Kind.CODES`, the name of a `coder` for `Kind.CODER`."""

    kind: Kind = Kind.ALL
    codes: frozenset[CodeId] = frozenset()
    coder: str = ""


def in_words(wanted: Filter, names: Sequence[str]) -> str:
    """Return a filter in words; `names` are those of its codes."""
    if wanted.kind is Kind.CODES:
        if len(names) == 1:
            return tr("Only “{code}” with its subcodes", code=names[0])
        return trn("Only {n} code with its subcodes", "Only {n} codes with subcodes", len(names))
    if wanted.kind is Kind.CODER:
        return tr("Only what {name} has coded", name=wanted.coder)
    return {
        Kind.ALL: tr("All codings"),
        Kind.ACTIVE: tr("Only the active codes"),
        Kind.TODAY: tr("Only what was coded today"),
        Kind.SESSION: tr("Only what was coded since the project was opened"),
    }[wanted.kind]


def _any(_segment: PaintedSegment) -> bool:
    return True


class Sieve:
    """Holds all codings of a document, and tells which of them are shown."""

    def __init__(self) -> None:
        self._all: dict[SegmentId, PaintedSegment] = {}
        self._shown: set[SegmentId] = set()
        self._test: Test = _any

    def load(self, segments: Iterable[PaintedSegment]) -> list[PaintedSegment]:
        """Hold the codings of another document, and return those that are shown."""
        self._all = {segment.id: segment for segment in segments}
        return self.sift(self._test)

    def sift(self, test: Test | None) -> list[PaintedSegment]:
        """Show what passes a test from now on (None: everything), and return that."""
        self._test = test or _any
        if self._test is _any:  # as mostly, and a document may have ten thousand of them
            self._shown = set(self._all)
            return list(self._all.values())
        passed = [segment for segment in self._all.values() if self._test(segment)]
        self._shown = {segment.id for segment in passed}
        return passed

    def take(
        self, there: Iterable[PaintedSegment], gone: Iterable[SegmentId]
    ) -> tuple[list[PaintedSegment], list[SegmentId]]:
        """Take news, and return what of it concerns what is shown: there now, and gone."""
        shown: list[PaintedSegment] = []
        hidden = list(gone)
        for segment in hidden:
            self._all.pop(segment, None)
        for each in there:
            self._all[each.id] = each
            if self._test(each):
                shown.append(each)
            else:
                hidden.append(each.id)
        self._shown.difference_update(hidden)
        self._shown.update(each.id for each in shown)
        return shown, hidden

    @property
    def total(self) -> int:
        """How many codings the document has."""
        return len(self._all)

    @property
    def shown(self) -> int:
        """How many of them are shown."""
        return len(self._shown)

    def hidden_on(self, span: Span) -> int:
        """Return how many codings that are not shown touch a passage."""
        return sum(
            each.start < span.end and span.start < each.end and each.id not in self._shown
            for each in self._all.values()
        )

    def coders(self) -> list[tuple[str, int]]:
        """Return who has coded in the document and how much, by name."""
        counts = Counter(each.coder for each in self._all.values() if each.coder)
        return sorted(counts.items(), key=lambda each: sort_key(each[0]))
