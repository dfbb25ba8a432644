"""The lines of all pages, put together to paragraphs.

A line begins one where there is more space above it, where it is set in or of another size, where
the line before had room for its first word, or where somebody begins to speak. What goes on in the
next column or on the next page is one paragraph.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from .pdf_columns import Column
from .pdf_rows import Row
from .pdf_text import DIVIDED
from .pdf_words import (
    SIGNS,
    begins_item,
    ends_sentence,
    label_of,
    may_begin_item,
)

_APART = 1.25  # times the usual distance of lines
_INDENT = 0.6  # heights
_OTHER_SIZE = 0.18
_ROOM = 1.0  # heights that a line may leave beside the room for the next word
_FEW = 0.05  # of the lines: so many reach the edge of a column, and two at least
_NEAR_EDGE = 1.5  # heights
_WIDE = 0.6  # of the room for a column: lines that go so far may be full
_MANY, _LONG = 6, 25  # lines, and letters on each, of a narrower column
_SAME_PLACE = 3.0  # points: columns that begin so near to one another are the same


@dataclass(slots=True, eq=False)
class Line:
    """A row with where it stands: on which page, and in which of all columns."""

    row: Row
    page: int
    column: int
    text: str
    left: float = 0.0  # where most lines of the column begin
    right: float = 0.0  # how far they go
    label: str = ""


class _Place(NamedTuple):
    left: float
    right: float


def lines_of(pages: Sequence[tuple[str, Sequence[Column]]]) -> list[Line]:
    """Return the lines of all pages, given as raw texts and columns."""
    lines: list[Line] = []
    columns: list[tuple[_Place, list[Line]]] = []
    for number, (raw, found) in enumerate(pages):
        for column in found:
            place = len(columns)
            each = [Line(row, number, place, _text(raw, row)) for row in column.rows]
            columns.append((_Place(column.left, column.right), each))
            lines += each
    for where, group in _alike(columns):
        _measure(where, group)
    for line in lines:
        line.label = label_of(line.text)
    return lines


def _text(raw: str, row: Row) -> str:
    return "".join(part + raw[run.start : run.end] for part, run in row.parts)


def _alike(
    columns: Sequence[tuple[_Place, list[Line]]],
) -> Iterator[tuple[_Place, list[Line]]]:
    """Put the columns of all pages together that stand at the same place."""
    groups: dict[tuple[int, int], tuple[_Place, list[Line]]] = {}
    for place, lines in columns:
        key = (round(place.left / _SAME_PLACE), round(place.right / _SAME_PLACE))
        groups.setdefault(key, (place, []))[1].extend(lines)
    yield from groups.values()


def _measure(place: _Place, lines: list[Line]) -> None:
    """Find where the lines of a column begin and how far they go."""
    prose = [line for line in lines if not line.row.is_table]
    if not prose:
        return
    left = Counter(round(line.row.left) for line in prose).most_common(1)[0][0]
    height = sorted(line.row.height for line in prose)[len(prose) // 2]
    ends = sorted((line.row.right for line in prose), reverse=True)
    enough = max(2, round(_FEW * len(ends)))
    edge = next(
        (
            end
            for at, end in enumerate(ends[: len(ends) - enough + 1])
            if end - ends[at + enough - 1] <= _NEAR_EDGE * height
        ),
        None,
    )
    divided = [line.row.right for line in prose if line.text[-1:] in SIGNS]
    if divided:
        edge = max(edge or 0.0, *divided)
    wide = edge is not None and edge - left >= _WIDE * (place.right - left)
    is_sure = divided or wide or (len(prose) >= _MANY and _mean(prose) >= _LONG)
    for line in prose:
        line.left = float(left)
        line.right = edge if edge is not None and is_sure else place.right


def _mean(lines: Sequence[Line]) -> float:
    return sum(len(line.text) for line in lines) / len(lines)


class Flow:
    """Says of each line whether it begins a paragraph; lines are given in order."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._distance = _distances(lines)
        self._labels = Counter(line.label for line in lines if line.label)
        self._first: Line | None = None
        self._indents = _are_indented(lines)

    def begins(self, line: Line, before: Line | None) -> bool:
        """Whether a paragraph begins with a line."""
        begins = before is None or self._begins(line, before)
        if begins:
            self._first = line
        return begins

    def _begins(self, line: Line, before: Line) -> bool:
        row, last = line.row, before.row
        if row.is_table or last.is_table or _differs(row.height, last.height):
            return True
        if before.text[-1:] == DIVIDED or _is_divided(before, line):
            return False
        if self._labels[line.label] > 1 or begins_item(line.text):
            return True
        ended = ends_sentence(before.text)
        if ended and (line.label or may_begin_item(line.text)):
            return True
        if not _is_full(before, line):
            return True
        if line.column != before.column:
            return self._begins_elsewhere(line, ended=ended)
        return self._is_apart(row, last) or self._is_set_in(line, before)

    def _begins_elsewhere(self, line: Line, *, ended: bool) -> bool:
        """Whether a line begins a paragraph at the top of a column."""
        if line.row.left - line.left > _INDENT * line.row.height:
            return True
        return ended and not self._indents and not line.text[:1].islower()

    def _is_apart(self, row: Row, last: Row) -> bool:
        usual = self._distance.get(round(row.height))
        return usual is not None and row.middle - last.middle > _APART * usual

    def _is_set_in(self, line: Line, before: Line) -> bool:
        if line.row.is_beside or before.row.is_beside:
            return False
        step, height = line.row.left - before.row.left, line.row.height
        if step > _INDENT * height and before is self._first:
            hangs = begins_item(before.text) or may_begin_item(before.text)
            if hangs or not (self._indents or ends_sentence(before.text)):
                return False  # it stands under the words of the item
        if step > _INDENT * height:
            return line.row.left - line.left > _INDENT * height
        return step < -_INDENT * height and before is not self._first


def _differs(one: float, two: float) -> bool:
    return abs(one - two) > _OTHER_SIZE * max(one, two)


def _is_divided(before: Line, line: Line) -> bool:
    text = before.text
    return text[-1:] in SIGNS and text[-2:-1].isalpha() and line.text[:1].islower()


def _is_full(before: Line, line: Line) -> bool:
    """Whether a line had no room for the first word of the next one."""
    room, row = before.right - before.row.right, line.row
    return room < row.parts[0][1].word + _ROOM * row.height


def _distances(lines: Sequence[Line]) -> dict[int, float]:
    """Return how far lines of each height are apart within paragraphs."""
    steps: dict[int, Counter[float]] = {}
    for before, line in pairwise(lines):
        step = line.row.middle - before.row.middle
        if line.column == before.column and step > 0 and not line.row.is_table:
            steps.setdefault(round(line.row.height), Counter())[round(step * 2) / 2] += 1
    return {
        height: min(step for step, count in found.items() if count >= 0.1 * found.total())
        for height, found in steps.items()
        if any(count >= 0.1 * found.total() for count in found.values())
    }


def _are_indented(lines: Sequence[Line]) -> bool:
    """Whether paragraphs are marked by setting in their first lines."""
    plain = [line for line in lines if not line.row.is_table]
    inside = sum(
        two.row.left - two.left > _INDENT * two.row.height
        and one.row.left - two.left <= _INDENT * two.row.height
        for one, two in pairwise(plain)
    )
    return inside >= 2 and inside >= 0.03 * len(plain)
