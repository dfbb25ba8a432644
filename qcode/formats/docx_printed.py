"""A Word report read back as it is to be printed, with the looks that its styles give.

Reads what our own writer writes, in our styles or in those of a template. What a template can
have beyond that (numbered headings, columns, text boxes) is passed over.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from lxml import etree

from .bundle_parts import ExportChart
from .docx_looks import Looks, R, W, number
from .printed import (
    PAGE,
    PAGES,
    Letters,
    Picture,
    Piece,
    Printed,
    PrintedBlock,
    PrintedRow,
    PrintedSection,
    PrintedTable,
    Remark,
)
from .relations import listing_of, relations_in

_EMU = 635  # to a twip
_FIELD = re.compile(r"\b(PAGE|NUMPAGES)\b")
_FIELDS = {"PAGE": PAGE, "NUMPAGES": PAGES}
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def read_printed(
    data: bytes, charts: Sequence[ExportChart], check: Callable[[], None] = lambda: None
) -> tuple[PrintedSection, ...]:
    """Return the sections of a report; `charts` are those in it, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return _Reader(parts, charts, check).sections()


class _Reader:
    """Reads one file."""

    def __init__(
        self,
        parts: Mapping[str, bytes],
        charts: Sequence[ExportChart],
        check: Callable[[], None],
    ) -> None:
        self._parts, self._check = parts, check
        self._charts = iter(charts)
        self._looks = Looks(self._root("word/styles.xml"), self._root("word/theme/theme1.xml"))
        self._targets: dict[str, dict[str, str]] = {}
        self._remarks = dict(self._read_remarks())
        notes = self._root("word/footnotes.xml")
        self._notes = {} if notes is None else {each.get(f"{W}id"): each for each in notes}

    def _root(self, name: str) -> etree._Element | None:
        return etree.fromstring(self._parts[name], _PARSER) if name in self._parts else None

    def _read_remarks(self) -> Iterator[tuple[str, Remark]]:
        root = self._root("word/comments.xml")
        for each in () if root is None else root:
            lines = ("".join(t.text or "" for t in p.iter(f"{W}t")) for p in each.iter(f"{W}p"))
            remark = Remark(each.get(f"{W}author") or "", "\n".join(lines))
            yield each.get(f"{W}id") or "", remark

    def target(self, part: str, key: str) -> str:
        """Return the name of the part that a relationship of a part leads to, "" for none."""
        if part not in self._targets:
            root = self._root(listing_of(part))
            related = () if root is None else relations_in(root, part)
            self._targets[part] = {each.key: each.target for each in related}
        return self._targets[part].get(key, "")

    # -- sections

    def sections(self) -> tuple[PrintedSection, ...]:
        root = self._root("word/document.xml")
        assert root is not None
        found: list[PrintedSection] = []
        blocks: list[PrintedBlock] = []
        for element in _flat(root[0]):
            self._check()
            if element.tag == f"{W}sectPr":
                found.append(self._section(element, blocks))
                blocks = []
            elif element.tag == f"{W}tbl":
                blocks.append(self._table(element))
            elif element.tag == f"{W}p":
                blocks.append(self.paragraph(element, "word/document.xml"))
                end = element.find(f"{W}pPr/{W}sectPr")
                if end is not None:
                    found.append(self._section(end, blocks))
                    blocks = []
        return tuple(found)

    def _section(self, element: etree._Element, blocks: list[PrintedBlock]) -> PrintedSection:
        size, margin = element.find(f"{W}pgSz"), element.find(f"{W}pgMar")
        top, right, bottom, left = (
            abs(number(margin, side, 1418)) for side in ("top", "right", "bottom", "left")
        )
        stands = {
            (each.tag, each.get(f"{W}type") or "default"): self._aside(each.get(f"{R}id") or "")
            for each in element.iter(f"{W}headerReference", f"{W}footerReference")
        }
        head, foot = f"{W}headerReference", f"{W}footerReference"
        return PrintedSection(
            width=number(size, "w", 11906),
            height=number(size, "h", 16838),
            margins=(top, right, bottom, left),
            head_at=number(margin, "header", 709),
            foot_at=number(margin, "footer", 709),
            bare=element.find(f"{W}titlePg") is not None,
            head=stands.get((head, "default"), ()),
            foot=stands.get((foot, "default"), ()),
            first_head=stands.get((head, "first"), ()),
            first_foot=stands.get((foot, "first"), ()),
            blocks=tuple(blocks),
        )

    def _aside(self, key: str) -> tuple[Printed, ...]:
        """Return what stands in a header or footer."""
        name = self.target("word/document.xml", key)
        root = self._root(name)
        found = () if root is None else _flat(root)
        return tuple(self.paragraph(each, name) for each in found if each.tag == f"{W}p")

    # -- tables

    def _table(self, element: etree._Element) -> PrintedTable:
        style = element.find(f"{W}tblPr/{W}tblStyle")
        look = self._looks.table("" if style is None else style.get(f"{W}val") or "")
        caption = element.find(f"{W}tblPr/{W}tblCaption")
        return PrintedTable(
            widths=tuple(number(each, "w", 0) for each in element.iter(f"{W}gridCol")),
            rows=tuple(self._row(each) for each in element.iterchildren(f"{W}tr")),
            inside=look.inside,
            edges=look.edges,
            head=look.head,
            low_heads=look.low_heads,
            title="" if caption is None else caption.get(f"{W}val") or "",
        )

    def _row(self, element: etree._Element) -> PrintedRow:
        cells = tuple(
            tuple(self.paragraph(p, "word/document.xml") for p in cell.iterchildren(f"{W}p"))
            for cell in element.iterchildren(f"{W}tc")
        )
        return PrintedRow(cells, element.find(f"{W}trPr/{W}tblHeader") is not None)

    # -- paragraphs

    def paragraph(self, element: etree._Element, part: str) -> Printed:
        """Return a paragraph of a part."""
        return _Paragraph(self, self._looks, element, part).printed()

    def remark(self, key: str) -> Remark | None:
        """Return a comment."""
        return self._remarks.get(key)

    def footnote(self, key: str) -> tuple[Printed, ...]:
        """Return the paragraphs of a footnote."""
        element = self._notes.get(key)
        if element is None:
            return ()
        return tuple(self.paragraph(p, "word/footnotes.xml") for p in element.iter(f"{W}p"))

    def picture(self, drawing: etree._Element, part: str) -> Picture | None:
        """Return the picture or chart that a drawing shows, None for anything else."""
        extent = next(drawing.iter(f"{_WP}extent"), None)
        properties = next(drawing.iter(f"{_WP}docPr"), None)
        if extent is None:
            return None
        width, height = (int(extent.get(side) or 0) // _EMU for side in ("cx", "cy"))
        alt = "" if properties is None else properties.get("descr") or ""
        if next(drawing.iter(f"{_C}chart"), None) is not None:
            return Picture(width, height, alt, chart=next(self._charts, None))
        blip = next(drawing.iter(f"{_A}blip"), None)
        key = "" if blip is None else blip.get(f"{R}embed") or ""
        data = self._parts.get(self.target(part, key), b"")
        return Picture(width, height, alt, data) if data else None


class _Paragraph:
    """Reads one paragraph; knows which fields and comments are open."""

    def __init__(self, reader: _Reader, looks: Looks, element: etree._Element, part: str) -> None:
        self._reader, self._looks, self._element, self._part = reader, looks, element, part
        self._shape, self._letters = looks.paragraph(element.find(f"{W}pPr"))
        self._pieces: list[Piece] = []
        self._open: set[str] = set()
        self._remarks: list[Remark] = []
        self._footnotes: list[tuple[Printed, ...]] = []
        self._picture: Picture | None = None
        self._field, self._instructing = "", False

    def printed(self) -> Printed:
        """Return it."""
        self._read(self._element)
        return Printed(
            tuple(_joined(self._pieces)),
            self._shape,
            self._letters,
            self._picture,
            tuple(self._remarks),
            tuple(self._footnotes),
        )

    def _read(self, element: etree._Element) -> None:
        for each in element:
            name = each.tag
            if name == f"{W}r":
                self._run(each)
            elif name == f"{W}fldSimple":
                self._begin_field(each.get(f"{W}instr") or "")
                self._read(each)
                self._field = ""
            elif name == f"{W}commentRangeStart":
                self._open.add(each.get(f"{W}id") or "")
            elif name == f"{W}commentRangeEnd":
                self._open.discard(each.get(f"{W}id") or "")
            elif name in (f"{W}hyperlink", f"{W}sdt", f"{W}sdtContent", f"{W}ins"):
                self._read(each)

    def _begin_field(self, instruction: str) -> None:
        known = _FIELD.search(instruction)
        self._field = _FIELDS[known[1]] if known else ""

    def _run(self, element: etree._Element) -> None:
        letters = self._looks.run(element.find(f"{W}rPr"), self._letters)
        for each in element:
            name = etree.QName(each).localname
            if name == "t":
                self._add(each.text or "", letters)
            elif name == "tab":
                self._add("\t", letters)
            elif name in ("br", "cr") and each.get(f"{W}type") is None:
                self._add("\u2028", letters)
            elif name == "noBreakHyphen":
                self._add("\u2011", letters)
            elif name == "fldChar":
                kind = each.get(f"{W}fldCharType")
                self._instructing = kind == "begin"
                self._field = "" if kind != "separate" else self._field
            elif name == "instrText":
                self._begin_field(each.text or "")
            elif name == "commentReference":
                remark = self._reader.remark(each.get(f"{W}id") or "")
                self._remarks += [remark] if remark else []
            elif name == "footnoteReference":
                key = each.get(f"{W}id") or ""
                self._add(key, letters)
                self._footnotes.append(_signed(self._reader.footnote(key), key))
            elif name == "footnoteRef":
                self._add(_SIGN, letters)
            elif name == "drawing":
                self._picture = self._picture or self._reader.picture(each, self._part)

    def _add(self, text: str, letters: Letters) -> None:
        if text and not self._instructing:
            self._pieces.append(Piece(text, letters, bool(self._open), self._field))


_SIGN = "\ufffc"  # where the number of a footnote goes


def _signed(paragraphs: tuple[Printed, ...], sign: str) -> tuple[Printed, ...]:
    """Return a footnote with its number."""
    return tuple(
        replace(
            each,
            pieces=tuple(replace(p, text=p.text.replace(_SIGN, sign)) for p in each.pieces),
        )
        for each in paragraphs
    )


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield pieces, with neighbours that look alike in one."""
    last: Piece | None = None
    for piece in pieces:
        if last is not None and replace(last, text=piece.text) == piece and not piece.field:
            last = replace(last, text=last.text + piece.text)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _flat(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the blocks of an element, also those inside content controls."""
    for each in element:
        if each.tag == f"{W}sdt":
            content = each.find(f"{W}sdtContent")
            if content is not None:
                yield from _flat(content)
        else:
            yield each
