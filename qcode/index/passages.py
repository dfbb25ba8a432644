"""Where words and phrases stand in the texts of sources, told by the index alone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence

from qcode.model.query import TextLeaf
from qcode.model.search_options import SearchOptions
from qcode.model.text import Span

from .evaluate import Evaluation, Ways
from .snapshot import OpenSegment, Snapshot
from .sources import BLOCK_BITS, Row
from .units import SourceKey, UnitSet
from .word_places import PlacesFile

Passages = dict[SourceKey, list[Span]]


def passages(
    snapshot: Snapshot, leaf: TextLeaf, keys: Collection[SourceKey], options: SearchOptions
) -> Passages:
    """Return each place of a word or phrase in some sources, in code points of the source.

    Not for words near one another, nor for what the index does not know: see `unknown`. Raises as
    `evaluate` does.
    """
    found: Passages = {}
    for row, _unit, span in _each(snapshot, leaf, keys, options):
        found.setdefault(row.key, []).append(span)
    return found


def where(
    snapshot: Snapshot,
    leaf: TextLeaf,
    keys: Collection[SourceKey],
    options: SearchOptions,
    fits: Callable[[SourceKey, str, Span], bool],
) -> UnitSet:
    """Return the units of some sources with a place of a word or phrase that somebody says fits;
    asked with the source, its language and the place in code points of the source, as long as
    none of the unit does. Not for all words, and raises, as `passages`.
    """
    masks: dict[SourceKey, int] = {}
    for row, unit, span in _each(snapshot, leaf, keys, options):
        known = masks.get(row.key, 0)
        if not known >> unit & 1 and fits(row.key, row.language, span):
            masks[row.key] = known | 1 << unit
    return UnitSet(masks)


def _each(
    snapshot: Snapshot, leaf: TextLeaf, keys: Collection[SourceKey], options: SearchOptions
) -> Iterator[tuple[Row, int, Span]]:
    """Yield each place with its source and the number of its unit."""
    wanted, ways = frozenset(keys), Ways(options)
    for segment in snapshot.segments:
        rows = [row for row in segment.sources.live_rows() if row.key in wanted]
        if not rows:
            continue
        with segment.records() as records, segment.word_places() as file:
            evaluation = Evaluation(segment, records, {}, ways)
            for addresses, count, language in evaluation.stretches(leaf):
                for row in rows:
                    if language in (None, row.language):
                        there = _within(row, addresses)
                        if there:
                            for unit, span in _spans(segment, file, row, there, count):
                                yield row, unit, span


def _within(row: Row, addresses: Sequence[int]) -> Sequence[int]:
    """Return the addresses that are in a source."""
    start = bisect_left(addresses, row.first_block << BLOCK_BITS)
    return addresses[
        start : bisect_left(addresses, (row.first_block + row.blocks) << BLOCK_BITS, start)
    ]


def _spans(
    segment: OpenSegment, file: PlacesFile, row: Row, addresses: Sequence[int], count: int
) -> Iterator[tuple[int, Span]]:
    """Yield the spans of so many words from each of some addresses in a source on, each behind the
    number of its unit.
    """
    places = file.places(row.places_at, row.places)
    table = segment.sources.unit_of_block
    here, first = -1, 0
    bounds: Sequence[int] = ()
    for address in addresses:
        unit = table[address >> BLOCK_BITS]
        if unit != here:
            here, bounds = unit, places.bounds(unit - row.first_unit)
            first = bisect_left(table, unit, row.first_block) << BLOCK_BITS
        word = 2 * (address - first)
        yield unit - row.first_unit, Span(bounds[word], bounds[word + 2 * count - 1])
