"""Words in their places on slides: what does not fit on one goes on to the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from .slide_measure import LINE, height, lines

_FEWEST = 2  # lines of a paragraph that stand alone at the foot of a slide


class Look(StrEnum):
    """How a paragraph looks."""

    LEAD = "lead"  # what a theme is about
    QUOTE = "quote"
    ASKED = "asked"  # the words of the interviewer
    SOURCE = "source"
    TEXT = "text"


SIZES = {Look.LEAD: 16, Look.QUOTE: 18, Look.ASKED: 18, Look.SOURCE: 12, Look.TEXT: 18}
SPACES = {Look.LEAD: 0, Look.QUOTE: 14, Look.ASKED: 4, Look.SOURCE: 3, Look.TEXT: 8}
INDENTS = {Look.QUOTE: 22.0, Look.ASKED: 22.0, Look.SOURCE: 22.0}  # points


@dataclass(frozen=True, slots=True)
class Box:
    """A place for words, in points, without its margins. `scale` is that of the letters."""

    width: float
    height: float
    scale: float = 1

    def size(self, look: Look) -> float:
        """Return the size of letters, in half points as files have it."""
        return max(round(2 * SIZES[look] * self.scale) / 2, 9)


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph. One that `follows` is the rest of one that began on the slide before."""

    text: str
    look: Look
    follows: bool = False
    tight: bool = False  # belongs to the paragraph above

    @property
    def space(self) -> float:
        """The room above it, in points."""
        return 4 if self.tight else SPACES[self.look]


@dataclass(slots=True)
class Filled:
    """What came to stand on one slide, and the numbers of the groups that begin or go on there."""

    words: list[Words] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)


def flow(groups: Sequence[Sequence[Words]], box: Box) -> list[Filled]:
    """Return slides on which all words fit; a group stays together if one slide can hold it."""
    slides = [Filled()]
    used = 0.0
    for number, group in enumerate(groups):
        needed = sum(_high(words, box) for words in group)
        if used and used + needed > box.height:
            slides.append(Filled())
            used = 0.0
        if used + needed <= box.height:
            _put(slides[-1], group, number)
            used += needed
            continue
        for words in _broken(group, box):
            needed = _high(words, box)
            if used and used + needed > box.height:
                slides.append(Filled())
                used = 0.0
            _put(slides[-1], [words], number)
            used += needed
    return slides


def high(words: Sequence[Words], box: Box) -> float:
    """Return how high paragraphs are together, in points."""
    return sum(_high(each, box) for each in words)


def _put(slide: Filled, words: Iterable[Words], number: int) -> None:
    slide.words += words
    if number not in slide.groups:
        slide.groups.append(number)


def room(look: Look, box: Box) -> float:
    """Return how wide the lines of a paragraph may be."""
    return box.width - INDENTS.get(look, 0) * box.scale


def _high(words: Words, box: Box) -> float:
    size = box.size(words.look)
    return words.space * box.scale + height(words.text, size, room(words.look, box))


def _broken(group: Sequence[Words], box: Box) -> Iterator[Words]:
    """Yield the paragraphs of a group, those in pieces that would not fit on a slide.

    A source line needs room beside the last piece of what it is the source of.
    """
    spare = sum(_high(words, box) for words in group if words.look is Look.SOURCE)
    for words in group:
        size = box.size(words.look)
        space = words.space * box.scale
        most = int((box.height - spare - space) / (size * LINE))
        ends = list(lines(words.text, size, room(words.look, box)))
        if len(ends) <= max(most, _FEWEST):
            yield words
            continue
        start = 0
        for at in range(most, len(ends) + most, max(most, 1)):
            end = ends[min(at, len(ends)) - 1]
            yield replace(words, text=words.text[start:end].rstrip(" "), follows=start > 0)
            start = end
            if start >= len(words.text):
                break
