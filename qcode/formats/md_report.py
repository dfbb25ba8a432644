"""The report as Markdown: CommonMark, with its tables as GitHub has them.

Every text is escaped so that it reads as it is; white space at the ends of a paragraph is written
as character references. What Markdown has no form for is an empty paragraph inside an excerpt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from qcode.model.job import SILENT, Job

from .base import Loss
from .bundle import ExportBundle, ExportCode, ExportExcerpt
from .characters import for_utf8
from .outline import depths
from .steps import Steps
from .typography import grouped

EMPTY_PARAGRAPHS = "empty_paragraphs"

_MARKUP = re.compile(r"[\\`*_\[\]<>|~$^]|&(?=[#A-Za-z])|#$")
_AT_START = re.compile(r"([#+=:-])|(\d{1,9})([.)])")
_ENDS = re.compile(r"^\s+|\s+$")
_DEEPEST = 6


class MarkdownReport:
    """Writes a bundle as one Markdown file."""

    name = "Markdown"
    suffixes: Sequence[str] = (".md",)

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
                for excerpt in code.excerpts:
                    steps.step(code.name)
                    empty += excerpt.text.split("\n").count("")
                    file.writelines(f"{block}\n\n" for block in _excerpt(excerpt, bundle.quotes))
            if bundle.documents:
                file.write(_documents(bundle))
            if bundle.codebook:
                file.write(_codebook(bundle))
        return (*losses, Loss(EMPTY_PARAGRAPHS, empty)) if empty else losses


def escaped(line: str) -> str:
    """Return one line of text as Markdown that shows exactly that text."""
    line = _MARKUP.sub(lambda found: f"\\{found[0]}", line)
    if start := _AT_START.match(line):
        mark, number, stop = start.groups()
        line = (f"\\{mark}" if mark else f"{number}\\{stop}") + line[start.end() :]
    return _ENDS.sub(lambda found: "".join(map(_reference, found[0])), line)


def _reference(space: str) -> str:
    """Return white space so that it survives; CommonMark takes no reference to a control."""
    return f"&#{ord(space)};" if space == "\t" or ord(space) >= 0x20 else space


def _paragraphs(text: str) -> Iterator[str]:
    return (escaped(line) for line in text.split("\n") if line)


def _front(bundle: ExportBundle) -> Iterator[str]:
    yield f"# {escaped(bundle.title)}"
    yield from _paragraphs(bundle.project)
    details = filter(None, (bundle.author, bundle.date_words or bundle.date[:10]))
    yield from _paragraphs(" · ".join(details))
    if bundle.filter:
        yield _labelled(bundle.labels.filter, bundle.filter)
    yield from _paragraphs(bundle.summary)


def _labelled(label: str, text: str) -> str:
    return f"**{escaped(label)}:** " + "\n\n".join(_paragraphs(text))


def _code(code: ExportCode, depth: int, bundle: ExportBundle) -> Iterator[str]:
    labels = bundle.labels
    yield f"{'#' * min(depth + 1, _DEEPEST)} {escaped(code.name)}"
    yield from _paragraphs(code.definition)
    for label, text in ((labels.use_when, code.use_when), (labels.avoid_when, code.avoid_when)):
        if text:
            yield _labelled(label, text)
    if code.summary:
        yield f"*{escaped(code.summary)}*"


def _excerpt(excerpt: ExportExcerpt, quotes: tuple[str, str]) -> Iterator[str]:
    lines = [line for line in excerpt.text.split("\n") if line] or [""]
    lines[0] = quotes[0] + lines[0]
    lines[-1] += quotes[1]
    yield "\n>\n".join(f"> {escaped(line)}" for line in lines)
    yield from _paragraphs(excerpt.source)
    for note in excerpt.notes:
        by = ", ".join(filter(None, (note.author, note.date[:10])))
        blocks = [f"**{escaped(by)}:**", *_paragraphs(note.text)]
        yield "- " + "\n\n  ".join((" ".join(blocks[:2]), *blocks[2:]))


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]], numbers: int) -> str:
    """Return a table whose last `numbers` columns stand to the right."""
    words = len(headings) - numbers
    lines = [headings, [":--"] * words + ["--:"] * numbers, *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines) + "\n"


def _cell(text: str) -> str:
    return "<br>".join(_paragraphs(text))


def _documents(bundle: ExportBundle) -> str:
    labels = bundle.labels
    headings = (
        labels.document,
        labels.kind,
        labels.language,
        labels.paragraphs,
        labels.characters,
        labels.count,
    )
    rows = [
        (
            *map(_cell, (document.name, document.kind, document.language)),
            grouped(document.paragraphs, bundle.language),
            grouped(document.characters, bundle.language),
            grouped(document.segments, bundle.language),
        )
        for document in bundle.documents
    ]
    return f"## {escaped(labels.documents)}\n\n" + _table(headings, rows, 3)


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
            *map(_cell, (code.path, code.definition, code.use_when, code.avoid_when)),
            _cell(code.example),
            grouped(code.segments, bundle.language),
        )
        for code in bundle.codebook
    ]
    return f"## {escaped(labels.codebook)}\n\n" + _table(headings, rows, 1)
