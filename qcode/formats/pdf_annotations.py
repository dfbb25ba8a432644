"""The marks that readers leave in a PDF: highlights, underlines and the like, and what they wrote.

Places are points from the upper left corner of the page as it is shown.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterator
from ctypes import byref, c_uint, cast, create_string_buffer
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from qcode.model.page_geometry import Box

from .pdf_shown import Shown

_MOST_QUADS = 10_000  # of one mark
_MOST_ANSWERS = 100  # one under the other
_MOST_BYTES = 1 << 20  # of what was written on it
_DATE = re.compile(r"D?:?(\d{4})(\d\d)(\d\d)(\d\d)?(\d\d)?(\d\d)?(?:(Z)|([+-]\d\d)'?(\d\d)?)?")
_HUES = ((15, "red"), (45, "orange"), (70, "yellow"), (170, "green"), (255, "blue"))
_MORE_HUES = ((300, "purple"), (345, "pink"), (361, "red"))


class MarkKind(StrEnum):
    """What a mark looks like."""

    HIGHLIGHT = "highlight"
    UNDERLINE = "underline"
    SQUIGGLY = "squiggly"
    STRIKEOUT = "strikeout"


_KINDS = {
    pdfium.FPDF_ANNOT_HIGHLIGHT: MarkKind.HIGHLIGHT,
    pdfium.FPDF_ANNOT_UNDERLINE: MarkKind.UNDERLINE,
    pdfium.FPDF_ANNOT_SQUIGGLY: MarkKind.SQUIGGLY,
    pdfium.FPDF_ANNOT_STRIKEOUT: MarkKind.STRIKEOUT,
}


_NOTES = frozenset({pdfium.FPDF_ANNOT_TEXT, pdfium.FPDF_ANNOT_FREETEXT})


@dataclass(frozen=True, slots=True)
class PdfMark:
    """One mark. `replies` are what others wrote under its note, each with its author."""

    kind: MarkKind
    boxes: tuple[Box, ...]
    note: str = ""
    author: str = ""
    color: str = ""  # "#rrggbb" or "", where nobody knows
    date: str = ""  # ISO 8601
    replies: tuple[tuple[str, str], ...] = ()


def marks_on(page: pypdfium2.PdfPage) -> list[PdfMark]:
    """Return the marks on a page in the order of the file. To be called under `LOCK`."""
    shown = Shown.of(page)
    answers = _answers(page)
    found: list[PdfMark] = []
    for index, annotation in _annotations(page):
        kind = _KINDS.get(pdfium.FPDFAnnot_GetSubtype(annotation))
        boxes = tuple(_boxes(annotation, shown)) if kind is not None else ()
        if kind is not None and boxes:
            mark = PdfMark(
                kind,
                boxes,
                _text(annotation, b"Contents"),
                _text(annotation, b"T"),
                _color(annotation),
                _iso(_text(annotation, b"M")),
                tuple(answers.get(index, ())),
            )
            found.append(mark)
    return found


def notes_on(page: pypdfium2.PdfPage) -> list[str]:
    """Return the notes on a page that are on no words: what was written, or typed into it.

    To be called under `LOCK`.
    """
    found = []
    for _index, annotation in _annotations(page):
        if pdfium.FPDFAnnot_GetSubtype(annotation) not in _NOTES:
            continue
        parent = pdfium.FPDFAnnot_GetLinkedAnnot(annotation, b"IRT")
        if parent:
            pdfium.FPDFPage_CloseAnnot(parent)
        elif words := _text(annotation, b"Contents"):
            found.append(words)
    return found


def _answers(page: pypdfium2.PdfPage) -> dict[int, list[tuple[str, str]]]:
    """Return what was written under the notes of marks: author and words, by the mark's number.

    What answers an answer is under the same mark; that somebody ticked a note off is no answer.
    """
    above: dict[int, int] = {}
    said: list[tuple[int, str, str]] = []
    for index, annotation in _annotations(page):
        parent = pdfium.FPDFAnnot_GetLinkedAnnot(annotation, b"IRT")
        if parent:
            above[index] = pdfium.FPDFPage_GetAnnotIndex(page, parent)
            pdfium.FPDFPage_CloseAnnot(parent)
            words = _text(annotation, b"Contents")
            if words and not pdfium.FPDFAnnot_HasKey(annotation, b"StateModel"):
                said.append((index, _text(annotation, b"T"), words))
    found: dict[int, list[tuple[str, str]]] = {}
    for index, author, words in said:
        for _again in range(_MOST_ANSWERS):
            if index not in above:
                found.setdefault(index, []).append((author, words))
                break
            index = above[index]
    return found


def _annotations(page: pypdfium2.PdfPage) -> Iterator[tuple[int, Any]]:
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if annotation:
            try:
                yield index, annotation
            finally:
                pdfium.FPDFPage_CloseAnnot(annotation)


def _boxes(annotation: Any, shown: Shown) -> Iterator[Box]:
    """Yield the quadrangles of a mark; their corners come in any order."""
    if not pdfium.FPDFAnnot_HasAttachmentPoints(annotation):
        return
    quad = pdfium.FS_QUADPOINTSF()
    count = min(pdfium.FPDFAnnot_CountAttachmentPoints(annotation), _MOST_QUADS)
    for index in range(count):
        if pdfium.FPDFAnnot_GetAttachmentPoints(annotation, index, byref(quad)):
            xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
            yield Box(*shown.box(min(xs), min(ys), max(xs), max(ys)))


def _text(annotation: Any, key: bytes) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if not 2 < size <= _MOST_BYTES:
        return ""
    held = create_string_buffer(size)
    place = cast(held, type(pdfium.FPDFAnnot_GetStringValue.argtypes[2]()))
    pdfium.FPDFAnnot_GetStringValue(annotation, key, place, size)
    words = held.raw[: size - 2].decode("utf-16-le", "replace")
    return words.replace("\r\n", "\n").replace("\r", "\n").strip()


def _color(annotation: Any) -> str:
    """Return the colour of a mark, or of what is drawn for it where a program drew it."""
    parts = [c_uint() for _ in range(4)]
    places = [byref(part) for part in parts]
    kind = pdfium.FPDFANNOT_COLORTYPE_Color
    said = pdfium.FPDFAnnot_HasKey(annotation, b"C")  # else PDFium answers what is usual
    known = said and pdfium.FPDFAnnot_GetColor(annotation, kind, *places)
    if not known and pdfium.FPDFAnnot_GetObjectCount(annotation) > 0:
        drawn = pdfium.FPDFAnnot_GetObject(annotation, 0)
        known = pdfium.FPDFPageObj_GetFillColor(drawn, *places)
    red, green, blue = (part.value & 255 for part in parts[:3])
    return f"#{red:02x}{green:02x}{blue:02x}" if known else ""


def color_name(color: str) -> str:
    """Return the plain English name of "#rrggbb", "" for none."""
    if not color:
        return ""
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
    if value < 0.2:
        return "black"
    if saturation < 0.12:
        return "grey"
    name = next(name for end, name in (*_HUES, *_MORE_HUES) if hue * 360 < end)
    return "pink" if name == "red" and saturation < 0.5 else name


def _iso(date: str) -> str:
    """Return the moment that a PDF writes as "D:20240131235900+01'00'", "" for anything else."""
    found = _DATE.match(date)
    if found is None:
        return ""
    year, month, day, hour, minute, second, zulu, hours, minutes = found.groups()
    clock = f"{hour or '00'}:{minute or '00'}:{second or '00'}"
    zone = "+00:00" if zulu else f"{hours}:{minutes or '00'}" if hours else ""
    return f"{year}-{month}-{day}T{clock}{zone}"
