"""What a page of a report has beside its excerpts: tables, charts, transcripts, memos, sections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from .bundle_parts import (
    Cell,
    ExportChart,
    ExportMemo,
    ExportSection,
    ExportTable,
    ExportTranscript,
)
from .characters import escaped
from .report_styles import color_style
from .typography import grouped

_INDENT = "\N{EM SPACE}"


def text_html(text: str) -> str:
    """Return text with its line breaks."""
    return escaped(text).replace("\u2028", "<br>")


def paragraphs_html(text: str, kind: str = "") -> str:
    """Return a paragraph for each line, "" for no text."""
    start = f'<p class="{kind}">' if kind else "<p>"
    lines = text.split("\n") if text else []
    return "".join(f"{start}{text_html(line)}</p>" for line in lines)


def table_html(
    headings: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[bool]
) -> Iterator[str]:
    """Yield a table; `rows` hold HTML; columns of `numbers` stand to the right."""
    kinds = [' class="number"' if number else "" for number in numbers]
    cells = zip(headings, kinds, strict=True)
    heads = "".join(f'<th scope="col"{kind}>{escaped(words)}</th>' for words, kind in cells)
    yield f'<div class="wide"><table>\n<thead><tr>{heads}</tr></thead>\n<tbody>'
    for first, *rest in rows:
        inner = "".join(
            f"<td{kind}>{cell}</td>" for cell, kind in zip(rest, kinds[1:], strict=True)
        )
        yield f'<tr><th scope="row">{first}</th>{inner}</tr>'
    yield "</tbody>\n</table></div>"


def words_table(table: ExportTable, language: str) -> Iterator[str]:
    """Yield a table that came in words, with the note under it."""

    def cell(value: Cell) -> str:
        return grouped(value, language) if isinstance(value, int) else paragraphs_html(value or "")

    depths = table.depths or (0,) * len(table.rows)
    rows = (
        (text_html(_INDENT * depth + str(row[0] or "")), *map(cell, row[1:]))
        for row, depth in zip(table.rows, depths, strict=True)
    )
    headings = [column.heading for column in table.columns]
    yield from table_html(headings, rows, [column.number for column in table.columns])
    yield paragraphs_html(table.note, "quiet")


def chart_html(chart: ExportChart, language: str) -> Iterator[str]:
    """Yield a chart as a table with a bar in each row."""
    most = max(bar.value for bar in chart.bars)
    rows = []
    for bar in chart.bars:
        color = bar.color if color_style(bar.color) else "currentColor"
        width = f"width:{100 * bar.value / most:.1f}%;background:{color}"
        drawn = f'<div class="bar" style="{width}" aria-hidden="true"></div>'
        rows.append((escaped(bar.name), drawn, grouped(bar.value, language)))
    yield from table_html(("", "", chart.value_name), rows, (False, False, True))


def transcript_html(transcript: ExportTranscript) -> Iterator[str]:
    """Yield a document with numbered paragraphs; what is coded in one stands under it."""
    yield paragraphs_html(transcript.details, "quiet")
    asked = frozenset(transcript.asked)
    codings: dict[int, list[str]] = defaultdict(list)
    starts = []
    position = 0
    lines = transcript.text.split("\n")
    for line in lines:
        starts.append((position, position + len(line) + 1))
        position += len(line) + 1
    for coding in transcript.codings:
        at = next(n for n, (start, end) in enumerate(starts) if start <= coding.start < end)
        said = " · ".join(filter(None, (*coding.text.split("\n"), coding.author)))
        codings[at].append(said)
    yield '<ol class="transcript">'
    for number, line in enumerate(lines):
        kind = ' class="asked"' if number + 1 in asked else ""
        notes = "".join(f'<p class="quiet">{escaped(said)}</p>' for said in codings[number])
        yield f'<li{kind}><p dir="auto">{text_html(line)}</p>{notes}</li>'
    yield "</ol>"


def memo_html(memo: ExportMemo) -> str:
    """Return a memo: title, what and whose it is, its words."""
    by = " · ".join(filter(None, (memo.kind, memo.on, memo.author, memo.date[:10])))
    title = f"<p><b>{escaped(memo.title)}</b></p>" if memo.title else ""
    return f"<aside>{title}{paragraphs_html(by, 'quiet')}{paragraphs_html(memo.text)}</aside>"


def section_html(section: ExportSection, language: str) -> Iterator[str]:
    """Yield what stands under the heading of a section."""
    yield "".join(map(paragraphs_html, section.texts))
    for table in section.tables:
        yield from words_table(table, language)
