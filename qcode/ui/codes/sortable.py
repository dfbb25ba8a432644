"""A passage of the sorting table, the orders that passages are listed in, and their names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qcode.model.collation import sort_key
from qcode.model.segment import SegmentId
from qcode.services.language import mark, tr


@dataclass(frozen=True, slots=True)
class Sortable:
    """A passage of the code, with a little of what stands around it."""

    segment: SegmentId
    before: str
    text: str
    after: str
    place: str


class By(StrEnum):
    """What passages are sorted by."""

    PLACE = "place"
    TARGET = "target"
    PASSAGE = "passage"
    CODED = "coded"


@dataclass(frozen=True, slots=True)
class Order:
    """What passages are sorted by, and whether the last comes first."""

    by: By = By.PLACE
    falling: bool = False

    def said(self) -> str:
        """Return in words how passages are sorted."""
        words = tr(ORDERS[self.by])  # marked in ORDERS
        return tr("{order}, the other way round", order=words) if self.falling else words


ORDERS: Mapping[By, str] = {
    By.PLACE: mark("As in the documents"),
    By.TARGET: mark("By subcode"),
    By.PASSAGE: mark("By the words of the passage"),
    By.CODED: mark("By when it was coded"),
}


def arranged(
    passages: Sequence[Sortable], order: Order, given: Mapping[SegmentId, str]
) -> list[Sortable]:
    """Return passages, which are in the order of the texts, in another one; ties stay as they are.

    Those that are given to no subcode come after all others, or first if that is turned round.
    """
    if order.by is By.PLACE:
        return list(reversed(passages)) if order.falling else list(passages)

    def key(passage: Sortable) -> tuple[object, ...]:
        match order.by:
            case By.TARGET:
                name = given.get(passage.segment)
                return (name is None, *sort_key(name or ""))
            case By.PASSAGE:
                return sort_key(passage.text.strip())
            case _:
                return (passage.segment,)  # numbers rise with the time of coding

    return sorted(passages, key=key, reverse=order.falling)
