from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qcode.index.distance import beginnings_within_one, within_distance

short = st.text("abå", max_size=7)


def distance(one: str, other: str) -> int:
    """Count the changes in the slow and plain way."""
    rows = [[0] * (len(other) + 1) for _letter in range(len(one) + 1)]
    for i in range(len(one) + 1):
        for j in range(len(other) + 1):
            if not i or not j:
                rows[i][j] = i + j
                continue
            changed = rows[i - 1][j - 1] + (one[i - 1] != other[j - 1])
            best = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, changed)
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                best = min(best, rows[i - 2][j - 2] + 1)
            rows[i][j] = best
    return rows[-1][-1]


@given(short, short, st.integers(0, 3))
def test_the_distance_is_right(one: str, other: str, most: int) -> None:
    assert within_distance(one, other, most) == (distance(one, other) <= most)


@given(st.text("abå", min_size=1, max_size=5), st.text("abå", max_size=8))
def test_beginnings_hold_every_word_that_begins_nearly_so(beginning: str, word: str) -> None:
    found = list(beginnings_within_one(beginning, "abå"))
    assert all(not one.startswith(other) for one in found for other in found if one is not other)
    if any(within_distance(beginning, word[:end], 1) for end in range(len(word) + 1)):
        assert word.startswith(tuple(found))
