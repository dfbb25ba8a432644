"""Workbooks of Excel (.xlsx), read without trusting them: text, indentation, and no more.

Formulas are not run: what the file says that they gave is taken. Nothing is fetched, and links to
other files, pictures and macros are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from qcode.model.errors import UserError

from .limits import MAX_TEXT_BYTES, damaged, whole
from .package import Package
from .relations import listing_of, relations_of
from .sheet import MAX_COLUMNS, MAX_ROWS, Sheet
from .sniff import Content, sniff
from .xlsx_dates import as_date, shows_date

KIND = "Excel"
MAX_SHEETS = 20
_ROW = re.compile(rb"<(?:[A-Za-z0-9]+:)?row[\s/>]")
_PLACE = re.compile(r"([A-Z]{1,3})\d*", re.IGNORECASE)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DIGITS = 15
_OLD = b"\xd0\xcf\x11\xe0"


def read_workbook(path: Path) -> list[Sheet]:
    """Return the sheets that say something. Raises `UserError` for what is no such workbook."""
    if sniff(path) is Content.LOCKED:
        raise UserError("password_protected", name=path.name)
    with path.open("rb") as file:
        if file.read(4) == _OLD:
            raise UserError("old_excel_format", name=path.name)
    with Package(path, KIND) as package:
        found = [sheet for sheet in _Workbook(package, path).sheets() if sheet.rows]
    if not found:
        raise UserError("sheet_empty", name=path.name)
    return found


class _Workbook:
    def __init__(self, package: Package, path: Path) -> None:
        self._package, self._path = package, path
        self._related = self._relations("xl/workbook.xml")
        self._shared = self._strings()
        self._characters = 0  # of all cells
        self._indents, self._dates = self._formats()
        self._since_1904 = False

    def sheets(self) -> Iterator[Sheet]:
        """Yield the sheets in their order."""
        book = self._package.xml("xl/workbook.xml")
        self._since_1904 = any(
            _name(each) == "workbookPr" and each.get("date1904") in ("1", "true") for each in book
        )
        sheets = [each for each in book.iter(etree.Element) if _name(each) == "sheet"]
        for each in sheets[:MAX_SHEETS]:
            reference = next((v for k, v in each.attrib.items() if _local(str(k)) == "id"), "")
            part = self._related.get(str(reference), "")
            if part in self._package.names and "chartsheet" not in part:
                yield self._sheet(str(each.get("name", "")), part)

    def _relations(self, part: str) -> dict[str, str]:
        """Return the parts that a part refers to, by their numbers; what lies outside is not."""
        if not {part, listing_of(part)} <= self._package.names:
            raise damaged(self._path, KIND)
        related = relations_of(self._package, part)
        return {each.key: each.target for each in related if not each.outside}

    def _strings(self) -> list[str]:
        name = "xl/sharedStrings.xml"
        if name not in self._package.names:
            return []
        return [_text(each) for each in self._package.xml(name) if _name(each) == "si"]

    def _formats(self) -> tuple[list[int], list[bool]]:
        """Return, for each format of cells, how far it sets words in and whether it shows dates."""
        name = "xl/styles.xml"
        if name not in self._package.names:
            return [], []
        styles = self._package.xml(name)
        own = {
            whole(str(each.get("numFmtId"))): str(each.get("formatCode", ""))
            for each in styles.iter(etree.Element)
            if _name(each) == "numFmt"
        }
        found = next((each for each in styles if _name(each) == "cellXfs"), ())
        formats = [each for each in found if _name(each) == "xf"]
        dates = [shows_date(whole(str(each.get("numFmtId"))), own) for each in formats]
        return [_indent(each) for each in formats], dates

    def _sheet(self, name: str, part: str) -> Sheet:
        data = self._package.read(part)
        if len(_ROW.findall(data)) > MAX_ROWS:
            raise UserError("sheet_too_long", name=self._path.name, limit=MAX_ROWS)
        root = self._package.parse(data)
        rows: list[tuple[str, ...]] = []
        indents: dict[tuple[int, int], int] = {}
        formulas: list[str] = []
        for row in root.iter(etree.Element):
            if _name(row) != "row":
                continue
            cells: dict[int, str] = {}
            for column, cell in _placed(row):
                text = self._value(cell)
                if not text and any(_name(each) == "f" for each in cell):
                    formulas.append(str(cell.get("r", "")))
                if column >= MAX_COLUMNS and text.strip():
                    raise UserError("sheet_too_wide", name=self._path.name, limit=MAX_COLUMNS)
                if text and column < MAX_COLUMNS:
                    cells[column] = text
                    self._count(text)
                    if indent := self._indent_of(cell):
                        indents[len(rows), column] = indent
            if any(map(str.strip, cells.values())):
                rows.append(tuple(cells.get(column, "") for column in range(max(cells) + 1)))
        return Sheet(name, tuple(rows), indents, len(formulas), formulas[0] if formulas else "")

    def _count(self, text: str) -> None:
        """Refuse more text than any file has that is read: one string may be in all cells."""
        self._characters += len(text)
        if self._characters > MAX_TEXT_BYTES:
            raise UserError("file_expands", name=self._path.name)

    def _value(self, cell: etree._Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return "".join(_text(each) for each in cell if _name(each) == "is")
        value = next((each.text or "" for each in cell if _name(each) == "v"), "")
        if kind == "s":
            at = int(value) if value.isascii() and value.isdigit() and len(value) < 9 else -1
            return self._shared[at] if 0 <= at < len(self._shared) else ""
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if kind == "e":  # an error such as #REF!
            return ""
        if kind == "str":
            return _unescaped(value)
        if kind == "d":
            return value.removesuffix("Z").removesuffix("T00:00:00").replace("T", " ")
        style = _style(cell)
        if value and style < len(self._dates) and self._dates[style]:
            return as_date(value, since_1904=self._since_1904)
        return _shown(value)

    def _indent_of(self, cell: etree._Element) -> int:
        style = _style(cell)
        return self._indents[style] if style < len(self._indents) else 0


def _style(cell: etree._Element) -> int:
    style = str(cell.get("s", "0"))
    return int(style) if style.isascii() and style.isdigit() and len(style) < 7 else 0


def _shown(value: str) -> str:
    """Return a number as Excel shows it, which is not to the last digit that the file has."""
    if len(value) > _DIGITS and "." in value:
        try:
            value = format(float(value), f".{_DIGITS}g")
        except ValueError:
            return value
    return value.removesuffix(".0")


def _placed(row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """Yield the cells of a row with their columns; a cell that names none follows the last."""
    column = -1
    for cell in row:
        if _name(cell) != "c":
            continue
        place = _PLACE.fullmatch(str(cell.get("r", "")))
        column = _column(place[1]) if place else column + 1
        yield column, cell


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _indent(cell_format: etree._Element) -> int:
    for each in cell_format:
        value = str(each.get("indent", "0")) if _name(each) == "alignment" else "0"
        if value.isascii() and value.isdigit() and len(value) < 4:
            return int(value)
    return 0


def _text(element: etree._Element) -> str:
    """Return the words of a string with formats; how they are pronounced is no part of them."""
    parts: list[str] = []
    waiting: list[etree._Element] = list(reversed(element))
    while waiting:
        each = waiting.pop()
        if _name(each) == "t":
            parts.append(each.text or "")
        elif _name(each) != "rPh":
            waiting.extend(reversed(each))
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _name(element: etree._Element) -> str:
    return _local(element.tag) if isinstance(element.tag, str) else ""


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def column_letters(column: int) -> str:
    """Return what a spreadsheet calls a column, counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
