"""Cases of QualCoder, what belongs to them, and the attributes of cases and files."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isfinite

from qcode.model.document import AttributeTarget, AttributeType

from .exchange import ExchangeAttribute, ExchangeCase, ExchangeLink, ExchangeValue
from .foreign_values import ForeignLoss, name, text, whole
from .qualcoder_context import Context
from .qualcoder_kept import keep_rows
from .qualcoder_sources import Sources

_CASE = ("caseid", "name", "memo", "owner", "date")
_PASSAGE = ("caseid", "fid", "pos0", "pos1", "memo", "owner", "date")
_TYPE = ("name", "caseOrFile", "valuetype", "memo", "owner", "date")
_VALUE = ("name", "attr_type", "value", "id")
_TARGETS = {"case": AttributeTarget.CASE, "file": AttributeTarget.DOCUMENT}


@dataclass(slots=True)
class _Case:
    guid: str
    name: str
    links: dict[str, None] = field(default_factory=dict)


class Cases:
    """The cases of a project, by number, with the documents that are wholly theirs."""

    def __init__(self, context: Context, sources: Sources) -> None:
        self._context, self._sources = context, sources
        self.all: dict[int, _Case] = {}
        self._read_cases()
        self._read_links()

    def cases(self) -> tuple[ExchangeCase, ...]:
        """Return the cases."""
        return tuple(
            ExchangeCase(case.guid, case.name, links=tuple((each, None) for each in case.links))
            for case in self.all.values()
        )

    def _read_cases(self) -> None:
        for number, called, memo, owner, date in self._context.database.rows(
            "cases", _CASE, order=("caseid",)
        ):
            if (known := whole(number)) is None:
                continue
            case = _Case(self._context.guid("cases", text(called)), name(called))
            self.all[known] = case
            link = ExchangeLink(case=case.guid)
            self._context.memo(
                memo, link, called=case.name, owner=owner, date=date, key=("cases", case.guid)
            )

    def _read_links(self) -> None:
        """Read what belongs to cases: whole documents are linked, parts and other files kept.

        Positions are counted as those of codings are, so codings come first.
        """
        kept: list[dict[str, object]] = []
        for number, file, start, end, memo, owner, date in self._context.database.rows(
            "case_text", _PASSAGE, order=("caseid", "fid", "pos0")
        ):
            case, source = (
                self.all.get(whole(number) or -1),
                self._sources.all.get(whole(file) or -1),
            )
            if case is None or source is None:
                self._context.losses.add(ForeignLoss.DANGLING, "case_text")
                continue
            self._context.memo(
                *(memo, ExchangeLink(case=case.guid)),
                called=case.name,
                owner=owner,
                date=date,
                key=("case_text", case.guid, source.guid, start, end),
            )
            first, last = whole(start) or 0, whole(end) or 0
            document = self._sources.document(source.number)
            row: dict[str, object] = {"case": case.guid, "source": source.guid}
            if document is not None and source.number in self._sources.pictures:
                case.links[document.guid] = None
                continue
            if document is None or document.positions is None:
                kept.append(row)
                continue
            if document.positions.is_whole(first, last):
                case.links[document.guid] = None
                continue
            span = document.positions.span(first, last)
            if span is not None:
                row |= {"start": span.start, "end": span.end}
            kept.append(row)
            self._context.losses.add(ForeignLoss.CASE_PARTS, case.name)
        names = {each.guid: each.name for each in self.all.values()}
        called = names[str(kept[0]["case"])] if kept else ""
        keep_rows(self._context, "case_text", kept, called)


class Attributes:
    """The attributes of a project and their values. One for cases and files is two here."""

    def __init__(self, context: Context, sources: Sources, cases: Cases) -> None:
        self._context, self._sources, self._cases = context, sources, cases
        self._types: dict[str, str] = {}
        self._read_types()
        self._values = self._read_values()

    def _read_types(self) -> None:
        for called, _target, kind, memo, owner, date in self._context.database.rows(
            "attribute_type", _TYPE, order=("name",)
        ):
            self._types[text(called)] = text(kind)
            link = ExchangeLink()
            self._context.memo(
                *(memo, link),
                called=text(called),
                owner=owner,
                date=date,
                key=("attribute_type", text(called)),
            )

    def _read_values(self) -> dict[tuple[str, AttributeTarget], dict[str, str]]:
        """Return the values of each attribute by owner."""
        found: dict[tuple[str, AttributeTarget], dict[str, str]] = {}
        kept: list[dict[str, object]] = []
        for called, kind, value, number in self._context.database.rows(
            "attribute", _VALUE, order=("attr_type", "id", "name")
        ):
            written = " ".join(text(value).split())
            if not written:
                continue
            target, owner = _TARGETS.get(text(kind)), self._owner(text(kind), whole(number) or -1)
            if target is None or not owner:
                self._context.losses.add(ForeignLoss.VALUES, text(called))
                row = {"name": text(called), "of": text(kind), "number": number}
                kept.append({**row, "value": written})
                continue
            found.setdefault((text(called), target), {})[owner] = written
        keep_rows(self._context, "attribute", kept)
        return found

    def _owner(self, kind: str, number: int) -> str:
        """Return the case or document that a value is of, "" for none."""
        if kind == "case":
            return self._cases.all[number].guid if number in self._cases.all else ""
        source = self._sources.document(number) if kind == "file" else None
        return source.guid if source else ""

    def read(self) -> tuple[tuple[ExchangeAttribute, ...], tuple[ExchangeValue, ...]]:
        """Return the attributes, those without values too, and what they say."""
        attributes, values = [], []
        for called, target in self._wanted():
            mark = self._context.guid("attribute_type", called, target)
            written = self._values.get((called, target), {})
            numbers = {owner: _number(value) for owner, value in written.items()}
            kind = AttributeType.TEXT
            if self._types.get(called) == "numeric":
                if None in numbers.values():
                    self._context.losses.add(ForeignLoss.NUMBERS, called)
                else:
                    kind = AttributeType.NUMBER
            attributes.append(ExchangeAttribute(mark, name(called), target, kind))
            for owner, value in written.items():
                said = numbers[owner] if kind is AttributeType.NUMBER else value
                values.append(ExchangeValue(mark, owner, said or value))
        return tuple(attributes), tuple(values)

    def _wanted(self) -> list[tuple[str, AttributeTarget]]:
        wanted: dict[tuple[str, AttributeTarget], None] = {}
        for called, kind in self._context.database.rows(
            "attribute_type", ("name", "caseOrFile"), order=("name",)
        ):
            target = _TARGETS.get(text(kind))
            if target is not None:
                wanted[text(called), target] = None
        return list(wanted | dict.fromkeys(self._values))


def _number(written: str) -> str | None:
    """Return a number as a project keeps it, None if it is none."""
    plain = written.replace(",", ".").replace(" ", "")
    try:
        number = float(plain)
    except ValueError:
        return None
    if "_" in plain or not isfinite(number):
        return None
    return str(int(plain)) if plain.lstrip("+-").isdecimal() else str(number)
