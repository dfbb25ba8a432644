"""In which order the runs of a page are read: columns, tables, what stands across and beside.

A page is cut where a white corridor parts runs that face one another. What crosses the corridor, a
heading or a wide figure's caption, is read before and after. On both sides of a corridor are either
columns, read one after the other, or the cells of a table, read row by row; which of them, the
order of the file says where it keeps columns or cells together, and else whether lines are filled.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby, pairwise
from operator import attrgetter, itemgetter
from typing import NamedTuple

from .pdf_rows import Row, rows_of, table_rows
from .pdf_runs import Run

_LEAST_GAP = 0.35  # heights of a line: a narrower corridor parts nothing
_FACING = 2  # lines on each side of a corridor
_FACING_IN_TURN = 3  # where the file goes to and fro between them
_REACH = 0.7  # heights up and down where a run may be faced
_EVEN = 0.5  # of the lines: so many end at one place where lines are justified
_LEVEL = 1.5  # points: lines of a column begin at one place
_CANDIDATES = 12  # corridors that are looked at
_WHOLE = 0.6  # of the most lines: so many face one another where nothing crosses a corridor
_DEPTH = 40  # cuts within cuts
_MOST = 5_000  # runs on a page that are put in order
_WORK = 200  # times a run is looked at on average, at most
_FULL = 0.8  # of a column's width: lines that reach so far are filled
_NARROWEST = 8  # heights: no column of text is narrower
_PROSE = 2  # words on a line of it, at least
_WRAPS = 0.9  # heights: text that goes on under a box beside it is so near


@dataclass(frozen=True, slots=True)
class Column:
    """Lines of one column from top to bottom. `right` is as far as they could go."""

    rows: list[Row]
    left: float
    right: float


class _Zone(NamedTuple):
    """Runs that face one another over a corridor at `x`, from top to bottom."""

    x: float
    top: float
    bottom: float
    facing: int  # lines
    runs: int

    def holds(self, run: Run) -> bool:
        """Whether a run is one of them."""
        return self.top <= run.middle <= self.bottom


@dataclass(slots=True)
class _Page:
    raw: str
    numbers: frozenset[int]  # runs without letters, by where they begin in the raw text
    work: int
    found: list[Column] = field(default_factory=list)


def in_columns(raw: str, runs: Sequence[Run], width: float) -> list[Column]:
    """Return the columns of a page in reading order, each with its lines."""
    upright = [run for run in runs if not run.turned]
    numbers = frozenset(run.start for run in runs if _is_number(raw, run))
    page = _Page(raw, numbers, _WORK * len(runs))
    if len(runs) > _MOST:
        upright, page.work = list(runs), 0
    if upright:
        left = min(run.left for run in upright)
        right = max(width - left, *(run.right for run in upright))
        _cut(page, upright, right, 0)
    for run in runs if len(runs) <= _MOST else ():
        if run.turned:
            page.found.append(Column([Row.of((run,))], run.left, run.right))
    return page.found


def _cut(page: _Page, runs: list[Run], right: float, depth: int) -> None:
    """Put the columns of a part of a page to those found; `right` is as far as it goes."""
    zone = _zone(page, runs) if depth < _DEPTH else None
    zone = _of_one_kind(page, zone, runs) if zone else None
    parts = _parts(page, [run for run in runs if zone.holds(run)], zone.x) if zone else []
    is_text = bool(parts) and _are_columns(page, parts)
    if zone is None or not (is_text or _is_table(page, zone, runs)):
        if runs:
            left = min(run.left for run in runs)
            page.found.append(Column(rows_of(page.raw, _down(page, runs)), left, right))
        return
    above = [run for run in runs if run.middle < zone.top]
    below = [run for run in runs if run.middle > zone.bottom]
    _cut(page, above, right, depth + 1)
    if not is_text:
        left = min(run.left for run in parts[0])
        rows = table_rows(parts)
        page.found.append(Column(rows, left, right))
        _cut(page, below, right, depth + 1)
        return
    ends = [min(run.left for run in part) for part in parts[1:]]
    beside = _beside(parts, below)
    for number, part in enumerate(parts):
        if number != beside:
            end = ends[number] - _least(part) if number < len(ends) else right
            _cut(page, part, end, depth + 1)
    _cut(page, below, right, depth + 1)
    if beside is not None:
        end = ends[beside] if beside < len(ends) else right
        _cut(page, parts[beside], end, depth + 1)


def _of_one_kind(page: _Page, zone: _Zone, runs: Sequence[Run]) -> _Zone | None:
    """Return the largest part of a zone that is either columns of text or cells."""
    within = sorted((run for run in runs if zone.holds(run)), key=attrgetter("middle"))
    page.work -= len(within)
    kinds = groupby(_bands(page, within, zone.x), itemgetter(0))
    groups = [[run for _kind, band in bands for run in band] for _kind, bands in kinds]
    if len(groups) == 1:
        return zone
    largest = sorted(groups, key=len, reverse=True)
    return next((found for group in largest for found in _zones(page, group, zone.x)), None)


def _bands(page: _Page, runs: Sequence[Run], x: float) -> Iterator[tuple[bool, list[Run]]]:
    """Cut runs, sorted from above, where there is space and the file has first what is above.

    Yields whether they are columns of text, and the runs.
    """
    firsts = list(accumulate((run.start for run in reversed(runs)), min))[::-1]
    bands: list[list[Run]] = []
    bottom = last = -1.0
    for run, first in zip(runs, firsts, strict=True):
        if not bands or (first > last and run.top >= bottom - run.height / 8):
            bands.append([])
        bands[-1].append(run)
        bottom = max(bottom, run.bottom)
        last = max(last, run.start)
    is_text = False
    for band in bands:
        goes_on = is_text and all(run.left >= x for run in band)  # the end of a longer column
        is_text = goes_on or _is_text(page, band, x)
        yield is_text, band


def _is_text(page: _Page, runs: Sequence[Run], x: float) -> bool:
    """Whether runs are two columns with several lines each, as far as they do not stand alone."""
    sides = [run.left >= x for run in sorted(runs, key=attrgetter("start"))]
    if sum(one != two for one, two in pairwise(sides)) != 1:
        return False
    both = [run for run in runs if run.left < x], [run for run in runs if run.left >= x]
    return all(len(part) >= _FACING and _are_words(page.raw, part) for part in both)


def _is_table(page: _Page, zone: _Zone, runs: Sequence[Run]) -> bool:
    """Whether cells face one another, and not words on lines with wide gaps."""
    if zone.facing < _FACING_IN_TURN:
        return False
    within = [run for run in runs if zone.holds(run)]
    left, right = min(run.left for run in within), max(run.right for run in within)
    for run in runs:
        across = run.left < zone.x < run.right and abs(run.left - left) <= 2 * _LEVEL
        near = max(run.top - zone.bottom, zone.top - run.bottom) < run.height / 2
        if across and near and abs(run.right - right) <= run.height:
            return False  # a line of the same paragraph
    if _are_spaced(within):
        return False
    ends = [run for run in within if run.left >= zone.x]
    even = sum(abs(run.right - right) <= _LEVEL for run in ends)
    return even <= _EVEN * len(ends) or all(run.start in page.numbers for run in ends)


def _are_spaced(runs: Sequence[Run]) -> bool:
    """Whether most lines have words with equal gaps between them, as justified ones have."""
    lines: dict[int, list[Run]] = {}
    for run in runs:
        lines.setdefault(round(run.bottom), []).append(run)
    even = total = 0
    for line in lines.values():
        line.sort(key=attrgetter("left"))
        gaps = [two.left - one.right for one, two in pairwise(line)]
        total += len(gaps) > 1
        even += len(gaps) > 1 and max(gaps) - min(gaps) <= _LEVEL
    return total > 0 and even >= total / 2


def _least(runs: Sequence[Run]) -> float:
    """Return the narrowest corridor between such runs."""
    return _LEAST_GAP * min(run.height for run in runs)


def _zone(page: _Page, runs: Sequence[Run]) -> _Zone | None:
    """Return where most runs face one another; None if there is nothing to cut."""
    page.work -= len(runs)
    if page.work < 0 or len(runs) < 2 * _FACING:
        return None
    runs = sorted(runs, key=attrgetter("middle"))
    found: list[_Zone] = []
    for x in _candidates(page, runs):
        page.work -= len(runs)
        found += _zones(page, runs, x)
    if not found:
        return None
    best = max(found, key=attrgetter("facing"))
    whole = [
        zone for zone in found if zone.runs == len(runs) and zone.facing >= _WHOLE * best.facing
    ]
    return max(whole, key=attrgetter("facing")) if whole else best


def _candidates(page: _Page, runs: Sequence[Run]) -> list[float]:
    """Return the places where runs, sorted from above, begin behind others, the commonest first.

    In a column they begin at one place; those within lines with wide gaps begin anywhere.
    """
    middles = [run.middle for run in runs]
    places: Counter[int] = Counter()
    for run in runs:
        reach = _REACH * run.height
        start, end = (
            bisect_left(middles, run.middle - reach),
            bisect_right(middles, run.middle + reach),
        )
        if end - start < 2:
            continue
        page.work -= (end - start) // 8
        behind = [each for each in runs[start:end] if each.left >= run.right]
        if not behind:
            continue
        next_one = min(behind, key=attrgetter("left"))
        if next_one.left - run.right >= _LEAST_GAP * run.height:
            places[round(next_one.left)] += 1
            if next_one.start in page.numbers:
                places[round(run.right) + 2] += 1
    common = places.most_common(_CANDIDATES)
    return [x - _LEVEL for x, count in common if count + places[x - 1] + places[x + 1] > 1]


def _zones(page: _Page, runs: Sequence[Run], x: float) -> Iterator[_Zone]:
    """Yield where runs, sorted from above, face one another over a corridor."""
    before: list[Run] = []
    behind: list[Run] = []
    for run in runs:
        if run.left >= x:
            behind.append(run)
        elif run.right <= x:
            before.append(run)
        else:
            yield from _facing(page, before, behind, x)
            before, behind = [], []
    yield from _facing(page, before, behind, x)


def _facing(page: _Page, before: list[Run], behind: list[Run], x: float) -> Iterator[_Zone]:
    if min(len(before), len(behind)) < _FACING:
        return
    top = max(before[0].top, behind[0].top)
    bottom = min(before[-1].bottom, behind[-1].bottom)
    facing = min(
        sum(top <= run.middle <= bottom for run in before),
        sum(top <= run.middle <= bottom and _is_level(page, run, x) for run in behind),
    )
    if facing >= _FACING:
        first = _first(before, min(top, behind[0].top))
        last = max(before[-1].bottom, behind[-1].bottom)
        yield _Zone(x, first, last, facing, len(before) + len(behind))


def _first(before: Sequence[Run], top: float) -> float:
    """Return where lines begin that go down to one at a height; what is apart is a heading."""
    for run in reversed(before):
        if run.middle < top:
            if top - run.bottom > _LEAST_GAP * run.height:
                break
            top = run.top
    return top


def _is_level(page: _Page, run: Run, x: float) -> bool:
    """Whether a run begins where its column does; numbers end where theirs does."""
    return run.left <= x + 2 * _LEVEL or run.start in page.numbers


def _is_number(raw: str, run: Run) -> bool:
    return not any(letter.isalpha() for letter in raw[run.start : run.end])


def _parts(page: _Page, runs: list[Run], x: float) -> list[list[Run]]:
    """Part runs at all corridors that go from top to bottom, at least at one."""
    parts: list[list[Run]] = []
    reach = 0.0
    for run in sorted(runs, key=attrgetter("left")):
        if not parts or run.left - reach >= _LEAST_GAP * run.height or reach <= x <= run.left:
            parts.append([])
        parts[-1].append(run)
        reach = max(reach, run.right) if len(parts[-1]) > 1 else run.right
    found = parts[:1]
    for part in parts[1:]:
        edge = part[0].left - _LEVEL
        level = sum(_is_level(page, run, edge) for run in part)
        if part[0].left >= x >= found[-1][0].left or 2 * level >= len(part):
            found.append(part)
        else:
            found[-1] += part
    return found


def _down(page: _Page, runs: list[Run]) -> list[Run]:
    """Return the runs of one column in the order of the file, where it goes down, or from above."""
    runs = sorted(runs, key=attrgetter("start"))
    pairs = pairwise(runs)
    if page.work < 0 or all(two.middle >= one.middle - one.height / 2 for one, two in pairs):
        return runs
    return sorted(runs, key=attrgetter("middle"))


def _are_columns(page: _Page, parts: list[list[Run]]) -> bool:
    """Whether parts are columns of text, and not the cells of a table."""
    number = {run: at for at, part in enumerate(parts) for run in part}
    visits: list[tuple[int, int]] = []  # which part, and how many lines there
    last: Run | None = None
    for run in sorted(number, key=attrgetter("start")):
        at = number[run]
        if last is not None and visits[-1][0] == at:
            visits[-1] = (at, visits[-1][1] + (run.middle > last.bottom - run.height / 4))
        else:
            visits.append((at, 1))
        last = run
    if len(visits) == len(parts):
        return True
    if not all(_is_wide(part) and _is_prose(page.raw, part) for part in parts):
        return False
    longest = max(sum(1 for _ in part) for part in parts)
    mean = sum(lines for _at, lines in visits) / len(visits)
    return longest >= _FACING_IN_TURN and (mean < 1.3 or mean > longest / 3)


def _is_wide(runs: Sequence[Run]) -> bool:
    """Whether lines have room for a few words, and not for a name and a number only."""
    width = max(run.right for run in runs) - min(run.left for run in runs)
    return width >= _NARROWEST * min(run.height for run in runs)


def _is_prose(raw: str, runs: list[Run]) -> bool:
    """Whether lines are filled with words: most of them go as far as others that begin there."""
    reach: dict[int, float] = {}
    for run in runs:
        place = round(run.left / run.height)
        reach[place] = max(reach.get(place, 0.0), run.right)
    full = sum(
        run.right - run.left >= _FULL * (reach[round(run.left / run.height)] - run.left)
        for run in runs
    )
    lefts = Counter(round(run.left / run.height) for run in runs)
    shared = sum(count for count in lefts.values() if count > 1)
    return full >= len(runs) / 2 <= shared and _are_words(raw, runs)


def _are_words(raw: str, runs: Sequence[Run]) -> bool:
    words = sum(len(raw[run.start : run.end].split()) for run in runs)
    return words >= _PROSE * len({round(run.middle) for run in runs})


def _beside(parts: list[list[Run]], below: list[Run]) -> int | None:
    """Return which part is a box beside a text that goes on below it, if one is."""
    if len(parts) != 2 or not below:
        return None
    under = min(below, key=attrgetter("middle"))
    near = []
    for part in parts:
        last = max(part, key=attrgetter("middle"))
        near.append(under.top - last.bottom <= _WRAPS * min(under.height, last.height))
    across = min(part[0].left for part in parts)
    if near == [True, False] and abs(under.left - across) <= under.height / 2:
        return 1
    return 0 if near == [False, True] and under.right > min(run.left for run in parts[1]) else None
