"""The slow, plain way to answer a query: read every unit. No index, nothing to go stale.

It answers while the index is missing or behind, and it is what the tests hold the index against.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from qcode.model.job import SILENT, Job
from qcode.model.query import And, Field, Not, Or, Query, TextLeaf, leaves

from .analysis import words_of_units
from .terms import Sought
from .units import SourceUnits, UnitKey, UnitSet

Resolve = Callable[[Field], UnitSet]


def no_fields(field: Field) -> UnitSet:
    """Resolve nothing: for queries without fields."""
    raise ValueError(f"nobody knows the units of {field.name}:{field.value}")


def resolved(query: Query, resolve: Resolve) -> dict[Field, UnitSet]:
    """Return the units of each field of a query, asking once for each."""
    return {leaf: resolve(leaf) for leaf in set(leaves(query)) if isinstance(leaf, Field)}


def scan(
    sources: Iterable[SourceUnits],
    query: Query,
    resolve: Resolve = no_fields,
    *,
    job: Job = SILENT,
) -> UnitSet:
    """Return the units that `query` is true of; `resolve` gives the units of a field."""
    fields = resolved(query, resolve)
    reading = _Reading(fields)
    masks = {}
    for source in sources:
        job.check()
        mask = 0
        for number, found in enumerate(words_of_units(source.units)):
            if reading.holds(query, found, UnitKey(source.key, number), source.language):
                mask |= 1 << number
        masks[source.key] = mask
    return UnitSet(masks)


class _Reading:
    def __init__(self, fields: Mapping[Field, UnitSet]) -> None:
        self._fields = fields
        self._sought: dict[tuple[TextLeaf, str], Sought] = {}

    def holds(self, query: Query, found: Sequence[str], unit: UnitKey, language: str) -> bool:
        match query:
            case And(parts=parts):
                return all(self.holds(part, found, unit, language) for part in parts)
            case Or(parts=parts):
                return any(self.holds(part, found, unit, language) for part in parts)
            case Not(part=part):
                return not self.holds(part, found, unit, language)
            case Field():
                return unit in self._fields[query]
            case _:
                if (query, language) not in self._sought:
                    self._sought[query, language] = Sought(query, language)
                return any(True for _place in self._sought[query, language].places(found))
