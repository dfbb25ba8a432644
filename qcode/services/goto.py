"""Going to a place of a document by its paragraph, its time or its speaker. No Qt here.

Positions are code points.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from qcode.model.layout import Layout, Turn
from qcode.model.text import Paragraphs, Span

from .language import tr
from .quotation_reference import read_reference
from .words import clock

_NUMBER = re.compile(r"[¶§]?\s*(\d{1,7})")
_TIME = re.compile(r"(?:(\d{1,3})[:.])?(\d{1,3})[:.](\d{2})")
_SHOWN = 80  # characters of a place that are told


@dataclass(frozen=True, slots=True)
class Place:
    """Where one would go, in words; `span` is None when there is no such place."""

    words: str
    span: Span | None = None
    repeats: bool = False  # whether the same again leads to another place
    document: str = ""  # the name of another document that it is in


class PlaceSearch:
    """Understands "23", "14:05" and names, in one document, and references to any passage."""

    def __init__(self, text: str, layout: Layout, name: str = "") -> None:
        self._text, self._document = text, name
        self._paragraphs = Paragraphs(text)
        self._turns = layout.turns
        self._timed = sorted(
            (turn for turn in self._turns if turn.start_ms is not None),
            key=lambda turn: turn.start_ms or 0,
        )

    def find(self, wanted: str, at: int, *, back: bool = False) -> Place | None:
        """Return what `wanted` means when one is at a position; None for nothing at all.

        Of a speaker it is the next turn after `at`, or the one before; beyond the last the first.
        """
        wanted = wanted.strip()
        if not wanted:
            return None
        if (reference := read_reference(wanted)) is not None:
            return self._passage(*reference)
        if found := _NUMBER.fullmatch(wanted):
            return self._paragraph(int(found[1]))
        if found := _TIME.fullmatch(wanted):
            hours, minutes, seconds = (int(part or 0) for part in found.groups())
            return self._time(((hours * 60 + minutes) * 60 + seconds) * 1000)
        return self._speaker(wanted, at, back=back)

    def _passage(self, document: str, span: Span) -> Place:
        """Return where a reference leads: in this document if it is the one that is named."""
        if document != self._document:
            return Place(tr("A passage of {document}", document=document), span, False, document)
        if not span.start < span.end <= len(self._text):
            return Place(tr("{document} has no such passage any more", document=document))
        number = self._paragraphs.number_at(span.start)
        last = len(self._paragraphs)
        words = tr("Paragraph {number} of {last}", number=number, last=last)
        return Place(self._with_text(words, span), span)

    def _paragraph(self, number: int) -> Place:
        last = len(self._paragraphs)
        if not 1 <= number <= last:
            return Place(tr("No paragraph {number}; the last is {last}", number=number, last=last))
        span = self._paragraphs.span(number)
        words = tr("Paragraph {number} of {last}", number=number, last=last)
        return Place(self._with_text(words, span), span)

    def _time(self, wanted: int) -> Place:
        if not self._timed:
            return Place(tr("This document has no times"))
        starts = [turn.start_ms or 0 for turn in self._timed]
        last = self._timed[-1]
        end = max(last.end_ms or 0, starts[-1])
        if wanted > end:
            return Place(
                tr("No time {time}; the last is {last}", time=clock(wanted), last=clock(end))
            )
        turn = self._timed[max(0, bisect_right(starts, wanted) - 1)]
        words = clock(turn.start_ms or 0)
        if turn.speaker:
            words = f"{words} · {turn.speaker}"
        span = Span(turn.start, turn.end)
        return Place(self._with_text(words, _said(turn)), span)

    def _speaker(self, wanted: str, at: int, *, back: bool) -> Place:
        name = self._name(wanted)
        if name is None:
            names = list(dict.fromkeys(turn.speaker for turn in self._turns if turn.speaker))
            if not names:
                return Place(tr("This document has no speakers"))
            return Place(
                tr("No speaker “{name}”; there are {names}", name=wanted, names=_list(names))
            )
        turns = [turn for turn in self._turns if turn.speaker == name]
        starts = [turn.start for turn in turns]
        if back:
            inside = bisect_right(starts, at) - 1
            number = inside - 1 if inside >= 0 else -1
        else:
            number = bisect_right(starts, at)
        number %= len(turns)
        turn = turns[number]
        words = tr("{name}, turn {number} of {last}", name=name, number=number + 1, last=len(turns))
        return Place(
            self._with_text(words, _said(turn)), Span(turn.start, turn.end), len(turns) > 1
        )

    def _name(self, wanted: str) -> str | None:
        """Return the speaker that is meant: so called, or whose name begins so, or holds it."""
        key = wanted.casefold()
        names = list(dict.fromkeys(turn.speaker for turn in self._turns if turn.speaker))
        for fits in (str.__eq__, str.startswith, str.__contains__):
            for name in names:
                if fits(name.casefold(), key):
                    return name
        return None

    def _with_text(self, words: str, span: Span) -> str:
        said = " ".join(self._text[span.start : min(span.end, span.start + 3 * _SHOWN)].split())
        if len(said) > _SHOWN:
            said = said[:_SHOWN].rsplit(" ", 1)[0] + "…"
        return f"{words}: {said}" if said else words


def _said(turn: Turn) -> Span:
    return turn.body[0] if turn.body else Span(turn.start, turn.end)


def _list(names: Sequence[str], most: int = 6) -> str:
    shown = ", ".join(names[:most])
    return f"{shown} …" if len(names) > most else shown
