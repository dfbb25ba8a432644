"""Hits as lines with the key word in the middle: one line for each match (KWIC)."""

from __future__ import annotations

from dataclasses import dataclass

from qcode.model.text import Span

from .hits import Hit, Source

CONTEXT = 160  # characters on each side: more than a wide window shows

_PLAIN = dict.fromkeys(map(ord, "\n\t\r\v\f\u2028\u2029\u0085"), " ")


@dataclass(frozen=True, slots=True)
class KwicLine:
    """One match with the words before and after it, in one line.

    `left + key + right` is a piece of the hit's text, with each line end and tab as one blank, so
    that nothing moves; `before` and `after` say whether its unit goes on there. `number` says
    which match of the hit it is, from 0. A hit without matches, as `speaker:Anna` gives, is one
    line with the beginning of its text as `right`.
    """

    hit: Hit
    number: int
    left: str
    key: str
    right: str
    before: bool
    after: bool

    @property
    def span(self) -> Span:
        """Where the match is in its source; where there is none, the whole unit."""
        matches = self.hit.matches
        return matches[self.number] if matches else Span(self.hit.start, self.hit.end)


def lines_of(hit: Hit) -> list[KwicLine]:
    """Return a line for each match of a hit, in the order of the text."""
    text = hit.text.translate(_PLAIN)
    begin = hit.body - hit.start if hit.source is Source.DOCUMENT else 0
    marks = hit.marks or (Span(begin, begin),)
    return [_line(hit, number, text, begin, mark) for number, mark in enumerate(marks)]


def _line(hit: Hit, number: int, text: str, begin: int, mark: Span) -> KwicLine:
    first = max(mark.start - CONTEXT, min(begin, mark.start))
    last = min(mark.end + CONTEXT, len(text))
    return KwicLine(
        hit=hit,
        number=number,
        left=text[first : mark.start],
        key=text[mark.start : mark.end],
        right=text[mark.end : last],
        before=first > begin,
        after=last < len(text.rstrip()),
    )
