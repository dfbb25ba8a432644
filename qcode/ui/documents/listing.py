"""Which documents are listed, and in which order. No Qt widgets here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from qcode.model.collation import sort_key
from qcode.model.courtesy import giving_way
from qcode.model.document import (
    Attribute,
    AttributeId,
    AttributeTarget,
    DocumentCounts,
    DocumentId,
    DocumentSet,
)
from qcode.services import cases, documents, settings
from qcode.services.documents import DocumentRow
from qcode.services.language import catalogue, current_language
from qcode.services.projects import Project
from qcode.services.words import KINDS, kind_name


class Order(StrEnum):
    """How the list is sorted."""

    OWN = "own"  # as the user dragged them
    NAME = "name"
    KIND = "kind"
    ADDED = "added"  # newest first
    LENGTH = "length"  # longest first
    SEGMENTS = "segments"  # most first
    READ = "read"  # read last first


Values = Mapping[int, Mapping[AttributeId, str]]


@dataclass(frozen=True, slots=True)
class Library:
    """All documents in the user's own order, and what they can be found and grouped by.

    `words` are those that the filter looks in, `read` the documents by when they were read last.
    """

    rows: tuple[DocumentRow, ...] = ()
    sets: tuple[DocumentSet, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    values: Values = field(default_factory=dict)
    words: Mapping[DocumentId, str] = field(default_factory=dict)
    read: tuple[DocumentId, ...] = ()

    def with_work(self, work: Mapping[DocumentId, DocumentCounts]) -> Library:
        """Return the same with other counts for some documents."""
        rows = (
            replace(row, counts=work[row.document.id]) if row.document.id in work else row
            for row in self.rows
        )
        return replace(self, rows=tuple(rows))

    def with_read(self, document: DocumentId) -> Library:
        """Return the same with a document read last."""
        others = (each for each in self.read if each != document)
        return replace(self, read=(document, *others))


EMPTY = Library()


def read_library(project: Project) -> Library:
    """Read all that the pane shows, in one go."""
    rows = tuple(documents.list_documents(project))
    sets = tuple(documents.list_sets(project))
    values = cases.attribute_values(project, AttributeTarget.DOCUMENT)
    return Library(
        rows,
        sets,
        tuple(cases.list_attributes(project, AttributeTarget.DOCUMENT)),
        values,
        _words(project, rows, sets, values),
        _read_lately(project, rows),
    )


def _words(
    project: Project, rows: Sequence[DocumentRow], sets: Sequence[DocumentSet], values: Values
) -> dict[DocumentId, str]:
    """Return what the filter looks in: name, speakers, kind, sets, values and people."""
    said: dict[DocumentId, list[str]] = defaultdict(list)
    for each in sets:
        for document in each.documents:
            said[document].append(each.name)
    for case in cases.list_cases(project):
        for link in case.links:
            said[link.document].append(case.name)
    words = catalogue(current_language())
    for row in giving_way(rows):
        one = row.document
        own = (one.name, *one.speakers, kind_name(one.kind, words))
        said[one.id] += [*own, *values.get(one.id, {}).values()]
    return {document: " ".join(parts).casefold() for document, parts in said.items()}


def _read_lately(project: Project, rows: Sequence[DocumentRow]) -> tuple[DocumentId, ...]:
    """Return the documents whose place is remembered, the latest first."""
    numbers = {f"{project.info.guid}:{row.document.guid}": row.document.id for row in rows}
    places = settings.load_settings().places
    return tuple(numbers[key] for key in reversed(places) if key in numbers)


def arranged(
    library: Library,
    *,
    order: Order = Order.OWN,
    text: str = "",
    members: Collection[DocumentId] | None = None,
) -> list[DocumentRow]:
    """Return the rows that hold every word of `text`, of a set if one is given, in order.

    Words are looked for in names, speakers, kinds, sets, values of attributes and people.
    """
    rows: Sequence[DocumentRow] = library.rows
    if members is not None:
        rows = [row for row in rows if row.document.id in members]
    wanted = text.casefold().split()
    if wanted:
        words = library.words
        rows = [
            row for row in rows if all(word in words.get(row.document.id, "") for word in wanted)
        ]
    key = _key(library, order)
    return list(rows) if key is None else sorted(rows, key=key)


def _key(library: Library, order: Order) -> Callable[[DocumentRow], Any] | None:
    match order:
        case Order.OWN:
            return None
        case Order.NAME:
            return lambda row: sort_key(row.document.name)
        case Order.KIND:
            kinds = list(KINDS)
            return lambda row: kinds.index(row.document.kind)
        case Order.ADDED:
            return lambda row: -row.document.id
        case Order.LENGTH:
            return lambda row: -row.document.length
        case Order.SEGMENTS:
            return lambda row: -row.counts.segments
        case Order.READ:
            places = {document: place for place, document in enumerate(library.read)}
            last = len(places)
            return lambda row: places.get(row.document.id, last)


def moved(
    order: Sequence[DocumentId], dragged: Collection[DocumentId], row: int
) -> list[DocumentId]:
    """Return an order in which the dragged documents stand together before what was at `row`."""
    before = [each for each in order[:row] if each not in dragged]
    after = [each for each in order[row:] if each not in dragged]
    return [*before, *(each for each in order if each in dragged), *after]
