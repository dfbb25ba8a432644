"""How the positions in a table are counted: by characters as here, or as other programs do.

Positions that fit as they are need nothing. Where some do not, units of UTF-16 and line ends of two
characters are tried on the words that the rows quote and on where words begin and end, as for
projects of other programs. They count only where much speaks for them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from qcode.formats.refi.dialect import STANDARD, Dialect, Measure, Rule
from qcode.formats.refi.evidence import Mark, judge
from qcode.model.coded_table import CodedRow
from qcode.model.document import DocumentId
from qcode.model.text import Span

_WAYS = [Dialect(utf16=utf16, lf=lf) for utf16 in (False, True) for lf in (1, 2)]
_MUCH = 5.0  # what another way must say more: two passages that begin and end better
_SHARE = 0.5  # of the passages that must begin and end as passages do
_MOST = 200  # passages of one document that are looked at
_LONGEST = 1_000  # characters of a quotation that are compared


@dataclass(frozen=True, slots=True)
class Counted:
    """How positions in one document are counted; `unsure` where most do not fit."""

    rule: Rule
    unsure: bool

    def span(self, row: CodedRow) -> Span | None:
        """Return where a row says that it is; None for one that is not in the text."""
        if row.start is None or row.end is None:
            return None
        start, end = self.rule.span(row.start, row.end)
        return Span(start, end) if 0 <= start < end <= self.rule.length else None


def counted(
    rows: Sequence[tuple[DocumentId, CodedRow]], text_of: Callable[[DocumentId], str]
) -> Mapping[DocumentId, Counted]:
    """Return how positions are counted in those documents where some row needs that."""
    placed: defaultdict[DocumentId, list[CodedRow]] = defaultdict(list)
    for document, row in rows:
        if row.start is not None and row.end is not None:
            placed[document].append(row)
    measures: dict[DocumentId, Measure] = {}
    for document, there in placed.items():
        text = text_of(document)
        if not all(_fits(row, text) for row in there):
            measures[document] = Measure(text)
    return {
        document: _best(measure, _some_of(placed[document]))
        for document, measure in measures.items()
    }


def _best(measure: Measure, marks: Sequence[Mark]) -> Counted:
    """Return the way that is most likely: the usual one, unless another says far more."""
    verdicts = {}
    for way in dict.fromkeys(measure.plain(way, guess=True) for way in _WAYS):
        rule = measure.rule(way)
        spans = [rule.span(mark.start, mark.end) for mark in marks]
        verdicts[way] = judge(measure.text, spans, marks)
    usual = verdicts[STANDARD]
    best = max(verdicts, key=lambda way: verdicts[way].weight)
    if verdicts[best].weight < usual.weight + _MUCH:
        best = STANDARD
    return Counted(measure.rule(best), verdicts[best].fits < _SHARE * len(marks))


def _fits(row: CodedRow, text: str) -> bool:
    """Whether the words of a row are where it says; it has some, then."""
    said = row.quote.split()
    return bool(said) and text[row.start : row.end].split() == said


def _some_of(rows: Sequence[CodedRow]) -> Sequence[Mark]:
    count = min(_MOST, len(rows))
    return [_mark(rows[number * len(rows) // count]) for number in range(count)]


def _mark(row: CodedRow) -> Mark:
    ends = sorted((row.start or 0, row.end or 0))
    return Mark(ends[0], ends[1], row.quote[:_LONGEST])
