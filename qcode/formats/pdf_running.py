"""What is printed on page after page: numbers, and heads and feet that say the same.

Only what is sure is taken for it: the first and the last lines of pages, which say the same at the
same height on most pages, or count them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .pdf_runs import PageRuns, Run

_LINES = 2  # from above and from below that are looked at
_PAGES = 3  # on which something has to stand
_SHARE = 0.6  # of the pages, or of those on the same side of a sheet
_HEIGHT = 3.0  # points up or down
_LONGEST = 200  # characters of a head
_NUMBER = re.compile(r"\d+")
_COUNTING = re.compile(
    r"[-–—|\s]*(?:(?:sida|sidan|s\.|page|p\.|side|seite)\s*)?(\d{1,5})"
    r"(?:\s*(?:av|of|/|\(|von)\s*(\d{1,5})\)?)?[-–—|\s]*",
    re.IGNORECASE,
)


class _Line(NamedTuple):
    page: int
    runs: tuple[Run, ...]
    text: str
    middle: float


def running(pages: Sequence[PageRuns], without: Sequence[frozenset[Run]]) -> list[frozenset[Run]]:
    """Return for each page the runs that are its number, head or foot, `without` some others."""
    found: list[set[Run]] = [set() for _ in pages]
    top: list[_Line] = []
    foot: list[_Line] = []
    for number, (page, others) in enumerate(zip(pages, without, strict=True)):
        runs = [run for run in page.runs if not run.turned and run not in others]
        runs.sort(key=lambda run: run.middle)
        top += _outer(number, page.raw, runs)
        foot += _outer(number, page.raw, runs[::-1])
    for lines in (top, foot):
        for line in (*_same(lines, len(pages)), *_counted(lines, len(pages))):
            found[line.page].update(line.runs)
    return [
        frozenset(out if len(out) + len(others) < len(page.runs) else ())  # else it is the text
        for page, out, others in zip(pages, found, without, strict=True)
    ]


def _outer(number: int, raw: str, waiting: Sequence[Run]) -> Iterator[_Line]:
    """Yield the outermost lines of a page, of runs from the outside to the inside."""
    at = 0
    for _ in range(_LINES):
        if at == len(waiting):
            return
        first, line = waiting[at], []
        while at < len(waiting) and abs(waiting[at].middle - first.middle) < first.height / 2:
            line.append(waiting[at])
            at += 1
        line.sort(key=lambda run: run.left)
        text = " ".join(" ".join(raw[run.start : run.end].split()) for run in line)
        if len(text) <= _LONGEST:
            yield _Line(number, tuple(line), text, first.middle)


def _same(lines: Sequence[_Line], pages: int) -> Iterator[_Line]:
    """Yield the lines that say the same, but for numbers, at the same height."""
    alike: dict[str, list[_Line]] = {}
    for line in lines:
        alike.setdefault(_NUMBER.sub("#", line.text), []).append(line)
    for words, group in alike.items():
        if not any(letter.isalpha() for letter in words):
            continue
        there = {line.page for line in group}
        sides = Counter(page % 2 for page in there)
        enough = any(count >= _SHARE * ((pages + 1) // 2) for count in sides.values())
        usual = sorted(line.middle for line in group)[len(group) // 2]
        level = [line for line in group if abs(line.middle - usual) <= _HEIGHT]
        if enough and len({line.page for line in level}) >= _PAGES:
            yield from level


def _counted(lines: Sequence[_Line], pages: int) -> Iterator[_Line]:
    """Yield the lines that count the pages and say nothing else."""
    groups: dict[int, list[_Line]] = {}
    whole: list[_Line] = []
    for line in lines:
        found = _COUNTING.fullmatch(line.text)
        if found is None:
            continue
        groups.setdefault(int(found[1]) - line.page, []).append(line)
        if found[2] and int(found[2]) == pages and int(found[1]) == line.page + 1:
            whole.append(line)
    if pages > 1:
        yield from whole
    for group in groups.values():
        there = {line.page for line in group}
        if len(there) >= _PAGES and len(there) >= pages / 2:
            yield from group
