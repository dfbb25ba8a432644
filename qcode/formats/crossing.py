"""Counts that the excerpts of a bundle give: codes by documents, codes by attributes.

The tables in words that a page shows are cut to its width; these are whole, and numbers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from .bundle import ExportBundle, ExportCode, ExportExcerpt
from .bundle_parts import ExportAttribute

_MOST_VALUES = 30  # of an attribute whose values are free


@dataclass(frozen=True, slots=True)
class Crossed:
    """Counts by code, in the order of the codes, for each of some headings."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]


def by_document(bundle: ExportBundle) -> Crossed:
    """Return how many excerpts each code has in each document."""
    names = dict.fromkeys(document.name for document in bundle.documents)
    names |= dict.fromkeys(each.document for code in bundle.codes for each in code.excerpts)
    counts = [Counter(each.document for each in code.excerpts) for code in bundle.codes]
    used = [name for name in names if any(count[name] for count in counts)]
    return Crossed(tuple(used), tuple(tuple(count[name] for name in used) for count in counts))


def divides(bundle: ExportBundle, attribute: ExportAttribute) -> bool:
    """Tell whether the values of an attribute divide the excerpts into a few groups."""
    if attribute.kind not in ("choice", "boolean"):
        return False
    return 1 < len(values_of(bundle, attribute)) <= _MOST_VALUES


def values_of(bundle: ExportBundle, attribute: ExportAttribute) -> list[str]:
    """Return the values in use, choices as they were made; "" where it is not known."""
    found = {value_of(each, attribute) for code in bundle.codes for each in code.excerpts}
    choices = [value for value in attribute.choices if value in found]
    free = sorted(value for value in found - {*choices, ""})
    return [*choices, *free, *([""] if "" in found else [])]


def value_of(excerpt: ExportExcerpt, attribute: ExportAttribute) -> str:
    """Return the stored value of an attribute, "" if the excerpt has none."""
    return next((value for name, value in excerpt.stored if name == attribute.name), "")


def by_attribute(
    codes: Sequence[ExportCode], attribute: ExportAttribute, values: Sequence[str]
) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Return, by code and value, how many excerpts there are, and of how many persons.

    Where nobody is known to speak, a document counts as a person.
    """
    rows = []
    for code in codes:
        excerpts: Counter[str] = Counter()
        persons: dict[str, set[str]] = defaultdict(set)
        for each in code.excerpts:
            value = value_of(each, attribute)
            excerpts[value] += 1
            persons[value] |= set(each.alias or (each.document,))
        rows.append(tuple((excerpts[value], len(persons[value])) for value in values))
    return tuple(rows)
