"""Where an operation acted, for whoever shows the texts, the lists and the memos."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .document import DocumentId
from .text import Span


@dataclass(frozen=True, slots=True)
class Acted:
    """Passages of a document that came, went or changed, in the order of its text as it is now.

    `anew` says that the text itself is another.
    """

    document: DocumentId
    spans: tuple[Span, ...]
    anew: bool = False


@dataclass(frozen=True, slots=True)
class ActedOn:
    """A memo, code or document that came, or whose words changed; `sort` says which of them."""

    sort: str
    id: int


def changed_part(before: str, after: str) -> Span | None:
    """Return the part of `after` that differs, None if nothing does.

    Where something only went, it is the character that now stands in its place.
    """
    if before == after:
        return None
    shorter = min(len(before), len(after))
    start = _common(shorter, lambda n: before[:n] == after[:n])
    rest = shorter - start
    behind = _common(rest, lambda n: before[len(before) - n :] == after[len(after) - n :])
    end = len(after) - behind
    if end == start:
        start, end = (start, end + 1) if end < len(after) else (max(0, start - 1), end)
    return Span(start, end) if start < end else None


def _common(most: int, same: Callable[[int], bool]) -> int:
    """Return how many characters are the same, by halving: texts are long, loops are slow."""
    low = 0
    while low < most:
        middle = (low + most + 1) // 2
        if same(middle):
            low = middle
        else:
            most = middle - 1
    return low
