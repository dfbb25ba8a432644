"""The report as one HTML file that needs nothing beside it and fetches nothing.

It reads well on a screen (light and dark), on a phone, on paper and aloud.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from qcode.model.job import SILENT, Job

from .base import Loss
from .bundle import ExportBundle, ExportCode, ExportExcerpt, ExportNote
from .characters import attribute, escaped, for_xml
from .html_style import STYLE
from .outline import depths
from .report_styles import color_style
from .steps import Steps
from .typography import grouped, language_tag

_NOTHING_FROM_OUTSIDE = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)
_DEEPEST = 6  # HTML has no deeper heading; what is deeper says so to a screen reader


class HtmlReport:
    """Writes a bundle as one page."""

    name = "HTML"
    suffixes: Sequence[str] = (".html", ".htm")

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
    yield f'<main aria-label="{attribute(bundle.labels.excerpts)}">'
    steps = Steps(bundle, job)
    for number, (code, depth) in enumerate(zip(bundle.codes, levels, strict=True), 1):
        yield from _code(code, depth, number, bundle)
        for excerpt in code.excerpts:
            steps.step(code.name)
            yield _excerpt(excerpt, bundle.quotes)
    yield "</main>"
    if bundle.documents:
        yield from _documents(bundle)
    if bundle.codebook:
        yield from _codebook(bundle)
    yield "</body>\n</html>"


def _text(text: str) -> str:
    return escaped(text).replace("\u2028", "<br>")


def _paragraphs(text: str, kind: str = "") -> str:
    start = f'<p class="{kind}">' if kind else "<p>"
    return "".join(f"{start}{_text(line)}</p>" for line in text.split("\n")) if text else ""


def _labelled(label: str, text: str) -> str:
    return f"<p><b>{escaped(label)}:</b> {_text(text)}</p>" if text else ""


def _front(bundle: ExportBundle) -> Iterator[str]:
    yield f"<header>\n<h1>{escaped(bundle.title)}</h1>"
    yield _paragraphs(bundle.project, "project")
    shown = escaped(bundle.date_words or bundle.date[:10])
    time = f'<time datetime="{attribute(bundle.date)}">{shown}</time>' if shown else ""
    details = " · ".join(filter(None, (escaped(bundle.author), time)))
    yield f'<p class="quiet">{details}</p>'
    yield _labelled(bundle.labels.filter, bundle.filter)
    yield _paragraphs(bundle.summary, "quiet") + "\n</header>"


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
    if not entries:
        return
    yield '<nav aria-labelledby="contents">'
    yield f'<h2 id="contents">{escaped(labels.contents)}</h2>\n<ul>'
    for depth, anchor, name in entries:
        indent = f' style="margin-left:{1.2 * (depth - 1):.1f}em"' if depth > 1 else ""
        yield f'<li{indent}><a href="#{anchor}">{escaped(name)}</a></li>'
    yield "</ul>\n</nav>"


def _code(code: ExportCode, depth: int, number: int, bundle: ExportBundle) -> Iterator[str]:
    labels = bundle.labels
    level = depth + 1
    tag = f"h{min(level, _DEEPEST)}"
    says = f' aria-level="{level}"' if level > _DEEPEST else ""
    yield f'<{tag} id="code-{number}"{says}>{_chip(code.color)}{escaped(code.name)}</{tag}>'
    yield _paragraphs(code.definition)
    yield _labelled(labels.use_when, code.use_when)
    yield _labelled(labels.avoid_when, code.avoid_when)
    yield _paragraphs(code.summary, "quiet")


def _chip(color: str) -> str:
    if not color_style(color):
        return ""
    return f'<span class="chip" style="background:{color}" aria-hidden="true"></span>'


def _excerpt(excerpt: ExportExcerpt, quotes: tuple[str, str]) -> str:
    """Return a quotation: its words are those of the paragraphs outside the marks."""
    opening, closing = (f'<span class="mark">{escaped(m)}</span>' if m else "" for m in quotes)
    lines = [_text(line) for line in excerpt.text.split("\n")]
    lines[0] = opening + lines[0]
    lines[-1] += closing
    words = "".join(f'<p dir="auto">{line}</p>' for line in lines)
    anchor = f' id="{attribute(excerpt.guid)}"' if excerpt.guid else ""
    caption = f"<figcaption>{_text(excerpt.source)}</figcaption>" if excerpt.source else ""
    notes = "".join(map(_note, excerpt.notes))
    return f"<figure{anchor}><blockquote>{words}</blockquote>{caption}{notes}</figure>"


def _note(note: ExportNote) -> str:
    day = f'<time datetime="{attribute(note.date)}">{escaped(note.date[:10])}</time>'
    by = " · ".join(filter(None, (escaped(note.author), day if note.date else "")))
    return f'<aside><p class="quiet">{by}</p>{_paragraphs(note.text)}</aside>'


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]], numbers: int) -> Iterator[str]:
    """Yield a table; `rows` hold HTML; the last `numbers` columns stand to the right."""
    words = len(headings) - numbers
    kinds = [""] * words + [' class="number"'] * numbers
    cells = zip(headings, kinds, strict=True)
    heads = "".join(f'<th scope="col"{kind}>{escaped(words)}</th>' for words, kind in cells)
    yield f'<div class="wide"><table>\n<thead><tr>{heads}</tr></thead>\n<tbody>'
    for first, *rest in rows:
        inner = "".join(
            f"<td{kind}>{cell}</td>" for cell, kind in zip(rest, kinds[1:], strict=True)
        )
        yield f'<tr><th scope="row">{first}</th>{inner}</tr>'
    yield "</tbody>\n</table></div>\n</section>"


def _documents(bundle: ExportBundle) -> Iterator[str]:
    labels = bundle.labels
    yield f'<section>\n<h2 id="documents">{escaped(labels.documents)}</h2>'
    headings = (
        labels.document,
        labels.kind,
        labels.language,
        labels.paragraphs,
        labels.characters,
        labels.count,
    )
    rows = (
        (
            escaped(document.name),
            escaped(document.kind),
            escaped(document.language),
            grouped(document.paragraphs, bundle.language),
            grouped(document.characters, bundle.language),
            grouped(document.segments, bundle.language),
        )
        for document in bundle.documents
    )
    yield from _table(headings, rows, 3)


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
            _chip(code.color) + escaped(code.path),
            _paragraphs(code.definition),
            _paragraphs(code.use_when),
            _paragraphs(code.avoid_when),
            _paragraphs(code.example),
            grouped(code.segments, bundle.language),
        )
        for code in bundle.codebook
    )
    yield from _table(headings, rows, 1)
