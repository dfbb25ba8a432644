"""The body of a web page from elements to text, as a browser lays it out without style sheets.

Runs of white space are one space, none at the beginning or end of a line, except in `pre`. A `br`
is a soft line break; one at the very end of a paragraph breaks nothing. A block without characters
is no paragraph; a cell of a table always is one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from qcode.model.courtesy import giving_way
from qcode.model.job import Job
from qcode.model.layout import Style

from .build import Builder
from .html_indent import Indents
from .limits import whole
from .losses import Lost

_SPACE = " \t\n\f\r"
_SPACES = re.compile(f"[\t\n\f\r][{_SPACE}]*| [{_SPACE}]+")  # all but a single space
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd"),
        *("details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure"),
        *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html"),
        *("legend", "li", "listing", "main", "menu", "nav", "ol", "optgroup", "option", "p"),
        *("plaintext", "pre", "search", "section", "select", "summary", "table", "tbody", "td"),
        *("textarea", "tfoot", "th", "thead", "tr", "ul", "xmp"),
    )
)
_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_KEEPS_SPACES = frozenset(("pre", "textarea", "listing", "xmp", "plaintext"))
_SKIPPED = frozenset(
    ("script", "style", "template", "head", "title", "meta", "link", "base", "rp", "datalist")
)
# Left out, and reported by their words or by what stands for them.
_REPORTED = {
    "noscript": Lost.NO_SCRIPT,
    "rt": Lost.RUBY,
    **dict.fromkeys(("img", "svg", "canvas"), Lost.IMAGE),
    **dict.fromkeys(("iframe", "frame", "object", "embed", "applet"), Lost.EMBEDDED),
    **dict.fromkeys(("audio", "video"), Lost.EMBEDDED),
}
_STYLES = {
    **dict.fromkeys(("b", "strong"), Style.BOLD),
    **dict.fromkeys(("i", "em"), Style.ITALIC),
    **dict.fromkeys(("u", "ins"), Style.UNDERLINE),
}
# What a `style` attribute may say of characters.
_CSS = (
    (re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)"), Style.BOLD),
    (re.compile(r"font-style\s*:\s*(?:italic|oblique)"), Style.ITALIC),
    (re.compile(r"text-decoration(?:-line)?\s*:[^;]*\bunderline"), Style.UNDERLINE),
)
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_WIDEST = 100  # columns of one cell
_EXAMPLE = 80  # characters of a detail
_ELEMENTS_BETWEEN_CHECKS = 5_000

_Mark = tuple[Style, str]


@dataclass(slots=True)
class _Table:
    number: int
    row: int = -1
    column: int = 0
    busy: dict[int, int] = field(default_factory=dict)  # column to the first row free again


@dataclass(slots=True)
class _Cell:
    place: str
    start: int


class _Place(NamedTuple):
    """Where blocks stand: twips from the edge, their first line beside that, and if quoted."""

    left: int = 0
    first: int = 0
    is_quote: bool = False


class Story:
    """Reads elements into a builder, without recursion, however deep they lie."""

    def __init__(self, builder: Builder, job: Job, indents: Indents) -> None:
        self._builder, self._job = builder, job
        self._open, self._start = False, 0  # whether a paragraph has begun, and where
        self._space: tuple[_Mark, ...] | None = None  # marks of a space that waits to be written
        self._breaks = ""  # line ends that wait to be written
        self._marks: list[_Mark] = []
        self._counts: list[int] = []  # how many of them each open element has brought
        self._lists: list[str] = []
        self._item_begins = False
        self._quotes = self._keeping = 0
        self._heading = ""
        self._tables: list[_Table] = []
        self._cells: list[_Cell | None] = []
        self._table_count = 0
        self._indents = indents
        self._places: list[_Place] = [_Place()]

    def read(self, root: etree._Element) -> None:
        """Read everything inside an element."""
        walk = etree.iterwalk(root, events=("start", "end"))
        for number, (event, element) in enumerate(giving_way(walk)):
            if not number % _ELEMENTS_BETWEEN_CHECKS:
                self._job.check()
            tag = element.tag
            is_left_out = tag in _SKIPPED or tag in _REPORTED
            if event == "start" and is_left_out:
                self._report(tag, element)
                walk.skip_subtree()
            elif event == "start":
                self._begin(tag, element)
                text = element.text or ""
                self._characters(text.removeprefix("\n") if tag in _KEEPS_SPACES else text)
            else:
                if not is_left_out:
                    self._end(tag)
                self._characters(element.tail)
        self._end_paragraph()

    # Elements

    def _report(self, tag: str, element: etree._Element) -> None:
        kind = _REPORTED.get(tag)
        if kind in (Lost.NO_SCRIPT, Lost.RUBY):
            words = " ".join("".join(map(str, element.itertext())).split())
            if words:
                self._builder.lose(kind, 1, words[:_EXAMPLE])
        elif kind is not None:
            detail = element.get("alt") or element.get("title") or tag
            self._builder.lose(kind, 1, detail[:_EXAMPLE])

    def _begin(self, tag: str, element: etree._Element) -> None:
        if tag in _BLOCKS:
            self._end_paragraph()
            self._begin_block(tag, element)
        elif tag == "br":
            self._breaks, self._space = self._breaks + "\u2028", None
        elif tag == "math":
            self._builder.lose(Lost.EQUATION)
        css = element.get("style")
        if element.get("hidden") is not None or (css and _NOT_SHOWN.search(css)):
            self._builder.lose(Lost.HIDDEN)
        marks = _marks(tag, element, css)
        self._counts.append(len(marks))
        self._marks += marks

    def _begin_block(self, tag: str, element: etree._Element) -> None:
        outer = self._places[-1]
        further, first, is_quote = self._indents.of(tag, element)
        self._places.append(
            _Place(
                outer.left + further,
                outer.first if first is None else first,
                is_quote=outer.is_quote or is_quote,
            )
        )
        if tag in _LISTS:
            self._lists.append(tag)
        elif tag == "li":
            self._item_begins = True
        elif tag == "blockquote":
            self._quotes += 1
        elif tag in _KEEPS_SPACES:
            self._keeping += 1
        elif tag == "table":
            self._tables.append(_Table(self._table_count))
            self._table_count += 1
        elif tag == "tr" and self._tables:
            table = self._tables[-1]
            table.row, table.column = table.row + 1, 0
        elif tag in ("td", "th"):
            self._cells.append(self._cell(self._tables[-1], element) if self._tables else None)
        elif tag[0] == "h" and tag[1:].isdecimal():
            self._heading = tag[1:]

    def _cell(self, table: _Table, element: etree._Element) -> _Cell:
        table.row = max(table.row, 0)  # a cell outside any row
        while table.busy.get(table.column, 0) > table.row:
            table.column += 1
        place = f"{table.number},{table.row},{table.column}"
        width = min(max(1, whole(element.get("colspan"), 1)), _WIDEST)
        height = max(1, whole(element.get("rowspan"), 1))
        if height > 1:
            columns = range(table.column, table.column + width)
            table.busy.update(dict.fromkeys(columns, table.row + height))
        table.column += width
        return _Cell(place, self._builder.next_paragraph)

    def _end(self, tag: str) -> None:
        if count := self._counts.pop():
            del self._marks[-count:]
        if tag not in _BLOCKS:
            return
        self._end_paragraph()
        self._places.pop()
        if tag in _LISTS:
            self._lists.pop()
        elif tag == "li":
            self._item_begins = False
        elif tag == "blockquote":
            self._quotes -= 1
        elif tag in _KEEPS_SPACES:
            self._keeping -= 1
        elif tag == "table":
            self._tables.pop()
        elif tag in ("td", "th"):
            self._end_cell(self._cells.pop())
        elif tag[0] == "h" and tag[1:].isdecimal():
            self._heading = ""

    def _end_cell(self, cell: _Cell | None) -> None:
        if cell is None:
            return
        builder = self._builder
        if builder.next_paragraph == cell.start:
            builder.begin_paragraph()
        builder.mark(cell.start, builder.position, Style.CELL, cell.place)

    # Characters

    def _characters(self, text: str | None) -> None:
        if not text:
            return
        if self._keeping:
            for number, line in enumerate(text.split("\n")):
                if number:
                    self._breaks += "\n"
                if line:
                    self._write(line)
            return
        words = text.strip(_SPACE)
        if text[0] in _SPACE:
            self._wait_with_space()
        if words:
            self._write(_SPACES.sub(" ", words))
            if text[-1] in _SPACE:
                self._wait_with_space()

    def _wait_with_space(self) -> None:
        """Keep a space until it is known that more follows on the line."""
        if self._open and not self._breaks and self._space is None:
            self._space = tuple(self._marks)

    def _write(self, text: str) -> None:
        self._begin_paragraph()
        if self._breaks:
            self._builder.text(self._breaks)
        elif self._space is not None:
            self._put(" ", self._space)
        self._breaks, self._space = "", None
        self._put(text, self._marks)

    def _put(self, text: str, marks: list[_Mark] | tuple[_Mark, ...]) -> None:
        builder = self._builder
        start = builder.position
        builder.text(text)
        for style, value in marks:
            builder.mark(start, builder.position, style, value)

    def _begin_paragraph(self) -> None:
        if not self._open:
            self._start, self._open = self._builder.begin_paragraph(), True

    def _end_paragraph(self) -> None:
        if self._breaks:
            self._begin_paragraph()
            self._builder.text(self._breaks[:-1])
        if not self._open:
            return
        builder, start, end = self._builder, self._start, self._builder.position
        if self._heading:
            builder.mark(start, end, Style.HEADING, self._heading)
        elif self._item_begins:
            builder.mark(start, end, Style.LIST_ITEM, str(max(0, len(self._lists) - 1)))
            if self._lists and self._lists[-1] == "ol":
                builder.lose(Lost.LIST_NUMBERS)
        if self._quotes:
            builder.mark(start, end, Style.QUOTE)
        place = self._places[-1]
        plain = not (self._heading or self._lists or self._tables or place.first < 0)
        is_quote = place.is_quote and not self._heading
        builder.indent(start, place.left if plain else None, is_quote=is_quote)
        self._open = self._item_begins = False
        self._breaks, self._space = "", None


def _marks(tag: str, element: etree._Element, css: str | None) -> Sequence[_Mark]:
    """Return what an element, and its `style`, say of the characters in it."""
    if not css and tag not in _STYLES and tag != "a":
        return ()
    found: list[_Mark] = []
    if tag in _STYLES:
        found.append((_STYLES[tag], ""))
    elif tag == "a" and element.get("href"):
        found.append((Style.LINK, element.get("href") or ""))
    if css:
        found += [(style, "") for pattern, style in _CSS if pattern.search(css.lower())]
    return list(dict.fromkeys(found))
