"""One story of an OpenDocument text from XML to text.

White space is as LibreOffice reads it: runs of it in the XML are one space, none at the beginning
of a paragraph; further spaces, tabs and line breaks are elements. What the program makes itself
(numbers of lists and notes, templates of indexes) is left out; an element that is not known is
entered, so that no text can be lost in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from lxml import etree

from qcode.model.job import Job
from qcode.model.layout import Note, NoteKind, Style

from .build import Builder
from .limits import whole
from .losses import Lost
from .odt_look import TEXT, Styles

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
_SPACES = re.compile("[ \t\r\n]+")
_PARAGRAPHS_BETWEEN_CHECKS = 500
_DEEPEST_HEADING = 6

_Handler = Callable[["Story", etree._Element], None]


class Story:
    """Reads block elements into a builder. `new_builder` makes one for the text of a note."""

    def __init__(
        self, builder: Builder, styles: Styles, job: Job, *, new_builder: Callable[[], Builder]
    ) -> None:
        self._builder, self._styles, self._job = builder, styles, job
        self._new_builder = new_builder
        self._in_paragraph, self._after_space = False, True
        self._flags = self._heading_flags = 0
        self._boxes: list[etree._Element] = []
        self._paragraphs = 0
        self._list_depth, self._list_style, self._item_begins = -1, "", False
        self._tables_open = 0
        self._tables = self._table_now = self._row_now = self._column = 0
        self._changes: dict[str, Note] = {}
        self._open: dict[str, tuple[int, Note]] = {}

    def read(self, element: etree._Element) -> None:
        """Read everything inside an element, and close what was left open."""
        for region in element.iter(f"{TEXT}changed-region"):
            self._learn_change(region)
        self.walk(element)
        for start, note in self._open.values():
            self._note(note, start, start)

    def walk(self, element: etree._Element) -> None:
        """Read the children of an element; in a paragraph also the characters between them."""
        inline = self._in_paragraph
        if inline and element.text:
            self._characters(element.text)
        for child in element:
            handler = _HANDLERS.get(child.tag, Story.walk)
            if handler is not None:
                handler(self, child)
            if inline and child.tail:
                self._characters(child.tail)

    # Blocks

    def _paragraph(self, element: etree._Element) -> None:
        if self._in_paragraph:  # inside a shape that stands in the text
            self._boxes.append(element)
            return
        self._paragraphs += 1
        if not self._paragraphs % _PARAGRAPHS_BETWEEN_CHECKS:
            self._job.check()
        look = self._styles.look("paragraph", element.get(f"{TEXT}style-name"))
        level = 0
        if element.tag == f"{TEXT}h":
            level = min(max(whole(element.get(f"{TEXT}outline-level"), 1), 1), _DEEPEST_HEADING)
        elif "Title" in look.names:
            level = 1
        self._flags, self._heading_flags = look.flags, look.flags if level else 0
        self._after_space = self._in_paragraph = True
        start = self._builder.begin_paragraph()
        self.walk(element)
        self._in_paragraph, self._flags = False, 0
        self._mark_paragraph(start, level, is_quote="Quotations" in look.names)
        plain = not level and self._list_depth < 0 and not self._tables_open and look.first >= 0
        self._builder.indent(start, look.left if plain else None, is_quote=look.is_quote)
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            if box.tag in _PARAGRAPHS:
                self._paragraph(box)
            else:
                self.walk(box)

    def _mark_paragraph(self, start: int, level: int, *, is_quote: bool) -> None:
        builder, end = self._builder, self._builder.position
        begins, self._item_begins = self._item_begins, False
        if level:
            builder.mark(start, end, Style.HEADING, str(level))
        elif begins:
            builder.mark(start, end, Style.LIST_ITEM, str(self._list_depth))
        if begins and end > start and self._styles.is_numbered(self._list_style, self._list_depth):
            builder.lose(Lost.LIST_NUMBERS)
        if is_quote:
            builder.mark(start, end, Style.QUOTE)

    def _list(self, element: etree._Element) -> None:
        outer = self._list_style
        self._list_style = element.get(f"{TEXT}style-name") or outer
        self._list_depth += 1
        self.walk(element)
        self._list_depth, self._list_style = self._list_depth - 1, outer

    def _item(self, element: etree._Element) -> None:
        self._item_begins = True
        self.walk(element)
        self._item_begins = False

    def _table(self, element: etree._Element) -> None:
        outer = self._table_now, self._row_now, self._column
        outer_list = self._list_depth, self._list_style
        self._list_depth, self._list_style, self._item_begins = -1, "", False
        self._table_now, self._row_now = self._tables, -1
        self._tables += 1
        self._tables_open += 1
        self.walk(element)
        self._tables_open -= 1
        self._table_now, self._row_now, self._column = outer
        self._list_depth, self._list_style = outer_list

    def _row(self, element: etree._Element) -> None:
        times = self._times(element, f"{TABLE}number-rows-repeated")
        self._row_now, self._column = self._row_now + 1, 0
        self.walk(element)
        self._row_now += times - 1

    def _cell(self, element: etree._Element) -> None:
        column, start = self._column, self._builder.next_paragraph
        self.walk(element)
        end = self._builder.position
        if start <= end:
            place = f"{self._table_now},{self._row_now},{column}"
            self._builder.mark(start, end, Style.CELL, place)
        self._column = column + self._times(element, f"{TABLE}number-columns-repeated")

    def _covered(self, element: etree._Element) -> None:
        """Read the part of a merged cell that another covers, if there are words in it."""
        if any(text.strip() for text in element.itertext()):
            self._cell(element)
        else:
            self._column += max(1, whole(element.get(f"{TABLE}number-columns-repeated"), 1))

    def _times(self, element: etree._Element, attribute: str) -> int:
        """Return how often a cell or row stands there; its words are taken once."""
        times = max(1, whole(element.get(attribute), 1))
        if times > 1 and any(text.strip() for text in element.itertext()):
            self._builder.lose(Lost.REPEATED, times - 1)
        return times

    def _section(self, element: etree._Element) -> None:
        if element.get(f"{TEXT}display") == "none":
            self._builder.lose(Lost.HIDDEN)
        self.walk(element)

    # Characters

    def _characters(self, text: str) -> None:
        text = _SPACES.sub(" ", text)
        if self._after_space and text.startswith(" "):
            text = text[1:]
        if text:
            self._write(text)
            self._after_space = text.endswith(" ")

    def _write(self, text: str) -> None:
        if not self._in_paragraph:
            return
        start = self._builder.position
        self._builder.text(text)
        self._after_space = False
        self._builder.mark_run(start, self._flags, self._heading_flags)

    def _space(self, element: etree._Element) -> None:
        self._write(" " * whole(element.get(f"{TEXT}c"), 1))

    def _span(self, element: etree._Element) -> None:
        outer = self._flags
        look = self._styles.look("text", element.get(f"{TEXT}style-name"))
        self._flags = look.over(outer)
        self.walk(element)
        self._flags = outer

    def _link(self, element: etree._Element) -> None:
        start = self._builder.position
        self.walk(element)
        target = element.get(f"{_XLINK}href")
        if target:
            self._builder.mark(start, self._builder.position, Style.LINK, target)

    def _ruby(self, element: etree._Element) -> None:
        self._builder.lose(Lost.RUBY)
        for base in element.iterchildren(f"{TEXT}ruby-base"):
            self.walk(base)

    # Notes, comments and tracked changes

    def _plain(self, element: etree._Element) -> str:
        builder = self._new_builder()
        Story(builder, self._styles, self._job, new_builder=self._new_builder).walk(element)
        return builder.plain

    def _note(self, note: Note, start: int, end: int) -> None:
        self._builder.note(replace(note, start=start, end=end))

    def _footnote(self, element: etree._Element) -> None:
        body = element.find(f"{TEXT}note-body")
        if body is not None:
            here = self._builder.position
            self._builder.note(Note(here, here, NoteKind.FOOTNOTE, self._plain(body)))

    def _comment(self, element: etree._Element) -> None:
        author = element.findtext(f"{DC}creator") or ""
        date = element.findtext(f"{DC}date") or ""
        note = Note(0, 0, NoteKind.COMMENT, self._plain(element), author, date)
        name, here = element.get(f"{OFFICE}name"), self._builder.position
        if name and name not in self._open:
            self._open[name] = (here, note)
        else:
            self._note(note, here, here)

    def _close(self, element: etree._Element) -> None:
        """End the passage of a comment or of an insertion."""
        name = element.get(f"{OFFICE}name") or element.get(f"{TEXT}change-id") or ""
        if name in self._open:
            start, note = self._open.pop(name)
            self._note(note, start, self._builder.position)

    def _learn_change(self, region: etree._Element) -> None:
        name = region.get(f"{_XML}id") or region.get(f"{TEXT}id") or ""
        for change in region:
            kind = _CHANGES.get(change.tag)
            if kind is None:
                continue
            info = change.find(f"{OFFICE}change-info")
            author = date = ""
            if info is not None:
                author = info.findtext(f"{DC}creator") or ""
                date = info.findtext(f"{DC}date") or ""
            text = self._plain(change) if kind is NoteKind.DELETED else ""
            self._changes[name] = Note(0, 0, kind, text, author, date)

    def _change(self, element: etree._Element) -> None:
        """Begin an insertion, or note what was deleted here."""
        name = element.get(f"{TEXT}change-id") or ""
        note, here = self._changes.get(name), self._builder.position
        if note is not None and note.kind is NoteKind.DELETED:
            self._note(note, here, here)
        elif note is not None and element.tag == f"{TEXT}change-start":
            self._open[name] = (here, note)

    # Things beside the text

    def _frame(self, element: etree._Element) -> None:
        """Keep the text of a frame for after the paragraph, or count the picture in it."""
        inside = {child.tag for child in element}
        title = element.findtext(f"{SVG}title") or element.findtext(f"{SVG}desc") or ""
        if f"{DRAW}text-box" in inside:
            self._builder.lose(Lost.TEXT_BOX)
        elif inside.intersection((f"{DRAW}object", f"{DRAW}object-ole", f"{DRAW}plugin")):
            self._builder.lose(Lost.EMBEDDED, 1, title)
        elif f"{DRAW}image" in inside:
            self._builder.lose(Lost.IMAGE, 1, title)
        self._shape(element)

    def _shape(self, element: etree._Element) -> None:
        if self._in_paragraph:
            self._boxes.append(element)
        else:
            self.walk(element)


def _put(characters: str) -> _Handler:
    def put(story: Story, _element: etree._Element) -> None:
        story._write(characters)

    return put


_CHANGES = {f"{TEXT}insertion": NoteKind.INSERTED, f"{TEXT}deletion": NoteKind.DELETED}
_SHAPES = (
    *("g", "custom-shape", "rect", "ellipse", "circle", "polygon", "polyline", "path"),
    *("line", "connector", "caption", "regular-polygon", "measure", "control"),
)
_INDEXES = (
    *("table-of-content", "illustration-index", "table-index", "object-index", "user-index"),
    *("alphabetical-index", "bibliography"),
)
# What to do with each element; None: leave it out with all that it holds.
_HANDLERS: Mapping[str, _Handler | None] = {
    **dict.fromkeys(_PARAGRAPHS, Story._paragraph),
    f"{TEXT}list": Story._list,
    f"{TEXT}list-item": Story._item,
    f"{TEXT}section": Story._section,
    f"{TABLE}table": Story._table,
    f"{TABLE}table-row": Story._row,
    f"{TABLE}table-cell": Story._cell,
    f"{TABLE}covered-table-cell": Story._covered,
    f"{TEXT}s": Story._space,
    f"{TEXT}tab": _put("\t"),
    f"{TEXT}line-break": _put("\u2028"),
    f"{TEXT}span": Story._span,
    f"{TEXT}a": Story._link,
    f"{TEXT}ruby": Story._ruby,
    f"{TEXT}note": Story._footnote,
    f"{OFFICE}annotation": Story._comment,
    f"{OFFICE}annotation-end": Story._close,
    f"{TEXT}change": Story._change,
    f"{TEXT}change-start": Story._change,
    f"{TEXT}change-end": Story._close,
    f"{DRAW}frame": Story._frame,
    **dict.fromkeys([f"{DRAW}{name}" for name in _SHAPES], Story._shape),
    **dict.fromkeys([f"{TEXT}{name}-source" for name in _INDEXES]),
    **dict.fromkeys([f"{TEXT}{name}" for name in ("tracked-changes", "number", "script")]),
    **dict.fromkeys([f"{OFFICE}{name}" for name in ("forms", "change-info", "event-listeners")]),
    **dict.fromkeys([f"{TABLE}{name}" for name in ("title", "desc")]),
    **dict.fromkeys([f"{SVG}{name}" for name in ("title", "desc")]),
    **dict.fromkeys([f"{DC}{name}" for name in ("creator", "date")]),
}
