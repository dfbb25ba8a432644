"""Words as they are written: where a word of a query stands when capitals matter.

A segment knows where words begin with a capital, and of each word in which other ways it is written
that have any, and where; at all its other places it is in small letters.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from qcode.model.search_options import SearchOptions

from .phrases import has
from .places import candidates
from .postings import CAPITAL, Records, WordList, capitalized
from .snapshot import OpenSegment
from .terms import Fitting, Term

_FEWER = 20  # looking a number up costs about as much as passing over so many


class WrittenPlaces(NamedTuple):
    """What a word stands for in a segment when capitals matter: places of words that fit in small
    letters, and of words that fit with a capital at their beginning; and of other ways to write
    them: ways of the `small` ones that do not fit, and ways of all others that do.
    """

    small: tuple[int, ...]
    great: tuple[int, ...]
    wrong: tuple[int, ...]
    right: tuple[int, ...]


def written_places(
    segment: OpenSegment, term: Term, language: str, options: SearchOptions
) -> WrittenPlaces:
    """Return what a word of a query stands for; of word forms those of a language."""
    fits = Fitting(term, language, options).fits
    small: list[int] = []
    great: list[int] = []
    wrong: list[int] = []
    right: list[int] = []
    for place, word in sorted(_likely(segment, term, language)):
        is_small = fits(word)
        if is_small:
            small.append(place)
        if fits(capitalized(word)):
            great.append(place)
        for at, written in segment.ways.get(word, ()):
            if fits(written) != is_small:
                (wrong if is_small else right).append(at)
    return WrittenPlaces(tuple(small), tuple(great), tuple(sorted(wrong)), tuple(sorted(right)))


def written_addresses(
    segment: OpenSegment,
    records: Records,
    places: WrittenPlaces,
    narrowed: Callable[[Sequence[int]], Sequence[int]],
) -> Sequence[int]:
    """Return the addresses, ascending, at which a word stands with the capitals asked for; only
    those that are left when some are `narrowed` to where it matters.
    """

    def read(words: WordList, which: Sequence[int]) -> Sequence[int]:
        ranges = [range(place, place + 1) for place in which]
        return narrowed(records.addresses(words, ranges))

    found = read(segment.words, places.small)
    left_out = set(read(segment.written, places.wrong))
    added = list(read(segment.written, places.right))
    if places.small != places.great:
        left_out |= _with_capital(segment, records, found)
        added += _with_capital(segment, records, read(segment.words, places.great))
    if left_out:
        found = [address for address in found if address not in left_out]
    return sorted({*found, *added}) if added else found


def _with_capital(
    segment: OpenSegment, records: Records, addresses: Sequence[int]
) -> frozenset[int]:
    """Return those of the addresses at which a word has a capital at its beginning only."""
    at = segment.written.find(CAPITAL)
    if at is None or not addresses:
        return frozenset()
    every = records.addresses(segment.written, [range(at, at + 1)])
    if len(addresses) * _FEWER > len(every):
        return frozenset(addresses).intersection(every)
    return frozenset(address for address in addresses if has(every, address))


def _likely(segment: OpenSegment, term: Term, language: str) -> set[tuple[int, str]]:
    """Return the words that the term may stand for, after their places."""
    likely = set(candidates(segment.words, term, language))
    for form in term.plus:
        place = segment.words.find(form.lower())
        if place is not None:
            likely.add((place, form.lower()))
    return likely
