"""The formats that a report can have and the parts of one: what the window calls them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qcode.formats.base import Loss
from qcode.formats.losses import Lost
from qcode.formats.writers import WRITERS
from qcode.model.report import Part

from .file_words import loss_words
from .language import mark, tr

NAMES: Mapping[str, str] = {
    ".docx": mark("Word document"),
    ".xlsx": mark("Excel workbook"),
    ".pptx": mark("Slides"),
    ".html": mark("Web page"),
    ".md": mark("Markdown text"),
    ".csv": mark("Table (CSV)"),
    ".json": mark("Data (JSON)"),
}
PART_NAMES: Mapping[Part, str] = {
    Part.COVER: mark("Cover"),
    Part.CONTENTS: mark("Table of contents"),
    Part.DOCUMENTS: mark("List of documents"),
    Part.EXCERPTS: mark("Excerpts by code"),
    Part.ANALYSIS: mark("Table of content analysis"),
    Part.CODE_DOCUMENT: mark("Table of codes and documents"),
    Part.CODE_ATTRIBUTE: mark("Table of codes and attributes"),
    Part.CHART: mark("Chart of the codes"),
    Part.CODEBOOK: mark("Codebook"),
    Part.TRANSCRIPTS: mark("Marked transcripts"),
    Part.METHOD: mark("How it was done"),
}


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the suffix of its files with the dot, and its name."""

    suffix: str
    name: str


def writable() -> list[Format]:
    """Return the formats that can be written, the usual one first."""
    suffixes = [writer.suffixes[0] for writer in WRITERS]
    return [Format(each, tr(NAMES[each]) if each in NAMES else each) for each in suffixes]


def foreseen(loss: Loss) -> str:
    """Say, before a file is written, what will not get into it."""
    if loss.kind == Lost.PARTS:
        return tr("Not in this format: {parts}", parts=loss.detail)
    return loss_words(loss)


def part_name(part: Part) -> str:
    """Return what a part of a report is called."""
    return tr(PART_NAMES[part])
