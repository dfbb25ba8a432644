"""What a Markdown report has beside its excerpts: tables, transcripts, memos, sections."""

from __future__ import annotations

from collections.abc import Iterator

from .bundle import ExportBundle
from .bundle_parts import Cell, ExportChart, ExportMemo, ExportTable, ExportTranscript
from .md_grammar import escaped, md_cell, md_paragraphs, md_table
from .typography import grouped

_INDENT = "\N{EM SPACE}"


def other_parts(bundle: ExportBundle) -> Iterator[str]:
    """Yield the parts that only some reports have, with their headings."""
    language = bundle.language
    for table in bundle.tables:
        yield f"## {escaped(table.title)}\n\n{_words_table(table, language)}"
    for chart in bundle.charts:
        yield f"## {escaped(chart.title)}\n\n{_chart(chart, language)}"
    for transcript in bundle.transcripts:
        yield f"## {escaped(transcript.name)}\n\n"
        yield from _transcript(transcript)
    if bundle.memos:
        yield f"## {escaped(bundle.labels.memos)}\n\n"
        yield from map(_memo, bundle.memos)
    for section in bundle.sections:
        yield f"{'#' * (section.level + 1)} {escaped(section.heading)}\n\n"
        yield from (f"{block}\n\n" for text in section.texts for block in md_paragraphs(text))
        yield from (_words_table(table, language) for table in section.tables)


def _words_table(table: ExportTable, language: str) -> str:
    """Return a table; its last columns stand to the right, as far as they are numbers."""

    def cell(value: Cell) -> str:
        return grouped(value, language) if isinstance(value, int) else md_cell(value or "")

    depths = table.depths or (0,) * len(table.rows)
    rows = [
        (_INDENT * depth + cell(row[0]), *map(cell, row[1:]))
        for row, depth in zip(table.rows, depths, strict=True)
    ]
    numbers = 0
    for column in reversed(table.columns):
        if not column.number:
            break
        numbers += 1
    headings = [md_cell(column.heading) for column in table.columns]
    note = "".join(f"{block}\n\n" for block in md_paragraphs(table.note))
    return md_table(headings, rows, numbers) + note


def _chart(chart: ExportChart, language: str) -> str:
    rows = [(md_cell(bar.name), grouped(bar.value, language)) for bar in chart.bars]
    return md_table(("", md_cell(chart.value_name)), rows, 1)


def _transcript(transcript: ExportTranscript) -> Iterator[str]:
    """Yield the paragraphs with their numbers; the codings that begin in one stand under it."""
    yield from (f"{block}\n\n" for block in md_paragraphs(transcript.details))
    start = 0
    for number, line in enumerate(transcript.text.split("\n"), 1):
        end = start + len(line) + 1
        if line:
            yield f"**{number}** {escaped(line)}\n\n"
        for coding in transcript.codings:
            if start <= coding.start < end:
                said = " · ".join(filter(None, (*coding.text.split("\n"), coding.author)))
                yield f"- *{escaped(said)}*\n\n"
        start = end


def _memo(memo: ExportMemo) -> str:
    by = " · ".join(filter(None, (memo.kind, memo.on, memo.author, memo.date[:10])))
    head = f"**{escaped(memo.title)}**\n\n" if memo.title else ""
    blocks = [*md_paragraphs(by), *md_paragraphs(memo.text)]
    return head + "".join(f"{block}\n\n" for block in blocks)
