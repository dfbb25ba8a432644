"""The tables of the Word report: the list of documents and the codebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .bundle import ExportBundle, ExportCode, ExportDocument
from .ooxml import LANDSCAPE, PORTRAIT, Column, Page, paragraph, paragraphs, run, table
from .outline import depths
from .report_styles import code_style, color_style
from .typography import grouped

_CHIP = "\N{BLACK SQUARE}"
_NUMBER_HEADING = "QCodeTableHeadingNumber"
_UPRIGHT = 4  # a codebook with more columns than this lies on its side


def documents_table(bundle: ExportBundle) -> Iterator[str]:
    """Yield the list of documents, a row for each."""
    labels = bundle.labels
    columns = (
        Column(labels.document, 5),
        Column(labels.kind, 2.6),
        Column(labels.language, 2.2),
        Column(labels.paragraphs, 1.8, _NUMBER_HEADING),
        Column(labels.characters, 2, _NUMBER_HEADING),
        Column(labels.count, 1.8, _NUMBER_HEADING),
    )

    def cells(document: ExportDocument) -> Sequence[str]:
        words = (document.name, document.kind, document.language)
        numbers = (document.paragraphs, document.characters, document.segments)
        return (
            *(paragraphs("QCodeTableText", word) for word in words),
            *(_number(number, bundle.language) for number in numbers),
        )

    rows = map(cells, bundle.documents)
    return table(columns, rows, width=PORTRAIT.text_width, title=labels.documents)


class CodebookTable:
    """The codebook: a row a code, and a column for whatever at least one code says."""

    def __init__(self, bundle: ExportBundle) -> None:
        labels = bundle.labels
        rules = {
            "definition": Column(labels.definition, 6),
            "use_when": Column(labels.use_when, 4.5),
            "avoid_when": Column(labels.avoid_when, 4.5),
            "example": Column(labels.example, 4.5),
        }
        self._bundle = bundle
        self._rules = [n for n in rules if any(getattr(code, n) for code in bundle.codebook)]
        self._columns = (
            Column(labels.code, 4.5),
            *(rules[name] for name in self._rules),
            Column(labels.count, 2, _NUMBER_HEADING),
        )

    @property
    def page(self) -> Page:
        """The page that gives the columns room."""
        return LANDSCAPE if len(self._columns) > _UPRIGHT else PORTRAIT

    def xml(self) -> Iterator[str]:
        """Yield the table."""
        title = self._bundle.labels.codebook
        return table(self._columns, self._rows(), width=self.page.text_width, title=title)

    def _rows(self) -> Iterable[Sequence[str]]:
        codebook = self._bundle.codebook
        indents = depths(code.level for code in codebook)
        for code, depth in zip(codebook, indents, strict=True):
            yield (
                _name(code, depth),
                *(paragraphs("QCodeTableText", getattr(code, name)) for name in self._rules),
                _number(code.segments, self._bundle.language),
            )


def _name(code: ExportCode, depth: int) -> str:
    style = color_style(code.color)
    chip = run(_CHIP, style) if style else ""
    return paragraph(code_style(depth), chip + run(f"\t{code.name}"))


def _number(number: int, language: str) -> str:
    return paragraph("QCodeTableNumber", run(grouped(number, language)))
