"""Where the ends of a passage may go: from word to word. Pure functions on a text.

A passage begins where a word does, or other signs after a blank; it ends where a word does, or
the signs that follow it before a blank. All positions are code points.
"""

from __future__ import annotations

from enum import StrEnum

from .boundaries import grapheme_end, grapheme_start, word_at
from .text import Span


class End(StrEnum):
    """One of the two ends of a passage."""

    START = "start"
    END = "end"


def may_begin(text: str, at: int) -> bool:
    """Whether a passage may begin before the character at a position."""
    if not 0 <= at < len(text) or text[at].isspace() or grapheme_start(text, at) != at:
        return False
    if at == 0 or text[at - 1].isspace():
        return True
    word = word_at(text, at)
    return word is not None and word.start == at


def may_end(text: str, at: int) -> bool:
    """Whether a passage may end before the character at a position."""
    if not 0 < at <= len(text) or text[at - 1].isspace() or grapheme_end(text, at) != at:
        return False
    if at == len(text) or text[at].isspace():
        return True
    word = word_at(text, at - 1)
    return word is not None and word.end == at


def moved_to(text: str, span: Span, end: End, position: int) -> Span:
    """Return a span with one end where the word around `position` has its own.

    Between words it takes in no more of them. The other end stays, and at least the word or sign
    at it stays inside.
    """
    if end is End.START:
        last = _before(text, span.end - 1)
        at = None if last is None else _beginning_near(text, max(position, 0), last)
        return span if at is None else Span(at, span.end)
    first = _after(text, span.start + 1)
    reached = None if first is None else _ending_near(text, position, first)
    return span if reached is None else Span(span.start, reached)


def stepped(text: str, span: Span, end: End, by: int) -> Span:
    """Return a span with one end a word further on (`by` 1) or back (-1), if it can go there."""
    if end is End.START:
        at = _before(text, span.start - 1) if by < 0 else _next_beginning(text, span)
        return span if at is None else Span(at, span.end)
    at = _after(text, span.end + 1) if by > 0 else _ending_before(text, span)
    return span if at is None else Span(span.start, at)


def _before(text: str, at: int) -> int | None:
    """Return the last beginning at `at` or before it."""
    return next((place for place in range(at, -1, -1) if may_begin(text, place)), None)


def _after(text: str, at: int) -> int | None:
    """Return the first ending at `at` or after it."""
    return next((place for place in range(at, len(text) + 1) if may_end(text, place)), None)


def _beginning_near(text: str, at: int, last: int) -> int | None:
    if at < last and text[at].isspace():
        return next((place for place in range(at, last) if may_begin(text, place)), last)
    return _before(text, min(at, last))


def _ending_near(text: str, at: int, first: int) -> int | None:
    if first <= at < len(text) and text[at].isspace():
        return next((place for place in range(at, first, -1) if may_end(text, place)), first)
    return _after(text, max(min(at, len(text) - 1) + 1, first))


def _next_beginning(text: str, span: Span) -> int | None:
    return next((p for p in range(span.start + 1, span.end) if may_begin(text, p)), None)


def _ending_before(text: str, span: Span) -> int | None:
    return next((p for p in range(span.end - 1, span.start, -1) if may_end(text, p)), None)
