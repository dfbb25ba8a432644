"""Words as they are written: where a word of a query stands when capitals matter.

A segment knows where words begin with a capital, and of each word in which other ways it is written
that have any, and where; at all its other places it is in small letters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qcode.model.search_options import SearchOptions

from .phrases import has
from .places import candidates
from .postings import CAPITAL, Records, capitalized
from .snapshot import OpenSegment
from .terms import Fitting, Term

_FEWER = 20  # looking a number up costs about as much as passing over so many


def written_addresses(
    segment: OpenSegment, records: Records, term: Term, language: str, options: SearchOptions
) -> Sequence[int]:
    """Return the addresses, ascending, at which a word stands in a segment with the capitals that
    are asked for. Of word forms those of a language.
    """
    fits = Fitting(term, language, options).fits
    # Words that fit in small letters, and words that fit with a capital at their beginning.
    small: list[range] = []
    great: list[range] = []
    wrong: list[range] = []  # Other ways to write those in `small` that do not fit,
    right: list[range] = []  # and ways that fit of all others.
    for place, word in sorted(_likely(segment, term, language)):
        is_small = fits(word)
        if is_small:
            small.append(range(place, place + 1))
        if fits(capitalized(word)):
            great.append(range(place, place + 1))
        for at, written in _ways(segment, word):
            if fits(written) != is_small:
                (wrong if is_small else right).append(range(at, at + 1))
    found = records.addresses(segment.words, small)
    left_out = set(records.addresses(segment.written, wrong)) if wrong else set()
    added = list(records.addresses(segment.written, right)) if right else []
    if small != great:
        left_out |= _with_capital(segment, records, found)
        added += _with_capital(segment, records, records.addresses(segment.words, great))
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


def _ways(segment: OpenSegment, word: str) -> Iterator[tuple[int, str]]:
    """Yield the other ways with capitals in which a word is written, after their places."""
    before = f"{word} "
    places = segment.written.prefixed(before)
    for at, entry in zip(places, segment.written.words(places), strict=True):
        yield at, entry.removeprefix(before)
