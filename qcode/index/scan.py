"""The slow, plain way to answer a query: read every unit. No index, nothing to go stale.

It answers while the index is missing or behind, and it is what the tests hold the index against.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from qcode.model.job import SILENT, Job
from qcode.model.query import (
    And,
    Compare,
    Field,
    Leaf,
    Not,
    Or,
    Query,
    Regex,
    Relation,
    TextLeaf,
    atoms,
    print_query,
)
from qcode.model.search_options import PLAIN, SearchOptions

from .analysis import words, words_of_units
from .fillers import passed_over
from .terms import Sought
from .units import SourceUnits, UnitKey, UnitSet

Resolve = Callable[[Leaf | Relation], UnitSet]


def no_fields(given: Leaf | Relation) -> UnitSet:
    """Resolve nothing: for queries of words alone."""
    raise ValueError(f"nobody knows the units of {print_query(given)}")


def resolved(query: Query, resolve: Resolve) -> dict[Query, UnitSet]:
    """Return the units of each field, relation and so on of a query, asking once for each."""
    return {atom: resolve(atom) for atom in {*atoms(query)} if not isinstance(atom, TextLeaf)}


def scan(
    sources: Iterable[SourceUnits],
    query: Query,
    resolve: Resolve = no_fields,
    *,
    options: SearchOptions = PLAIN,
    job: Job = SILENT,
) -> UnitSet:
    """Return the units that `query` is true of; `resolve` gives the units of a field and so on."""
    reading = _Reading(resolved(query, resolve), options)
    masks = {}
    for source in sources:
        job.check()
        mask = 0
        for number, found in enumerate(words_of_units(source.units, case=options.case)):
            unit = UnitKey(source.key, number)
            passed = _passed(source, number) if options.fillers else ()
            if reading.holds(query, _Words(found, passed), unit, source.language):
                mask |= 1 << number
        masks[source.key] = mask
    return UnitSet(masks)


def _passed(source: SourceUnits, number: int) -> Sequence[bool]:
    text = source.units[number].text
    return passed_over(text, words(text), source.language)


class _Words(NamedTuple):
    """The words of a unit, and which of them may stand between those of a phrase."""

    words: Sequence[str]
    passed: Sequence[bool]


class _Reading:
    def __init__(self, given: Mapping[Query, UnitSet], options: SearchOptions) -> None:
        self._given = given
        self._options = options
        self._sought: dict[tuple[TextLeaf, str], Sought] = {}

    def holds(self, query: Query, found: _Words, unit: UnitKey, language: str) -> bool:
        match query:
            case And(parts=parts):
                return all(self.holds(part, found, unit, language) for part in parts)
            case Or(parts=parts):
                return any(self.holds(part, found, unit, language) for part in parts)
            case Not(part=part):
                return not self.holds(part, found, unit, language)
            case Field() | Compare() | Regex() | Relation():
                return unit in self._given[query]
            case _:
                if (query, language) not in self._sought:
                    self._sought[query, language] = Sought(query, language, self._options)
                return any(True for _place in self._sought[query, language].places(*found))
