"""Turns that begin with a line for who speaks and when: Otter, Teams, Rev, Happy Scribe.

Name and time share a line, or each has one: the name above its time ("Kevin", "0:09") or the time
above the name, as when subtitles were pasted into Word. Which of these two it is, the whole text
says: only one of them explains all of its times.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from .turn_clock import LATE, Time
from .turn_front import key_of
from .turn_labels import Kind
from .turn_lines import Line, Shape


class Head(NamedTuple):
    """The beginning of a turn: the line (by its place) it begins on, and where speech begins."""

    line: int
    body: int
    speaker: str | None = None
    time: Time | None = None


class _Named(NamedTuple):
    """A head, and what its label looks like."""

    head: Head
    kind: Kind


def named_heads(lines: Sequence[Line], *, insist: bool = False) -> list[Head]:
    """Return the heads of turns whose name and time stand above what is said; [] if they do not.

    `insist`: any such line is believed, because a user says so.
    """
    shared = _on_one_line(lines)
    above, below = _time_above(lines), _time_below(lines)
    apart = below if (len(below), -min(below, default=0)) > _rank(above) else above
    found = {**shared, **{place: named for place, named in apart.items() if place not in shared}}
    if insist:
        return [named.head for _, named in sorted(found.items()) if named.kind >= Kind.PHRASE]
    alone = sum(
        line.shape is Shape.ALONE and line.time is not None and not line.time_first
        for line in lines
    )
    timed = sum(line.time is not None and line.time_first for line in lines)
    if len(found) * 10 < (alone + timed) * 6:
        return []
    return _believed(dict(sorted(found.items())))


def _rank(found: Mapping[int, _Named]) -> tuple[int, int]:
    return len(found), -min(found, default=0)


def _believed(found: Mapping[int, _Named]) -> list[Head]:
    """Return the heads whose names are names; none if the times are rather times of day."""
    counts = Counter(key_of(named.head.speaker or "") for named in found.values())
    kept = [
        named
        for named in found.values()
        if named.kind >= Kind.NAME
        or (named.kind is Kind.PHRASE and counts[key_of(named.head.speaker or "")] > 1)
    ]
    times = [named.head.time for named in kept if named.head.time]
    known = max(counts.values(), default=0) > 1 or any(named.kind is Kind.ROLE for named in kept)
    if times and all(time.is_plain for time in times) and times[0].start_ms > LATE and not known:
        return []
    return [named.head for named in kept]


def _on_one_line(lines: Sequence[Line]) -> dict[int, _Named]:
    """`Name  0:03`, `00:03 Name`, `Name (00:03):`, and speech on the next line."""
    found = {}
    for place, line in enumerate(lines[:-1]):
        if line.time is None or line.label is None:
            continue
        untimed = lines[place + 1].time is None  # as speech is
        if untimed if line.shape is Shape.ALONE else line.is_empty:
            body = line.end if line.is_empty else line.body
            found[place] = _Named(Head(place, body, line.label, line.time), line.kind)
    return found


def _time_above(lines: Sequence[Line]) -> dict[int, _Named]:
    """`0:03`, on the next line `Name`, and speech on the line after it."""
    found = {}
    for place in range(1, len(lines) - 1):
        line, before, follows = lines[place], lines[place - 1], lines[place + 1]
        if (
            before.is_only_time
            and line.shape is Shape.ALONE
            and line.time is None
            and not (line.after_blank or follows.after_blank or follows.time)
        ):
            first = place - 1
            if first and lines[first - 1].is_only_number:
                first -= 1
            found[place] = _Named(Head(first, line.end, line.label, before.time), line.kind)
    return found


def _time_below(lines: Sequence[Line]) -> dict[int, _Named]:
    """`Name` or `Name:`, on the next line `0:03`, and speech on the line after it."""
    found = {}
    for place in range(len(lines) - 2):
        line, mark, follows = lines[place], lines[place + 1], lines[place + 2]
        if (
            line.label
            and line.time is None
            and line.is_empty
            and mark.is_only_time
            and not (mark.after_blank or follows.after_blank or follows.time)
        ):
            found[place] = _Named(Head(place, mark.end, line.label, mark.time), line.kind)
    return found
