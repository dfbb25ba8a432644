"""Codebooks as Markdown: a heading a code, its texts below.

What people do not need to see, the GUID and the colour, stands in a comment below the heading, so
that a codebook that was written here is read again as it was. Other files are read by their
headings; without headings by their lists.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from qcode.model.job import SILENT, Job

from .base import Loss
from .codebook_base import CodebookBundle, PrintedCode, lost_between
from .codebook_md_reader import read_text
from .md_grammar import escaped
from .refi.values import write_color, write_guid

_DEEPEST = 6


class CodebookMarkdown:
    """Writes a codebook as Markdown."""

    name = "Markdown"
    suffixes: Sequence[str] = (".md",)

    def write(self, bundle: CodebookBundle, path: Path, job: Job = SILENT) -> tuple[Loss, ...]:
        """Write a heading for each code, and read them again for what got lost."""
        job.check()
        text = "\n\n".join(_blocks(bundle)) + "\n"
        path.write_text(text, encoding="utf-8", newline="\n")
        again = read_text(text, path)
        return lost_between((code.entry for code in bundle.codes), again.entries)


def _blocks(bundle: CodebookBundle) -> Iterator[str]:
    yield f"# {escaped(bundle.title)}"
    details = filter(None, (bundle.project, bundle.author, bundle.date_words))
    yield escaped(" · ".join(details))
    if bundle.summary:
        yield escaped(bundle.summary)
    for code in bundle.codes:
        yield from _code(code, bundle)


def _code(code: PrintedCode, bundle: CodebookBundle) -> Iterator[str]:
    entry, labels = code.entry, bundle.labels
    heading = f"{'#' * min(entry.level + 1, _DEEPEST)} {escaped(entry.name)}"
    about = f'level="{entry.level}" guid="{write_guid(entry.guid)}"'
    yield f'{heading}\n<!-- code {about} color="{write_color(entry.color)}" -->'
    if entry.definition:
        yield _text(entry.definition)
    rules = (
        (labels.use_when, entry.use_when),
        (labels.avoid_when, entry.avoid_when),
        (labels.example, entry.example),
    )
    for label, text in rules:
        if text:
            yield f"**{escaped(label)}:** {_text(text)}"
    if bundle.counts and code.summary:
        yield f"*{escaped(code.summary)}*"
    for excerpt in code.excerpts:
        opening, closing = bundle.quotes
        lines = [line for line in f"{opening}{excerpt.text}{closing}".split("\n") if line.strip()]
        quoted = "\n>\n".join(f"> {escaped(line)}" for line in (*lines, excerpt.source) if line)
        yield quoted


def _text(text: str) -> str:
    """Return a text: an empty line parts paragraphs, a backslash ends a line inside one."""
    paragraphs = (part.split("\n") for part in text.split("\n\n"))
    return "\n\n".join("\\\n".join(map(escaped, lines)) for lines in paragraphs)
