"""The slow, plain way to answer a query: read every unit. No index, nothing to go stale.

It answers while the index is missing or behind, and it is what the tests hold the index against.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from qcode.model.job import SILENT, Job
from qcode.model.query import And, Field, Not, Or, Query

from .analysis import occurrences, terms, words
from .units import SourceUnits, UnitSet

Resolve = Callable[[Field], UnitSet]


def no_fields(field: Field) -> UnitSet:
    """Resolve nothing: for queries without fields."""
    raise ValueError(f"nobody knows the units of {field.name}:{field.value}")


def scan(
    sources: Iterable[SourceUnits],
    query: Query,
    resolve: Resolve = no_fields,
    *,
    job: Job = SILENT,
) -> UnitSet:
    """Return the units that `query` is true of; `resolve` gives the units of a field."""
    masks = {}
    for source in sources:
        job.check()
        mask = 0
        for number, unit in enumerate(source.units):
            if _holds(query, words(unit.text), source, number, resolve):
                mask |= 1 << number
        masks[source.key] = mask
    return UnitSet(masks)


def _holds(
    query: Query, found: Sequence[str], source: SourceUnits, number: int, resolve: Resolve
) -> bool:
    match query:
        case And(parts=parts):
            return all(_holds(part, found, source, number, resolve) for part in parts)
        case Or(parts=parts):
            return any(_holds(part, found, source, number, resolve) for part in parts)
        case Not(part=part):
            return not _holds(part, found, source, number, resolve)
        case Field():
            return (source.key, number) in resolve(query)
        case _:
            return bool(occurrences(terms(query), found, source.language))
