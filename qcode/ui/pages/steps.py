"""Where a selection on the pages ends after a key: by words, by lines. Pure, in code points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qcode.model.text import Span


def walked(chosen: Span, words: Sequence[Span], by: int) -> Span:
    """Return the word after a selection (1) or the one before it (-1); itself at the end."""
    if by > 0:
        return next((word for word in words if word.start >= chosen.end), chosen)
    before = [word for word in words if word.end <= chosen.start]
    return before[-1] if before else chosen


def stretched(chosen: Span, ends: Iterable[int], by: int) -> Span:
    """Return a selection that ends at the next of these ends (1) or at an earlier one (-1).

    It always keeps something; where there is no such end it stays.
    """
    if by > 0:
        later = min((end for end in ends if end > chosen.end), default=chosen.end)
        return Span(chosen.start, later)
    inside = (end for end in ends if chosen.start < end < chosen.end)
    return Span(chosen.start, max(inside, default=chosen.end))
