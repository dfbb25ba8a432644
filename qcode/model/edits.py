"""Changes of a text as values: applied, undone, joined, and carrying along what stands on it.

All positions are code points of a canonical text, half-open. Texts put in must be canonical.
What a change does to turns and formatting is in `layout_edits`, how two texts are compared in
`differences`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import accumulate, pairwise
from typing import NamedTuple

from .differences import differences
from .text import Span


class Replacement(NamedTuple):
    """A stretch of the old text, `start` to `end`, that reads `inserted` instead of `removed`."""

    start: int
    end: int
    inserted: str
    removed: str


class Side(Enum):
    """Where a position goes when text is put in right there, or when its surroundings go."""

    BEFORE = "before"  # stays before what is put in
    AFTER = "after"  # goes behind it


class Edges(Enum):
    """What happens at the edges of a span when the text there changes.

    In all of them a span keeps its characters, what is put in between them is inside, and when
    exactly its text is replaced it lies over the new text.
    """

    GROW = "grow"  # takes in what is put in at an edge, and the whole of a rewriting across it
    KEEP = "keep"  # leaves out what is put in at an edge, takes in a rewriting across it
    SHRINK = "shrink"  # leaves out both


class Fate(Enum):
    """What became of a span."""

    UNTOUCHED = "untouched"  # every character as before, perhaps elsewhere
    CHANGED = "changed"  # the text in it is another
    GONE = "gone"  # nothing is left; the span is empty, at the place where it was


class MappedSpan(NamedTuple):
    """Where a span is after a change, and whether its text is still what it was."""

    span: Span
    fate: Fate


@dataclass(frozen=True, slots=True)
class TextChange:
    """A change of a text of `length` code points, which knows enough to be undone.

    `replacements` are given in order and do not overlap. Those that touch become one, and those
    that put in what they take out are dropped.

    Laws: `c.invert().apply(c.apply(t)) == t`; `a.compose(b).apply(t) == b.apply(a.apply(t))`;
    a mapped position is inside the new text, and mapping keeps the order of positions.
    Mapping through `a.compose(b)` is the same as mapping twice for every position between two
    characters that both changes keep. It is not elsewhere: where `b` puts back what `a` removed,
    the composed change knows that nothing happened. For the same reason two ways of composing
    three changes do the same, but may say it differently.
    """

    length: int
    replacements: tuple[Replacement, ...] = ()
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _ends: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _shifts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Check and normalise. Raises ValueError for replacements that no text can have."""
        given = tuple(_checked(self.length, self.replacements))
        grown = (len(each.inserted) - len(each.removed) for each in given)
        object.__setattr__(self, "replacements", given)
        object.__setattr__(self, "_starts", tuple(each.start for each in given))
        object.__setattr__(self, "_ends", tuple(each.end for each in given))
        object.__setattr__(self, "_shifts", tuple(accumulate(grown, initial=0)))

    @classmethod
    def replacing(cls, text: str, edits: Iterable[tuple[int, int, str]]) -> TextChange:
        """Return the change that puts each `(start, end, inserted)` into `text`.

        The edits are in any order and do not overlap; several at one place keep their order.
        """
        ordered = sorted(edits, key=lambda edit: (edit[0], edit[1]))
        return cls(
            len(text),
            tuple(Replacement(start, end, new, text[start:end]) for start, end, new in ordered),
        )

    @classmethod
    def replace(cls, text: str, start: int, end: int, inserted: str) -> TextChange:
        """Return the change that puts `inserted` in the place of `start` to `end`."""
        return cls.replacing(text, [(start, end, inserted)])

    @classmethod
    def between(cls, old: str, new: str) -> TextChange:
        """Return a change from `old` to `new`, as a reader would describe it; see `differences`."""
        return cls.replace(old, 0, len(old), new).refined()

    @property
    def new_length(self) -> int:
        """Length of the text after the change."""
        return self.length + self._shifts[-1]

    @property
    def is_identity(self) -> bool:
        """Whether the change leaves every text as it is."""
        return not self.replacements

    def apply(self, text: str) -> str:
        """Return the changed text. Raises ValueError if this is not the text it was made for."""
        if len(text) != self.length:
            raise ValueError(f"a change of {self.length} code points, a text of {len(text)}")
        pieces: list[str] = []
        done = 0
        for start, end, inserted, removed in self.replacements:
            if text[start:end] != removed:
                raise ValueError(f"the text at {start} is not what the change removes")
            pieces += (text[done:start], inserted)
            done = end
        pieces.append(text[done:])
        return "".join(pieces)

    def invert(self) -> TextChange:
        """Return the change that takes this one back."""
        return TextChange(
            self.new_length,
            tuple(
                Replacement(start + shift, start + shift + len(inserted), removed, inserted)
                for (start, _end, inserted, removed), shift in zip(
                    self.replacements, self._shifts, strict=False
                )
            ),
        )

    def refined(self) -> TextChange:
        """Return the change that does the same and leaves alone what need not be replaced.

        Positions and spans then stay with more of their characters: "Hej du" that was replaced
        whole by "Hej på dig" keeps its "Hej".
        """
        finer = (
            Replacement(each.start + a, each.start + b, each.inserted[c:d], each.removed[a:b])
            for each in self.replacements
            for a, b, c, d in differences(each.removed, each.inserted)
        )
        return TextChange(self.length, tuple(finer))

    def compose(self, after: TextChange) -> TextChange:
        """Return the change that does this one and then `after`."""
        if after.length != self.new_length:
            raise ValueError(f"a change of {after.length} code points after {self.new_length}")
        if self.is_identity or after.is_identity:
            return after if self.is_identity else self
        return TextChange(self.length, tuple(_composed(self, after)))

    def map_position(self, position: int, side: Side) -> int:
        """Return where a position of the old text is in the new one.

        A position inside replaced text goes to the edge of the new text that `side` names; at an
        edge of it, it stays at that edge. Raises ValueError outside the old text.
        """
        if not 0 <= position <= self.length:
            raise ValueError(f"position {position} of {self.length}")
        at = bisect_left(self._ends, position)  # the first replacement that does not end before
        if at == len(self._ends) or self._starts[at] > position:
            return position + self._shifts[at]
        start, end, inserted, _removed = self.replacements[at]
        if start == end:
            behind = side is Side.AFTER
        else:
            behind = position == end or (position > start and side is Side.AFTER)
        return start + self._shifts[at] + (len(inserted) if behind else 0)

    def map_span(self, span: tuple[int, int], edges: Edges = Edges.KEEP) -> MappedSpan:
        """Return where a span of the old text is in the new one, and what became of it.

        An empty span stays empty; it is gone only when the text on both sides of it is replaced.
        """
        start, end = span
        if end < start:
            raise ValueError(f"span ends before it starts: {start}, {end}")
        touched = self._touches(start, end)
        if start == end:
            at = self.map_position(start, Side.BEFORE)
            return MappedSpan(Span(at, at), Fate.GONE if touched else Fate.UNTOUCHED)
        new_start = self.map_position(start, self._start_side(start, edges))
        new_end = self.map_position(end, self._end_side(end, edges))
        if new_end <= new_start:
            place = self.map_position(start, Side.BEFORE)
            return MappedSpan(Span(place, place), Fate.GONE)
        same = not touched and new_end - new_start == end - start
        return MappedSpan(Span(new_start, new_end), Fate.UNTOUCHED if same else Fate.CHANGED)

    def _touches(self, start: int, end: int) -> bool:
        """Whether the text between two positions changes; at an edge is not between."""
        at = bisect_right(self._ends, start)
        return at < len(self._ends) and self._starts[at] < end

    def _start_side(self, position: int, edges: Edges) -> Side:
        if edges is Edges.KEEP:
            return Side.AFTER if self._inserts_at(position) else Side.BEFORE
        return Side.BEFORE if edges is Edges.GROW else Side.AFTER

    def _end_side(self, position: int, edges: Edges) -> Side:
        return Side.BEFORE if self._start_side(position, edges) is Side.AFTER else Side.AFTER

    def _inserts_at(self, position: int) -> bool:
        """Whether text is put in between two characters that stay."""
        at = bisect_left(self._ends, position)
        return at < len(self._ends) and self._starts[at] == self._ends[at] == position


def _checked(length: int, replacements: Iterable[Replacement]) -> Iterator[Replacement]:
    """Yield replacements that are apart and change something. ValueError if they cannot be."""
    last: Replacement | None = None
    for each in replacements:
        floor = last.end if last else 0
        if not floor <= each.start <= each.end <= length:
            raise ValueError(f"replacement of {each.start}, {each.end} after {floor} in {length}")
        if len(each.removed) != each.end - each.start:
            raise ValueError(f"{each.start}, {each.end} cannot hold {len(each.removed)} characters")
        if last and last.end == each.start:
            inserted, removed = last.inserted + each.inserted, last.removed + each.removed
            last = Replacement(last.start, each.end, inserted, removed)
            continue
        if last and last.inserted != last.removed:
            yield last
        last = each
    if last and last.inserted != last.removed:
        yield last


def _composed(first: TextChange, second: TextChange) -> Iterator[Replacement]:
    """Yield the replacements of the old text of `first` that lead to the new text of `second`.

    Walks through the text between the two, from one end of a replacement to the next. What is
    fresh there (put in by `first`) and dropped (removed by `second`) leaves no trace.
    """
    mine, theirs = first.invert().replacements, second.replacements
    bounds = sorted({0, second.length, *(b for r in (*mine, *theirs) for b in (r.start, r.end))})
    fresh = dropped = Replacement(0, 0, "", "")
    removed: list[str] = []
    inserted: list[str] = []
    next_mine = next_theirs = old_at = 0
    for here, there in pairwise([*bounds, second.length]):
        if next_mine < len(mine) and mine[next_mine].start == here:
            fresh = mine[next_mine]
            removed.append(fresh.inserted)
            next_mine += 1
        if next_theirs < len(theirs) and theirs[next_theirs].start == here:
            dropped = theirs[next_theirs]
            inserted.append(dropped.inserted)
            next_theirs += 1
        if here < fresh.end and here >= dropped.end:
            inserted.append(fresh.removed[here - fresh.start : there - fresh.start])
        elif here < dropped.end and here >= fresh.end:
            removed.append(dropped.removed[here - dropped.start : there - dropped.start])
        elif here >= fresh.end:
            old, new = "".join(removed), "".join(inserted)
            yield Replacement(old_at, old_at + len(old), new, old)
            old_at += len(old) + there - here
            removed, inserted = [], []
