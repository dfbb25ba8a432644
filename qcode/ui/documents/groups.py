"""Documents in groups: by kind, by set, or by the values of an attribute. No Qt widgets here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QLocale

from qcode.model.collation import sort_key
from qcode.model.document import (
    Attribute,
    AttributeId,
    AttributeType,
    DocumentId,
    DocumentKind,
    DocumentSet,
)
from qcode.services.documents import DocumentRow
from qcode.services.language import catalogue, current_language, tr
from qcode.services.words import KINDS, kind_name

from .listing import Library


class By(StrEnum):
    """What documents can be grouped by, apart from attributes."""

    NONE = ""
    KIND = "kind"
    SET = "set"


Grouping = By | AttributeId
# What a document has in common with the others of its group; None: it is in no set, has no value.
Common = DocumentKind | DocumentSet | str | None


@dataclass(frozen=True, slots=True)
class Group:
    """Documents under a heading. `key` stays the same when the group changes."""

    key: str
    title: str
    common: Common
    rows: tuple[DocumentRow, ...]

    @property
    def documents(self) -> tuple[DocumentId, ...]:
        """The documents of the group."""
        return tuple(row.document.id for row in self.rows)


def known_grouping(library: Library, grouping: Grouping) -> Grouping:
    """Return the grouping, or none where it is by an attribute that is gone."""
    if isinstance(grouping, By) or any(each.id == grouping for each in library.attributes):
        return grouping
    return By.NONE


def grouped(library: Library, rows: Sequence[DocumentRow], grouping: Grouping) -> list[Group]:
    """Return the groups that have rows, and empty sets; a document is in each of its sets."""
    match grouping:
        case By.NONE:
            return [Group("", "", None, tuple(rows))] if rows else []
        case By.KIND:
            return _by_kind(rows)
        case By.SET:
            return _by_set(library.sets, rows)
        case _:
            attribute = next(each for each in library.attributes if each.id == grouping)
            return _by_value(attribute, library, rows)


def _by_kind(rows: Sequence[DocumentRow]) -> list[Group]:
    words = catalogue(current_language())
    of: dict[DocumentKind, list[DocumentRow]] = defaultdict(list)
    for row in rows:
        of[row.document.kind].append(row)
    return [
        Group(f"kind:{kind.value}", kind_name(kind, words), kind, tuple(of[kind]))
        for kind in KINDS
        if kind in of
    ]


def _by_set(sets: Sequence[DocumentSet], rows: Sequence[DocumentRow]) -> list[Group]:
    made = []
    placed: set[DocumentId] = set()
    for each in sorted(sets, key=lambda one: sort_key(one.name)):
        members = frozenset(each.documents)
        inside = tuple(row for row in rows if row.document.id in members)
        if inside or not members:
            made.append(Group(f"set:{each.id}", each.name, each, inside))
        placed |= members
    rest = tuple(row for row in rows if row.document.id not in placed)
    if rest:
        made.append(Group("set:", tr("In no set"), None, rest))
    return made


def _by_value(attribute: Attribute, library: Library, rows: Sequence[DocumentRow]) -> list[Group]:
    of: dict[str, list[DocumentRow]] = defaultdict(list)
    for row in rows:
        value = library.values.get(row.document.id, {}).get(attribute.id, "")
        of[value].append(row)
    key = value_key(attribute)
    values = sorted((value for value in of if value), key=key)
    return [
        Group(
            f"{attribute.id}:{value}",
            shown_value(attribute, value) or tr("No value"),
            value or None,
            tuple(of[value]),
        )
        for value in [*values, *([""] if "" in of else [])]
    ]


def shown_value(attribute: Attribute, value: str) -> str:
    """Return a stored value as it is shown."""
    if attribute.type is AttributeType.BOOLEAN:
        return {"true": tr("Yes"), "false": tr("No")}.get(value, value)
    if attribute.type is AttributeType.NUMBER:
        return value.replace(".", QLocale(current_language()).decimalPoint())
    return value


def value_key(attribute: Attribute) -> Callable[[str], Any]:
    """Return how the values of an attribute are sorted: numbers as such, choices as listed."""
    if attribute.type is AttributeType.NUMBER:
        return _number
    if attribute.type is AttributeType.CHOICE:
        places: Mapping[str, int] = {each: at for at, each in enumerate(attribute.choices)}
        return lambda value: (places.get(value, len(places)), sort_key(value))
    if attribute.type is AttributeType.BOOLEAN:
        return lambda value: value != "true"
    return sort_key


def _number(value: str) -> float:
    try:
        return float(value)
    except ValueError:  # of a time when the attribute had another type
        return float("inf")
