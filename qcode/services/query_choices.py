"""What a project has that a query can name: for completion while one is built."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qcode.model.codebook import Codebook
from qcode.model.collation import sort_key
from qcode.model.document import AttributeTarget
from qcode.store import cases

from .projects import Project
from .query_parts import Sort

_LAST = re.compile(r"[^\s\"]*$")


@dataclass(frozen=True, slots=True)
class QueryChoices:
    """Names by what they are names of, and the values of each attribute; each list in order."""

    names: Mapping[Sort, Sequence[str]] = field(default_factory=dict)
    values: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def of(self, sort: Sort, attribute: str = "") -> Sequence[str]:
        """Return what can be named; for a value, those of an attribute."""
        if sort is Sort.VALUE:
            return self.values.get(attribute, ())
        return self.names.get(sort, ())


def read_choices(project: Project) -> QueryChoices:
    """Return what the project has now."""
    with project.reading() as view:
        documents = project.documents(view)
        attributes = cases.list_attributes(view)
        named = {known.id: known.name for known in attributes}
        values: defaultdict[str, set[str]] = defaultdict(set)
        for target in AttributeTarget:
            for cells in cases.read_values(view, target).values():
                for attribute, value in cells.items():
                    values[named[attribute]].add(value)
        names = {
            Sort.SPEAKER: _ordered(name for row in documents for name in row.speakers),
            Sort.DOCUMENT: _ordered(row.name for row in documents),
            Sort.SET: _ordered(known.name for known in cases.list_sets(view)),
            Sort.CASE: _ordered(known.name for known in cases.list_cases(view)),
            Sort.ATTRIBUTE: _ordered(named.values()),
            Sort.CODE: _paths(project.codebook(view)),
        }
    names[Sort.CODER] = _ordered(coder.name for coder in project.coders())
    return QueryChoices(names, {name: _ordered(each) for name, each in values.items()})


def split_last_word(text: str) -> tuple[str, str]:
    """Return a text in two parts: up to its last word, and that, "" where a space ends the text."""
    word = _LAST.search(text)
    assert word is not None  # it may be empty
    return text[: word.start()], word[0]


def _ordered(names: Iterable[str]) -> list[str]:
    return sorted({name for name in names if name.strip()}, key=sort_key)


def _paths(codebook: Codebook) -> list[str]:
    return [codebook.path(code.id) for _depth, code in codebook.walk()]
