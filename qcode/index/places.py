"""A word of a query in the word list of a segment: the places of the words that it stands for."""

from __future__ import annotations

from dataclasses import replace

from .snapshot import OpenSegment
from .stems import stemmer
from .terms import Fitting, How, Term


def places_of(segment: OpenSegment, term: Term, language: str) -> list[range]:
    """Return which words of a segment the term stands for in texts of a language."""
    words = segment.words
    if term.plus or term.minus:
        return _with_forms(segment, term, language)
    if term.how is How.PREFIX:
        return [words.prefixed(term.word)]
    if term.how is How.EXACT:
        place = words.find(term.word)
        return [] if place is None else [range(place, place + 1)]
    if term.how is not How.FORM:
        return _each(segment, term, language)
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


def _each(segment: OpenSegment, term: Term, language: str) -> list[range]:
    """Look at every word."""
    fitting = Fitting(term, language)
    every = segment.words.words(range(len(segment.words)))
    return [range(place, place + 1) for place, word in enumerate(every) if fitting[word]]


def _with_forms(segment: OpenSegment, term: Term, language: str) -> list[range]:
    """Take forms that somebody has chosen in, and leave others out."""
    found = places_of(segment, replace(term, plus=(), minus=()), language)
    there = {place for places in found for place in places}
    for forms, change in ((term.minus, there.discard), (term.plus, there.add)):
        for form in forms:
            place = segment.words.find(form.lower())
            if place is not None:
                change(place)
    return [range(place, place + 1) for place in sorted(there)]
