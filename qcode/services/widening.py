"""How much of the text around a match is meant: the sentence, the paragraph, the turn, or more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qcode.index.units import Unit
from qcode.model.boundaries import sentences, words
from qcode.model.errors import UserError
from qcode.model.text import Span

from .retrieval import PlaceFinder

UNITS = ("match", "sentence", "paragraph", "turn")
MOST = 20  # units on each side


@dataclass(frozen=True, slots=True)
class Extent:
    """One of `UNITS`, and how many more of the same on each side: of words around a match.

    Words and sentences stay within what one speaker says in one go; paragraphs and turns do not.
    Raises `UserError("unit_unknown")` or `UserError("around_too_much")`.
    """

    unit: str = "match"
    around: int = 0

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise UserError("unit_unknown", unit=self.unit, units=", ".join(UNITS))
        if not 0 <= self.around <= MOST:
            raise UserError("around_too_much", most=MOST)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document with the matches in it, all in code points of its text."""

    span: Span
    matches: tuple[Span, ...]


def passages_around(
    found: Iterable[tuple[Unit, Iterable[Span]]], extent: Extent, place: PlaceFinder
) -> list[Passage]:
    """Return the passages around matches, in order; those that overlap are one.

    `found` has units of one document with the matches in each, in the order of the text. A unit
    without matches, which was found by what it is and not by its words, counts as a whole turn.
    """
    wide: list[Passage] = []
    for unit, matches in found:
        inside = tuple(matches)
        if extent.unit == "turn":
            wide.append(Passage(_turns(unit, extent.around, place), inside))
            continue
        wide += (Passage(_widened(match, extent, unit, place), (match,)) for match in inside)
    return _joined(wide)


def _joined(passages: Iterable[Passage]) -> list[Passage]:
    joined: list[Passage] = []
    for passage in sorted(passages, key=lambda each: each.span):
        last = joined[-1] if joined else None
        if last is not None and passage.span.start < last.span.end:
            whole = Span(last.span.start, max(last.span.end, passage.span.end))
            matches = dict.fromkeys((*last.matches, *passage.matches))
            joined[-1] = Passage(whole, tuple(matches))
        else:
            joined.append(passage)
    return joined


def _widened(match: Span, extent: Extent, unit: Unit, place: PlaceFinder) -> Span:
    if extent.unit == "paragraph":
        return _paragraphs(match, extent.around, unit, place)
    if extent.unit == "match" and not extent.around:
        return match
    whole = _said(_inside(place.paragraphs.around(match), unit), match.start, place)
    if extent.around:
        whole = _said(Span(unit.start, unit.start + len(unit.text)), match.start, place)
    cut = sentences if extent.unit == "sentence" else words
    return _pieces(match, cut(place.text, whole), extent.around)


def _pieces(match: Span, pieces: list[Span], around: int) -> Span:
    """Return the pieces that a match touches, with so many more on each side."""
    touching = [
        number
        for number, piece in enumerate(pieces)
        if piece.start < match.end and piece.end > match.start
    ]
    if not touching:
        return match
    first = pieces[max(touching[0] - around, 0)]
    last = pieces[min(touching[-1] + around, len(pieces) - 1)]
    return Span(min(first.start, match.start), max(last.end, match.end))


def _paragraphs(match: Span, around: int, unit: Unit, place: PlaceFinder) -> Span:
    numbers = place.paragraphs.numbers(match)
    if not around:
        whole = _inside(place.paragraphs.around(match), unit)
        return _trimmed(place.text, _said(whole, match.start, place))
    first = _full_paragraphs(numbers[0], -around, place)
    last = _full_paragraphs(numbers[1], around, place)
    whole = Span(place.paragraphs.span(first).start, place.paragraphs.span(last).end)
    return _trimmed(place.text, _said_from(whole, place))


def _full_paragraphs(number: int, by: int, place: PlaceFinder) -> int:
    """Return the number of the paragraph so many further on, not counting empty ones."""
    step, left, at = (1 if by > 0 else -1), abs(by), number
    while left and 1 <= at + step <= len(place.paragraphs):
        at += step
        start, end = place.paragraphs.span(at)
        left -= bool(place.text[start:end].strip())
    return at


def _turns(unit: Unit, around: int, place: PlaceFinder) -> Span:
    whole = Span(unit.start, unit.start + len(unit.text))
    if not around:
        return _trimmed(place.text, _said(whole, unit.start, place))
    turn = place.turn_at(unit.start)
    if turn is None:  # nobody speaks here: paragraphs are what there is
        return _paragraphs(whole, around, unit, place)
    near = place.turns_beside(turn, around)
    return _trimmed(place.text, _said_from(Span(near[0].start, near[-1].end), place))


def _inside(span: Span, unit: Unit) -> Span:
    return Span(max(span.start, unit.start), min(span.end, unit.start + len(unit.text)))


def _said(span: Span, at: int, place: PlaceFinder) -> Span:
    """Return a span of the turn at a position without the speaker's label."""
    turn = place.turn_at(at)
    if turn is None or not turn.body:
        return span
    return Span(max(span.start, turn.body[0].start), min(span.end, turn.body[-1].end))


def _said_from(span: Span, place: PlaceFinder) -> Span:
    """Return a span of several turns without the label that it begins with."""
    turn = place.turn_at(span.start)
    if turn is None or not turn.body:
        return span
    return Span(max(span.start, turn.body[0].start), span.end)


def _trimmed(text: str, span: Span) -> Span:
    """Return a span without the white space at its ends."""
    passage = text[span.start : span.end]
    start = span.start + len(passage) - len(passage.lstrip())
    return Span(start, max(start, span.start + len(passage.rstrip())))
