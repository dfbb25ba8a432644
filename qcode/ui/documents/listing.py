"""Which documents are listed, in which order. No Qt widgets here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QCollator, QLocale

from qcode.model.document import DocumentId, DocumentSet
from qcode.services.documents import DocumentRow
from qcode.services.language import catalogue, current_language
from qcode.services.words import KINDS, kind_name


class Order(StrEnum):
    """How the list is sorted."""

    OWN = "own"  # as the user dragged them
    NAME = "name"
    KIND = "kind"
    SEGMENTS = "segments"  # most first
    ADDED = "added"  # newest first


@dataclass(frozen=True, slots=True)
class Library:
    """All documents in the user's own order, and the sets they are in."""

    rows: tuple[DocumentRow, ...] = ()
    sets: tuple[DocumentSet, ...] = ()


EMPTY = Library()


def arranged(
    rows: Sequence[DocumentRow],
    *,
    order: Order = Order.OWN,
    text: str = "",
    members: Collection[DocumentId] | None = None,
) -> list[DocumentRow]:
    """Return the rows that hold every word of `text`, of a set if one is given, in order.

    Words are looked for in names, speakers and kinds, whatever their case.
    """
    if members is not None:
        rows = [row for row in rows if row.document.id in members]
    wanted = text.casefold().split()
    if wanted:
        rows = [row for row in rows if _holds(row, wanted)]
    key = _keys()[order]
    return list(rows) if key is None else sorted(rows, key=key)


def _holds(row: DocumentRow, wanted: Sequence[str]) -> bool:
    document = row.document
    kind = kind_name(document.kind, catalogue(current_language()))
    text = " ".join((document.name, *document.speakers, kind)).casefold()
    return all(word in text for word in wanted)


def _keys() -> dict[Order, Callable[[DocumentRow], Any] | None]:
    collator = QCollator(QLocale(current_language()))
    collator.setNumericMode(True)
    kinds = list(KINDS)
    return {
        Order.OWN: None,
        Order.NAME: lambda row: collator.sortKey(row.document.name),
        Order.KIND: lambda row: kinds.index(row.document.kind),
        Order.SEGMENTS: lambda row: -row.counts.segments,
        Order.ADDED: lambda row: -row.document.id,
    }


def moved(
    order: Sequence[DocumentId], dragged: Collection[DocumentId], row: int
) -> list[DocumentId]:
    """Return an order in which the dragged documents stand together before what was at `row`."""
    before = [each for each in order[:row] if each not in dragged]
    after = [each for each in order[row:] if each not in dragged]
    return [*before, *(each for each in order if each in dragged), *after]
