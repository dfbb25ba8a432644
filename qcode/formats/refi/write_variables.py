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

from .parts import Kept, twin
from .reading import line
from .write_context import ATTRIBUTE, Writing
from .write_parts import KeptParts
from .write_values import required


class _Type(StrEnum):
    TEXT = "Text"
    BOOLEAN = "Boolean"
    INTEGER = "Integer"
    FLOAT = "Float"
    DATE = "Date"
    MOMENT = "DateTime"


_WHOLE = re.compile(r"-?\d{1,18}", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,30}(?:\.\d{1,30})?", re.ASCII)
_TIME = re.compile(
    r"T(?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d+)?"
    r"(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?",
    re.ASCII,
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _is_date(value: str) -> bool:
    try:
        return bool(_DAY.fullmatch(value)) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _is_moment(value: str) -> bool:
    return _is_date(value[:10]) and bool(_TIME.fullmatch(value, 10))


class Variables:
    """The variables of a project and their values."""

    def __init__(self, writing: Writing, kept: KeptParts) -> None:
        self._writing, self._kept = writing, kept
        known = {each.guid: each.guid for each in writing.project.attributes}
        twins = {twin(guid): guid for guid in known}
        # One variable of documents and of cases is two attributes here, and is one again.
        self._base = {guid: twins.get(guid, guid) for guid in known}
        self._targets = {each.guid: each.target for each in writing.project.attributes}
        self._values: dict[str, list[ExchangeValue]] = defaultdict(list)
        self._of_owner: dict[tuple[AttributeTarget, str], list[ExchangeValue]] = defaultdict(list)
        for value in writing.project.values:
            target = self._targets[value.attribute]
            self._values[self._base[value.attribute]].append(value)
            self._of_owner[target, value.owner].append(value)
        self.names = self._told_apart()
        self._types = {each.guid: self._type(each) for each in writing.project.attributes}

    def _type(self, attribute: ExchangeAttribute) -> _Type:
        values = [each.value for each in self._values[self._base[attribute.guid]]]
        kin = self._kept.of(Kept.VARIABLE, attribute.guid)
        said = kin.node.says.get("typeOfVariable") if kin else ""
        if said == _Type.MOMENT and all(map(_is_moment, values)):
            return _Type.MOMENT
        if said == _Type.INTEGER and all(map(_WHOLE.fullmatch, values)):
            return _Type.INTEGER
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
            if self._base[each.guid] != each.guid:
                found[each.guid] = each.name
                continue
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
            if self._base[each.guid] != each.guid:
                continue
            guid, kind = self._writing.of(ATTRIBUTE, each.guid), self._types[each.guid]
            name = required("name", self.names[each.guid])
            kin = self._kept.of(Kept.VARIABLE, each.guid)
            said = kin.inner("Description") if kin else ""
            yield f'<Variable guid="{guid}"{name} typeOfVariable="{kind}">{said}</Variable>\n'

    def of(self, target: AttributeTarget, owner: str) -> str:
        """Return what the attributes say of a document or a case."""
        return "".join(self._written(self._of_owner.get((target, owner), ())))

    def again(self, value: ExchangeValue) -> str:
        """Return how a value is read again."""
        match self._types[self._base[value.attribute]]:
            case _Type.FLOAT if "." in value.value or len(value.value) > 15:
                return str(float(value.value))
            case _Type.FLOAT | _Type.INTEGER:
                return str(int(value.value))
            case _:
                return line(fit_for_xml(value.value))

    def _written(self, values: Iterable[ExchangeValue]) -> Iterator[str]:
        for each in values:
            base = self._base[each.attribute]
            name = f"{self._types[base]}Value"
            guid = self._writing.of(ATTRIBUTE, base)
            value = escaped(fit_for_xml(each.value))
            yield (
                f'<VariableValue><VariableRef targetGUID="{guid}"/>'
                f"<{name}>{value}</{name}></VariableValue>\n"
            )
