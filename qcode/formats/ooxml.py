"""The grammar of WordprocessingML that the report needs: runs, paragraphs, tables, the package.

Everything is text that is written once, in order, so that a report of any length takes little
memory. Arguments called `content` are XML; all others are plain text and are escaped here.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from .characters import attribute, escaped

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{RELATIONSHIPS}"'
)
# What only newer programs know, and older ones may pass over.
NEWER = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" mc:Ignorable="w15"'
)

_LINE_SEPARATOR = "\u2028"
_OPEN, _CLOSE = '<w:t xml:space="preserve">', "</w:t>"
_EMPTY = _OPEN + _CLOSE
_CHUNK = 1 << 18  # characters gathered before they are compressed


def run(text: str, style: str = "") -> str:
    """Return a run that shows exactly `text`: tab and U+2028 become Word's tab and line break."""
    if not text:
        return ""
    inner = _OPEN + escaped(text) + _CLOSE
    if "\t" in text or _LINE_SEPARATOR in text:
        inner = inner.replace("\t", f"{_CLOSE}<w:tab/>{_OPEN}")
        inner = inner.replace(_LINE_SEPARATOR, f"{_CLOSE}<w:br/>{_OPEN}").replace(_EMPTY, "")
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f"<w:r>{properties}{inner}</w:r>"


def paragraph(style: str, content: str = "", *, kept: bool = False) -> str:
    """Return a paragraph in a named style; `kept` on the page of the next one."""
    more = "<w:keepNext/>" if kept else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{content}</w:p>'


def paragraphs(style: str, text: str) -> str:
    """Return a paragraph for each line of `text`."""
    return "".join(paragraph(style, run(line)) for line in text.split("\n"))


def bookmarked(content: str, *, number: int, name: str) -> str:
    """Return `content` inside a bookmark; `number` is unique in the document."""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )


def field(instruction: str, shown: str) -> str:
    """Return a field that shows `shown` until the word processor computes it."""
    return f'<w:fldSimple w:instr="{attribute(instruction)}">{run(shown)}</w:fldSimple>'


@dataclass(frozen=True, slots=True)
class Page:
    """A page set-up in twips (twentieths of a point); margins from the top, clockwise."""

    width: int
    height: int
    margins: tuple[int, int, int, int]

    @property
    def text_width(self) -> int:
        """What is left between the margins."""
        return self.width - self.margins[1] - self.margins[3]

    @property
    def text_height(self) -> int:
        """What is left between top and bottom margin."""
        return self.height - self.margins[0] - self.margins[2]

    def section(self, references: str, *, bare: bool = False) -> str:
        """Return section properties; `references` are those to headers and footers.

        A `bare` section has neither on its first page.
        """
        orient = ' w:orient="landscape"' if self.width > self.height else ""
        top, right, bottom, left = self.margins
        sides = f'w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
        first = "<w:titlePg/>" if bare else ""
        return (
            f"<w:sectPr>{references}"
            f'<w:pgSz w:w="{self.width}" w:h="{self.height}"{orient}/>'
            f'<w:pgMar {sides} w:header="709" w:footer="709" w:gutter="0"/>{first}</w:sectPr>'
        )

    def turned(self) -> Page:
        """Return the page on its other side, with the margins turned along."""
        top, right, bottom, left = self.margins
        return Page(self.height, self.width, (left, top, right, bottom))


A4 = Page(11906, 16838, (1418, 1418, 1418, 1418))  # with 25 mm around


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, the style of the heading, and its share of the width."""

    heading: str
    weight: float
    style: str = "QCodeTableHeading"


def table(
    columns: Sequence[Column], rows: Iterable[Sequence[str]], *, width: int, title: str
) -> Iterator[str]:
    """Yield a table in the style "QCode Table", its first row repeated on every page.

    `rows` hold the content (paragraphs) of each cell; `width` is in twips; `title` and the
    headings are the alternative text that a screen reader says.
    """
    total = sum(column.weight for column in columns)
    widths = [round(width * column.weight / total) for column in columns]
    description = ", ".join(column.heading for column in columns)
    grid = "".join(f'<w:gridCol w:w="{share}"/>' for share in widths)
    yield (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="QCodeTable"/><w:tblW w:w="{sum(widths)}" '
        'w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0620" w:firstRow="1" '
        'w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{attribute(title)}"/>'
        f'<w:tblDescription w:val="{attribute(description)}"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )
    headings = [paragraph(column.style, run(column.heading)) for column in columns]
    yield _row(headings, widths, "<w:cantSplit/><w:tblHeader/>")
    for cells in rows:
        yield _row(cells, widths, "<w:cantSplit/>")
    yield "</w:tbl>"


def _row(cells: Sequence[str], widths: Sequence[int], properties: str) -> str:
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


class Package:
    """A zip of parts that is byte for byte the same for the same parts.

    Entries carry no time of their own (1980, as Word writes them) and no trace of the machine.
    """

    def __init__(self, path: Path | IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_error: object) -> None:
        self._zip.close()

    def add(self, name: str, content: Iterable[str]) -> None:
        """Write one part, piece by piece, behind an XML declaration."""
        with self._zip.open(_entry(name), "w") as part:
            part.write(DECLARATION.encode())
            for chunk in _gathered(content):
                part.write(chunk.encode())

    def add_bytes(self, name: str, data: bytes) -> None:
        """Write one part that is no XML of ours."""
        self._zip.writestr(_entry(name), data)


def relations(related: list[tuple[str, str, str]]) -> str:
    """Return a part with relationships."""
    inner = "".join(
        f'<Relationship Id="{attribute(key)}" Type="{attribute(kind)}"'
        f' Target="{attribute(target)}"/>'
        for key, kind, target in related
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    entry.external_attr = 0o600 << 16
    return entry


def _gathered(pieces: Iterable[str]) -> Iterator[str]:
    waiting: list[str] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= _CHUNK:
            yield "".join(waiting)
            waiting, size = [], 0
    yield "".join(waiting)
