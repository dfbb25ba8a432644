"""Numbers of lines or paragraphs in the margin of pages, which are no part of what was said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from .pdf_runs import PageRuns, Run

_LEAST = 6  # numbers in a document
_STEPS = (1, 2, 5, 10)
_SHARE = 0.85  # of the numbers that follow the one before
_DIGITS = 5


def margin_numbers(pages: Sequence[PageRuns]) -> list[frozenset[Run]]:
    """Return for each page the numbers in its margin, if they count on all through the document."""
    found = [list(_alone(page)) for page in pages]
    counted = [
        [int(page.raw[run.start : run.end]) for run in runs]
        for page, runs in zip(pages, found, strict=True)
    ]
    every = [number for numbers in counted for number in numbers]
    firsts = {numbers[0] for numbers in counted if numbers}
    if len(every) < _LEAST:
        return [frozenset() for _ in pages]
    for step in _STEPS:
        follows = sum(
            two - one == step or (two in firsts and two <= step) for one, two in pairwise(every)
        )
        if follows >= _SHARE * (len(every) - 1):
            return [frozenset(runs) for runs in found]
    return [frozenset() for _ in pages]


def _alone(page: PageRuns) -> Iterator[Run]:
    """Yield the numbers left or right of everything else on a page, from above."""
    upright = [run for run in page.runs if not run.turned]
    numbers = [run for run in upright if _is_number(page.raw, run)]
    others = [run for run in upright if not _is_number(page.raw, run)]
    if not others:
        return
    left, right = min(run.left for run in others), max(run.right for run in others)
    before = [run for run in numbers if run.right <= left]
    behind = [run for run in numbers if run.left >= right]
    yield from sorted(before if len(before) >= len(behind) else behind, key=lambda run: run.middle)


def _is_number(raw: str, run: Run) -> bool:
    text = raw[run.start : run.end]
    return text.isdecimal() and text.isascii() and len(text) <= _DIGITS
