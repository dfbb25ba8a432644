"""The headings of a report: how deep each code stands among those that are in it."""

from __future__ import annotations

from collections.abc import Iterable


def depths(levels: Iterable[int]) -> list[int]:
    """Return a depth from 1 for each level in tree order, so that no depth is skipped.

    A selection may leave parents out; a heading that follows one of depth 1 is then of depth 2,
    whatever the levels in the codebook are. Siblings stay siblings.
    """
    above: list[int] = []
    result: list[int] = []
    for level in levels:
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        result.append(len(above))
    return result
