"""The list of documents in words, with a column for whatever at least one document has."""

from __future__ import annotations

from collections.abc import Callable

from .bundle import ExportBundle, ExportDocument
from .typography import grouped

_Column = tuple[str, Callable[[ExportDocument], str]]


def document_rows(bundle: ExportBundle) -> tuple[list[str], list[list[str]], int]:
    """Return headings, rows, and how many of the last columns hold numbers."""
    labels, language = bundle.labels, bundle.language
    there = bundle.documents
    names = dict.fromkeys(name for each in there for name, _value in each.attributes)

    def value(name: str) -> Callable[[ExportDocument], str]:
        return lambda document: dict(document.attributes).get(name, "")

    words: list[_Column] = [(labels.document, lambda each: each.name)]
    if any(each.alias for each in there):
        words.append((labels.alias, lambda each: each.alias))
    words.append((labels.kind, lambda each: each.kind))
    if any(each.date for each in there):
        words.append((labels.date, lambda each: each.date))
    words += [(name, value(name)) for name in names]
    words.append((labels.language, lambda each: each.language))
    numbers: list[_Column] = [
        (labels.paragraphs, lambda each: grouped(each.paragraphs, language)),
        (labels.characters, lambda each: grouped(each.characters, language)),
        (labels.count, lambda each: grouped(each.segments, language)),
    ]
    columns = [*words, *numbers]
    rows = [[shown(each) for _heading, shown in columns] for each in there]
    return [heading for heading, _shown in columns], rows, len(numbers)
