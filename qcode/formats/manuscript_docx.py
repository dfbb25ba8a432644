"""The text of a manuscript in Word, with what its styles say is quoted, and where each letter is.

Read like a source document (`docx_story`), with three differences: notes are read as text behind
the body, indentation and styles are looked at for block quotations, and for each stretch of text
it is remembered in which `w:t` of the part it stands, so that a comment can be put there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from qcode.model.job import SILENT, Job
from qcode.model.manuscript import Manuscript
from qcode.model.text import Span

from .base import Indent
from .docx_shapes import MC, alternative, look_into
from .limits import check_length, damaged, whole
from .manuscript_blocks import is_quote_style, quoted
from .package import Package
from .relations import parts_by_kind
from .symbols import symbol

_CONTROL = re.compile(r"quot|citat|excerpt|utdrag|segment", re.IGNORECASE)
_OURS = "qcode:"
_SKIPPED = frozenset(
    ("pPr", "rPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr")
) | {"del", "moveFrom", "delText", "instrText", "delInstrText", "fldData", "rt", "altChunk"}
_CHARACTERS = {"tab": "\t", "ptab": "\t", "cr": "\u2028", "noBreakHyphen": "\u2011"}


class Piece(NamedTuple):
    """A stretch of the text that is all of one `w:t`: which one of the part, from 0."""

    start: int
    end: int
    ordinal: int


@dataclass(frozen=True, slots=True)
class WordManuscript:
    """A manuscript with the way back into its file.

    `notes` say for each note where in the text it begins and where in the body it is referred to.
    """

    manuscript: Manuscript
    part: str
    pieces: tuple[Piece, ...]
    notes: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class _Style:
    is_quote: bool = False
    is_heading: bool = False
    is_listed: bool = False
    left: int | None = None
    hanging: int | None = None


@dataclass(slots=True)
class _Read:
    """What is read so far."""

    parts: list[str] = field(default_factory=list)
    position: int = 0
    paragraphs: list[Indent] = field(default_factory=list)
    marked: list[Span] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    references: list[tuple[str, str, int]] = field(default_factory=list)  # part, id, position


def read_word(path: Path, job: Job = SILENT) -> WordManuscript:
    """Read a manuscript; raises `UserError` for a file that is no sound Word document."""
    with Package(path, "docx") as package:
        relations = parts_by_kind(package, "")
        main = relations.get("officeDocument", "")
        if main not in package.names:
            raise damaged(path, "docx")
        root = package.xml(main)
        related = parts_by_kind(package, main)
        ns = root.tag.partition("}")[0] + "}"
        styles = _styles(ns, _part(package, related.get("styles")))
        read = _Read()
        walker = _Walker(path, ns, styles, read, job)
        walker.read(root)
        body = read.position
        notes: list[tuple[int, int]] = []
        for kind, identifier, position in list(read.references):
            element = _note(ns, _part(package, related.get(kind)), identifier)
            if element is not None:
                notes.append((read.position + bool(read.parts), position))
                walker.read_note(element)
    text = "".join(read.parts)
    check_length(path, len(text))
    manuscript = Manuscript(
        text,
        tuple(quoted(text, read.paragraphs)),
        tuple(sorted(span for span in read.marked if span.end > span.start)),
        notes[0][0] if notes else body,
    )
    return WordManuscript(manuscript, main, tuple(read.pieces), tuple(notes))


def _part(package: Package, name: str | None) -> etree._Element | None:
    return package.xml(name) if name and name in package.names else None


def _note(ns: str, root: etree._Element | None, identifier: str) -> etree._Element | None:
    for element in () if root is None else root:
        if element.get(f"{ns}id") == identifier:
            return element
    return None


# --- styles


def _styles(ns: str, root: etree._Element | None) -> dict[str, _Style]:
    """Return what each style says, with what it builds on; "" is the default paragraph style."""
    elements = {
        style.get(f"{ns}styleId") or "": style
        for style in (() if root is None else root.iterchildren(f"{ns}style"))
    }
    known: dict[str, _Style] = {}
    for name in elements:
        known[name] = _style(ns, elements, name)
    for name, element in elements.items():
        is_default = element.get(f"{ns}default") in ("1", "true", "on")
        if is_default and element.get(f"{ns}type") == "paragraph":
            known[""] = known[name]
    return known


def _style(ns: str, elements: dict[str, etree._Element], name: str) -> _Style:
    style, seen, at = _Style(), set[str](), name
    while at in elements and at not in seen:
        seen.add(at)
        element = elements[at]
        named, base = element.find(f"{ns}name"), element.find(f"{ns}basedOn")
        title = "" if named is None else (named.get(f"{ns}val") or "")
        style.is_quote |= is_quote_style(title) or is_quote_style(at)
        _block(ns, element.find(f"{ns}pPr"), style)
        at = "" if base is None else base.get(f"{ns}val") or ""
    return style


def _block(ns: str, properties: etree._Element | None, style: _Style) -> None:
    """Note what paragraph properties say, where nothing closer has said it."""
    if properties is None:
        return
    indent, outline = properties.find(f"{ns}ind"), properties.find(f"{ns}outlineLvl")
    style.is_listed |= properties.find(f"{ns}numPr") is not None
    if outline is not None:
        style.is_heading |= whole(outline.get(f"{ns}val"), 9) < 9
    if indent is not None:
        left = indent.get(f"{ns}left") or indent.get(f"{ns}start")
        if left is not None and style.left is None:
            style.left = _twips(left)
        if style.hanging is None and indent.get(f"{ns}hanging") is not None:
            style.hanging = _twips(indent.get(f"{ns}hanging") or "")


def _twips(value: str) -> int:
    try:
        return max(-20_000, min(20_000, int(float(value))))
    except (ValueError, OverflowError):
        return 0


def _is_quotation(names: list[str]) -> bool:
    """Whether a content control of these names holds a quotation; our own say so themselves."""
    ours = [name for name in names if name.startswith(_OURS)]
    if ours:
        return any(name.startswith(f"{_OURS}excerpt") for name in ours)
    return any(_CONTROL.search(name) for name in names)


# --- the walk


class _Walker:
    """Walks through a part from element to element."""

    def __init__(
        self, path: Path, ns: str, styles: dict[str, _Style], read: _Read, job: Job
    ) -> None:
        self._path, self._ns, self._styles, self._out, self._job = path, ns, styles, read, job
        self._ordinals: dict[etree._Element, int] | None = None
        self._fields: list[bool] = []  # of each open field, whether its code is being read
        self._table = 0
        self._boxes: list[etree._Element] = []

    def read(self, root: etree._Element) -> None:
        """Read the main part."""
        self._ordinals = {t: number for number, t in enumerate(root.iter(f"{self._ns}t"))}
        self._children(root)

    def read_note(self, element: etree._Element) -> None:
        """Read a note, into which no way back is kept: Word has no comments there."""
        self._ordinals = None
        self._children(element)

    def _children(self, element: etree._Element) -> None:
        for child in element:
            if isinstance(child.tag, str):
                self._element(child)

    def _element(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == f"{MC}AlternateContent":
            chosen = alternative(element)
            if chosen is not None:
                self._children(chosen)
            return
        if not tag.startswith(self._ns):
            self._children(element)
            return
        name = tag[len(self._ns) :]
        if name in _SKIPPED:
            return
        handler = getattr(self, f"_{name}", None)
        if name in ("p", "t", "r", "tbl", "sdt", "br", "sym", "fldChar") and handler is not None:
            handler(element)
        elif name in _CHARACTERS:
            self._put(_CHARACTERS[name])
        elif name in ("footnoteReference", "endnoteReference"):
            kind = f"{name[:-9]}s"
            self._out.references.append(
                (kind, element.get(f"{self._ns}id") or "", self._out.position)
            )
        elif name in ("drawing", "pict"):
            self._boxes += look_into(element, self._ns).boxes
        else:
            self._children(element)

    def _p(self, element: etree._Element) -> None:
        self._job.check()
        out, ns = self._out, self._ns
        if out.paragraphs:
            self._put("\n")
        properties = element.find(f"{ns}pPr")
        said = _Style()
        _block(ns, properties, said)
        named = None if properties is None else properties.find(f"{ns}pStyle")
        style = self._styles.get("" if named is None else named.get(f"{ns}val") or "", _Style())
        hanging = style.hanging if said.hanging is None else said.hanging
        left = style.left if said.left is None else said.left
        silent = said.is_listed or style.is_listed or style.is_heading or said.is_heading
        plain = not (silent or hanging or self._table)
        number, start = len(out.paragraphs), out.position
        said_left = (left or 0) if plain else None
        paragraph = Indent(start, start, said_left, style.is_quote)
        out.paragraphs.append(paragraph)
        outer, self._boxes = self._boxes, []
        self._children(element)
        out.paragraphs[number] = paragraph._replace(end=out.position)
        self._fields = [in_code for in_code in self._fields if not in_code]
        boxes, self._boxes = self._boxes, outer
        for box in boxes:
            self._children(box)

    def _tbl(self, element: etree._Element) -> None:
        self._table += 1
        self._children(element)
        self._table -= 1

    def _sdt(self, element: etree._Element) -> None:
        """Read a content control; one that is named after a quotation holds one."""
        ns, out = self._ns, self._out
        properties = element.find(f"{ns}sdtPr")
        names = [
            said.get(f"{ns}val") or ""
            for said in (() if properties is None else properties)
            if said.tag in (f"{ns}tag", f"{ns}alias")
        ]
        count, start = len(out.paragraphs), out.position
        self._children(element)
        if not _is_quotation(names):
            return
        if len(out.paragraphs) == count:
            out.marked.append(Span(start, out.position))
        elif not any(paragraph.is_quote for paragraph in out.paragraphs[count:]):
            for number, paragraph in enumerate(out.paragraphs[count:], count):
                out.paragraphs[number] = paragraph._replace(is_quote=True)

    def _r(self, element: etree._Element) -> None:
        ns, start = self._ns, self._out.position
        properties = element.find(f"{ns}rPr")
        named = None if properties is None else properties.find(f"{ns}rStyle")
        self._children(element)
        style = None if named is None else self._styles.get(named.get(f"{ns}val") or "")
        if style is not None and style.is_quote:
            marked = self._out.marked
            if marked and marked[-1].end == start:
                start = marked.pop().start
            marked.append(Span(start, self._out.position))

    def _t(self, element: etree._Element) -> None:
        text = (element.text or "").replace("\n", " ")
        start = self._out.position
        if self._put(text) and self._ordinals is not None and text:
            number = self._ordinals[element]
            self._out.pieces.append(Piece(start, self._out.position, number))

    def _br(self, element: etree._Element) -> None:
        if element.get(f"{self._ns}type", "textWrapping") == "textWrapping":
            self._put("\u2028")

    def _sym(self, element: etree._Element) -> None:
        font, code = (element.get(f"{self._ns}{name}") or "" for name in ("font", "char"))
        try:
            self._put(symbol(font, int(code, 16))[0])
        except (ValueError, OverflowError):  # no number, or no character
            return

    def _fldChar(self, element: etree._Element) -> None:  # noqa: N802 - the element's name
        kind = element.get(f"{self._ns}fldCharType")
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _put(self, text: str) -> bool:
        """Add characters, unless they are in the code of a field."""
        if text != "\n" and any(self._fields):
            return False
        self._out.parts.append(text)
        self._out.position += len(text)
        check_length(self._path, self._out.position)
        return True
