"""Line numbers, as they stand in transcripts of conversation analysis and beside printed text.

Numbers are believed if they count: each one more than the one before, on most lines, or, where only
every fifth line has its number, as far from each other as their lines are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from .turn_lines import Line, read_lines

_EVERY = 5  # lines that share a number where not each has its own


def counted_lines(text: str, dialect: str | None) -> tuple[list[Line], bool]:
    """Return the lines of a text, and whether they are numbered, which `dialect` may insist on."""
    lines = read_lines(text)
    if dialect not in (None, "numbered_lines"):
        return lines, False
    digits = sum(line.number is not None or _begins_with_number(text, line) for line in lines)
    if dialect is None and (digits < 2 or digits * (_EVERY + 1) < len(lines)):
        return lines, False
    counted = read_lines(text, numbered=True)
    if dialect == "numbered_lines" or _is_counted(counted) or _is_counted_by_fives(counted):
        return counted, True
    return lines, False


def lines_before_numbers(lines: Sequence[Line]) -> int:
    """Return how many lines stand above the first number, if all after it have theirs.

    They are a heading: what is said is numbered.
    """
    first = next((place for place, line in enumerate(lines) if line.number is not None), 0)
    numbered = sum(line.number is not None for line in lines)
    return first if numbered * 10 >= (len(lines) - first) * 9 else 0


def _begins_with_number(text: str, line: Line) -> bool:
    head = text[line.plain : line.plain + 2]
    return head[:1].isdigit() or (head[:1] == "(" and head[1:].isdigit())


def _is_counted(lines: Sequence[Line]) -> bool:
    numbers = [line.number for line in lines if line.number is not None]
    if len(numbers) < 3 or len(numbers) * 10 < len(lines) * 6:
        return False
    steps = Counter(after - before for before, after in pairwise(numbers))
    return steps[1] * 10 >= (len(numbers) - 1) * 8


def _is_counted_by_fives(lines: Sequence[Line]) -> bool:
    found = [(place, line.number) for place, line in enumerate(lines) if line.number is not None]
    if len(found) < 2 or len(found) * (_EVERY + 1) < len(lines):
        return False
    fives = sum(number % _EVERY == 0 for _, number in found if number)
    apart = sum(
        after[0] - before[0] == (after[1] or 0) - (before[1] or 0)
        for before, after in pairwise(found)
    )
    return fives >= len(found) - 1 and apart == len(found) - 1
