"""Words as they are written: where a word of a query stands when capitals matter.

A segment knows of each word in which ways with capitals it is written, and where; at all its other
places it is in small letters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qcode.model.search_options import SearchOptions

from .places import candidates
from .postings import Records, as_written
from .snapshot import OpenSegment
from .terms import Fitting, Term


def written_addresses(
    segment: OpenSegment, records: Records, term: Term, language: str, options: SearchOptions
) -> Sequence[int]:
    """Return the addresses, ascending, at which a word stands in a segment with the capitals that
    are asked for. Of word forms those of a language.
    """
    fits = Fitting(term, language, options).fits
    small: list[range] = []  # words that fit in small letters,
    wrong: list[range] = []  # ways to write those that do not fit,
    right: list[range] = []  # and ways that fit, of other words
    for place, word in sorted(_likely(segment, term, language)):
        is_small = fits(word)
        if is_small:
            small.append(range(place, place + 1))
        for at, written in _ways(segment, word):
            if fits(written) != is_small:
                (wrong if is_small else right).append(range(at, at + 1))
    found = records.addresses(segment.words, small)
    if wrong:
        left_out = frozenset(records.addresses(segment.written, wrong))
        found = [address for address in found if address not in left_out]
    if right:
        found = sorted((*found, *records.addresses(segment.written, right)))
    return found


def _likely(segment: OpenSegment, term: Term, language: str) -> set[tuple[int, str]]:
    """Return the words that the term may stand for, after their places."""
    likely = set(candidates(segment.words, term, language))
    for form in term.plus:
        place = segment.words.find(form.lower())
        if place is not None:
            likely.add((place, form.lower()))
    return likely


def _ways(segment: OpenSegment, word: str) -> Iterator[tuple[int, str]]:
    """Yield the ways with capitals in which a word is written, after their places."""
    before = as_written(word, "")
    places = segment.written.prefixed(before)
    for at, entry in zip(places, segment.written.words(places), strict=True):
        yield at, entry.removeprefix(before)
