"""One story of a Word document (its body, a footnote, a comment) from XML to text.

Word keeps in the file what it shows and what it does not. Shown are runs, fields' results, inserted
text, one of two alternatives; not shown are fields' codes, deleted text, the other alternative. An
element that is not known here is entered, so that no text can be lost in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Protocol

from lxml import etree

from qcode.model.job import Job
from qcode.model.layout import Note, NoteKind, Style

from .build import Builder
from .docx_look import Look, Styles
from .docx_shapes import MC, alternative, look_into
from .limits import whole
from .losses import Lost
from .symbols import symbol

_Handler = Callable[["Story", etree._Element], None]

_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_SYMEX = "{http://schemas.microsoft.com/office/word/2015/wordml/symex}"
_PARAGRAPHS_BETWEEN_CHECKS = 500


class Parts(Protocol):
    """What a story needs to know of the rest of the package."""

    ns: str
    styles: Styles

    def link(self, relation: str) -> str:
        """Return the address of a hyperlink, "" if there is none."""

    def note(self, kind: NoteKind, part: str, identifier: str) -> Note | None:
        """Return a footnote, endnote or comment, at position 0."""


class _Field:
    """A field that is open: its code (not shown) until `w:separate`, then its result."""

    def __init__(self) -> None:
        self.code: list[str] = []
        self.in_code = True
        self.start = 0


class Story:
    """Reads block elements into a builder."""

    def __init__(self, builder: Builder, parts: Parts, job: Job, *, notes: bool = True) -> None:
        self._builder, self._parts, self._job, self._with_notes = builder, parts, job, notes
        self._ns = parts.ns
        self._handlers = _handlers(parts.ns)
        self._attributes = {name: parts.ns + name for name in ("id", "val", "author", "date")}
        self._emit: Callable[[str], None] = builder.text
        self._deleted: list[str] | None = None
        self._fields: list[_Field] = []
        self._boxes: list[etree._Element] = []
        self._look = Look()
        self._start = 0  # of the paragraph
        self._joined = False  # the mark that ended the paragraph before is deleted
        self._paragraphs = 0
        self._tables = self._table_now = self._row_now = self._column = 0
        self._comments: dict[str, int] = {}
        self._noted: set[str] = set()

    def read(self, element: etree._Element) -> None:
        """Read everything inside an element, and close what was left open."""
        self.walk(element)
        for identifier in list(self._comments):
            self._add_comment(identifier)

    def walk(self, element: etree._Element) -> None:
        """Read the children of an element."""
        handlers = self._handlers
        for child in element:
            handler = handlers.get(child.tag, Story.walk)
            if handler is not None:
                handler(self, child)

    # Blocks

    def _paragraph(self, element: etree._Element) -> None:
        self._paragraphs += 1
        if not self._paragraphs % _PARAGRAPHS_BETWEEN_CHECKS:
            self._job.check()
        builder, ns = self._builder, self._ns
        properties = element[0] if len(element) and element[0].tag == f"{ns}pPr" else None
        outer_look, outer_boxes = self._look, self._boxes
        look = self._parts.styles.paragraph(properties)
        boxes: list[etree._Element] = []
        self._look, self._boxes = look, boxes
        if self._deleted is not None or self._joined:
            start = builder.position
        else:
            start = builder.begin_paragraph()
        self._start, self._joined = start, False
        self.walk(element)
        self._fields = [field for field in self._fields if not field.in_code]
        self._route()
        if look is not _PLAIN:
            self._mark_paragraph(start, look)
        if self._deleted is not None:
            self._deleted.append("\n")
        elif properties is not None:
            self._end_paragraph(properties)
        for box in boxes:
            joined, self._joined = self._joined, False
            self.walk(box)
            self._joined = joined
        self._look, self._boxes = outer_look, outer_boxes

    def _mark_paragraph(self, start: int, look: Look) -> None:
        builder = self._builder
        end = builder.position
        if start == end:
            return
        if look.heading:
            builder.mark(start, end, Style.HEADING, str(look.heading))
        if look.depth >= 0:
            builder.mark(start, end, Style.LIST_ITEM, str(look.depth))
        if look.numbered:
            builder.lose(Lost.LIST_NUMBERS)
        if look.quote:
            builder.mark(start, end, Style.QUOTE)

    def _end_paragraph(self, properties: etree._Element) -> None:
        """Note a tracked change of the paragraph mark itself."""
        ns = self._ns
        marks = properties.find(f"{ns}rPr")
        if marks is None:
            return
        change = marks.find(f"{ns}del")
        if change is None:
            change = marks.find(f"{ns}moveFrom")
        if change is not None:
            self._joined = True
            self._change(NoteKind.DELETED, change, self._builder.position, "\n")

    def _table(self, element: etree._Element) -> None:
        outer = self._table_now, self._row_now, self._column
        self._table_now, self._row_now = self._tables, -1
        self._tables += 1
        self.walk(element)
        self._table_now, self._row_now, self._column = outer

    def _row(self, element: etree._Element) -> None:
        ns = self._ns
        properties = element.find(f"{ns}trPr")
        self._column = 0
        if properties is not None:
            change = properties.find(f"{ns}del")
            if change is not None and self._deleted is None:
                self._delete(element, change)
                return
            before = properties.find(f"{ns}gridBefore")
            if before is not None:
                self._column = whole(before.get(self._attributes["val"]))
        self._row_now += 1
        self.walk(element)

    def _cell(self, element: etree._Element) -> None:
        ns, val = self._ns, self._attributes["val"]
        properties = element.find(f"{ns}tcPr")
        width, continued = 1, False
        if properties is not None:
            span, merged = properties.find(f"{ns}gridSpan"), properties.find(f"{ns}vMerge")
            width = 1 if span is None else max(1, whole(span.get(val), 1))
            continued = merged is not None and merged.get(val, "continue") == "continue"
        column, self._column = self._column, self._column + width
        if continued and element.find(f".//{ns}r") is None:
            return  # the lower part of a cell that spans rows: Word shows no paragraph there
        self._joined = False
        start = self._builder.next_paragraph
        self.walk(element)
        self._joined = False
        self._column = column + width
        if self._deleted is None:
            value = f"{self._table_now},{self._row_now},{column}"
            self._builder.mark(start, self._builder.position, Style.CELL, value)

    # Runs

    def _run(self, element: etree._Element) -> None:
        builder, handlers, text_tag = self._builder, self._handlers, f"{self._ns}t"
        start, flags = builder.position, self._look.flags
        for child in element:
            tag = child.tag
            if tag == text_tag:
                text = child.text
                if text:
                    self._emit(text if "\n" not in text else text.replace("\n", " "))
            elif tag == f"{self._ns}rPr":
                flags = self._parts.styles.run(child, flags)
            else:
                handler = handlers.get(tag, Story.walk)
                if handler is not None:
                    handler(self, child)
        if flags:
            builder.mark_run(start, flags, self._look.flags if self._look.heading else 0)

    def _text(self, element: etree._Element) -> None:
        # A line end inside `w:t` is white space of the XML: Word shows a space.
        self._emit((element.text or "").replace("\n", " "))

    def _break(self, element: etree._Element) -> None:
        if element.get(f"{self._ns}type", "textWrapping") == "textWrapping":
            self._emit("\u2028")
        elif self._builder.position > self._start and self._emit == self._builder.text:
            self._emit = self._on_the_next_page

    def _on_the_next_page(self, text: str) -> None:
        """Write what follows a page or column break, which is not joined to what went before."""
        self._route()
        self._emit("\u2028" + text)

    def _symbol(self, element: etree._Element) -> None:
        ns = self._ns
        font, code = element.get(f"{ns}font") or "", element.get(f"{ns}char") or ""
        self._put_symbol(font, code)

    def _symbol_extended(self, element: etree._Element) -> None:
        font, code = element.get(f"{_SYMEX}font") or "", element.get(f"{_SYMEX}char") or ""
        self._put_symbol(font, code)

    def _put_symbol(self, font: str, code: str) -> None:
        try:
            character, known = symbol(font, int(code, 16))
        except (ValueError, OverflowError):  # no number, or no character
            return
        self._emit(character)
        if not known:
            self._builder.lose(Lost.SYMBOL, 1, font)

    # Fields and links

    def _field_mark(self, element: etree._Element) -> None:
        kind = element.get(f"{self._ns}fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif not self._fields:
            return
        elif kind == "separate":
            self._fields[-1].in_code = False
            self._fields[-1].start = self._builder.position
        elif kind == "end":
            field = self._fields.pop()
            words = "".join(field.code).split(None, 1)
            if not field.in_code and len(words) == 2 and words[0].upper() == "HYPERLINK":
                self._mark_link(field.start, words[1].strip().partition('"')[2].partition('"')[0])
        self._route()

    def _field_code(self, element: etree._Element) -> None:
        if self._fields and self._fields[-1].in_code:
            self._fields[-1].code.append(element.text or "")

    def _hyperlink(self, element: etree._Element) -> None:
        start = self._builder.position
        self.walk(element)
        relation = element.get(f"{_relations(self._ns)}id")
        anchor = element.get(f"{self._ns}anchor")
        target = self._parts.link(relation) if relation else ""
        self._mark_link(start, target + (f"#{anchor}" if anchor else ""))

    def _mark_link(self, start: int, target: str) -> None:
        if target:
            self._builder.mark(start, self._builder.position, Style.LINK, target)

    # Tracked changes, notes and comments

    def _inserted(self, element: etree._Element) -> None:
        start = self._builder.position
        self.walk(element)
        if self._builder.position > start:
            self._change(NoteKind.INSERTED, element, start, "")

    def _removed(self, element: etree._Element) -> None:
        if self._deleted is not None:
            self.walk(element)
        else:
            self._delete(element, element)

    def _delete(self, element: etree._Element, change: etree._Element) -> None:
        """Read what `change` struck out into a note instead of the text."""
        self._deleted = []
        self._route()
        self.walk(element)
        text, self._deleted = "".join(self._deleted), None
        self._route()
        if text:
            self._change(NoteKind.DELETED, change, self._builder.position, text)

    def _change(self, kind: NoteKind, change: etree._Element, start: int, text: str) -> None:
        author, date = (change.get(self._attributes[name]) or "" for name in ("author", "date"))
        self._builder.note(Note(start, self._builder.position, kind, text, author, date))

    def _footnote(self, element: etree._Element) -> None:
        part = "endnotes" if element.tag.endswith("endnoteReference") else "footnotes"
        identifier = element.get(self._attributes["id"]) or ""
        self._add_note(self._builder.position, NoteKind.FOOTNOTE, part, identifier)

    def _comment_start(self, element: etree._Element) -> None:
        self._comments[element.get(self._attributes["id"]) or ""] = self._builder.position

    def _comment_end(self, element: etree._Element) -> None:
        self._add_comment(element.get(self._attributes["id"]) or "")

    def _comment_reference(self, element: etree._Element) -> None:
        identifier = element.get(self._attributes["id"]) or ""
        if identifier not in self._comments and identifier not in self._noted:
            self._add_comment(identifier)

    def _add_comment(self, identifier: str) -> None:
        start = self._comments.pop(identifier, self._builder.position)
        self._noted.add(identifier)
        self._add_note(start, NoteKind.COMMENT, "comments", identifier)

    def _add_note(self, start: int, kind: NoteKind, part: str, identifier: str) -> None:
        note = self._parts.note(kind, part, identifier) if self._with_notes else None
        if note is not None:
            end = self._builder.position
            self._builder.note(replace(note, start=start, end=end))

    # Things beside the text

    def _graphic(self, element: etree._Element) -> None:
        """Keep the text boxes of a drawing for after the paragraph, and count its pictures."""
        drawing = look_into(element, self._ns)
        for kind, detail in drawing.losses:
            self._builder.lose(kind, 1, detail)
        if self._deleted is None:
            self._boxes += drawing.boxes
        else:
            for box in drawing.boxes:
                self.walk(box)

    def _object(self, element: etree._Element) -> None:
        inside = element.find(f".//{_OFFICE}OLEObject")
        name = "" if inside is None else inside.get("ProgID") or ""
        self._builder.lose(Lost.EMBEDDED, 1, name)

    def _alternatives(self, element: etree._Element) -> None:
        chosen = alternative(element)
        if chosen is not None:
            self.walk(chosen)

    def _other_document(self, element: etree._Element) -> None:
        self._builder.lose(Lost.EMBEDDED, 1, "document")

    def _equation(self, element: etree._Element) -> None:
        self._builder.lose(Lost.EQUATION)
        self.walk(element)

    def _ruby(self, element: etree._Element) -> None:
        self._builder.lose(Lost.RUBY)
        for base in element.iterchildren(f"{self._ns}rubyBase"):
            self.walk(base)

    def _route(self) -> None:
        """Send characters to the text, to the deletion that is open, or nowhere."""
        if any(field.in_code for field in self._fields):
            self._emit = _drop
        elif self._deleted is not None:
            self._emit = self._deleted.append
        else:
            self._emit = self._builder.text


_PLAIN = Look()


def _drop(_text: str) -> None:
    """Write nowhere."""


def _put(character: str) -> _Handler:
    def put(story: Story, _element: etree._Element) -> None:
        story._emit(character)

    return put


def _relations(ns: str) -> str:
    strict = "purl.oclc.org" in ns
    return (
        "{http://purl.oclc.org/ooxml/officeDocument/relationships}"
        if strict
        else "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
    )


@cache
def _handlers(ns: str) -> Mapping[str, _Handler | None]:
    """What to do with each element; None: leave it out with all that it holds."""
    strict = "purl.oclc.org" in ns
    math = (
        "{http://purl.oclc.org/ooxml/officeDocument/math}"
        if strict
        else "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
    )
    known: dict[str, _Handler | None] = {
        "p": Story._paragraph,
        "tbl": Story._table,
        "tr": Story._row,
        "tc": Story._cell,
        "r": Story._run,
        "t": Story._text,
        "delText": Story._text,
        "tab": _put("\t"),
        "ptab": _put("\t"),
        "br": Story._break,
        "cr": _put("\u2028"),
        "noBreakHyphen": _put("\u2011"),
        "softHyphen": _put("\u00ad"),
        "sym": Story._symbol,
        "fldChar": Story._field_mark,
        "instrText": Story._field_code,
        "hyperlink": Story._hyperlink,
        "ins": Story._inserted,
        "moveTo": Story._inserted,
        "del": Story._removed,
        "moveFrom": Story._removed,
        "footnoteReference": Story._footnote,
        "endnoteReference": Story._footnote,
        "commentRangeStart": Story._comment_start,
        "commentRangeEnd": Story._comment_end,
        "commentReference": Story._comment_reference,
        "drawing": Story._graphic,
        "pict": Story._graphic,
        "object": Story._object,
        "altChunk": Story._other_document,
        "subDoc": Story._other_document,
        "ruby": Story._ruby,
        **dict.fromkeys(("pPr", "rPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sectPr")),
        **dict.fromkeys(("sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "fldData")),
        **dict.fromkeys(("bookmarkStart", "bookmarkEnd", "proofErr", "lastRenderedPageBreak")),
        **dict.fromkeys(("delInstrText", "background", "permStart", "permEnd")),
    }
    return {
        **{ns + name: handler for name, handler in known.items()},
        f"{MC}AlternateContent": Story._alternatives,
        f"{_SYMEX}symEx": Story._symbol_extended,
        f"{math}oMath": Story._equation,
        f"{math}t": Story._text,
        f"{math}rPr": None,
    }
