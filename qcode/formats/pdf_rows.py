"""Lines of a page: what stands side by side is put together, and cells of a table are kept apart.

A row is what one line of a column holds, or one row of a table with all that its cells hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from .pdf_runs import Run

_SAME = 0.5  # of the smaller height: runs that overlap so far stand on one line
_LEADING = 0.5  # heights between the lines of a cell
_NARROW = 0.12  # heights: no gap at all, but a change of the letters
_INITIAL = 1.8  # times the usual height: a letter that several lines stand beside
_LONG_INITIAL = 2  # letters

CELL, WORD, NONE = "\t", " ", ""


class Row(NamedTuple):
    """Runs that belong together, each with what parts it from the one before."""

    parts: tuple[tuple[str, Run], ...]
    left: float
    top: float
    right: float
    bottom: float
    is_table: bool = False
    is_beside: bool = False  # an initial of a line above

    @classmethod
    def of(cls, runs: Sequence[Run], parts: Sequence[str] = (), *, is_table: bool = False) -> Row:
        """Put runs together; `parts` are what stands before each."""
        return cls(
            tuple(zip(parts or [WORD] * len(runs), runs, strict=True)),
            min(run.left for run in runs),
            min(run.top for run in runs),
            max(run.right for run in runs),
            max(run.bottom for run in runs),
            is_table,
        )

    @property
    def height(self) -> float:
        """How high the longest run is."""
        return max(self.parts, key=lambda part: part[1].end - part[1].start)[1].height

    @property
    def middle(self) -> float:
        """Half way between top and bottom."""
        return (self.top + self.bottom) / 2


def rows_of(raw: str, runs: Sequence[Run]) -> list[Row]:
    """Return the lines of a column from runs that go down; an initial begins the line beside it."""
    runs, initials = _without_initials(raw, runs)
    rows: list[Row] = []
    beside: Run | None = None
    for line in _lines(runs):
        first = initials.get(line[0])
        whole = [first, *line] if first is not None else line
        parts = [NONE if one is first else _between(one, two) for one, two in _pairs(whole)]
        row = Row.of(whole, [NONE, *parts])
        beside = first or beside
        if first is not None:  # which does not make the line higher
            top, bottom = min(run.top for run in line), max(run.bottom for run in line)
            row = row._replace(top=top, bottom=bottom)
        elif beside is not None and row.middle <= beside.bottom and row.left >= beside.right:
            row = row._replace(is_beside=True)
        rows.append(row)
    return rows


def _pairs(runs: Sequence[Run]) -> Iterator[tuple[Run, Run]]:
    return pairwise(runs)


def _lines(runs: Sequence[Run]) -> list[list[Run]]:
    """Put runs together that stand beside one another."""
    lines: list[list[Run]] = []
    for run in runs:
        if lines and all(_is_beside(run, each) for each in lines[-1]):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [sorted(line, key=lambda run: run.left) for line in lines]


def _is_beside(run: Run, other: Run) -> bool:
    common = min(run.bottom, other.bottom) - max(run.top, other.top)
    across = min(run.right, other.right) - max(run.left, other.left)
    low = min(run.height, other.height)
    return common >= _SAME * low and across <= 0.3 * low


def _between(one: Run, two: Run) -> str:
    gap, height = two.left - one.right, max(one.height, two.height)
    return NONE if gap <= _NARROW * height and one.end == two.start else WORD


def _without_initials(raw: str, runs: Sequence[Run]) -> tuple[list[Run], dict[Run, Run]]:
    """Take out initials that are as high as several lines; say which run each begins."""
    heights = sorted(run.height for run in runs)
    usual = heights[len(heights) // 2]
    found: dict[Run, Run] = {}
    for run in runs:
        word = raw[run.start : run.end].strip("”\"«»'’“‘")
        if run.height < _INITIAL * usual or not word.isalpha() or len(word) > _LONG_INITIAL:
            continue
        beside = [
            each
            for each in runs
            if run.right - usual / 2 <= each.left <= run.right + 1.5 * usual
            and run.top - usual / 2 <= each.middle <= run.bottom
            and each.height < run.height / 1.5
        ]
        if len(beside) > 1:
            found[min(beside, key=lambda each: each.middle)] = run
    taken = set(found.values())
    return [run for run in runs if run not in taken], found


def table_rows(parts: Sequence[Sequence[Run]]) -> list[Row]:
    """Return the rows of a table, whose columns are given, from top to bottom."""
    number = {run: at for at, part in enumerate(parts) for run in part}
    in_file = sorted(number, key=lambda run: run.start)
    cells = sum(number[one] != number[two] for one, two in _pairs(in_file)) + 1
    lines = _lines(sorted(number, key=lambda run: (run.middle, run.left)))
    whole = cells * 1.3 < sum(1 for _ in in_file)  # the file has cells of several lines
    groups = _by_file(in_file, number) if whole else _by_place(lines, number)
    return [_table_row(group, number) for group in groups]


def _by_file(runs: Sequence[Run], number: Mapping[Run, int]) -> list[list[Run]]:
    """A row ends where the file goes back to an earlier column, or up."""
    groups: list[list[Run]] = []
    for run in runs:
        last = groups[-1][-1] if groups else None
        if last is not None and (
            number[run] > number[last]
            or (number[run] == number[last] and run.top - last.bottom < _LEADING * run.height)
        ):
            groups[-1].append(run)
        else:
            groups.append([run])
    return groups


def _by_place(lines: Sequence[Sequence[Run]], number: Mapping[Run, int]) -> list[list[Run]]:
    """A row is a line, with those below it that have nothing in the first column."""
    groups: list[list[Run]] = []
    for line in lines:
        near = bool(groups) and min(run.top for run in line) - max(
            run.bottom for run in groups[-1]
        ) < 0.5 * max(run.height for run in line)
        if near and all(number[run] > 0 for run in line):
            groups[-1] += line
        else:
            groups.append(list(line))
    return groups


def _table_row(runs: Sequence[Run], number: Mapping[Run, int]) -> Row:
    """Put the cells of a row one after the other, each with its lines."""
    places = {run: at for at, run in enumerate(runs)}
    cells = sorted(runs, key=lambda run: (number[run], places[run]))
    parts = [CELL if number[one] != number[two] else WORD for one, two in _pairs(cells)]
    return Row.of(cells, [NONE, *parts], is_table=True)
