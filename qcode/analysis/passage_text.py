"""Where words that were copied out of a text stand in it: as they are, but for their typography,
or changed a little.

White space at line ends, quotation marks, dashes, hyphens at the ends of lines and the case of
letters change when passages go through another program; words are mended by those who read them.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from math import log10
from statistics import median

from rapidfuzz.distance import Levenshtein

from qcode.model.text import Span

from .quotation_alignment import SourceWords
from .quotation_match import best_place, match_at, ways_to_ask
from .quotation_wording import Change, ChangeKind, changes_between
from .quotation_words import PieceKind, pieces_of, plain

_SPACES = re.compile(r"\s+")
_LETTERS = re.compile(r"[^\W_]+")
_PLACES = 200  # of the same words that are looked at
_CUT = 20  # letters, from which on a passage may begin or end inside a word
_LONGEST = 30_000  # characters of words that may differ: comparing longer ones takes too long
_PIECE = 9  # letters in a row that stayed as they were
_ROW = 4  # letters that stayed, by which an end is found
_SHIFT = 8  # letters that came or went, beyond which some stand there by chance
_PIECES = 16  # of them that are looked for
_COMMON = 12  # places of one piece that are looked at
_MARGIN = 24  # letters that may have come or gone
_SHARE = 0.6  # of the votes for the best place
_ENOUGH = 40  # letters of words that are told by their letters alone
_VERY_LIKE = 0.85
_MARKS = frozenset({PieceKind.OMISSION, PieceKind.INSERTION, PieceKind.PAUSE})
_MARKED = frozenset({ChangeKind.OMISSION, ChangeKind.INSERTION})


@dataclass(frozen=True, slots=True)
class Likely:
    """A place of words in a text, in code points, and how like it is to them, of 1."""

    span: Span
    similarity: float


class _Squeezed:
    """A text without some of its characters, and where each of those left stands in it."""

    def __init__(self, pieces: Iterator[tuple[int, str]]) -> None:
        self._begins, self._places = array("L"), array("L")
        said: list[str] = []
        length = 0
        for place, piece in pieces:
            self._begins.append(length)
            self._places.append(place)
            said.append(piece)
            length += len(piece)
        self.text = "".join(said)

    def place(self, at: int) -> int:
        """Return where a character stands in the whole text."""
        number = bisect_right(self._begins, at) - 1
        return self._places[number] + at - self._begins[number]

    def begins(self, at: int) -> bool:
        """Whether a piece begins here; the end counts as one."""
        number = bisect_right(self._begins, at) - 1
        return at == len(self.text) or self._begins[number] == at

    def whole(self, start: int, end: int) -> Span:
        """Return a stretch with its ends moved to the ends of pieces that are close."""
        number = bisect_right(self._begins, start) - 1
        begin, after = self._begins[number], self._end(number)
        if start - begin > after - start and number + 1 < len(self._begins):
            number += 1
        last = bisect_right(self._begins, max(end - 1, 0)) - 1
        if last > number and end - self._begins[last] < self._end(last) - end:
            last -= 1
        low, high = self._begins[number], self._end(last)
        return Span(self.place(low), self.place(high - 1) + 1)

    def _end(self, number: int) -> int:
        after = number + 1
        return self._begins[after] if after < len(self._begins) else len(self.text)

    def find(self, wanted: str) -> Iterator[int]:
        """Yield where words stand, as far as it makes sense."""
        at, found = self.text.find(wanted), 0
        while at >= 0 and found < _PLACES:
            yield at
            found += 1
            at = self.text.find(wanted, at + 1)


class PassageText:
    """A text made ready for many passages to be found in it."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _joined(self) -> _Squeezed:
        """The text with one space for all white space that stands together."""

        def pieces() -> Iterator[tuple[int, str]]:
            last = 0
            for space in _SPACES.finditer(self.text):
                if space[0] != " ":
                    yield last, f"{self.text[last : space.start()]} "
                    last = space.end()
            yield last, self.text[last:]

        return _Squeezed(pieces())

    @cached_property
    def _letters(self) -> _Squeezed:
        """The text's letters and digits alone, in lower case."""
        return _Squeezed((each.start(), _low(each[0])) for each in _LETTERS.finditer(self.text))

    @cached_property
    def _words(self) -> SourceWords:
        return SourceWords(self.text)

    def exactly(self, words: str) -> list[Span]:
        """Return the places of words as they are, white space apart; whole words before others."""
        wanted = " ".join(words.split())
        if not wanted:
            return []
        joined = self._joined
        found = [
            Span(joined.place(at), joined.place(at + len(wanted) - 1) + 1)
            for at in joined.find(wanted)
        ]
        return [span for span in found if self._is_whole(span)] or found

    def _is_whole(self, span: Span) -> bool:
        text, (start, end) = self.text, span
        cut_before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
        cut_behind = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
        return not cut_before and not cut_behind

    def nearly(self, words: str) -> list[Likely]:
        """Return the places of words whose letters are the same, one after another."""
        wanted = "".join(_low(each) for each in _LETTERS.findall(words))
        letters, long = self._letters, len(wanted) >= _CUT
        if not wanted or len(words) > _LONGEST:
            return []
        spans = [
            Span(letters.place(at), letters.place(at + len(wanted) - 1) + 1)
            for at in letters.find(wanted)
            if long or (letters.begins(at) and letters.begins(at + len(wanted)))
        ]
        return [self._likely(self._with_edges(span, words), words) for span in spans]

    def changed(self, words: str, least: float) -> list[Likely]:
        """Return the places of words of which some letters were changed; none below `least`.

        Fast, for words of which some ten letters in a row stayed; see `about` for others.
        """
        wanted = "".join(_low(each) for each in _LETTERS.findall(words))
        found: dict[Span, Likely] = {}
        for offset in self._offsets(wanted) if len(words) <= _LONGEST else ():
            first = max(0, offset - _MARGIN)
            window = self._letters.text[first : offset + len(wanted) + _MARGIN]
            fit = _fitted(wanted, window)
            if fit is None:
                continue
            span = self._letters.whole(first + fit.start, first + fit.end)
            span = self._with_edges(span, words)
            found[span] = self._likely(span, words)
        return [each for each in found.values() if each.similarity >= least]

    def _offsets(self, wanted: str) -> list[int]:
        """Return where letters may begin: where most of their pieces stand at the same distance."""
        votes: Counter[int] = Counter()
        for at in range(0, len(wanted) - _PIECE + 1, max(_PIECE // 2, len(wanted) // _PIECES)):
            piece = wanted[at : at + _PIECE]
            places = islice(self._letters.find(piece), _COMMON + 1)
            votes.update({max(place - at, 0) // _MARGIN for place in places})
        sums = {at: votes[at] + votes[at + 1] for at in votes}
        most = max(sums.values(), default=0)
        best = [at for at, count in sums.items() if count >= _SHARE * most]
        return [at * _MARGIN + _MARGIN // 2 for at in best[:_COMMON]]

    def about(self, words: str, near: int | None = None, least: float = 0.0) -> list[Likely]:
        """Return the best place of words that were changed, with its twins; none below `least`.

        Of places that are as good the one closest to the position `near` is taken.
        """
        if len(words) > _LONGEST:
            return []
        ways, source = ways_to_ask(words), self._words
        number = None if near is None else source.number_at(near)
        found = best_place(ways, source, self._weigh, number, least * 0.8) if ways else None
        if found is None:
            return []
        asked, placed = found
        match = match_at(asked, placed, self.text, source)
        best = self._likely(self._with_edges(match.span, words), words)
        if any(change.kind in _MARKED for change in match.changes):  # that was left out knowingly
            best = Likely(best.span, max(best.similarity, match.similarity))
        if best.similarity < least:
            return []
        said = source.words[placed.first : placed.last]
        twins = [
            Span(source.starts[at], source.ends[at + len(said) - 1])
            for at in source.exactly(said)
            if at != placed.first
        ]
        return [best, *(Likely(self._with_edges(span, words), best.similarity) for span in twins)]

    def _weigh(self, word: str) -> float:
        source = self._words
        return 1 + max(log10((len(source.words) + 1) / (len(source.places_of(word)) + 1)), 0) / 2

    def _likely(self, span: Span, words: str) -> Likely:
        passage = _folded(self.text[span.start : span.end])
        return Likely(span, Levenshtein.normalized_similarity(passage, _folded(words)))

    def _with_edges(self, span: Span, words: str) -> Span:
        """Return a span with the signs before its first and behind its last word that words have.

        Quotation marks that were put around the words are not theirs.
        """
        first = next(iter(_LETTERS.finditer(words)), None)
        if first is None:
            return span
        last = max(each.end() for each in _LETTERS.finditer(words))
        before, behind = words[: first.start()].split(), words[last:].split()
        start, end = span
        for sign in reversed("".join(before)):
            at = start - 1
            while at >= 0 and self.text[at] in " \u00a0":
                at -= 1
            if at < 0 or plain(self.text[at]) != plain(sign):
                break
            start = at
        for sign in plain("".join(behind)):
            at = end
            while at < len(self.text) and self.text[at] in " \u00a0":
                at += 1
            if at == len(self.text) or plain(self.text[at])[:1] != sign:
                break
            end = at + 1
        return Span(start, end)


def told_by_letters(words: str, least: float) -> bool:
    """Whether words that are nowhere by their letters are nowhere at all.

    They are long and must be very like, so that letters in a row stayed; and nothing is marked as
    left out of them or put in.
    """
    letters = sum(map(len, _LETTERS.findall(words)))
    marked = any(piece.kind in _MARKS for piece in pieces_of(words))
    return letters >= _ENOUGH and least >= _VERY_LIKE and not marked


def difference(passage: str, words: str) -> list[Change]:
    """Return how words differ from the passage that they were found in, word by word."""
    return changes_between(passage, words)


def _fitted(wanted: str, window: str) -> Span | None:
    """Return where letters stand in a window: from the first to the last that stayed in a row."""
    same = [
        code
        for code in Levenshtein.opcodes(wanted, window)
        if code.tag == "equal" and code.src_end - code.src_start >= _ROW
    ]
    if not same:
        return None
    usual = median(code.dest_start - code.src_start for code in same)
    same = [each for each in same if abs(each.dest_start - each.src_start - usual) < _SHIFT]
    if not same:
        return None
    start = max(0, same[0].dest_start - same[0].src_start)
    end = min(len(window), same[-1].dest_end + len(wanted) - same[-1].src_end)
    return Span(start, end) if start < end else None


def _low(word: str) -> str:
    low = word.lower()
    return low if len(low) == len(word) else word


def _folded(text: str) -> str:
    return " ".join(plain(text).lower().split())
