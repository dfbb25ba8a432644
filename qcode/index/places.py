"""A word of a query in the word list of a segment: the places of the words that it stands for."""

from __future__ import annotations

from .snapshot import OpenSegment
from .stems import stemmer
from .terms import How, Term


def places_of(segment: OpenSegment, term: Term, language: str) -> list[range]:
    """Return which words of a segment the term stands for in texts of a language."""
    words = segment.words
    if term.how is How.PREFIX:
        return [words.prefixed(term.word)]
    if term.how is How.EXACT:
        place = words.find(term.word)
        return [] if place is None else [range(place, place + 1)]
    forms = stemmer(language)
    found: list[range] = []
    covered = 0
    for beginning in sorted({term.word, *forms.beginnings(forms.stem(term.word))}):
        places = words.prefixed(beginning)
        if places.stop <= covered:
            continue  # begins with the beginning before
        covered = places.stop
        found += (
            range(place, place + 1)
            for place, word in zip(places, words.words(places), strict=True)
            if forms.alike(term.word, word)
        )
    return found
