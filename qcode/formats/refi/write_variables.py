"""Attributes as variables: of which type, and how their values are written.

A variable has the type of its attribute only where every value is one of that type; else it is
text, so that nothing is refused or changed. Whole numbers make an integer, which others show
without decimals.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from qcode.formats.characters import escaped, fit_for_xml
from qcode.formats.exchange import ExchangeAttribute, ExchangeValue
from qcode.model.document import AttributeTarget, AttributeType

from .write_context import ATTRIBUTE, Writing
from .write_values import required


class _Type(StrEnum):
    TEXT = "Text"
    BOOLEAN = "Boolean"
    INTEGER = "Integer"
    FLOAT = "Float"
    DATE = "Date"


_WHOLE = re.compile(r"-?\d{1,18}", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,30}(?:\.\d{1,30})?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _is_date(value: str) -> bool:
    try:
        return bool(_DAY.fullmatch(value)) and bool(date.fromisoformat(value))
    except ValueError:
        return False


class Variables:
    """The variables of a project and their values."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        self._targets = {each.guid: each.target for each in writing.project.attributes}
        self._values: dict[str, list[ExchangeValue]] = defaultdict(list)
        self._of_owner: dict[tuple[AttributeTarget, str], list[ExchangeValue]] = defaultdict(list)
        for value in writing.project.values:
            target = self._targets[value.attribute]
            self._values[value.attribute].append(value)
            self._of_owner[target, value.owner].append(value)
        self.names = self._told_apart()
        self._types = {each.guid: self._type(each) for each in writing.project.attributes}

    def _type(self, attribute: ExchangeAttribute) -> _Type:
        values = [each.value for each in self._values[attribute.guid]]
        match attribute.type:
            case AttributeType.NUMBER if values and all(map(_WHOLE.fullmatch, values)):
                return _Type.INTEGER
            case AttributeType.NUMBER if all(map(_NUMBER.fullmatch, values)):
                return _Type.FLOAT
            case AttributeType.DATE if all(map(_is_date, values)):
                return _Type.DATE
            case AttributeType.BOOLEAN if all(each in ("true", "false") for each in values):
                return _Type.BOOLEAN
            case _:
                return _Type.TEXT

    def _told_apart(self) -> dict[str, str]:
        """Return the names by GUID, no two of them the same: others keep variables by name."""
        found: dict[str, str] = {}
        used: set[str] = set()
        for each in self._writing.project.attributes:
            name, number = each.name, 1
            while name in used:
                number += 1
                name = f"{each.name} ({number})"
            used.add(name)
            found[each.guid] = name
        return found

    def lines(self) -> Iterator[str]:
        """Yield the variables."""
        for each in self._writing.project.attributes:
            guid, kind = self._writing.of(ATTRIBUTE, each.guid), self._types[each.guid]
            name = required("name", self.names[each.guid])
            yield f'<Variable guid="{guid}"{name} typeOfVariable="{kind}"/>\n'

    def of(self, target: AttributeTarget, owner: str) -> str:
        """Return what the attributes say of a document or a case."""
        return "".join(self._written(self._of_owner.get((target, owner), ())))

    def _written(self, values: Iterable[ExchangeValue]) -> Iterator[str]:
        for each in values:
            name = f"{self._types[each.attribute]}Value"
            guid = self._writing.of(ATTRIBUTE, each.attribute)
            value = escaped(fit_for_xml(each.value))
            yield (
                f'<VariableValue><VariableRef targetGUID="{guid}"/>'
                f"<{name}>{value}</{name}></VariableValue>\n"
            )
