"""What is where in the margin: places of stripes and names, worked out without painting."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF

from qcode.model.segment import SegmentId
from qcode.model.text import Offsets
from qcode.services.language import tr

from .codings import Codings
from .columns import LANES, lane_pitch, stripes_width
from .geometry import View
from .labels import Wanted, place_labels
from .painted import PaintedSegment
from .typography import Typography

_REACH = 3  # lines that a name may stand below its passage's first
_FAN = 12  # lines, where it is in the way of no other name
_AWAY = 0.75  # of the height of a name: further from its passage's first line it has a leader
_FOLDING = 18  # font sizes from the stripes to the end of a "+n" at most
_INSET = 2.0  # between two stripes that meet, above and below
_FAR = 1e4  # pixels beyond what is known
_TOP = itemgetter(0)  # of what is wanted


Bounds = tuple[float, float, float, float]  # left, top, right and bottom, in pixels


class Stripe(NamedTuple):
    """A vertical line beside the passage of one segment (or of several, where lanes end)."""

    x: float  # of its middle
    top: float
    bottom: float
    segments: tuple[PaintedSegment, ...]

    @property
    def area(self) -> QRectF:
        """The line of it, without its width."""
        return QRectF(self.x, self.top, 1, self.bottom - self.top)


class Leader(NamedTuple):
    """A thin line from a stripe to its name: from (x, top) down or up to y, and there to `to`."""

    x: float
    top: float
    y: float
    to: float


class Name(NamedTuple):
    """A code's name, and the segments whose names found no room of their own below it."""

    x: float
    top: float
    width: float
    height: float
    segment: PaintedSegment
    folded: tuple[PaintedSegment, ...] = ()
    fold_x: float = 0.0  # of the "+n"
    fold_width: float = 0.0
    fold_text: str = ""
    leader: Leader | None = None

    @property
    def area(self) -> QRectF:
        """Where the name is."""
        return QRectF(self.x, self.top, self.width, self.height)

    @property
    def fold_area(self) -> QRectF:
        """Where the number of those it stands for is; empty if there are none."""
        return QRectF(self.fold_x, self.top, self.fold_width, self.height if self.folded else 0.0)

    @property
    def bounds(self) -> Bounds:
        """Where the name, its leader and the number of those it stands for are."""
        left, top, right, bottom = self.x, self.top, self.x + self.width, self.top + self.height
        if self.folded:
            left, right = min(left, self.fold_x), max(right, self.fold_x + self.fold_width)
        if self.leader is not None:
            x, begin, y, to = self.leader
            left, right = min(left, x, to), max(right, x, to)
            top, bottom = min(top, begin, y), max(bottom, max(begin, y) + 1)
        return left, top, right, bottom

    @property
    def whole_area(self) -> QRectF:
        """The same."""
        left, top, right, bottom = self.bounds
        return QRectF(left, top, right - left, bottom - top)

    def stands_for(self, segments: Collection[SegmentId]) -> bool:
        """Whether it is the name of one of these segments, or they are folded into it."""
        return self.segment.id in segments or any(each.id in segments for each in self.folded)

    def naming(self, segment: SegmentId) -> Name:
        """Return the same row with the name of a folded segment in it, in exchange for its own."""
        (wanted,) = (each for each in self.folded if each.id == segment)
        others = (self.segment, *(each for each in self.folded if each is not wanted))
        return self._replace(segment=wanted, folded=others, leader=None)


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything in the margin for one place of the scroll bar."""

    stripes: Sequence[Stripe] = ()
    overflow: Sequence[Stripe] = ()
    names: Sequence[Name] = ()
    beyond: Sequence[Stripe] = ()  # those that are joined in `overflow`, each by itself
    _looks: frozenset[tuple[object, ...]] | None = field(
        default=None, init=False, compare=False, repr=False
    )

    def within(self, rect: QRect) -> Scene:
        """Return what touches a rectangle."""
        room = QRectF(rect)
        left, top, right, bottom = room.left(), room.top(), room.right(), room.bottom()

        def touch(stripes: Sequence[Stripe]) -> list[Stripe]:
            return [
                each
                for each in stripes
                if each.top < bottom and each.bottom > top and left - 1 < each.x < right
            ]

        return Scene(
            touch(self.stripes),
            touch(self.overflow),
            [
                each
                for each in self.names
                if each.bounds[0] < right
                and each.bounds[2] > left
                and each.bounds[1] < bottom
                and each.bounds[3] > top
            ],
            touch(self.beyond),
        )

    def naming(self, segments: Iterable[SegmentId]) -> Scene:
        """Return the same with the names of these segments, though they be folded.

        A name takes the row that it is folded into; of several in one row, the first.
        """
        rows = {
            segment: number
            for number, name in enumerate(self.names)
            for segment in (each.id for each in name.folded)
        }
        found = {rows[each]: each for each in reversed(list(segments)) if each in rows}
        if not found:
            return self
        beside = {each.segments[0].id: each for each in (*self.stripes, *self.beyond)}
        names = list(self.names)
        for number, segment in found.items():
            name = names[number].naming(segment)
            leader = _led(name.x, name.top, name.height, beside.get(segment))
            names[number] = name._replace(leader=leader)
        return replace(self, names=names)

    def areas_of(self, segments: Collection[SegmentId]) -> list[QRectF]:
        """Return where some segments are seen."""
        stripes = [
            each.area
            for each in (*self.stripes, *self.overflow)
            if any(segment.id in segments for segment in each.segments)
        ]
        return stripes + [each.whole_area for each in self.names if each.stands_for(segments)]

    def difference(self, other: Scene) -> QRectF | None:
        """Return what holds all that does not look the same; names and colours are equal.

        One area, because painting in many takes longer than painting what lies between.
        """
        places = [look[:4] for look in self.looks() ^ other.looks()]
        if not places:
            return None
        lefts, tops, rights, bottoms = zip(*places, strict=True)
        x, y = min(lefts), min(tops)
        return QRectF(x, y, max(rights) - x, max(bottoms) - y)

    def mirrored(self, width: float) -> Scene:
        """Return the same for a margin `width` wide that lies left of the text."""

        def stripe(each: Stripe) -> Stripe:
            return each._replace(x=width - each.x)

        def leader(each: Leader | None) -> Leader | None:
            return each and each._replace(x=width - each.x, to=width - each.to)

        return Scene(
            [stripe(each) for each in self.stripes],
            [stripe(each) for each in self.overflow],
            [
                each._replace(
                    x=width - each.x - each.width,
                    fold_x=width - each.fold_x - each.fold_width,
                    leader=leader(each.leader),
                )
                for each in self.names
            ],
            [stripe(each) for each in self.beyond],
        )

    def looks(self) -> frozenset[tuple[object, ...]]:
        """Return all there is: its bounds, and what is seen there. Kept."""
        if self._looks is None:
            seen: set[tuple[object, ...]] = {
                (x, top, x + 1.0, bottom, *[(each.id, each.code) for each in segments])
                for x, top, bottom, segments in (*self.stripes, *self.overflow, *self.beyond)
            }
            seen.update(
                (*name.bounds, len(name.folded), name.segment.id, name.segment.code)
                for name in self.names
            )
            object.__setattr__(self, "_looks", frozenset(seen))
        assert self._looks is not None
        return self._looks


def make_scene(
    view: View,
    codings: Codings,
    offsets: Offsets,
    typography: Typography,
    *,
    height: int,
    names: int,
) -> Scene:
    """Return the margin beside what `view` shows, `height` tall, with `names` for the names."""
    if not view.starts:
        return Scene()
    pitch = lane_pitch(typography)
    left = typography.space(0.5)
    stripes: list[Stripe] = []
    beyond: list[Stripe] = []
    wanted: list[Wanted[PaintedSegment]] = []
    row = _row_height(typography)
    above = (typography.line - row) / 2
    for segment, lane, top, bottom in _placed(view, codings, offsets):
        if top < height and bottom > 0:
            x = left + pitch * (min(lane, LANES) + 0.5)
            stripe = Stripe(x, top + _INSET, bottom - _INSET, (segment,))
            (stripes if lane < LANES else beyond).append(stripe)
        wanted.append(Wanted(top + above, bottom, segment))
    x = float(stripes_width(typography, codings.lanes))
    found: list[Name] = []
    if names:
        beside = {each.segments[0].id: each for each in (*stripes, *beyond)}
        found = _names(wanted, typography, beside, x=x, width=names, height=height)
    return Scene(stripes=stripes, overflow=_merged(beyond), names=found, beyond=beyond)


def _led(x: float, top: float, height: float, stripe: Stripe | None) -> Leader | None:
    """Return the leader of a name that stands there, if it is away from where its stripe begins."""
    y = top + height / 2
    if stripe is None or y - max(stripe.top, 0.0) < (0.5 + _AWAY) * height:
        return None
    return Leader(stripe.x, min(y, stripe.bottom), y, x)


def _placed(
    view: View, codings: Codings, offsets: Offsets
) -> list[tuple[PaintedSegment, int, float, float]]:
    """Return the segments in sight with their lanes, and where their lines begin and end.

    An end that is not in sight is far outside.
    """
    start = offsets.from_utf16(view.start)
    end = offsets.from_utf16(min(view.end, offsets.utf16_length), up=True)
    to_unit, starts, tops, bottoms = offsets.to_utf16, view.starts, view.tops, view.bottoms
    found: list[tuple[PaintedSegment, int, float, float]] = []
    for segment, lane in codings.within(start, end):
        top, bottom = tops[0] - _FAR, bottoms[-1] + _FAR
        if segment.start >= start:
            top = tops[bisect_right(starts, to_unit(segment.start)) - 1]
        if segment.end <= end:
            bottom = bottoms[bisect_right(starts, to_unit(segment.end - 1)) - 1]
        found.append((segment, lane, top, bottom))
    return found


def _merged(stripes: list[Stripe]) -> list[Stripe]:
    """Return stripes of one lane joined where they overlap."""
    merged: list[Stripe] = []
    for stripe in sorted(stripes, key=lambda stripe: stripe.top):
        if merged and stripe.top <= merged[-1].bottom:
            last = merged[-1]
            bottom = max(last.bottom, stripe.bottom)
            merged[-1] = Stripe(last.x, last.top, bottom, last.segments + stripe.segments)
        else:
            merged.append(stripe)
    return merged


def _row_height(typography: Typography) -> int:
    return round(typography.small_metrics().height()) + 2


def _names(
    wanted: list[Wanted[PaintedSegment]],
    typography: Typography,
    beside: Mapping[SegmentId, Stripe],
    *,
    x: float,
    width: int,
    height: int,
) -> list[Name]:
    row = _row_height(typography)
    wanted.sort(key=_TOP)
    labels = place_labels(
        wanted,
        height=row,
        reach=_REACH * typography.line,
        fan=_FAN * typography.line,
        bottom=height,
    )
    metrics = typography.small_metrics(bold=True)
    room = width - typography.space(0.5)
    folding = min(room, typography.space(_FOLDING))  # further away it would belong to nothing
    found: list[Name] = []
    for label in labels:
        leader = _led(x, label.top, row, beside.get(label.item.id))
        if not label.folded:
            found.append(Name(x, label.top, room, row, label.item, leader=leader))
            continue
        text = tr("+{n}", n=len(label.folded))
        chip = metrics.horizontalAdvance(text) + 8
        found.append(
            Name(
                x,
                label.top,
                folding - chip,
                row,
                label.item,
                folded=tuple(label.folded),
                fold_x=x + folding - chip,
                fold_width=chip,
                fold_text=text,
                leader=leader,
            )
        )
    return found
