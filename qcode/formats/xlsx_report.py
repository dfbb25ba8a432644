"""The report as a workbook: a row for each excerpt, and sheets for all that is counted.

Numbers, dates and times are such; texts are what was said, also one that begins with "=".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from qcode.model.job import SILENT, Job
from qcode.model.report import Part

from .base import Loss
from .bundle import ExportBundle, ExportCode, ExportExcerpt, Pairs
from .bundle_parts import ExportAttribute
from .characters import for_utf8
from .parts_left import parts_left
from .pictures_left import pictures_left
from .report_parts import moment
from .steps import Steps
from .workbook import Sheet, SheetColumn, Value, Workbook
from .xlsx_tables import documents, tables

_TEXT, _NAME, _SHORT, _NUMBER, _GUID = 60, 24, 14, 9, 38  # widths in characters


class XlsxReport:
    """Writes a bundle as a workbook."""

    name = "Excel"
    suffixes: Sequence[str] = (".xlsx",)
    more: Sequence[Part] = (Part.ANALYSIS, Part.CODE_DOCUMENT, Part.CODE_ATTRIBUTE, Part.METHOD)

    def write(self, bundle: ExportBundle, path: Path, job: Job = SILENT) -> tuple[Loss, ...]:
        """Write the sheets; charts and whole transcripts have no place in them."""
        bundle, losses = for_utf8(bundle)
        made = moment(bundle.date)
        book = Workbook(path, bundle.title, bundle.author, made)
        sheets = [*_excerpts(bundle, job), *tables(bundle), *documents(bundle, typed)]
        return (*losses, *book.write([*sheets, _about(bundle)]), *self.foresee(bundle))

    def foresee(self, bundle: ExportBundle) -> tuple[Loss, ...]:
        """Return what is known beforehand not to get into the file."""
        left = parts_left(bundle, (Part.CHART, Part.TRANSCRIPTS))
        return (*left, *pictures_left(bundle))


def typed(
    attributes: Sequence[ExportAttribute], stored: Pairs, bundle: ExportBundle
) -> list[Value]:
    """Return the stored values of attributes as numbers, dates and words."""
    values = dict(stored)
    return [_typed(each, values.get(each.name, ""), bundle) for each in attributes]


def _typed(attribute: ExportAttribute, value: str, bundle: ExportBundle) -> Value:
    if not value:
        return None
    try:
        if attribute.kind == "number":
            number = float(value)
            return int(number) if number.is_integer() else number
        if attribute.kind == "date":
            return date.fromisoformat(value)
    except ValueError:
        return value
    if attribute.kind == "boolean":
        return bundle.labels.yes if value == "true" else bundle.labels.no
    return value


def level_names(code: ExportCode, levels: int) -> list[str]:
    """Return the names of a code from the top, "" below it."""
    names = code.names or (code.name,)
    return [*names, *[""] * (levels - len(names))]


def levels_of(codes: Sequence[ExportCode]) -> int:
    """Return how many levels the codes have."""
    return max((len(code.names or (code.name,)) for code in codes), default=1)


def _excerpts(bundle: ExportBundle, job: Job) -> Iterator[Sheet]:
    if not bundle.codes:
        return
    labels = bundle.labels
    levels = levels_of(bundle.codes)
    columns = [
        *(SheetColumn(labels.level.replace("{n}", str(n)), _NAME) for n in range(1, levels + 1)),
        SheetColumn(labels.verbatim, _TEXT),
        SheetColumn(labels.condensed, _NAME + _SHORT),
        SheetColumn(labels.document, _NAME),
        SheetColumn(labels.alias, _SHORT),
        SheetColumn(labels.speaker, _SHORT),
        SheetColumn(labels.place, _SHORT),
        SheetColumn(labels.time, 10, number=True),
        SheetColumn(labels.coder, _SHORT),
        SheetColumn(labels.coded, 17),
        SheetColumn(labels.weight, _NUMBER, number=True),
        SheetColumn(labels.memo, _NAME + _SHORT),
        SheetColumn(labels.also, _NAME),
        *(
            SheetColumn(each.name, _SHORT, number=each.kind == "number")
            for each in bundle.attributes
        ),
        SheetColumn(labels.start, _NUMBER, number=True),
        SheetColumn(labels.end, _NUMBER, number=True),
        SheetColumn(labels.identity, _GUID),
    ]
    yield Sheet(labels.excerpts, columns, _rows(bundle, levels, Steps(bundle, job)))


def _rows(bundle: ExportBundle, levels: int, steps: Steps) -> Iterator[Sequence[Value]]:
    for code in bundle.codes:
        names = level_names(code, levels)
        for excerpt in code.excerpts:
            steps.step(code.name)
            yield (*names, *_row(excerpt, bundle))


def _row(excerpt: ExportExcerpt, bundle: ExportBundle) -> Iterator[Value]:
    time = excerpt.time_ms
    yield excerpt.text
    yield excerpt.condensed
    yield excerpt.document
    yield ", ".join(excerpt.alias)
    yield excerpt.speaker
    yield excerpt.place or (f"¶ {excerpt.paragraph}" if excerpt.paragraph else "")
    yield None if time is None else timedelta(milliseconds=time)
    yield excerpt.coder
    yield _moment(excerpt.coded)
    yield excerpt.weight
    yield "\n\n".join(memo_words(note.author, note.date, note.text) for note in excerpt.notes)
    yield "; ".join(excerpt.also)
    yield from typed(bundle.attributes, excerpt.stored, bundle)
    yield excerpt.start
    yield excerpt.end
    yield excerpt.guid


def memo_words(author: str, when: str, text: str) -> str:
    """Return a memo with its author and day before it."""
    by = ", ".join(filter(None, (author, when[:10])))
    return f"{by}: {text}" if by else text


def _moment(text: str) -> Value:
    try:
        return datetime.fromisoformat(text).replace(microsecond=0)
    except ValueError:
        return text


def _about(bundle: ExportBundle) -> Sheet:
    """Return what stands on the cover of other reports, and how it was done."""
    labels = bundle.labels
    rows: list[tuple[Value, Value]] = [
        (labels.title, bundle.title),
        (labels.project, bundle.project),
        (labels.author, bundle.author),
        (labels.date, bundle.date_words or bundle.date[:10]),
        (labels.filter, bundle.filter),
        (labels.summary, bundle.summary),
        (labels.verbatim, bundle.wording_note),
    ]
    rows += [(labels.memo, f"{memo.title}\n{memo.text}".strip()) for memo in bundle.memos]
    for section in bundle.sections:
        rows.append((section.heading, "\n\n".join(section.texts)))
        for table in section.tables:
            rows.append((table.title, " · ".join(column.heading for column in table.columns)))
            rows += [(None, " · ".join(str(c) for c in row if c is not None)) for row in table.rows]
    columns = (SheetColumn(labels.about, _NAME), SheetColumn("", 2 * _TEXT))
    return Sheet(labels.about, columns, [row for row in rows if row[1]])
