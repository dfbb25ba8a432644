"""Words found straight in a text, without cutting the whole of it into words first.

It gives the same places as cutting does (`qcode.index.terms.Sought`), for texts that are `plain`
and for words that have some letters in them by which they can be found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from .analysis import is_usual, may_have_emoji, tidy
from .folding import fold
from .terms import Fitting, How, Numbers, Sought, Term, near_stretches

_WORD = re.compile(r"[^\W_]+")
_END = r"(?![^\W_])"  # of a word
_LETTER, _LETTERS = r"[^\W_]", r"[^\W_]*"
_UNEVEN = re.compile("[Σİ]")  # in lower case another letter in another place, or two
_BEGINS = 2  # letters by which a word with stars in it is found


@dataclass(frozen=True)
class Plain:
    """A text, in lower case too, and without accents: every letter is where it was, and what is
    none may be another mark. `quickly` is the text with a byte for each letter, if that will do.
    """

    written: str
    folded: str
    quickly: bytes = b""

    @cached_property
    def lowered(self) -> str:
        """The text in lower case, with its accents: not every search asks."""
        if self.quickly:
            return self.quickly.translate(_LOWERED).decode(_BYTES)
        return self.written.lower()


# Where words begin and end: pairs are made twice as fast as spans, and most are moved.
Place = tuple[int, int]
Finder = Callable[[Plain], Iterator[Place]]


# A byte each: taken to lower case and without accents by a table, many times quicker than letter
# by letter. Texts with soft hyphens or hyphens at the end of a line want a closer look.
_BYTES = "latin-1"
_LATIN = [chr(number).lower() for number in range(256)]
_LOWERED, _FOLDED = ("".join(letters).encode(_BYTES) for letters in (_LATIN, map(fold, _LATIN)))
_MARKS = "–—‘’“”„…•€"  # usual in texts that have no other letters than those


def _quickly(text: str) -> Plain | None:
    """Return what `plain` does for most texts of the West, None for all others."""
    data = text.encode(_BYTES, "replace")
    if b"\xad" in data or (b"\n" in data and b"-\n" in data):  # one byte is sooner looked for
        return None
    if b"?" in data and not _has_only_marks_besides(text):
        return None
    return Plain(text, data.translate(_FOLDED).decode(_BYTES), data)


def _has_only_marks_besides(text: str) -> bool:
    others = len(text) - len(text.encode(_BYTES, "ignore"))
    return not others or others == sum(map(text.count, _MARKS))


def plain(text: str) -> Plain | None:
    """Return a text in the form that is searched, None where its letters would not stay in place:
    where words are broken, hold something invisible, are emoji, or grow in lower case.
    """
    quickly = _quickly(text)
    if quickly is not None:
        return quickly
    usual = is_usual(text)
    if (not usual or "\n" in text) and tidy(text) != text:
        return None
    if not usual and (_UNEVEN.search(text) or may_have_emoji(text)):
        return None
    return Plain(text, fold(text.lower()))


def finders(sought: Sought) -> list[Finder] | None:
    """Return what finds words or a phrase, way by way; None where only cutting does."""
    ways = zip(sought.terms, sought.ways, strict=True)
    if sought.apart is not None:
        return [_near(*way, sought.apart, case=sought.case) for way in ways]
    found = [_finder(terms, fitting, case=sought.case) for terms, fitting in ways]
    there = [one for one in found if one is not None]
    return there if len(there) == len(found) else None


def _finder(way: Sequence[Term], fitting: Sequence[Fitting], *, case: bool) -> Finder | None:
    """Return what finds words that follow one another; `fitting` tells which words are meant."""
    if any(term.plus for term in way):
        return None
    if all(term.how in (How.EXACT, How.PREFIX) and not term.minus for term in way):
        return _in_order(way, fitting if case else ())
    if len(way) > 1:
        return None
    if way[0].how is How.WILD and _beginning(way[0]):
        return _wild(way[0], fitting[0], case=case)
    pieces = fitting[0].pieces()
    return _by_pieces(pieces, fitting[0], case=case) if pieces and all(pieces) else None


def _by_pieces(pieces: Sequence[str], fitting: Fitting, *, case: bool) -> Finder:
    """Find single words that have one of some pieces in them."""
    search = re.compile("|".join(map(re.escape, pieces))).search

    def places(text: Plain) -> Iterator[Place]:
        written, folded = text.written if case else text.lowered, text.folded
        match = search(folded)
        while match is not None:
            start = match.start()
            while start and folded[start - 1].isalnum():
                start -= 1
            word = _WORD.match(written, start)
            assert word is not None
            if fitting[word[0]]:
                yield start, word.end()
            match = search(folded, word.end())

    return places


def _beginning(term: Term) -> str:
    """Return what a word with stars in it begins with, "" if that says little."""
    found = fold(term.word).replace("?", "*").partition("*")[0]
    return found if len(found) >= _BEGINS and found.isalnum() else ""


def _wild(term: Term, fitting: Fitting, *, case: bool) -> Finder:
    """Find single words that begin with some letters and go on as a pattern says."""
    others = {"*": _LETTERS, "?": _LETTER}
    pattern = "".join(others.get(letter) or re.escape(letter) for letter in fold(term.word))
    search = re.compile(pattern + _END).search

    def places(text: Plain) -> Iterator[Place]:
        folded = text.folded
        match = search(folded)
        while match is not None:
            start, end = match.span()
            whole = not start or not folded[start - 1].isalnum()
            if whole and (not case or fitting[text.written[start:end]]):
                yield start, end
            match = search(folded, end if whole else start + 1)

    return places


def _in_order(way: Sequence[Term], fitting: Sequence[Fitting]) -> Finder:
    """Find words that follow one another, each as it is or with any end; `fitting` tells, where
    there are any, whether they have the right capitals.
    """
    pattern = re.compile(r"[\W_]+".join(map(_pattern, way)) + _END)
    if len(way) == 1 and not fitting:
        return _single(pattern)
    search = pattern.search

    def places(text: Plain) -> Iterator[Place]:
        folded = text.folded
        match = search(folded)
        while match is not None:
            start = match.start()
            if (not start or not folded[start - 1].isalnum()) and (
                not fitting or _fit(fitting, text.written[start : match.end()])
            ):
                yield start, match.end()
            match = search(folded, start + 1)

    return places


def _single(pattern: re.Pattern[str]) -> Finder:
    """Find single words: in one that only ends so, there is no other that begins."""

    def places(text: Plain) -> Iterator[Place]:
        folded = text.folded
        for match in pattern.finditer(folded):
            start, end = match.span()
            if not start or not folded[start - 1].isalnum():
                yield start, end

    return places


def _near(way: Sequence[Term], fitting: Sequence[Fitting], apart: int, *, case: bool) -> Finder:
    """Find words that stand near one another, each as it is or with any end."""
    search = re.compile(f"(?:{'|'.join(map(_pattern, way))}){_END}").search
    numbers = Numbers(fitting)

    def places(text: Plain) -> Iterator[Place]:
        written, folded = text.written if case else text.lowered, text.folded
        there: dict[int, tuple[Place, Sequence[int]]] = {}
        number = -1  # of the last word that was found, among all of the text
        end = 0
        match = search(folded)
        while match is not None:
            start = match.start()
            within = start and folded[start - 1].isalnum()
            found = () if within else numbers[written[start : match.end()]]
            if found:
                number += 1 + len(_WORD.findall(written, end, start))
                end = match.end()
                there[number] = (start, end), found
            match = search(folded, end if found else start + 1)
        meant = [(number, found) for number, (_place, found) in there.items()]
        for stretch in near_stretches(meant, len(way), len(way) + apart):
            yield there[stretch[0]][0][0], there[stretch[-1]][0][1]

    return places


def _pattern(term: Term) -> str:
    return re.escape(fold(term.word)) + (r"[^\W_]*" if term.how is How.PREFIX else "")


def _fit(fitting: Sequence[Fitting], written: str) -> bool:
    return all(one[word] for one, word in zip(fitting, _WORD.findall(written), strict=True))
