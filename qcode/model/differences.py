"""How two versions of a text differ, as a reader would say it: in paragraphs, then in words.

The comparison is bounded: where two stretches have too little in common to be worth the search,
one replaces the other whole. Positions are code points.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate, pairwise
from math import isqrt
from typing import NamedTuple

_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")

_MOST_STEPS = 400_000  # of the search for the shortest change, in all; about half a second
_MOST_CHANGES = 200  # removed and added tokens in one stretch
_DEEPEST = 20  # rounds of splitting a stretch at what is unique in it
_FARTHEST = 1_000  # code points that an insertion or a deletion may slide
_MOST_TOKENS = 0x110000  # different ones; each is written as one character


class Difference(NamedTuple):
    """Code points `old_start` to `old_end` of the old text read `new_start` to `new_end` now."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def differences(old: str, new: str) -> list[Difference]:
    """Return how `new` differs from `old`, in order; nothing that is in both is repeated.

    Paragraphs, then words, that occur once in both versions are taken to be the same one, as in
    patience diff (Bram Cohen); between them the shortest change is sought (Myers 1986), and given
    up when it is long. A pure insertion or deletion that could as well stand a bit to the left or
    right is moved to the beginning of a paragraph, a sentence or a word.
    """
    steps = _Steps(_MOST_STEPS)
    found = list(_refined(old, new, Difference(0, len(old), 0, len(new)), (_LINES, _WORDS), steps))
    return _settled(old, new, found)


def common_prefix(one: str, other: str, at: int = 0, other_at: int = 0) -> int:
    """Return how many characters are the same in both from the given positions on."""
    done, size = 0, 8
    while True:
        piece = one[at + done : at + done + size]
        other_piece = other[other_at + done : other_at + done + size]
        if piece != other_piece:
            break
        done += len(piece)
        if len(piece) < size:
            return done
        size *= 2
    low, high = 0, min(len(piece), len(other_piece))
    while low < high:
        middle = (low + high + 1) // 2
        if piece[low:middle] == other_piece[low:middle]:
            low = middle
        else:
            high = middle - 1
    return done + low


def common_suffix(one: str, other: str) -> int:
    """Return how many characters at the end are the same in both."""
    return common_prefix(one[::-1], other[::-1])


class _Steps:
    """How much of the search is still allowed."""

    def __init__(self, left: int) -> None:
        self.left = left

    def most_changes(self) -> int:
        """Return how many changes may be looked for: `n` take about n²/2 steps."""
        return min(_MOST_CHANGES, isqrt(2 * max(self.left, 0)))


def _refined(
    old: str, new: str, stretch: Difference, tokens: tuple[re.Pattern[str], ...], steps: _Steps
) -> Iterator[Difference]:
    """Yield what differs in a stretch, cut by the first kind of tokens, then by the next."""
    mine, theirs = (
        old[stretch.old_start : stretch.old_end],
        new[stretch.new_start : stretch.new_end],
    )
    before = common_prefix(mine, theirs)
    after = common_suffix(mine[before:], theirs[before:])
    a, b, c, d = stretch
    rest = Difference(a + before, b - after, c + before, d - after)
    if rest.old_start == rest.old_end and rest.new_start == rest.new_end:
        return
    if rest.old_start == rest.old_end or rest.new_start == rest.new_end or not tokens:
        yield rest
        return
    for part in _by_tokens(old, new, rest, tokens[0], steps):
        yield from _refined(old, new, part, tokens[1:], steps)


def _by_tokens(
    old: str, new: str, stretch: Difference, tokens: re.Pattern[str], steps: _Steps
) -> Iterator[Difference]:
    """Yield the parts of a stretch that differ, as whole tokens."""
    sides = (
        tokens.findall(old, stretch.old_start, stretch.old_end),
        tokens.findall(new, stretch.new_start, stretch.new_end),
    )
    numbers = {token: number for number, token in enumerate(dict.fromkeys(sides[0] + sides[1]))}
    if len(numbers) > _MOST_TOKENS:
        yield stretch
        return
    # One character a token: strings are compared and searched much faster than lists.
    mine, theirs = ("".join([chr(numbers[token]) for token in side]) for side in sides)
    old_at, new_at = (
        [*accumulate(map(len, side), initial=start)]
        for side, start in zip(sides, (stretch.old_start, stretch.new_start), strict=True)
    )
    for a, b, c, d in _changed(mine, theirs, steps):
        yield Difference(old_at[a], old_at[b], new_at[c], new_at[d])


def _changed(mine: str, theirs: str, steps: _Steps) -> Iterator[Difference]:
    """Yield the stretches that differ, in order: split at what is unique, then searched."""
    waiting = [(Difference(0, len(mine), 0, len(theirs)), 0)]
    while waiting:
        (a, b, c, d), depth = waiting.pop()
        before = common_prefix(mine[a:b], theirs[c:d])
        after = common_suffix(mine[a + before : b], theirs[c + before : d])
        a, b, c, d = a + before, b - after, c + before, d - after
        if a == b and c == d:
            continue
        if a == b or c == d:
            yield Difference(a, b, c, d)
            continue
        anchors = _anchors(mine[a:b], theirs[c:d]) if depth < _DEEPEST else []
        if anchors:
            corners = [(a, c), *((a + i, c + j) for i, j in anchors), (b, d)]
            gaps = [Difference(i, k, j, m) for (i, j), (k, m) in pairwise(corners)]
            waiting += [(gap, depth + 1) for gap in reversed(gaps)]
        else:
            for i, k, j, m in _shortest(mine[a:b], theirs[c:d], steps):
                yield Difference(a + i, a + k, c + j, c + m)


def _anchors(mine: str, theirs: str) -> list[tuple[int, int]]:
    """Return where the characters are that occur once in both, as many as keep their order."""
    counts, other_counts = Counter(mine), Counter(theirs)
    places = {character: at for at, character in enumerate(theirs) if other_counts[character] == 1}
    pairs = [
        (at, places[character])
        for at, character in enumerate(mine)
        if counts[character] == 1 and character in places
    ]
    return _longest_rise(pairs)


def _longest_rise(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of `pairs`, rising in the first, that rises in the second too."""
    lasts: list[int] = []  # the lowest second number that ends a rise of this length
    ends: list[int] = []  # the index of its pair
    previous: list[int] = []
    for at, (_first, second) in enumerate(pairs):
        length = bisect_left(lasts, second)
        previous.append(ends[length - 1] if length else -1)
        lasts[length : length + 1] = [second]
        ends[length : length + 1] = [at]
    rise: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        rise.append(pairs[at])
        at = previous[at]
    return rise[::-1]


def _shortest(mine: str, theirs: str, steps: _Steps) -> list[Difference]:
    """Return the shortest change from one string to the other, or all of it if that is long.

    The greedy algorithm of Myers (1986): on each diagonal, how far as many changes can lead.
    """
    reached = {1: 0}
    history: list[dict[int, int]] = []
    for changes in range(steps.most_changes() + 1):
        history.append(dict(reached))
        steps.left -= changes + 1
        for diagonal in range(-changes, changes + 1, 2):
            if _adds(reached, diagonal, changes):
                here = reached[diagonal + 1]
            else:
                here = reached[diagonal - 1] + 1
            here += common_prefix(mine, theirs, here, here - diagonal)
            reached[diagonal] = here
            if here >= len(mine) and here - diagonal >= len(theirs):
                return _way_back(history, len(mine), len(theirs))
    return [Difference(0, len(mine), 0, len(theirs))]


def _adds(reached: dict[int, int], diagonal: int, changes: int) -> bool:
    """Whether adding, and not removing, leads furthest on a diagonal with one change more."""
    if abs(diagonal) == changes:
        return diagonal == -changes
    return reached[diagonal - 1] < reached[diagonal + 1]


def _way_back(history: list[dict[int, int]], at: int, other_at: int) -> list[Difference]:
    """Return the changes on the way to the ends of both strings, neighbours as one, in order."""
    found: list[Difference] = []
    for changes in range(len(history) - 1, 0, -1):
        reached, diagonal = history[changes], at - other_at
        adds = _adds(reached, diagonal, changes)
        origin = diagonal + 1 if adds else diagonal - 1
        at = reached[origin]
        other_at = at - origin
        end, other_end = (at, other_at + 1) if adds else (at + 1, other_at)
        if found and (end, other_end) == (found[-1].old_start, found[-1].new_start):
            _, end, _, other_end = found.pop()
        found.append(Difference(at, end, other_at, other_end))
    return found[::-1]


def _settled(old: str, new: str, found: list[Difference]) -> list[Difference]:
    """Move each pure insertion and deletion to where a reader would see it."""
    settled: list[Difference] = []
    for number, each in enumerate(found):
        a, b, c, d = each
        if a == b or c == d:
            last = settled[-1].new_end + 1 if settled else 0
            following = found[number + 1].new_start - 1 if number + 1 < len(found) else len(new)
            text, start, end = (new, c, d) if a == b else (old, a, b)
            shift = _best_shift(text, start, end, c - last, following - d)
            each = Difference(a + shift, b + shift, c + shift, d + shift)
        settled.append(each)
    return settled


def _best_shift(text: str, start: int, end: int, left: int, right: int) -> int:
    """Return how far a stretch that came or went may best be moved, at most `left` or `right`.

    Moving it past a character is no change if the one it leaves behind is the same.
    """
    left, right = min(left, _FARTHEST), min(right, _FARTHEST)
    left = common_suffix(text[start - left : start], text[end - left : end])
    right = common_prefix(text[start : start + right], text[end : end + right])
    return max(
        range(-left, right + 1),
        key=lambda shift: (_break(text, start + shift) + _break(text, end + shift), -abs(shift)),
    )


def _break(text: str, at: int) -> int:
    """Return how much of a break there is at a position: 5 a paragraph, 4 a sentence, 3 a word."""
    if at == 0 or text[at - 1] == "\n":
        return 5
    if at == len(text):
        return 4
    before, after = text[at - 1], text[at]
    if before.isspace() and not after.isspace():
        return 4 if at > 1 and text[at - 2] in ".!?…" else 3
    if before.isspace() != after.isspace():
        return 2
    return 1 if before.isalnum() != after.isalnum() else 0
