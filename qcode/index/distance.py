"""How far words are from one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def within_distance(one: str, other: str, most: int) -> bool:
    """Whether two words become equal when at most so many letters are changed.

    To change is to add, to leave out, to replace, or to swap two neighbours that nothing else
    is done to.
    """
    if abs(len(one) - len(other)) > most:
        return False
    # What both begin and end with costs nothing.
    end = 0
    shorter = min(len(one), len(other))
    while end < shorter and one[end] == other[end]:
        end += 1
    one, other, shorter = one[end:], other[end:], shorter - end
    end = 0
    while end < shorter and one[-1 - end] == other[-1 - end]:
        end += 1
    if end:
        one, other = one[:-end], other[:-end]
    if not one or not other or max(len(one), len(other)) <= most:
        return True
    return _within(one, other, most)


def _within(one: str, other: str, most: int) -> bool:
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        earlier, before = before, row
        row = [at]
        for place, there in enumerate(other, 1):
            cost = min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != there))
            if at > 1 and place > 1 and letter == other[place - 2] and there == one[at - 2]:
                cost = min(cost, earlier[place - 2] + 1)
            row.append(cost)
        if min(row) > most and (not before or min(before) > most):
            return False
    return row[-1] <= most


def beginnings_within_one(beginning: str, letters: Iterable[str]) -> Iterator[str]:
    """Yield beginnings, none of which begins with another, such that every word with `beginning`
    changed in at most one letter begins with one of them.
    """
    changed = {beginning}
    for at in range(len(beginning) + 1):
        head, tail = beginning[:at], beginning[at:]
        changed.add(head + tail[1:])
        changed.add(head + tail[1:2] + tail[:1] + tail[2:])
        for letter in letters:
            changed.add(head + letter + tail)
            changed.add(head + letter + tail[1:])
    last = None
    for word in sorted(changed):
        if last is None or not word.startswith(last):
            last = word
            yield word
