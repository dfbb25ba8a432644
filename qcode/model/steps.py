"""Selecting by words, sentences, paragraphs and turns: where each is, and how a selection grows.

What a speaker is called, times and line numbers are never part of any of them. All positions are
code points of one text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from enum import StrEnum
from functools import cached_property

from .boundaries import sentences, words
from .layout import Layout
from .text import Span, paragraphs


class Step(StrEnum):
    """What a key selects."""

    WORD = "word"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    TURN = "turn"


class Stepper:
    """Finds the words, sentences, paragraphs and turns of one text. All are without white space
    at their ends, none is empty, and those of a kind do not overlap.

    A sentence ends with its paragraph; a paragraph outside all turns counts as a turn.
    """

    def __init__(self, text: str, layout: Layout) -> None:
        self._text = text
        self._turns = layout.turns

    @cached_property
    def _paragraphs(self) -> list[Span]:
        return [span for spans in self._by_turn for span in spans]

    @cached_property
    def _whole_turns(self) -> list[Span]:
        return [Span(spans[0].start, spans[-1].end) for spans in self._by_turn]

    @cached_property
    def _by_turn(self) -> list[list[Span]]:
        """What is said in each turn, by paragraph; a paragraph outside turns stands alone."""
        found: list[list[Span]] = []
        turns, at = self._turns, 0
        owner = -1  # the turn that the last list belongs to
        for paragraph in paragraphs(self._text):
            while at < len(turns) and turns[at].end <= paragraph.start:
                at += 1
            inside = at < len(turns) and turns[at].start < paragraph.end
            said = self._said(paragraph, turns[at].body) if inside else [paragraph]
            span = self._trimmed(Span(said[0].start, said[-1].end)) if said else None
            if span is None:
                continue
            if inside and owner == at:
                found[-1].append(span)
            else:
                found.append([span])
                owner = at if inside else -1
        return found

    @staticmethod
    def _said(paragraph: Span, body: Sequence[Span]) -> list[Span]:
        """Return what of a turn's body is in a paragraph of it."""
        first = bisect_right(body, paragraph.start, key=lambda piece: piece.end)
        last = bisect_left(body, paragraph.end, key=lambda piece: piece.start)
        return [
            Span(max(piece.start, paragraph.start), min(piece.end, paragraph.end))
            for piece in body[first:last]
        ]

    def _trimmed(self, span: Span) -> Span | None:
        words = self._text[span.start : span.end]
        start = span.start + len(words) - len(words.lstrip())
        end = span.start + len(words.rstrip())
        return Span(start, end) if start < end else None

    def _in_paragraph(self, step: Step, number: int) -> Sequence[Span]:
        whole = self._paragraphs[number]
        find = words if step is Step.WORD else sentences
        return find(self._text, whole) or [whole]

    # -- one, and the ones beside it

    def at(self, step: Step, position: int) -> Span | None:
        """Return what is at a position, else the next one, else the last; None in an empty text."""
        after = self._from(step, position)
        if after is not None:
            return after
        whole = self._wholes(step)
        return None if not whole else self._parts(step, len(whole) - 1)[-1]

    def after(self, step: Step, span: Span) -> Span | None:
        """Return the first that begins at or behind the end of a span."""
        found = self._from(step, span.end)
        while found is not None and found.start < span.end:
            found = self._from(step, found.end)
        return found

    def before(self, step: Step, span: Span) -> Span | None:
        """Return the last that ends at or before the start of a span."""
        whole = self._wholes(step)
        number = bisect_left(whole, span.start, key=lambda each: each.start)
        if number < len(whole) and whole[number].start == span.start:
            number -= 1
        for at in range(min(number, len(whole) - 1), -1, -1):
            for part in reversed(self._parts(step, at)):
                if part.end <= span.start:
                    return part
        return None

    def _from(self, step: Step, position: int) -> Span | None:
        """Return the first that ends behind a position."""
        whole = self._wholes(step)
        first = bisect_right(whole, position, key=lambda each: each.end)
        for number in range(first, len(whole)):
            for part in self._parts(step, number):
                if part.end > position:
                    return part
        return None

    def _wholes(self, step: Step) -> list[Span]:
        return self._whole_turns if step is Step.TURN else self._paragraphs

    def _parts(self, step: Step, number: int) -> Sequence[Span]:
        if step in (Step.WORD, Step.SENTENCE):
            return self._in_paragraph(step, number)
        return (self._wholes(step)[number],)

    def _up_to(self, step: Step, span: Span) -> Span | None:
        """Return the last that a span touches, else what is at its beginning."""
        at_end = self.at(step, max(span.end - 1, span.start))
        if at_end is not None and at_end.start >= span.end > span.start:
            at_end = self.before(step, Span(span.end, span.end))
        touches = at_end is not None and at_end.end > span.start
        return at_end if touches else self.at(step, span.start)

    # -- a selection

    def extend(self, step: Step, anchor: int, caret: int, *, back: bool) -> tuple[int, int] | None:
        """Return anchor and caret after a key: what is at the caret is selected whole, or, where
        whole ones are selected already, one more of them or one less.

        One of them stays selected: the first one chosen. The selection grows and shrinks on that
        side of it where the caret is, and `back` says which way the caret goes. None where there
        is nothing to select, or no further to go.
        """
        first, last = min(anchor, caret), max(anchor, caret)
        beginning, end = self.at(step, first), self._up_to(step, Span(first, last))
        fixed, moving = (beginning, end) if caret >= anchor else (end, beginning)
        if fixed is None or moving is None:
            return None
        aligned = (min(fixed.start, moving.start), max(fixed.end, moving.end)) == (first, last)
        if aligned:
            beside = self.before(step, moving) if back else self.after(step, moving)
            if beside is None:
                return None
            moving = beside
        if moving.start < fixed.start:
            return fixed.end, moving.start
        return fixed.start, max(fixed.end, moving.end)
