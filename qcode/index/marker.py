"""Exact places of the matches in a text that is shown, and the window of text around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from qcode.model.query import Query, TextLeaf, wanted
from qcode.model.search_options import PLAIN, SearchOptions
from qcode.model.text import Span

from .analysis import word_places, words
from .fillers import passed_over
from .spots import Finder, finders, plain
from .terms import Sought

_GAP = re.compile(r"\s+")
_span = Span._make  # half the time of a call


def matches(text: str, language: str, query: Query, options: SearchOptions = PLAIN) -> list[Span]:
    """Return where the words and phrases of a query stand in a unit's text: see `Marker`."""
    return Marker(query, options).matches(text, language)


class Marker:
    """Finds the words and phrases of one query in many texts; each word is compared once.

    What stands under a NOT is not marked; where regular expressions and relations hold, only the
    services know. May be used from one thread at a time.
    """

    def __init__(self, query: Query, options: SearchOptions = PLAIN) -> None:
        self._leaves = tuple(leaf for leaf in wanted(query) if isinstance(leaf, TextLeaf))
        self._options = options
        self._sought: dict[str, list[tuple[Sought, list[Finder] | None]]] = {}

    def matches(self, text: str, language: str) -> list[Span]:
        """Return the places in a unit's text, in order.

        Code points of `text`, half-open, without overlaps: spans that share a character are joined.
        """
        return joined(self.places(text, language))

    def matches_of(self, texts: Sequence[str], language: str) -> list[list[Span]]:
        """Return the places in each of some units' texts as `matches` does, quicker for many."""
        together = self._together(texts, language) if len(texts) > 1 else None
        if together is None:
            return [self.matches(text, language) for text in texts]
        return [found if len(found) < 2 else joined(found) for found in together]

    def _together(self, texts: Sequence[str], language: str) -> list[list[Span]] | None:
        """Find words and phrases straight in all texts at once, None if that cannot be."""
        every = self._in(language)
        if self._options.fillers or any(spots is None for _sought, spots in every):
            return None
        # NUL is in no canonical text and in no word. A phrase that it stands in is none.
        straight = plain("\0".join(texts))
        if straight is None:
            return None
        ends = list(accumulate(len(text) + 1 for text in texts))
        found: list[list[Span]] = [[] for _text in texts]
        for one in (one for _sought, spots in every for one in spots or ()):
            number = begin = 0
            for start, end in one(straight):
                while start >= ends[number]:  # few steps: these are hits
                    begin = ends[number]
                    number += 1
                if end < ends[number]:
                    found[number].append(_span((start - begin, end - begin)))
        return found

    def places(self, text: str, language: str) -> Iterator[Span]:
        """Yield each place of each word or phrase, from its first word to its last."""
        for places in self._each(text, language):
            yield from places

    def counts(self, text: str, language: str) -> list[int]:
        """Return how often each of the words and phrases stands in a unit's text."""
        return [sum(1 for _place in places) for places in self._each(text, language)]

    def _each(self, text: str, language: str) -> Iterator[Iterable[Span]]:
        """Yield the places of each of the words and phrases."""
        straight = None if self._options.fillers else plain(text)
        found: tuple[Sequence[str], Sequence[bool]] | None = None
        for sought, spots in self._in(language):
            if straight is not None and spots is not None:
                yield (_span(place) for one in spots for place in one(straight))
                continue
            if found is None:
                found = self._read(text, language)
            yield _spans(text, list(sought.places(*found)))

    def _read(self, text: str, language: str) -> tuple[Sequence[str], Sequence[bool]]:
        """Return the words of a text, and which of them a phrase passes over."""
        case = self._options.case
        found = words(text, case=case)
        if not self._options.fillers:
            return found, ()
        return found, passed_over(text, words(text) if case else found, language)

    def _in(self, language: str) -> list[tuple[Sought, list[Finder] | None]]:
        if language not in self._sought:
            every = [Sought(leaf, language, self._options) for leaf in self._leaves]
            self._sought[language] = [(sought, finders(sought)) for sought in every]
        return self._sought[language]


def _spans(text: str, there: Sequence[range]) -> Iterator[Span]:
    """Yield where stretches of words are in their text."""
    if there:
        spans = word_places(text, max(place[-1] for place in there) + 1)
        for place in there:
            yield Span(spans[place[0]][0], spans[place[-1]][1])


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that share a character as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


class Snippet(NamedTuple):
    """A window of a text: `text` begins at code point `start` of it; `matches` are relative to
    `text`. `before` and `after` say whether something was cut off there.
    """

    text: str
    start: int
    matches: tuple[Span, ...]
    before: bool
    after: bool


_snippet = Snippet._make


def snippet(text: str, spans: Sequence[Span], *, width: int = 160) -> Snippet:
    """Return about `width` characters around the first match, cut between words where possible."""
    length = len(text)
    if length <= width:
        return _snippet((text, 0, tuple(spans), False, False))
    first, last = spans[0] if spans else (0, 0)
    start = max(0, min(first - width // 3, length - width))
    end = min(length, max(start + width, last))
    if start and not text[start - 1].isspace():
        start = _at_a_gap(text, start, first)
    if end < length and not text[end].isspace():
        end = _at_a_gap_before(text, last, end)
    shown = [_span((s - start, e - start)) for s, e in spans if start <= s and e <= end]
    return _snippet((text[start:end], start, tuple(shown), start > 0, end < length))


def _at_a_gap(text: str, start: int, limit: int) -> int:
    """Move a cut in a word forwards to the beginning of the next, but not beyond `limit`."""
    after = text.find(" ", start, limit) + 1  # sooner found than any white space
    if 0 < after < limit and not text[after].isspace():
        return after
    gap = _GAP.search(text, start, limit)
    return start if gap is None or gap.end() == limit else gap.end()


def _at_a_gap_before(text: str, limit: int, end: int) -> int:
    """Move a cut in a word backwards to the end of the one before, but not before `limit`."""
    gap = text.rfind(" ", limit, end)
    if gap > limit and not text[gap - 1].isspace():
        return gap
    piece = text[limit:end]
    if not piece[-1:].isspace():
        whole = piece.rsplit(None, 1)
        piece = whole[0] if len(whole) == 2 else ""
    kept = len(piece.rstrip())
    return limit + kept if kept else end
