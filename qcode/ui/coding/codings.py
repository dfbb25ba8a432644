"""The segments of the document that is shown: which are where, and in which lane of the margin.

Plain values and lookups, no painting. Positions are code points.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from operator import attrgetter

from qcode.model.codebook import CodeId
from qcode.model.courtesy import give_way, giving_way
from qcode.model.lanes import Lanes
from qcode.model.segment import SegmentId

from .painted import PaintedCode, PaintedSegment

# Two segments whose ends are closer than this may share a line, so they need a lane each.
_LONGEST_LINE = 110

_AT_ONCE = 10_000  # code points from the beginning in which segments are arranged first: a page
_FEW = 1_000  # that are arranged with regard to what was before, a few hundredths of a second
_REMEMBERED = 20_000  # lanes of what left, some megabytes; of more, the older half goes
_UNKNOWN = ""
Place = tuple[int, int, int]  # in the order of the text: start, end and number of a segment


class Footprint:
    """A segment and the room its stripe needs: to the end of the line in which it ends."""

    __slots__ = ("end", "segment", "start")

    def __init__(self, segment: PaintedSegment, text: str) -> None:
        self.segment = segment
        self.start = segment.start
        reach = segment.end + _LONGEST_LINE
        paragraph_end = text.find("\n", max(segment.start, segment.end - 1), reach)
        self.end = max(segment.end, paragraph_end + 1) if paragraph_end >= 0 else reach


_rank = attrgetter("segment.id")


class Codings:
    """The segments of one text, by id and by place, with the codes they stand for.

    A lane depends on what begins before, never on what follows. So of ten thousand segments those
    at the beginning of the text get their lanes first, and the others when they are asked for.
    """

    def __init__(
        self,
        text: str = "",
        segments: Iterable[PaintedSegment] = (),
        codes: Mapping[CodeId, PaintedCode] | None = None,
    ) -> None:
        self._text = text
        self._codes: dict[CodeId, PaintedCode] = dict(codes or {})
        self._footprints: dict[SegmentId, Footprint] = {}
        self.replace(segments)

    @classmethod
    def of(
        cls, text: str, segments: Iterable[PaintedSegment], codes: Mapping[CodeId, PaintedCode]
    ) -> Codings:
        """Return the segments of a text; the very ones given, where they are arranged already."""
        return segments if isinstance(segments, Codings) else cls(text, segments, codes)

    def replace(self, segments: Iterable[PaintedSegment]) -> None:
        """Hold these segments and no others, in as few lanes as will do."""
        self._segments = {segment.id: segment for segment in segments}
        self._state = 0  # another number for other segments in other places
        self._had: dict[tuple[int | None, Place], int] = {}  # lanes of what left, in which state
        self._known_until = _AT_ONCE
        near = [each for each in self._segments.values() if each.start < _AT_ONCE]
        self._arrange(near)
        if len(near) == len(self._segments):
            self._known_until = len(self._text) + 1

    @property
    def is_complete(self) -> bool:
        """Whether the lanes of all segments are known."""
        return self._known_until > len(self._text)

    def gather(self) -> bool:
        """Do the first part of `complete`; return whether there was anything to do."""
        if self.is_complete or len(self._footprints) == len(self._segments):
            return False
        self._footprints = {
            key: Footprint(each, self._text) for key, each in giving_way(self._segments.items())
        }
        return True

    def complete(self) -> bool:
        """Find the lanes of all segments; return whether there was anything to do."""
        if self.is_complete:
            return False
        self.gather()
        give_way()
        self._known_until = len(self._text) + 1
        self._lanes = Lanes(self._footprints.values(), rank=_rank)
        return True

    def _arrange(self, segments: Iterable[PaintedSegment]) -> None:
        self._footprints = {each.id: Footprint(each, self._text) for each in segments}
        self._lanes = Lanes(self._footprints.values(), rank=_rank)

    def __len__(self) -> int:
        return len(self._segments)

    def __iter__(self) -> Iterator[PaintedSegment]:
        return iter(self._segments.values())

    def __contains__(self, segment: object) -> bool:
        return segment in self._segments

    def __getitem__(self, segment: SegmentId) -> PaintedSegment:
        return self._segments[segment]

    def get(self, segment: SegmentId | None) -> PaintedSegment | None:
        """Return a segment, or None if it is not shown."""
        return self._segments.get(segment) if segment is not None else None

    @property
    def lanes(self) -> int:
        """How many lanes there are, as far as they are known."""
        return self._lanes.width

    def change(
        self, there: Iterable[PaintedSegment], gone: Iterable[SegmentId] = ()
    ) -> list[PaintedSegment]:
        """Take segments in and others out; return all that look otherwise now.

        One with a known id replaces it, and what is not there cannot go. What comes back, as when
        something is undone, has the lane that it had there, if that is free; what is changed stays
        in its lane, if it can.
        """
        self.complete()
        come = {segment.id: segment for segment in there}
        left = [self._segments[each] for each in {*gone, *come} if each in self._segments]
        lanes = self._leave(left)
        for segment in left:
            del self._segments[segment.id]
            self._lanes.remove(self._footprints.pop(segment.id))
        self._enter(come.values(), lanes)
        return [*left, *come.values()]

    def follow(self, before: Codings) -> None:
        """Leave segments in the lanes that they have before an edit of the text, where they can be.

        Very many are arranged anew, and so are those that were just that.
        """
        if not before.was_changed or len(self) > _FEW:
            return
        segments = tuple(self)
        lanes = before._leave(tuple(before))
        self._had, self._state = before._had, before._state
        self._known_until = len(self._text) + 1
        self._arrange(())
        self._enter(segments, lanes)

    @property
    def was_changed(self) -> bool:
        """Whether anything came or went since all was arranged."""
        return bool(self._had)

    def _leave(self, segments: Iterable[PaintedSegment]) -> dict[SegmentId, int]:
        """Note the lanes of segments that go from their places, and return them."""
        lanes: dict[SegmentId, int] = {}
        before = self._state
        for segment in segments:
            place, lane = place_of(segment), self._lanes.lane(self._footprints[segment.id])
            lanes[segment.id] = self._had[before, place] = self._had[None, place] = lane
            self._state ^= hash(place)
        if len(self._had) > _REMEMBERED:
            self._had = dict(islice(self._had.items(), len(self._had) // 2, None))
        return lanes

    def _enter(self, come: Collection[PaintedSegment], left: Mapping[SegmentId, int]) -> None:
        """Take segments in; `left` are the lanes that some of them had until now."""
        for segment in come:
            self._segments[segment.id] = segment
            self._state ^= hash(place_of(segment))
        # Who has been there before chooses first. Then the order is that of the text.
        for segment in sorted(come, key=self._turn):
            footprint = self._footprints[segment.id] = Footprint(segment, self._text)
            place = place_of(segment)
            wishes = (self._had.get((self._state, place)), self._had.get((None, place)))
            known = [each for each in (*wishes, left.get(segment.id)) if each is not None]
            self._lanes.add(footprint, known)

    def _turn(self, segment: PaintedSegment) -> tuple[bool, bool, Place]:
        place = place_of(segment)
        return (self._state, place) not in self._had, (None, place) not in self._had, place

    def update_codes(self, codes: Iterable[PaintedCode]) -> None:
        """Take new names and colours."""
        self._codes.update((code.id, code) for code in codes)

    def code(self, code: CodeId) -> PaintedCode:
        """Return what is shown of a code; one that was never given is nameless and grey."""
        return self._codes.get(code) or PaintedCode(code, _UNKNOWN, _UNKNOWN, _UNKNOWN)

    def codes_used(self) -> list[CodeId]:
        """Return all codes that any segment has, those of the first segments first."""
        return list(dict.fromkeys(segment.code for segment in self))

    def names_used(self) -> list[str]:
        """Return the names of all codes that any segment has."""
        return [self.code(each).name for each in self.codes_used()]

    def within(self, start: int, end: int) -> list[tuple[PaintedSegment, int]]:
        """Return the segments that share a character with a stretch, in text order, and lanes."""
        if end > self._known_until:
            self.complete()
        return [
            (footprint.segment, lane)
            for footprint, lane in self._lanes.query(start, end)
            if footprint.segment.end > start
        ]

    def at(self, position: int) -> Sequence[PaintedSegment]:
        """Return the segments over the character at `position`, the shortest first."""
        found = [segment for segment, _lane in self.within(position, position + 1)]
        return sorted(found, key=lambda segment: segment.end - segment.start)

    def beside(self, position: int) -> Sequence[PaintedSegment]:
        """Return the segments over the character at a caret, or else over the one before it."""
        return self.at(position) or self.at(max(position - 1, 0))

    def next_to(self, place: Place, by: int) -> PaintedSegment | None:
        """Return the segment that comes after a place (1) or before it (-1) in the text."""
        if by > 0:
            return min(
                (each for each in self if place_of(each) > place), key=place_of, default=None
            )
        return max((each for each in self if place_of(each) < place), key=place_of, default=None)


def place_of(segment: PaintedSegment) -> Place:
    """Return where a segment comes in the order of the text, of which no two are alike."""
    return segment.start, segment.end, segment.id
