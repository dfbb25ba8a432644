"""Pages from paragraphs: what stands where, in the way of a word processor.

Headings stay with what follows, no line stands alone, the head of a table stands again on each
page. Lengths are units of `typeset`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from qcode.formats.printed import (
    Edge,
    Printed,
    PrintedBlock,
    PrintedRow,
    PrintedSection,
    PrintedTable,
    Remark,
)

from .typeset import Lines, Numbers, indents, typeset, units

_ALONE = 2  # fewer lines of a paragraph do not stand on a page
_HAIR = 10.0  # as high as a paragraph that only ends something
_NOTE_GAP = 30.0  # between the text and its footnotes


@dataclass(frozen=True, slots=True)
class Placed:
    """Lines of a paragraph, from `first` to before `last`, in a column that begins at x."""

    paragraph: Printed
    x: float
    y: float
    width: float
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight rule."""

    x: float
    y: float
    to_x: float
    to_y: float
    edge: Edge


@dataclass(frozen=True, slots=True)
class Note:
    """A comment, and how far down the words are that it is on."""

    y: float
    remark: Remark


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page, ready to be painted. `text` are its words, for those who listen."""

    number: int
    width: float
    height: float
    margins: tuple[float, float, float, float]
    placed: tuple[Placed, ...]
    rules: tuple[Rule, ...]
    notes: tuple[Note, ...]
    text: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a cell: of which paragraph, the space above it and its height."""

    paragraph: Printed
    number: int
    above: float
    height: float


@dataclass(slots=True)
class _Open:
    """The page that is being filled."""

    number: int
    section: PrintedSection
    top: float
    bottom: float
    y: float
    placed: list[Placed] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    footnotes: list[Printed] = field(default_factory=list)
    after: float = 0.0  # wanted below what was placed last
    fresh: bool = True


def sheets(sections: Sequence[PrintedSection], check: Callable[[], None]) -> Iterator[Sheet]:
    """Yield the pages, each as soon as it is full."""
    number = 1
    for section in sections:
        flow = _Flow(section, number, check)
        yield from flow.sheets()
        number = flow.number


class _Flow:
    """Fills the pages of one section."""

    def __init__(self, section: PrintedSection, number: int, check: Callable[[], None]) -> None:
        self._section, self._check = section, check
        self._first = self.number = number
        self._full: list[Sheet] = []
        left, right = section.margins[3], section.margins[1]
        self._left, self._width = units(left), units(section.width - left - right)
        self._page = self._opened()

    def sheets(self) -> Iterator[Sheet]:
        """Yield the pages of the section."""
        blocks = self._section.blocks
        kept_until = 0
        for at, block in enumerate(blocks):
            self._check()
            if isinstance(block, Printed) and _only_ends(block) and self._room() < _HAIR:
                continue  # no reason for another page
            if at >= kept_until:
                kept_until = self._keep(blocks, at)
            if isinstance(block, PrintedTable):
                self._table(block)
            else:
                self._paragraph(block, blocks[at + 1] if at + 1 < len(blocks) else None)
            yield from self._full
            self._full.clear()
        self._finish()
        yield from self._full

    # -- pages

    def _asides(self, number: int) -> tuple[Sequence[Printed], Sequence[Printed]]:
        """Return what stands at head and foot of a page."""
        section = self._section
        if number == self._first and section.bare:
            return section.first_head, section.first_foot
        return section.head, section.foot

    def _opened(self) -> _Open:
        section, number = self._section, self.number
        head, foot = self._asides(number)
        top, _right, bottom, _left = section.margins
        begin = max(units(top), units(section.head_at) + self._high(head))
        end = units(section.height) - max(units(bottom), units(section.foot_at) + self._high(foot))
        return _Open(number, section, begin, end, begin)

    def _high(self, paragraphs: Sequence[Printed]) -> float:
        height = 0.0
        for each in paragraphs:
            lines = typeset(each, self._width)
            height += units(each.shape.before) + lines.height + units(each.shape.after)
        return height

    def _turn(self) -> None:
        self._finish()
        self._page = self._opened()

    def _finish(self) -> None:
        """Close the page: put its head, foot and footnotes in their places."""
        page, section = self._page, self._section
        head, foot = self._asides(page.number)
        self._stack(head, units(section.head_at))
        self._stack(foot, units(section.height - section.foot_at) - self._high(foot))
        if page.footnotes:
            y = page.bottom - self._high(page.footnotes)
            edge = Edge(10, "")
            rule = y - _NOTE_GAP / 2
            page.rules.append(Rule(self._left, rule, self._left + self._width / 3, rule, edge))
            self._stack(page.footnotes, y)
        margins = section.margins
        self._full.append(
            Sheet(
                number=page.number,
                width=units(section.width),
                height=units(section.height),
                margins=(*map(units, margins),),  # type: ignore[arg-type]
                placed=tuple(page.placed),
                rules=tuple(page.rules),
                notes=tuple(page.notes),
                text=_words(page.placed),
            )
        )
        self.number += 1

    def _stack(self, paragraphs: Sequence[Printed], y: float) -> None:
        """Place paragraphs that are not part of the flow, one under the other."""
        for each in paragraphs:
            y += units(each.shape.before)
            lines = typeset(each, self._width, Numbers(self._page.number))
            count = len(lines.heights)
            self._page.placed.append(Placed(each, self._left, y, self._width, 0, count))
            y += lines.height + units(each.shape.after)

    # -- paragraphs

    def _room(self) -> float:
        """Return how much height is left above the footnotes."""
        page = self._page
        notes = self._high(page.footnotes) + _NOTE_GAP if page.footnotes else 0.0
        return page.bottom - page.y - notes

    def _gap(self, paragraph: Printed) -> float:
        """Return the space above a paragraph where it would stand now."""
        before = units(paragraph.shape.before)
        if self._page.y == self._page.top and not self._page.fresh:
            return 0.0
        return max(before, self._page.after)

    def _keep(self, blocks: Sequence[PrintedBlock], at: int) -> int:
        """Turn the page where what belongs together would not fit; return where that ends."""
        needed, last, after = 0.0, at, self._page.after
        while last < len(blocks):
            block = blocks[last]
            if isinstance(block, PrintedTable):
                needed += after + sum(self._row_heights(block)[:2])
                break
            lines = typeset(block, self._width)
            kept = block.shape.keep_next
            whole = kept or block.shape.keep_whole or len(lines.heights) < 2 * _ALONE
            needed += max(units(block.shape.before), after)
            needed += sum(lines.heights if whole else lines.heights[:_ALONE])
            after = units(block.shape.after)
            if not kept:
                break
            last += 1
        page = self._page
        if page.y > page.top and self._room() < needed <= page.bottom - page.top:
            self._turn()
            self._page.fresh = False
        return last + 1

    def _paragraph(self, paragraph: Printed, following: PrintedBlock | None) -> None:
        if paragraph.shape.new_page and self._page.y > self._page.top:
            self._turn()
        lines = typeset(paragraph, self._width)
        count, first = len(lines.heights), 0
        notes = [note for group in paragraph.footnotes for note in group]
        extra = self._high(notes) + _NOTE_GAP * (not self._page.footnotes) if notes else 0.0
        while first < count:
            gap = self._gap(paragraph) if first == 0 else 0.0
            room = self._room() - gap
            fits = _fitting(lines.heights, first, room, extra)
            if paragraph.shape.widows:
                fits = _without_widows(first, fits, count)
            if fits == first:
                if self._page.y > self._page.top:
                    self._turn()
                    self._page.fresh = False
                    continue
                fits = first + 1
            self._page.y += gap
            self._put(paragraph, self._left, self._width, first, fits, lines)
            first = fits
            if first < count:
                self._turn()
                self._page.fresh = False
        self._page.footnotes += notes
        self._page.after = units(paragraph.shape.after)
        self._page.fresh = False
        self._edges(paragraph, following)

    def _put(
        self, paragraph: Printed, x: float, width: float, first: int, last: int, lines: Lines
    ) -> None:
        page = self._page
        if first == 0:
            page.notes += [Note(page.y, remark) for remark in paragraph.remarks]
        page.placed.append(Placed(paragraph, x, page.y, width, first, last))
        start = page.y
        page.y += sum(lines.heights[first:last])
        for side, edge in paragraph.shape.edges:
            if side == "left":
                left = x + indents(paragraph.shape)[0] - units(edge.space + edge.width / 2)
                page.rules.append(Rule(left, start, left, page.y, edge))
            elif side in ("top", "bottom"):
                at = start - units(edge.space) if side == "top" else page.y + units(edge.space)
                page.rules.append(Rule(x, at, x + width, at, edge))

    def _edges(self, paragraph: Printed, following: PrintedBlock | None) -> None:
        """Let the rule beside a paragraph go on to the next, where that has the same."""
        if not isinstance(following, Printed) or not self._page.after:
            return
        shape, other = paragraph.shape, following.shape
        edges = dict(shape.edges)
        if "left" in edges and (shape.edges, shape.left) == (other.edges, other.left):
            gap = max(self._page.after, units(other.before))
            rule = self._page.rules[-1]
            if self._page.y + gap < self._page.bottom:
                y = self._page.y
                self._page.rules.append(Rule(rule.x, y, rule.to_x, y + gap, edges["left"]))

    # -- tables

    def _row_heights(self, table: PrintedTable) -> list[float]:
        """Return the heights of the first rows: enough to know what stays together."""
        return [self._row_height(table, self._cells(table, row)) for row in table.rows[:2]]

    def _row_height(self, table: PrintedTable, cells: Sequence[Sequence[_Line]]) -> float:
        above, _right, below, _left = map(units, table.inside)
        return above + below + max((_height(lines) for lines in cells), default=0.0)

    def _cells(self, table: PrintedTable, row: PrintedRow) -> list[list[_Line]]:
        _above, right, _below, left = map(units, table.inside)
        found = []
        for cell, share in zip(row.cells, table.widths, strict=False):
            lines: list[_Line] = []
            after = 0.0
            for paragraph in cell:
                gap = max(after, units(paragraph.shape.before)) if lines else 0.0
                after = units(paragraph.shape.after)
                heights = typeset(paragraph, units(share) - left - right).heights
                for number, height in enumerate(heights):
                    lines.append(_Line(paragraph, number, gap if number == 0 else 0.0, height))
            found.append(lines)
        return found

    def _table(self, table: PrintedTable) -> None:
        page = self._page
        page.y += page.after if page.y > page.top else 0.0
        page.after, page.fresh = 0.0, False
        heads = [self._cells(table, row) for row in table.rows if row.header]
        bodies = [row for row in table.rows if not row.header]
        self._begin(table, heads)
        for at, row in enumerate(bodies):
            self._check()
            cells = self._cells(table, row)
            height = self._row_height(table, cells)
            whole = self._page.bottom - self._page.top
            if self._room() < height and (at > 0 or self._page.y > self._page.top + whole / 2):
                self._across(table, "insideH")
                self._turn()
                self._page.fresh = False
                self._begin(table, heads)
            elif at > 0:
                self._across(table, "insideH")
            self._row(table, heads, cells)
        self._across(table, "bottom")

    def _begin(self, table: PrintedTable, heads: Sequence[list[list[_Line]]]) -> None:
        self._across(table, "top")
        for cells in heads:
            self._cell_lines(table, cells, low=table.low_heads)
        if heads and table.head is not None:
            self._rule(table, table.head)

    def _across(self, table: PrintedTable, side: str) -> None:
        edge = dict(table.edges).get(side)
        if edge is not None:
            self._rule(table, edge)

    def _rule(self, table: PrintedTable, edge: Edge) -> None:
        right, thick = self._left + units(sum(table.widths)), units(edge.width)
        y = self._page.y + thick / 2
        self._page.rules.append(Rule(self._left, y, right, y, edge))
        self._page.y += thick

    def _row(
        self, table: PrintedTable, heads: Sequence[list[list[_Line]]], cells: list[list[_Line]]
    ) -> None:
        """Place a row; one that is higher than a page goes on on the next."""
        above, _right, below, _left = map(units, table.inside)
        while True:
            room = self._room() - above - below
            fitting = [_lines_in(lines, room) for lines in cells]
            rest = [lines[n:] for lines, n in zip(cells, fitting, strict=True)]
            if not any(fitting) and any(rest):
                fitting = [min(1, len(lines)) for lines in cells]
                rest = [lines[n:] for lines, n in zip(cells, fitting, strict=True)]
            self._cell_lines(table, [c[:n] for c, n in zip(cells, fitting, strict=True)])
            if not any(rest):
                return
            self._across(table, "insideH")
            self._turn()
            self._page.fresh = False
            self._begin(table, heads)
            cells = rest

    def _cell_lines(
        self, table: PrintedTable, cells: Sequence[Sequence[_Line]], *, low: bool = False
    ) -> None:
        """Place what stands beside one another, and go below the highest of it."""
        above, right, below, left = map(units, table.inside)
        page, x = self._page, self._left
        high = max(map(_height, cells), default=0.0)
        for lines, share in zip(cells, table.widths, strict=False):
            y, width = page.y + above, units(share) - left - right
            y += high - _height(lines) if low else 0.0
            for line in lines:
                y += line.above
                last = page.placed[-1] if page.placed else None
                if (
                    last is not None
                    and last.paragraph is line.paragraph
                    and last.last == line.number
                    and last.x == x + left
                ):
                    page.placed[-1] = Placed(
                        last.paragraph, last.x, last.y, width, last.first, line.number + 1
                    )
                else:
                    n = line.number
                    page.placed.append(Placed(line.paragraph, x + left, y, width, n, n + 1))
                y += line.height
            x += units(share)
        page.y += above + below + high


def _only_ends(paragraph: Printed) -> bool:
    """Whether a paragraph says nothing: such stand behind tables and at the ends of sections."""
    return paragraph.shape.exact and paragraph.picture is None and not paragraph.text


def _height(lines: Sequence[_Line]) -> float:
    return sum(line.above + line.height for line in lines)


def _lines_in(lines: Sequence[_Line], room: float) -> int:
    """Return how many lines fit."""
    taken = 0.0
    for at, line in enumerate(lines):
        taken += line.above + line.height
        if taken > room:
            return at
    return len(lines)


def _fitting(heights: Sequence[float], first: int, room: float, extra: float) -> int:
    """Return before which line a page is full; the last line brings the footnotes."""
    taken = 0.0
    for at in range(first, len(heights)):
        taken += heights[at] + (extra if at == len(heights) - 1 else 0.0)
        if taken > room + 0.01:
            return at
    return len(heights)


def _without_widows(first: int, fits: int, count: int) -> int:
    """Return a place to break at that leaves no line alone."""
    if fits == count:
        return fits
    if count - fits < _ALONE:
        fits = count - _ALONE
    return fits if fits - first >= _ALONE else first


def _words(placed: Sequence[Placed]) -> str:
    return "\n".join(each.paragraph.text for each in placed if each.first == 0)
