"""Which of several places a row means: what the table says of its paragraph, position and order."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING

from qcode.model.coded_table import CodedRow
from qcode.model.document import DocumentId
from qcode.model.text import Paragraphs

if TYPE_CHECKING:
    from .passage_finding import Place

_ENOUGH = 4  # rows in the order of the text, that are hardly so by chance
_CLOSER = 3  # times that one place must be closer than the next to be meant


def decide(
    rows: Sequence[CodedRow],
    places: Sequence[Sequence[Place]],
    paragraphs: Callable[[DocumentId], Paragraphs],
) -> dict[int, Place]:
    """Return the place of each row that has several, by its number in `rows`, where it is clear."""
    chosen: dict[int, Place] = {}
    open_rows = [at for at, each in enumerate(places) if len(each) > 1]
    if not open_rows:
        return chosen
    numbers: dict[DocumentId, Paragraphs] = {}
    for at in open_rows:
        found = _closest(rows[at], places[at])
        if found is None and rows[at].paragraph is not None:
            for each in places[at]:
                if each.document not in numbers:
                    numbers[each.document] = paragraphs(each.document)
            found = _in_paragraph(rows[at], places[at], numbers)
        if found is not None:
            chosen[at] = found
    _one_after_another(rows, places, open_rows, chosen)
    for by_code in (True, False):
        _between_neighbours(rows, places, chosen, by_code=by_code)
    return chosen


def _closest(row: CodedRow, places: Sequence[Place]) -> Place | None:
    """Return the place that is much closer to the row's own position than any other."""
    if row.start is None:
        return None
    start = row.start
    order = sorted(places, key=lambda each: abs(each.span.start - start))
    first, second = (abs(each.span.start - start) for each in order[:2])
    return order[0] if first * _CLOSER < second else None


def _in_paragraph(
    row: CodedRow, places: Sequence[Place], numbers: dict[DocumentId, Paragraphs]
) -> Place | None:
    found = [
        each
        for each in places
        if numbers[each.document].number_at(each.span.start) == row.paragraph
    ]
    return found[0] if len(found) == 1 else None


def _one_after_another(
    rows: Sequence[CodedRow],
    places: Sequence[Sequence[Place]],
    open_rows: Sequence[int],
    chosen: dict[int, Place],
) -> None:
    """Give as many rows as there are places, that say the same, one place each, in order."""
    same: defaultdict[Hashable, list[int]] = defaultdict(list)
    for at in open_rows:
        row = rows[at]
        same[row.document, row.quote, row.codes, row.coder].append(at)
    for group in same.values():
        there = sorted(places[group[0]], key=lambda each: (each.document, each.span))
        if len(group) == len(there) and not any(at in chosen for at in group):
            chosen.update(zip(group, there, strict=True))


def _between_neighbours(
    rows: Sequence[CodedRow],
    places: Sequence[Sequence[Place]],
    chosen: dict[int, Place],
    *,
    by_code: bool,
) -> None:
    """Choose the only place between the rows before and behind, where these follow the text."""
    groups: defaultdict[Hashable, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        if places[at]:
            groups[row.document, row.codes if by_code else None].append(at)
    for group in groups.values():
        sure = {at: places[at][0] if len(places[at]) == 1 else chosen.get(at) for at in group}
        known = [(at, place) for at, place in sure.items() if place is not None]
        starts = [(place.document, place.span.start) for _at, place in known]
        if len(known) < _ENOUGH or len(known) == len(group) or starts != sorted(starts):
            continue
        at_known = [at for at, _place in known]
        for at in group:
            if sure[at] is not None:
                continue
            number = bisect_left(at_known, at)
            low = starts[number - 1] if number else (DocumentId(-1), 0)
            high = starts[number] if number < len(starts) else None
            inside = [
                each
                for each in places[at]
                if (key := (each.document, each.span.start)) >= low
                and (high is None or key <= high)
            ]
            if len(inside) == 1:
                chosen[at] = inside[0]
                insort(at_known, at)
                starts.insert(number, (inside[0].document, inside[0].span.start))
