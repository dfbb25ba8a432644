"""Where names stand in the margin: beside their passage, and never on top of one another.

Pure arithmetic in pixels from the top of the margin. Names of passages that begin together go down
as far as there is room before the next name. Nothing is dropped: what finds no room even so is
folded into a "+n" at the name above it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class Label(Generic[T]):
    """A name in its place, and those that stand behind its "+n"."""

    top: float
    item: T
    folded: list[T] = field(default_factory=list)


class Wanted(NamedTuple, Generic[T]):
    """An item that wants a name: top and bottom of its passage."""

    top: float
    bottom: float
    item: T


def place_labels(
    wanted: Sequence[Wanted[T]], *, height: float, reach: float, fan: float, bottom: float
) -> list[Label[T]]:
    """Return the labels of items, in order, each `height` tall and at least that far apart.

    `wanted` comes in rising order of `top`. A name whose passage begins in sight goes there, or
    below the name before it, up to `reach` further down; where no other name stands in the way, up
    to `fan`. A passage that began above the edge and goes on below it has its name at the edge, as
    far as there is room before the next name.
    Items above the edge are given too, so that names do not move when their line leaves.
    """
    labels = _beside([each for each in wanted if each.top < bottom], height, reach)
    labels = _fanned(labels, height, reach, fan)
    shown = [label for label in labels if label.top > -height / 2]
    running = [
        each
        for label in labels[: len(labels) - len(shown)]
        for each in (label.item, *label.folded)
        if each.bottom > 0
    ]
    edge: list[Label[Wanted[T]]] = []
    room = shown[0].top if shown else bottom
    for each in running:
        top = len(edge) * height
        if top + height <= room or not (edge or shown):
            edge.append(Label(top, each))
        else:
            (edge or shown)[-1 if edge else 0].folded.append(each)
    return [
        Label(label.top, label.item.item, [each.item for each in label.folded])
        for label in edge + shown
    ]


def _fanned(
    labels: Sequence[Label[Wanted[T]]], height: float, reach: float, fan: float
) -> list[Label[Wanted[T]]]:
    """Return the labels, with folded ones unfolded into the room before the next ones.

    These give way for it, but no further than `reach` from where they belong.
    """
    found: list[Label[Wanted[T]]] = []
    free = -inf
    for label, limit in zip(labels, _latest(labels, height, reach)[1:], strict=True):
        label.top = max(label.top, free)
        free = label.top + height
        folded, label.folded = label.folded, []
        found.append(label)
        for number, each in enumerate(folded):
            if free + height > limit or free - each.top > fan:
                found[-1].folded = folded[number:]
                break
            found.append(Label(free, each))
            free += height
    return found


def _latest(labels: Sequence[Label[Wanted[T]]], height: float, reach: float) -> list[float]:
    """Return how far down each label can go, and after the last that nothing is in the way."""
    latest = [inf]
    for label in reversed(labels):
        latest.append(max(label.top, min(label.item.top + reach, latest[-1] - height)))
    return latest[::-1]


def _beside(wanted: Sequence[Wanted[T]], height: float, reach: float) -> list[Label[Wanted[T]]]:
    """Return labels going down from the first, each where it belongs or below the one before."""
    labels: list[Label[Wanted[T]]] = []
    free = float("-inf")
    for each in wanted:
        place = max(each.top, free)
        if place - each.top <= reach or not labels:
            labels.append(Label(place, each))
            free = place + height
        else:
            labels[-1].folded.append(each)
    return labels
