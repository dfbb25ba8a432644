"""The sheets beside the excerpts: codebook, documents, codes by documents and by attributes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from qcode.model.report import Part

from .bundle import ExportBundle, ExportCode, Pairs
from .bundle_parts import ExportAttribute, ExportTable
from .crossing import by_attribute, by_document, divides, values_of
from .outline import depths
from .workbook import SetIn, Sheet, SheetColumn, Value

_TEXT, _NAME, _NUMBER = 44, 24, 11  # widths in characters
_CODE = 36

Typed = Callable[[Sequence[ExportAttribute], Pairs, ExportBundle], list[Value]]


def tables(bundle: ExportBundle) -> Iterator[Sheet]:
    """Yield the sheets that are asked for and have rows."""
    options = bundle.options
    if bundle.codebook:
        yield _codebook(bundle)
    if options.has(Part.CODE_DOCUMENT) and bundle.codes:
        yield _by_document(bundle)
    if options.has(Part.CODE_ATTRIBUTE):
        wanted = {name.casefold() for name in options.attributes}
        for each in bundle.attributes:
            if each.name.casefold() in wanted if wanted else divides(bundle, each):
                yield _by_attribute(bundle, each)
    for table in bundle.tables:
        if table.key == "analysis":
            yield _words(table)


def documents(bundle: ExportBundle, typed: Typed) -> Iterator[Sheet]:
    """Yield the list of documents, with a column for each attribute."""
    if not bundle.documents:
        return
    labels = bundle.labels
    used = {name for each in bundle.documents for name, _value in each.stored}
    attributes = [each for each in bundle.attributes if each.name in used]
    columns = [
        SheetColumn(labels.document, _CODE),
        SheetColumn(labels.alias, _NAME),
        SheetColumn(labels.kind, _NAME),
        SheetColumn(labels.language, 14),
        SheetColumn(labels.paragraphs, _NUMBER, number=True),
        SheetColumn(labels.characters, _NUMBER, number=True),
        SheetColumn(labels.count, _NUMBER, number=True),
        *(SheetColumn(each.name, 14, number=each.kind == "number") for each in attributes),
        SheetColumn(labels.identity, 38),
    ]
    rows = [
        (
            *(each.name, each.alias, each.kind, each.language),
            *(each.paragraphs, each.characters, each.segments),
            *typed(attributes, each.stored, bundle),
            each.guid,
        )
        for each in bundle.documents
    ]
    yield Sheet(labels.documents, columns, rows)


def _codebook(bundle: ExportBundle) -> Sheet:
    labels = bundle.labels
    deepest = max(len(code.names or (code.name,)) for code in bundle.codebook)
    columns = [
        *(SheetColumn(labels.level.replace("{n}", str(n)), _NAME) for n in range(1, deepest + 1)),
        *(
            SheetColumn(heading, _TEXT)
            for heading in (labels.definition, labels.use_when, labels.avoid_when, labels.example)
        ),
        SheetColumn(labels.count, _NUMBER, number=True),
        SheetColumn(labels.documents, _NUMBER, number=True),
        SheetColumn(labels.identity, 38),
    ]

    def row(code: ExportCode) -> list[Value]:
        names = code.names or (code.name,)
        # Each code stands in the column of its level; those above it have rows of their own.
        placed = [""] * (len(names) - 1) + [code.name] + [""] * (deepest - len(names))
        rules = (code.definition, code.use_when, code.avoid_when, code.example)
        return [*placed, *rules, code.segments, code.documents, code.guid]

    return Sheet(labels.codebook, columns, map(row, bundle.codebook))


def _codes(bundle: ExportBundle) -> list[SetIn]:
    steps = depths(code.level for code in bundle.codes)
    return [SetIn(code.name, d - 1) for code, d in zip(bundle.codes, steps, strict=True)]


def _by_document(bundle: ExportBundle) -> Sheet:
    labels, crossed = bundle.labels, by_document(bundle)
    columns = [
        SheetColumn(labels.code, _CODE),
        *(SheetColumn(name, 14, number=True) for name in crossed.headings),
        SheetColumn(labels.total, _NUMBER, number=True),
    ]
    rows = [
        (code, *(count or None for count in counts), sum(counts) or None)
        for code, counts in zip(_codes(bundle), crossed.rows, strict=True)
    ]
    return Sheet(f"{labels.code} × {labels.document}", columns, rows)


def _by_attribute(bundle: ExportBundle, attribute: ExportAttribute) -> Sheet:
    """Return excerpts and persons, each in columns of numbers."""
    labels, values = bundle.labels, values_of(bundle, attribute)
    shown = [_shown(attribute, value, bundle) for value in values]
    columns = [
        SheetColumn(labels.code, _CODE),
        *(SheetColumn(name, 14, number=True) for name in shown),
        *(SheetColumn(labels.persons.replace("{value}", n), 14, number=True) for n in shown),
    ]
    rows = [
        (
            code,
            *(excerpts or None for excerpts, _persons in counts),
            *(persons or None for _excerpts, persons in counts),
        )
        for code, counts in zip(
            _codes(bundle), by_attribute(bundle.codes, attribute, values), strict=True
        )
    ]
    return Sheet(f"{labels.code} × {attribute.name}", columns, rows)


def _shown(attribute: ExportAttribute, value: str, bundle: ExportBundle) -> str:
    labels = bundle.labels
    if attribute.kind == "boolean" and value:
        return labels.yes if value == "true" else labels.no
    return value or labels.unknown


def _words(table: ExportTable) -> Sheet:
    heaviest = max(column.weight for column in table.columns)
    columns = [
        SheetColumn(each.heading, max(_NAME, round(60 * each.weight / heaviest)), each.number)
        for each in table.columns
    ]
    return Sheet(table.title, columns, table.rows)
