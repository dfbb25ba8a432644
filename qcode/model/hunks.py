"""A change of a text as one reads it: stretches that differ, with some words around them.

All positions are code points of a canonical text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from .edits import Replacement, TextChange

CONTEXT = 60  # code points shown before and after, cut at a space where there is one
_APART = 2 * CONTEXT  # changes that are closer are shown in one piece


class Kind(Enum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    INSERTED = "inserted"


class Piece(NamedTuple):
    """Some text, and what became of it."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Hunk:
    """Changes that lie close together. `paragraph` is that of the first, from 1, before them."""

    paragraph: int
    pieces: tuple[Piece, ...]

    @property
    def before(self) -> str:
        """The stretch as it read before."""
        return "".join(piece.text for piece in self.pieces if piece.kind is not Kind.INSERTED)

    @property
    def after(self) -> str:
        """The stretch as it reads now."""
        return "".join(piece.text for piece in self.pieces if piece.kind is not Kind.REMOVED)


def hunks(text: str, change: TextChange) -> list[Hunk]:
    """Return what `change` does to `text`, in order; nothing for a change that does nothing."""
    found: list[Hunk] = []
    counted, paragraph = 0, 1
    for group in _groups(change.refined().replacements):
        paragraph += text.count("\n", counted, group[0].start)
        counted = group[0].start
        found.append(Hunk(paragraph, tuple(_pieces(text, group))))
    return found


def _groups(replacements: tuple[Replacement, ...]) -> Iterator[list[Replacement]]:
    group: list[Replacement] = []
    for each in replacements:
        if group and each.start - group[-1].end > _APART:
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def _pieces(text: str, group: list[Replacement]) -> Iterator[Piece]:
    at = _start(text, group[0].start)
    for each in group:
        if at < each.start:
            yield Piece(Kind.SAME, text[at : each.start])
        if each.removed:
            yield Piece(Kind.REMOVED, each.removed)
        if each.inserted:
            yield Piece(Kind.INSERTED, each.inserted)
        at = each.end
    end = _end(text, at)
    if at < end:
        yield Piece(Kind.SAME, text[at:end])


def _start(text: str, position: int) -> int:
    """Return where the words before a position begin, in its paragraph."""
    first = max(text.rfind("\n", 0, position) + 1, position - CONTEXT)
    if first == 0 or text[first - 1] == "\n":
        return first
    space = text.find(" ", first, position)
    return first if space < 0 else space + 1


def _end(text: str, position: int) -> int:
    """Return where the words after a position end, in its paragraph."""
    stop = text.find("\n", position, position + CONTEXT)
    if stop >= 0:
        return stop
    last = min(len(text), position + CONTEXT)
    if last == len(text):
        return last
    space = text.rfind(" ", position, last)
    return last if space < 0 else space
