"""A word of a query in the word list of a segment: the places of the words that it stands for.

Nothing here decides what fits: `terms.Fitting` does. What is here finds the few words of the list
that have to be looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from .distance import beginnings_within_one
from .folding import fold
from .postings import WordList
from .snapshot import OpenSegment
from .terms import Fitting, How, Term, glob
from .word_forms import word_forms

_LITERAL = re.compile(r"[^*?]+")
_SHORT = {1: 4, 2: 5}  # letters: of shorter words, with so many changed, every one is looked at

Candidates = Iterator[tuple[int, str]]


def places_of(segment: OpenSegment, term: Term, language: str) -> list[range]:
    """Return which words of a segment the term stands for in texts of a language, in order."""
    words = segment.words
    if term.how is How.WILD:
        return _ranges(sorted(_matching(words, fold(term.word))))
    if not (term.plus or term.minus):
        if term.how is How.EXACT:
            return _ranges(sorted(_same(words, fold(term.word))))
        if term.how is How.PREFIX:
            return _with(words.prefixed(fold(term.word)), _accented(words, fold(term.word)))
    fits = Fitting(term, language).fits
    likely = dict(candidates(words, term, language))
    there = {place for place, word in likely.items() if fits(word)}
    for form in term.plus:
        place = words.find(form.lower())
        if place is not None:
            there.add(place)
    return _ranges(sorted(there))


def candidates(words: WordList, term: Term, language: str) -> Candidates:
    """Yield the words that the term may stand for after their places, some of them twice."""
    word = fold(term.word)
    match term.how:
        case How.EXACT:
            yield from _named(words, _same(words, word))
        case How.PREFIX:
            yield from _prefixed(words, word)
        case How.FORM:
            forms = word_forms(term.word, language)
            for beginning in forms.beginnings:
                yield from _prefixed(words, beginning)
            if term.parts:
                for needle in forms.needles:
                    yield from _holding(words, needle)
        case How.WILD:
            yield from _like(words, word)
        case How.FUZZY:
            yield from _alike(words, word, term.distance)


def _listed(words: WordList, places: range) -> Candidates:
    return zip(places, words.words(places), strict=True)


def _accented(words: WordList, beginning: str) -> list[int]:
    """Return the places of the words with an accent that begin so when it is taken away."""
    listed = words.accented
    first = bisect_left(listed, (beginning, 0))
    last = bisect_left(listed, (beginning + "\U0010ffff", 0))
    return [place for _folded, place in listed[first:last]]


def _named(words: WordList, places: Iterable[int]) -> Candidates:
    for place in places:
        yield place, words.words(range(place, place + 1))[0]


def _same(words: WordList, word: str) -> list[int]:
    """Return the places of the words that are equal to this one when accents are taken away."""
    place = words.find(word)
    found = [] if place is None else [place]
    listed = words.accented
    at = bisect_left(listed, (word, 0))
    while at < len(listed) and listed[at][0] == word:
        found.append(listed[at][1])
        at += 1
    return found


def _prefixed(words: WordList, beginning: str) -> Candidates:
    yield from _listed(words, words.prefixed(beginning))
    yield from _named(words, _accented(words, beginning))


def _holding(words: WordList, needle: str) -> Candidates:
    yield from words.holding(needle)
    yield from _named(words, (place for folded, place in words.accented if needle in folded))


def _like(words: WordList, pattern: str) -> Candidates:
    """Yield the words that hold what a pattern says letter by letter."""
    literals = _LITERAL.findall(pattern)
    if not literals:
        return _listed(words, range(len(words)))
    longest = max(literals, key=len)
    if pattern.startswith(longest):
        return _prefixed(words, longest)
    if pattern.endswith(longest):
        return _ending(words, longest)
    return _holding(words, longest)


def _matching(words: WordList, pattern: str) -> set[int]:
    """Return the places of the words that are as a pattern with stars says.

    What has no accent need not be folded, which takes longer than comparing.
    """
    fits = glob(pattern).fullmatch
    found = {place for place, word in _like(words, pattern) if fits(word)}
    found.update(place for folded, place in words.accented if fits(folded))
    return found


def _ending(words: WordList, end: str) -> Candidates:
    yield from words.ending(end)
    yield from _named(words, (place for folded, place in words.accented if folded.endswith(end)))


def _alike(words: WordList, word: str, distance: int) -> Candidates:
    """Yield the words that may become `word` when some letters are changed.

    With one change, either half of the word may have it. With two, the first half has at most one
    of them, or the second half is as it was, but for a letter swapped over the middle.
    """
    near = range(len(word) - distance, len(word) + distance + 1)
    if len(word) < _SHORT[distance]:
        yield from _of_length(_listed(words, range(len(words))), near)
        return
    middle = len(word) // 2
    head, tail = word[:middle], word[middle:]
    if distance == 1:
        yield from _of_length(_prefixed(words, head), near)
    else:
        for beginning in beginnings_within_one(head, words.letters):
            yield from _of_length(_prefixed(words, beginning), near)
    for ending in (tail, head[-1] + tail[1:]):
        yield from _of_length(words.ending(ending), near)
    yield from _of_length(_named(words, (place for _folded, place in words.accented)), near)


def _of_length(found: Candidates, lengths: range) -> Candidates:
    return ((place, word) for place, word in found if len(word) in lengths)


def _ranges(places: list[int]) -> list[range]:
    """Return places in order as ranges of neighbours."""
    found: list[range] = []
    for place in places:
        if found and found[-1].stop == place:
            found[-1] = range(found[-1].start, place + 1)
        else:
            found.append(range(place, place + 1))
    return found


def _with(places: range, others: Iterable[int]) -> list[range]:
    """Return a range and single places, in order."""
    apart = sorted(place for place in others if place not in places)
    before = [place for place in apart if place < places.start]
    return [*_ranges(before), places, *_ranges(apart[len(before) :])]
