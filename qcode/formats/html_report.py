"""The report as one HTML file that needs nothing beside it and fetches nothing.

It reads well on a screen (light and dark), on a phone, on paper and aloud.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from pathlib import Path

from qcode.model.codebook import shown_path
from qcode.model.job import SILENT, Job
from qcode.model.report import Part

from .base import Loss
from .bundle import ExportBundle, ExportCode, ExportExcerpt, ExportLine, ExportNote
from .bundle_parts import ExportPicture
from .characters import attribute, escaped, for_xml
from .document_rows import document_rows
from .docx_pictures import picture_suffix
from .html_parts import (
    chart_html,
    memo_html,
    paragraphs_html,
    section_html,
    table_html,
    text_html,
    transcript_html,
    words_table,
)
from .html_search import SCRIPT, script_hash, search_bar, searchable
from .html_style import STYLE
from .outline import depths
from .report_styles import color_style
from .steps import Steps
from .typography import grouped, language_tag

_NOTHING_FROM_OUTSIDE = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'"
    f"; form-action 'none'; script-src {script_hash()}"
)
_DEEPEST = 6  # HTML has no deeper heading; what is deeper says so to a screen reader


class HtmlReport:
    """Writes a bundle as one page."""

    name = "HTML"
    suffixes: Sequence[str] = (".html", ".htm")
    more: Sequence[Part] = ()

    def foresee(self, bundle: ExportBundle) -> tuple[Loss, ...]:
        """Return nothing: every part has its place."""
        return ()

    def write(self, bundle: ExportBundle, path: Path, job: Job = SILENT) -> tuple[Loss, ...]:
        """Write the page and return what it could not carry: what XML cannot, HTML cannot."""
        bundle, losses = for_xml(bundle)
        with path.open("w", encoding="utf-8", newline="\n") as file:
            for line in _page(bundle, job):
                file.write(f"{line}\n")
        return losses


def _page(bundle: ExportBundle, job: Job) -> Iterator[str]:
    levels = depths(code.level for code in bundle.codes)
    yield f'<!DOCTYPE html>\n<html lang="{language_tag(bundle.language)}">\n<head>'
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_NOTHING_FROM_OUTSIDE}">'
    yield f'<meta name="author" content="{attribute(bundle.author)}">'
    yield f"<title>{escaped(bundle.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>"
    yield from _front(bundle)
    yield from _contents(bundle, levels)
    if searchable(bundle):
        yield from search_bar(bundle)
    yield f'<main aria-label="{attribute(bundle.labels.excerpts)}">'
    steps = Steps(bundle, job)
    for number, (code, depth) in enumerate(zip(bundle.codes, levels, strict=True), 1):
        yield f'<section data-code="{attribute(code.path)}">'
        yield from _code(code, depth, number, bundle)
        group = ""
        for excerpt in code.excerpts:
            steps.step(code.name)
            if excerpt.group != group:
                group = excerpt.group
                yield f'<p class="group">{escaped(group)}</p>'
            yield _excerpt(excerpt, bundle)
        yield "</section>"
    yield "</main>"
    if bundle.documents:
        yield from _documents(bundle)
    if bundle.codebook:
        yield from _codebook(bundle)
    for anchor, heading, level, content in _others(bundle):
        yield f'<section>\n<h{level} id="{anchor}">{escaped(heading)}</h{level}>'
        yield from content
        yield "</section>"
    if searchable(bundle):
        yield f"<script>{SCRIPT}</script>"
    yield "</body>\n</html>"


def _labelled(label: str, text: str) -> str:
    return f"<p><b>{escaped(label)}:</b> {text_html(text)}</p>" if text else ""


def _front(bundle: ExportBundle) -> Iterator[str]:
    yield f"<header>\n{_logo(bundle)}<h1>{escaped(bundle.title)}</h1>"
    yield paragraphs_html(bundle.project, "project")
    shown = escaped(bundle.date_words or bundle.date[:10])
    time = f'<time datetime="{attribute(bundle.date)}">{shown}</time>' if shown else ""
    details = " · ".join(filter(None, (escaped(bundle.author), time)))
    yield f'<p class="quiet">{details}</p>'
    yield _labelled(bundle.labels.filter, bundle.filter)
    yield paragraphs_html(bundle.summary, "quiet")
    yield paragraphs_html(bundle.wording_note, "quiet") + "\n</header>"


def _logo(bundle: ExportBundle) -> str:
    """Return the logo with its bytes in the page, so that nothing is fetched."""
    if not bundle.logo:
        return ""
    kind, data = picture_suffix(bundle.logo), base64.b64encode(bundle.logo).decode("ascii")
    alt = attribute(bundle.labels.logo)
    return f'<p><img class="logo" src="data:image/{kind};base64,{data}" alt="{alt}"></p>\n'


def _contents(bundle: ExportBundle, levels: Sequence[int]) -> Iterator[str]:
    labels = bundle.labels
    entries = [
        (depth, f"code-{number}", code.name)
        for number, (code, depth) in enumerate(zip(bundle.codes, levels, strict=True), 1)
    ]
    if bundle.documents:
        entries.append((1, "documents", labels.documents))
    if bundle.codebook:
        entries.append((1, "codebook", labels.codebook))
    entries += [(level - 1, anchor, words) for anchor, words, level, _ in _others(bundle)]
    if not entries:
        return
    yield '<nav aria-labelledby="contents">'
    yield f'<h2 id="contents">{escaped(labels.contents)}</h2>\n<ul>'
    for depth, anchor, name in entries:
        indent = f' style="margin-left:{1.2 * (depth - 1):.1f}em"' if depth > 1 else ""
        yield f'<li{indent}><a href="#{anchor}">{escaped(name)}</a></li>'
    yield "</ul>\n</nav>"


def _others(bundle: ExportBundle) -> Iterator[tuple[str, str, int, Iterator[str]]]:
    """Yield the parts that only some reports have: anchor, heading, its level, and content."""
    language, labels = bundle.language, bundle.labels
    for number, table in enumerate(bundle.tables, 1):
        yield f"table-{number}", table.title, 2, words_table(table, language)
    for number, chart in enumerate(bundle.charts, 1):
        yield f"chart-{number}", chart.title, 2, chart_html(chart, language)
    for number, each in enumerate(bundle.transcripts, 1):
        yield f"transcript-{number}", each.name, 2, transcript_html(each)
    if bundle.memos:
        yield "memos", labels.memos, 2, map(memo_html, bundle.memos)
    for number, section in enumerate(bundle.sections, 1):
        content = section_html(section, language)
        yield f"section-{number}", section.heading, section.level + 1, content


def _code(code: ExportCode, depth: int, number: int, bundle: ExportBundle) -> Iterator[str]:
    labels = bundle.labels
    level = depth + 1
    tag = f"h{min(level, _DEEPEST)}"
    says = f' aria-level="{level}"' if level > _DEEPEST else ""
    yield f'<{tag} id="code-{number}"{says}>{_chip(code.color)}{escaped(code.name)}</{tag}>'
    yield paragraphs_html(code.definition)
    yield _labelled(labels.use_when, code.use_when)
    yield _labelled(labels.avoid_when, code.avoid_when)
    if bundle.full_codes:
        yield _labelled(labels.example, code.example)
    yield paragraphs_html(code.summary, "quiet")
    yield from map(memo_html, code.memos)


def _chip(color: str) -> str:
    if not color_style(color):
        return ""
    return f'<span class="chip" style="background:{color}" aria-hidden="true"></span>'


def _excerpt(excerpt: ExportExcerpt, bundle: ExportBundle) -> str:
    """Return a quotation: its words are those of the paragraphs outside the marks."""
    anchor = f' id="{attribute(excerpt.guid)}"' if excerpt.guid else ""
    anchor += f' data-document="{attribute(excerpt.document)}"'
    number = f"{excerpt.number}. " if excerpt.number else ""
    if excerpt.see:
        link = f'<a href="#{attribute(excerpt.see_guid)}">{escaped(excerpt.see)}</a>'
        where = text_html(f"{number}{excerpt.source or excerpt.document} · ")
        return f'<p class="quiet"{anchor}>{where}{link}</p>'
    before, after = ("".join(map(_around, lines)) for lines in (excerpt.before, excerpt.after))
    source = text_html(number + excerpt.source)
    caption = f"<figcaption>{source}</figcaption>" if source else ""
    edited = ""
    if excerpt.wording == "both":
        edited = _labelled(bundle.labels.edited, excerpt.condensed)
    notes = "".join(map(_note, excerpt.notes))
    words = _words(excerpt, bundle.quotes) + _picture(excerpt.picture)
    inner = f"<blockquote>{before}{words}{after}</blockquote>{edited}{caption}{notes}"
    return f"<figure{anchor}>{inner}</figure>"


def _picture(picture: ExportPicture | None) -> str:
    """Return the part of a picture that a passage is, with its bytes in the page."""
    if picture is None:
        return ""
    data = base64.b64encode(picture.data).decode("ascii")
    return (
        f'<img class="region" src="data:image/{picture.kind};base64,{data}"'
        f' width="{picture.width}" height="{picture.height}" alt="{attribute(picture.alt)}">'
    )


def _words(excerpt: ExportExcerpt, quotes: tuple[str, str]) -> str:
    marks = quotes if excerpt.frame is None else excerpt.frame
    opening, closing = (f'<span class="mark">{escaped(m)}</span>' if m else "" for m in marks)
    shown = excerpt.condensed if excerpt.wording == "edited" else excerpt.text
    given = excerpt.lines or tuple(ExportLine(line) for line in shown.split("\n"))
    lines = [_line(line) for line in given]
    lines[0] = opening + lines[0]
    lines[-1] += closing
    kinds = [' class="asked"' if line.asked else "" for line in given]
    pairs = zip(lines, kinds, strict=True)
    return "".join(f'<p dir="auto"{kind}>{line}</p>' for line, kind in pairs)


def _line(line: ExportLine) -> str:
    name = f'<span class="mark"><b>{escaped(line.speaker)}: </b></span>' if line.speaker else ""
    label = f"<b>{text_html(line.text[: line.label])}</b>" if line.label else ""
    return name + label + text_html(line.text[line.label :])


def _around(line: ExportLine) -> str:
    return f'<p dir="auto" class="context">{_line(line)}</p>'


def _note(note: ExportNote) -> str:
    day = f'<time datetime="{attribute(note.date)}">{escaped(note.date[:10])}</time>'
    by = " · ".join(filter(None, (escaped(note.author), day if note.date else "")))
    return f'<aside><p class="quiet">{by}</p>{paragraphs_html(note.text)}</aside>'


def _documents(bundle: ExportBundle) -> Iterator[str]:
    labels = bundle.labels
    yield f'<section>\n<h2 id="documents">{escaped(labels.documents)}</h2>'
    headings, rows, numbers = document_rows(bundle)
    right = [False] * (len(headings) - numbers) + [True] * numbers
    yield from table_html(headings, (list(map(escaped, row)) for row in rows), right)
    yield "</section>"


def _codebook(bundle: ExportBundle) -> Iterator[str]:
    labels = bundle.labels
    yield f'<section>\n<h2 id="codebook">{escaped(labels.codebook)}</h2>'
    headings = (
        labels.code,
        labels.definition,
        labels.use_when,
        labels.avoid_when,
        labels.example,
        labels.count,
    )
    rows = (
        (
            _chip(code.color) + escaped(shown_path(code.path)),
            paragraphs_html(code.definition),
            paragraphs_html(code.use_when),
            paragraphs_html(code.avoid_when),
            paragraphs_html(code.example),
            grouped(code.segments, bundle.language),
        )
        for code in bundle.codebook
    )
    yield from table_html(headings, rows, [False] * 5 + [True])
    yield "</section>"
