"""Variables and cases: attributes of cases and of documents, with their values.

Programs that know variables of documents but not of cases write a case without a name for each
document; those are variables of documents here, too.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from math import isfinite

from qcode.formats.exchange import (
    ExchangeAttribute,
    ExchangeCase,
    ExchangeValue,
)
from qcode.model.document import AttributeTarget, AttributeType
from qcode.model.text import canonical

from .losses import RefiLoss
from .parts import Kept, twin
from .reading import Reading, bare, line
from .tree import Element, children, content, tag, text_of, within
from .values import read_boolean

_TYPES = {
    "text": AttributeType.TEXT,
    "boolean": AttributeType.BOOLEAN,
    "integer": AttributeType.NUMBER,
    "float": AttributeType.NUMBER,
    "date": AttributeType.DATE,
    "datetime": AttributeType.DATE,
}
_UNSAID = ("integer", "datetime")  # types that an attribute does not tell apart from others
_MIDNIGHT = ("T00:00:00", "T00:00:00.000")
_BEYOND = ("CodeRef", "SelectionRef")


@dataclass(slots=True)
class _Variable:
    guid: str
    name: str
    kind: str
    values: dict[AttributeTarget, dict[str, str]] = field(default_factory=dict)  # by owner


class Variables:
    """The variables of a project, the values they have, and the cases."""

    def __init__(self, reading: Reading, documents: dict[str, str]) -> None:
        """Begin with what the project has; `documents` gives a document for each source."""
        self._reading, self._documents = reading, documents
        self._variables: dict[str, _Variable] = {}
        self.cases: list[ExchangeCase] = []
        for element in within(reading.root, "Variables", "Variable"):
            self._read_variable(element)

    def _read_variable(self, element: Element) -> None:
        name = line(element.get("name"))
        guid = self._reading.guids.own(element.get("guid"), "variable", name)
        kind = str(element.get("typeOfVariable", "Text")).strip().casefold()
        self._variables[guid] = _Variable(guid, name or guid[:8], kind)
        if kind in _UNSAID or text_of(element, "Description").strip():
            self._reading.keep(Kept.VARIABLE, guid, name, deepcopy(element))

    def read_cases(self) -> None:
        """Read the cases, with their values and documents."""
        for element in within(self._reading.root, "Cases", "Case"):
            self._read_case(element)

    def _read_case(self, element: Element) -> None:
        reading = self._reading
        name = line(element.get("name"))
        raw = [reading.guids.of(each.get("targetGUID")) for each in children(element, "SourceRef")]
        links = list(
            dict.fromkeys(self._documents[each] for each in raw if each in self._documents)
        )
        kept = bare(element)
        for child in element:
            if child.tag in map(tag, _BEYOND):
                kept.append(deepcopy(child))
            elif child.tag == tag("SourceRef"):
                guid = reading.guids.of(child.get("targetGUID"))
                if self._documents.get(guid) != guid:
                    kept.append(deepcopy(child))
                    if guid not in self._documents and not reading.guids.has("source", guid):
                        reading.losses.add(RefiLoss.UNKNOWN_SOURCE, name)
        if not name and len(links) == 1 and not len(kept) and not text_of(element, "Description"):
            self.read_values(element, links[0], AttributeTarget.DOCUMENT)
            return
        guid = reading.guids.own(element.get("guid"), "case", f"{name} {raw}")
        if not name:
            reading.losses.add(RefiLoss.NAMELESS, guid)
        description = canonical(text_of(element, "Description")).text
        self.cases.append(
            ExchangeCase(guid, name or guid[:8], description, tuple((each, None) for each in links))
        )
        if len(kept):
            reading.keep(Kept.CASE, guid, name, kept)
        self.read_values(element, guid, AttributeTarget.CASE)

    def read_values(self, element: Element, owner: str, target: AttributeTarget) -> None:
        """Read what the variables say of a case or a document."""
        for said in children(element, "VariableValue"):
            reference = said.find(tag("VariableRef"))
            raw = None if reference is None else reference.get("targetGUID")
            variable = self._variables.get(self._reading.guids.of(raw))
            if variable is None:
                self._reading.losses.add(RefiLoss.UNKNOWN_VARIABLE, line(element.get("name")))
                continue
            value = next((content(each) for each in said if each is not reference), "")
            value = " ".join(canonical(value).text.split())
            if value:
                variable.values.setdefault(target, {}).setdefault(owner, value)

    def all(self) -> tuple[tuple[ExchangeAttribute, ...], tuple[ExchangeValue, ...]]:
        """Return the attributes, in the order of the variables, and all values."""
        attributes: list[ExchangeAttribute] = []
        values: list[ExchangeValue] = []
        unused = AttributeTarget.CASE if self.cases else AttributeTarget.DOCUMENT
        for variable in self._variables.values():
            targets = list(variable.values) or [unused]
            for target in sorted(targets, reverse=True):  # documents before cases
                other = len(targets) > 1 and target is AttributeTarget.CASE
                guid = twin(variable.guid) if other else variable.guid
                kind, written = self._fitted(variable, variable.values.get(target, {}))
                attributes.append(ExchangeAttribute(guid, variable.name, target, kind))
                values += (ExchangeValue(guid, owner, value) for owner, value in written.items())
        return tuple(attributes), tuple(values)

    def _fitted(
        self, variable: _Variable, values: dict[str, str]
    ) -> tuple[AttributeType, dict[str, str]]:
        """Return a type that holds all the values, and them as it does: text if nothing else."""
        kind = _TYPES.get(variable.kind, AttributeType.TEXT)
        fitted = {}
        for owner, value in values.items():
            fit = _fit(kind, value)
            if fit is None:
                if variable.kind != "datetime":
                    self._reading.losses.add(RefiLoss.BAD_VALUE, value[:80])
                return AttributeType.TEXT, values
            fitted[owner] = fit
        return kind, fitted


def _fit(kind: AttributeType, value: str) -> str | None:
    """Return a value as an attribute of a type keeps it; None for one that it cannot be."""
    match kind:
        case AttributeType.BOOLEAN:
            truth = read_boolean(value)
            return None if truth is None else str(truth).lower()
        case AttributeType.NUMBER:
            return _number(value)
        case AttributeType.DATE:
            return _day(value)
        case _:
            return value


def _number(value: str) -> str | None:
    if len(value) > 40:
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    if "_" in value or not isfinite(number):
        return None
    if number == number.to_integral_value() and "." not in value and "e" not in value.lower():
        return str(int(number))
    return str(float(number))


def _day(value: str) -> str | None:
    """Return a date; None for a moment in the day, which a date cannot say."""
    day, time = value[:10], value[10:].rstrip("Z")
    try:
        date.fromisoformat(day)
    except ValueError:
        return None
    return day if not time or time in _MIDNIGHT else None
