"""The tables of the Word report: the list of documents, the codebook, and those given in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .bundle import ExportBundle, ExportCode, ExportDocument
from .bundle_parts import Cell, ExportTable
from .ooxml import Column, paragraph, paragraphs, run, table
from .outline import depths
from .report_styles import code_style, color_style
from .typography import grouped

CHIP = "\N{BLACK SQUARE}"
_NUMBER_HEADING = "QCodeTableHeadingNumber"
_UPRIGHT = 4  # a codebook with more columns than this lies on its side
_NARROW = 17  # as much weight as a page has room for upright
_LEVELS = 4  # of the codebook that have a column each
_ATTRIBUTES = 2  # columns of the list of documents


class DocumentsTable:
    """The list of documents: a row each, and a column for whatever at least one has."""

    key = "documents"

    def __init__(self, bundle: ExportBundle) -> None:
        self._bundle = bundle
        documents = bundle.documents
        names = dict.fromkeys(name for each in documents for name, _value in each.attributes)
        self._attributes = list(names)[:_ATTRIBUTES]
        self._alias = any(each.alias for each in documents)
        self._date = any(each.date for each in documents)
        self.title = bundle.labels.documents

    @property
    def wide(self) -> bool:
        """Whether the columns need a page that lies on its side."""
        return sum(column.weight for column in self._columns()) > _NARROW

    def _columns(self) -> Sequence[Column]:
        labels = self._bundle.labels
        return (
            Column(labels.document, 3.6),
            *([Column(labels.alias, 3.2)] if self._alias else []),
            Column(labels.kind, 2.6),
            *([Column(labels.date, 2.6)] if self._date else []),
            *(Column(name, 2.6) for name in self._attributes),
            Column(labels.language, 2.4),
            Column(labels.paragraphs, 2.4, _NUMBER_HEADING),
            Column(labels.characters, 2.4, _NUMBER_HEADING),
            Column(labels.count, 2.2, _NUMBER_HEADING),
        )

    def xml(self, width: int) -> Iterator[str]:
        """Yield the table."""
        rows = map(self._row, self._bundle.documents)
        return table(self._columns(), rows, width=width, title=self.title)

    def _row(self, document: ExportDocument) -> Sequence[str]:
        attributes = dict(document.attributes)
        words = (
            document.name,
            *([document.alias] if self._alias else []),
            document.kind,
            *([document.date] if self._date else []),
            *(attributes.get(name, "") for name in self._attributes),
            document.language,
        )
        numbers = (document.paragraphs, document.characters, document.segments)
        return (
            *(paragraphs("QCodeTableText", word) for word in words),
            *(_number(number, self._bundle.language) for number in numbers),
        )


class CodebookTable:
    """The codebook: a row a code, and a column for whatever at least one code says.

    Each level has a column, where that is asked for and there are not too many; else the names
    are indented.
    """

    key = "codebook"

    def __init__(self, bundle: ExportBundle) -> None:
        labels = bundle.labels
        rules = {
            "definition": Column(labels.definition, 6),
            "use_when": Column(labels.use_when, 4.5),
            "avoid_when": Column(labels.avoid_when, 4.5),
            "example": Column(labels.example, 4.5),
        }
        self._bundle = bundle
        self._counted = bundle.options.counts or not bundle.full_codes
        self.title = labels.codebook
        self._rules = [n for n in rules if any(getattr(code, n) for code in bundle.codebook)]
        self._depths = depths(code.level for code in bundle.codebook)
        deepest = max(self._depths, default=1)
        self._levels = deepest if bundle.options.level_columns and 1 < deepest <= _LEVELS else 1
        names = [Column(labels.code, 4.5)]
        if self._levels > 1:
            levels = range(1, self._levels + 1)
            names = [Column(labels.level.replace("{n}", str(n)), self._room(n)) for n in levels]
        self._columns = (
            *names,
            *(rules[name] for name in self._rules),
            *([Column(labels.count, 2.5, _NUMBER_HEADING)] if self._counted else []),
        )

    def _room(self, level: int) -> float:
        """Return how wide the column of a level is, so that few words are cut."""
        codes = zip(self._bundle.codebook, self._depths, strict=True)
        words = [len(word) for code, depth in codes if depth == level for word in code.name.split()]
        return min(max(3.0, 0.6 + 0.33 * max(words, default=0)), 6.0)

    @property
    def wide(self) -> bool:
        """Whether the columns need a page that lies on its side."""
        return len(self._columns) > _UPRIGHT

    def xml(self, width: int) -> Iterator[str]:
        """Yield the table."""
        return table(self._columns, self._rows(), width=width, title=self.title)

    def _rows(self) -> Iterable[Sequence[str]]:
        for code, depth in zip(self._bundle.codebook, self._depths, strict=True):
            yield (
                *self._names(code, depth),
                *(paragraphs("QCodeTableText", getattr(code, name)) for name in self._rules),
                *([_number(code.segments, self._bundle.language)] if self._counted else []),
            )

    def _names(self, code: ExportCode, depth: int) -> Iterator[str]:
        style = color_style(code.color)
        chip = run(CHIP, style) if style else ""
        name = chip + run(f"\t{code.name}")
        if self._levels == 1:
            yield paragraph(code_style(depth), name)
            return
        for level in range(1, self._levels + 1):
            yield paragraph(code_style(1), name if level == depth else "")


class WordsTable:
    """A table that came in words."""

    def __init__(self, given: ExportTable, language: str) -> None:
        self._given, self._language = given, language
        self.key, self.title = given.key, given.title

    @property
    def wide(self) -> bool:
        """Whether the columns need a page that lies on its side."""
        return sum(column.weight for column in self._given.columns) > _NARROW - 1

    def xml(self, width: int) -> Iterator[str]:
        """Yield the table, with the note under it."""
        columns = [
            Column(
                each.heading, each.weight, _NUMBER_HEADING if each.number else "QCodeTableHeading"
            )
            for each in self._given.columns
        ]
        yield from table(columns, self._rows(), width=width, title=self.title)
        if self._given.note:
            yield paragraphs("QCodeTableNote", self._given.note)

    def _rows(self) -> Iterator[Sequence[str]]:
        given = self._given
        indents = given.depths or (-1,) * len(given.rows)
        for row, depth in zip(given.rows, indents, strict=True):
            first, *rest = row
            numbers = [column.number for column in given.columns[1:]]
            yield (
                self._cell(first, number=given.columns[0].number)
                if depth < 0
                else paragraph(code_style(depth + 1), run(f"\t{first}")),
                *(self._cell(cell, number=n) for cell, n in zip(rest, numbers, strict=True)),
            )

    def _cell(self, cell: Cell, *, number: bool) -> str:
        if isinstance(cell, int):
            return _number(cell, self._language)
        style = "QCodeTableNumber" if number else "QCodeTableText"
        return paragraphs(style, cell or "")


def _number(number: int, language: str) -> str:
    return paragraph("QCodeTableNumber", run(grouped(number, language)))
