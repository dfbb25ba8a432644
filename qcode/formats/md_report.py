"""The report as Markdown: CommonMark, with its tables as GitHub has them.

Every text is escaped so that it reads as it is; white space at the ends of a paragraph is written
as character references. What Markdown has no form for is an empty paragraph inside an excerpt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from qcode.model.codebook import shown_path
from qcode.model.job import SILENT, Job
from qcode.model.report import Part

from .base import Loss
from .bundle import ExportBundle, ExportCode, ExportExcerpt, ExportLine
from .characters import for_utf8
from .document_rows import document_rows
from .md_grammar import escaped, md_cell, md_labelled, md_paragraphs, md_table
from .md_parts import other_parts
from .outline import depths
from .pictures_left import pictures_left
from .steps import Steps
from .typography import grouped

EMPTY_PARAGRAPHS = "empty_paragraphs"

_DEEPEST = 6


class MarkdownReport:
    """Writes a bundle as one Markdown file."""

    name = "Markdown"
    suffixes: Sequence[str] = (".md",)
    more: Sequence[Part] = ()

    def foresee(self, bundle: ExportBundle) -> tuple[Loss, ...]:
        """Return the pictures: every part has its place."""
        return pictures_left(bundle)

    def write(self, bundle: ExportBundle, path: Path, job: Job = SILENT) -> tuple[Loss, ...]:
        """Write the report; empty paragraphs in excerpts are left out and counted."""
        bundle, losses = for_utf8(bundle)
        empty = 0
        steps = Steps(bundle, job)
        levels = depths(code.level for code in bundle.codes)
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{block}\n\n" for block in _front(bundle))
            for code, depth in zip(bundle.codes, levels, strict=True):
                file.writelines(f"{block}\n\n" for block in _code(code, depth, bundle))
                group = ""
                for excerpt in code.excerpts:
                    steps.step(code.name)
                    if excerpt.group != group:
                        group = excerpt.group
                        file.write(f"**{escaped(group)}**\n\n")
                    empty += excerpt.text.split("\n").count("") if not excerpt.see else 0
                    file.writelines(f"{block}\n\n" for block in _excerpt(excerpt, bundle))
            if bundle.documents:
                file.write(_documents(bundle))
            if bundle.codebook:
                file.write(_codebook(bundle))
            file.writelines(other_parts(bundle))
        empties = (Loss(EMPTY_PARAGRAPHS, empty),) if empty else ()
        return (*losses, *empties, *pictures_left(bundle))


def _front(bundle: ExportBundle) -> Iterator[str]:
    yield f"# {escaped(bundle.title)}"
    yield from md_paragraphs(bundle.project)
    details = filter(None, (bundle.author, bundle.date_words or bundle.date[:10]))
    yield from md_paragraphs(" · ".join(details))
    if bundle.filter:
        yield md_labelled(bundle.labels.filter, bundle.filter)
    yield from md_paragraphs(bundle.summary)
    yield from md_paragraphs(bundle.wording_note)


def _code(code: ExportCode, depth: int, bundle: ExportBundle) -> Iterator[str]:
    labels = bundle.labels
    yield f"{'#' * min(depth + 1, _DEEPEST)} {escaped(code.name)}"
    yield from md_paragraphs(code.definition)
    for label, text in ((labels.use_when, code.use_when), (labels.avoid_when, code.avoid_when)):
        if text:
            yield md_labelled(label, text)
    if code.summary:
        yield f"*{escaped(code.summary)}*"
    for memo in code.memos:
        yield md_labelled(memo.title or labels.memo, memo.text)


def _excerpt(excerpt: ExportExcerpt, bundle: ExportBundle) -> Iterator[str]:
    number = f"{excerpt.number}. " if excerpt.number else ""
    if excerpt.see:
        yield escaped(f"{number}{excerpt.source or excerpt.document} · {excerpt.see}")
        return
    marks = bundle.quotes if excerpt.frame is None else excerpt.frame
    shown = excerpt.condensed if excerpt.wording == "edited" else excerpt.text
    given = excerpt.lines or [ExportLine(line) for line in shown.split("\n")]
    lines = [_said(line) for line in given if line.text] or [""]
    lines[0] = marks[0] + lines[0]
    lines[-1] += marks[1]
    quoted = [escaped(line) for line in lines]
    before, after = (
        [f"*{escaped(_said(line).strip())}*" for line in around]
        for around in (excerpt.before, excerpt.after)
    )
    yield "\n>\n".join(f"> {line}" for line in (*before, *quoted, *after))
    if excerpt.wording == "both":
        yield md_labelled(bundle.labels.edited, excerpt.condensed)
    yield from md_paragraphs(number + excerpt.source)
    for note in excerpt.notes:
        by = ", ".join(filter(None, (note.author, note.date[:10])))
        blocks = [f"**{escaped(by)}:**", *md_paragraphs(note.text)]
        yield "- " + "\n\n  ".join((" ".join(blocks[:2]), *blocks[2:]))


def _said(line: ExportLine) -> str:
    return f"{line.speaker}: {line.text}" if line.speaker else line.text


def _documents(bundle: ExportBundle) -> str:
    headings, rows, numbers = document_rows(bundle)
    cells = [list(map(md_cell, row)) for row in rows]
    heading = f"## {escaped(bundle.labels.documents)}\n\n"
    return heading + md_table(list(map(md_cell, headings)), cells, numbers)


def _codebook(bundle: ExportBundle) -> str:
    labels = bundle.labels
    headings = (
        labels.code,
        labels.definition,
        labels.use_when,
        labels.avoid_when,
        labels.example,
        labels.count,
    )
    rows = [
        (
            md_cell(shown_path(code.path)),
            *map(md_cell, (code.definition, code.use_when, code.avoid_when)),
            md_cell(code.example),
            grouped(code.segments, bundle.language),
        )
        for code in bundle.codebook
    ]
    return f"## {escaped(labels.codebook)}\n\n" + md_table(headings, rows, 1)
