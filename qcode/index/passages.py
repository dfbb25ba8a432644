"""Where words and phrases stand in the texts of sources, told by the index alone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from qcode.model.job import Job
from qcode.model.query import TextLeaf
from qcode.model.search_options import SearchOptions
from qcode.model.text import Span

from .evaluate import Evaluation, Ways
from .snapshot import OpenSegment, Snapshot
from .sources import BLOCK_BITS, Row
from .units import SourceKey
from .word_places import PlacesFile

Passages = dict[SourceKey, list[Span]]


def passages(
    snapshot: Snapshot,
    leaf: TextLeaf,
    keys: Collection[SourceKey],
    options: SearchOptions,
    job: Job,
) -> Passages:
    """Return each place of a word or phrase in some sources, in code points of the source.

    Not for words near one another, nor for phrases that pass over fillers. Raises as `evaluate`
    does, or what `job` raises.
    """
    found: Passages = {}
    wanted, ways = frozenset(keys), Ways(options)
    for segment in snapshot.segments:
        rows = [row for row in segment.sources.live_rows() if row.key in wanted]
        if not rows:
            continue
        with segment.records() as records, segment.word_places() as file:
            evaluation = Evaluation(segment, records, {}, ways)
            for addresses, count, language in evaluation.stretches(leaf):
                for row in rows:
                    job.check()
                    if language in (None, row.language):
                        there = _within(row, addresses)
                        if there:
                            spans = _spans(segment, file, row, there, count)
                            found.setdefault(row.key, []).extend(spans)
    return found


def _within(row: Row, addresses: Sequence[int]) -> Sequence[int]:
    """Return the addresses that are in a source."""
    start = bisect_left(addresses, row.first_block << BLOCK_BITS)
    return addresses[
        start : bisect_left(addresses, (row.first_block + row.blocks) << BLOCK_BITS, start)
    ]


def _spans(
    segment: OpenSegment, file: PlacesFile, row: Row, addresses: Sequence[int], count: int
) -> Iterator[Span]:
    """Yield the spans of so many words from each of some addresses in a source on."""
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
        yield Span(bounds[word], bounds[word + 2 * count - 1])
