"""How paragraphs and characters look, worked out from a text and its layout. No Qt here.

Positions are code points.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntFlag, StrEnum
from itertools import accumulate, pairwise
from operator import attrgetter
from typing import Generic, TypeVar

from qcode.model.layout import Format, Layout, Note, NoteKind, Style, Turn
from qcode.model.ranges import sweep

# A time of a recording, in brackets or not, with the space before it.
_TIME = re.compile(r"\s*[\[(<{]?\s*\d{1,2}(?:[:.]\d{2}){1,2}(?:[.,]\d{1,3})?\s*[\])>}]?")
_BULLET = re.compile(r"\s*([•‣◦▪·*–—-]|\(?\w{1,4}[.)])\s")


class Decoration(IntFlag):
    """What is painted around a block besides its text."""

    NONE = 0
    BULLET = 1
    QUOTE = 2
    CELL = 4  # paragraph of a table cell
    CELL_BEGINS = 8
    ROW_BEGINS = 16
    ROW_ENDS = 32


class Ink(StrEnum):
    """Character formatting that is not in the source but follows from the turns and notes."""

    LABEL = "label"  # the speaker's name
    MARK = "mark"  # times, line numbers, and what else of a turn was not said
    TIME = "time"  # a time that is not to be shown
    ASKED = "asked"  # said by one who asks
    NOTE = "note"  # has a footnote or a comment
    INSERTED = "inserted"  # tracked change


@dataclass(frozen=True, slots=True)
class BlockLook:
    """How a paragraph is set apart from others; `gap` is above it, in font sizes."""

    gap: float
    line: float = 1.0
    heading: int = 0
    depth: int = 0
    decoration: Decoration = Decoration.NONE


PARAGRAPH = BlockLook(gap=0.55)
TURN = BlockLook(gap=0.85)
CUE = BlockLook(gap=0.1)  # goes on with what the same speaker says
SAID = BlockLook(gap=0.3)  # another paragraph of a turn, or another line of a page
BLANK = BlockLook(gap=0, line=0.22)


def continued(look: BlockLook) -> BlockLook:
    """Return the look of a block that goes on with a paragraph; see `slices`."""
    return replace(look, gap=0.0, decoration=look.decoration & (Decoration.QUOTE | Decoration.CELL))


def usual_look(text: str, layout: Layout) -> BlockLook:
    """Return the look that most paragraphs are likely to have."""
    return TURN if 2 * len(layout.turns) > text.count("\n") + 1 else PARAGRAPH


def paragraph_looks(
    text: str, layout: Layout, stretch: tuple[int, int] | None = None
) -> dict[int, BlockLook]:
    """Return how paragraphs look, by where they begin, in the order of the text.

    Only those that begin in `stretch`, if it is given; it holds whole paragraphs. `layout` then
    need have no more than what a `Cut` gives for it.
    """
    begin, end = stretch or (0, len(text) + 1)
    following = [found.end() for found in re.finditer("\n", text[begin:end])]
    starts = [begin, *(begin + at for at in following if begin + at < end)]
    looks = dict.fromkeys(starts, PARAGRAPH)
    for start, stop in pairwise((*starts, end)):
        if stop - start < 2 or text[start:stop].isspace():
            looks[start] = BLANK
    _looks_of_turns(text, layout, looks, starts)
    _looks_of_formats(text, layout, looks, (*starts, end))
    return looks


def _looks_of_turns(
    text: str, layout: Layout, looks: dict[int, BlockLook], starts: Sequence[int]
) -> None:
    """Set turns apart from each other and keep each together."""
    previous: Turn | None = None
    for turn in layout.turns:
        first = bisect_left(starts, turn.start)
        if first < len(starts) and starts[first] == turn.start:
            same = previous is not None and previous.speaker == turn.speaker
            goes_on = same and not labels_speaker(text, turn)
            looks[turn.start] = CUE if goes_on else TURN
            first += 1
        while first < len(starts) and starts[first] < turn.end:
            if looks[starts[first]] is PARAGRAPH:
                looks[starts[first]] = SAID
            first += 1
        previous = turn


def _looks_of_formats(
    text: str, layout: Layout, looks: dict[int, BlockLook], bounds: Sequence[int]
) -> None:
    """Put in the looks of headings, lists, quotations and, over all of them, table cells.

    `bounds` are the beginnings of the paragraphs and the end of the last.
    """

    def paragraphs(each: Format) -> Iterator[tuple[int, int]]:
        first = max(0, bisect_right(bounds, each.start) - 1)
        last = max(bisect_right(bounds, each.start), bisect_right(bounds, each.end - 1))
        return pairwise(bounds[first : last + 1])

    for each in layout.formats:
        if each.style in _PER_PARAGRAPH:
            for start, _end in paragraphs(each):
                looks[start] = _styled(each, text, start)
    cells = [each for each in layout.formats if each.style is Style.CELL]
    for before, each, after in zip((None, *cells), cells, (*cells[1:], None), strict=False):
        row_begins = before is None or _row(before) != _row(each)
        row_ends = after is None or _row(after) != _row(each)
        for start, end in paragraphs(each):
            first, last = start <= each.start, end >= each.end
            looks[start] = _cell(row_begins and first, row_ends and last, first)


_PER_PARAGRAPH = frozenset({Style.HEADING, Style.LIST_ITEM, Style.QUOTE})


def _styled(each: Format, text: str, start: int) -> BlockLook:
    if each.style is Style.HEADING:
        return BlockLook(gap=1.3, heading=heading_level(each.value))
    if each.style is Style.QUOTE:
        return BlockLook(gap=0.55, depth=1, decoration=Decoration.QUOTE)
    depth = int(each.value) if each.value.isdecimal() else 0
    marked = _BULLET.match(text, start) is not None
    bullet = Decoration.NONE if marked else Decoration.BULLET
    return BlockLook(gap=0.25, depth=min(depth, 8) + 1, decoration=bullet)


def _cell(row_begins: bool, row_ends: bool, cell_begins: bool) -> BlockLook:
    decoration = Decoration.CELL
    if cell_begins:
        decoration |= Decoration.CELL_BEGINS
    if row_begins:
        decoration |= Decoration.ROW_BEGINS
    if row_ends:
        decoration |= Decoration.ROW_ENDS
    return BlockLook(gap=0.8 if cell_begins else 0.2, decoration=decoration)


def _row(cell: Format) -> str:
    """Return the table and the row of a cell, without its column."""
    return cell.value.rpartition(",")[0]


def heading_level(value: str) -> int:
    """Return the level of a heading, 1 to 6, whatever the source says."""
    return min(6, max(1, int(value))) if value.isdecimal() else 1


P = TypeVar("P", Turn, Format, Note)


class Cut:
    """Finds what of a layout touches a stretch of the text, without looking at all of it."""

    def __init__(self, layout: Layout) -> None:
        self._turns = _Ordered(layout.turns)
        self._formats = _Ordered(layout.formats)
        self._cells = _Ordered([each for each in layout.formats if each.style is Style.CELL])
        self._notes = _Ordered(layout.notes)

    def between(self, start: int, end: int) -> Layout:
        """Return the turns, formats and notes that share a character with a stretch.

        Besides, the turn before and the table cells on both sides: how the first and the last
        paragraph look depends on them.
        """
        formats = self._formats.between(start, end)
        return Layout(
            turns=(*self._turns.before(start), *self._turns.between(start, end)),
            formats=(*self._cells.before(start), *formats, *self._cells.after(end)),
            notes=self._notes.between(start, end),
        )


class _Ordered(Generic[P]):
    """Parts of a layout in the order of the text; they may overlap."""

    def __init__(self, parts: Sequence[P]) -> None:
        self._parts: Sequence[P] = parts
        self._starts = list(map(attrgetter("start"), parts))
        self._reached = list(accumulate(map(attrgetter("end"), parts), max))

    def between(self, start: int, end: int) -> tuple[P, ...]:
        first = bisect_left(self._reached, start)
        last = bisect_left(self._starts, end)
        return tuple(
            part for part in self._parts[first:last] if part.end > start or part.start >= start
        )

    def before(self, start: int) -> Sequence[P]:
        at = min(bisect_right(self._reached, start), bisect_left(self._starts, start))
        return self._parts[max(0, at - 1) : at]

    def after(self, end: int) -> Sequence[P]:
        at = bisect_left(self._starts, end)
        return self._parts[at : at + 1]


@dataclass(frozen=True, slots=True)
class Telling:
    """What of the talk is told apart: what `quiet` speakers say; and whether times are shown."""

    quiet: frozenset[str] = frozenset()
    times: bool = True


ALL_ALIKE = Telling()


def character_runs(
    text: str, layout: Layout, telling: Telling = ALL_ALIKE
) -> Iterator[tuple[int, int, tuple[tuple[str, str], ...]]]:
    """Yield stretches with formatting of their own, in order, and what that is.

    The value of a `LABEL` is the name of the speaker.
    """
    spoken = _ink_of_turns(text, layout, telling)
    if others := list(_ink_of_source(layout)):
        for run in sweep([*others, *spoken]):
            yield run.start, run.end, run.values
    else:
        for start, end, value in spoken:
            yield start, end, (value,)


def _ink_of_source(layout: Layout) -> Iterator[tuple[int, int, tuple[str, str]]]:
    for each in layout.formats:
        if each.style not in (Style.LIST_ITEM, Style.QUOTE, Style.CELL):
            yield each.start, each.end, (each.style.value, each.value)
    for note in layout.notes:
        if note.kind is NoteKind.INSERTED:
            yield note.start, note.end, (Ink.INSERTED, "")
        elif note.start < note.end:
            yield note.start, note.end, (Ink.NOTE, note.text)


def _ink_of_turns(
    text: str, layout: Layout, telling: Telling
) -> Iterator[tuple[int, int, tuple[str, str]]]:
    """Yield the names and the marks of turns, whatever was written but not said, and quiet talk."""

    def marked(start: int, end: int) -> Iterator[tuple[int, int, tuple[str, str]]]:
        if not telling.times:
            for found in _TIME.finditer(text, start, end):
                if text[start : found.start()].strip():
                    yield start, found.start(), (Ink.MARK.value, "")
                yield found.start(), found.end(), (Ink.TIME.value, "")
                start = found.end()
        if text[start:end].strip():
            yield start, end, (Ink.MARK.value, "")

    for turn in layout.turns:
        at = turn.start
        quiet = turn.speaker in telling.quiet
        for start, end in (*turn.body, (turn.end, turn.end)):
            if at < start and not (head := text[at:start]).isspace():
                name = _find_name(head, turn.speaker)
                if name is None:
                    yield from marked(at, start)
                else:
                    yield from marked(at, at + name[0])
                    yield at + name[0], at + name[1], (Ink.LABEL.value, turn.speaker or "")
                    yield from marked(at + name[1], start)
            if quiet and start < end:
                yield start, end, (Ink.ASKED.value, "")
            at = max(at, end)


def _find_name(head: str, speaker: str | None) -> tuple[int, int] | None:
    """Return where a speaker's name stands in the head of a turn, with its colon."""
    if not speaker:
        return None
    start = head.find(speaker)
    if start < 0:
        return None
    end = start + len(speaker)
    return start, end + 1 if head[end : end + 1] == ":" else end


def labels_speaker(text: str, turn: Turn) -> bool:
    """Whether the text itself says who speaks in this turn."""
    said = turn.body[0].start if turn.body else turn.end
    return bool(turn.speaker and text.find(turn.speaker, turn.start, said) >= 0)
