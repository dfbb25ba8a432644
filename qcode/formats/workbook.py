"""Workbooks of Excel with any number of sheets, written front to back.

Text stays text, whatever it begins with: no cell is ever a formula. The first row of a sheet holds
the headings: it stays in sight, is printed on every page, and filters. The same cells give the
same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from qcode.model.colors import luminance

from .base import Loss
from .characters import attribute, escaped
from .losses import Lost
from .ooxml import PACKAGE, RELATIONSHIPS, Package, relations
from .xlsx import column_letters

LONGEST = 32_767  # UTF-16 units in a cell
LONGEST_NAME = 31

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_UNFIT_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_TAKEN = "history"  # a name that Excel keeps for itself
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# What XML loses in a cell, and what would be read as a character written in that way.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_EPOCH = datetime(1899, 12, 30)
_FIRST_DAY = date(1900, 3, 1)  # Excel takes 1900 for a leap year; from here on it counts right
_SHADE = "E9EDF1"  # behind the headings
_PAGE = 320  # characters that can still be read where they are printed on the width of a page
_HIGH, _LINES = 15, 27  # points of a line, and how many of them Excel shows in a row
_DEEPEST = 15  # steps that words are set in
_MIDDLE = 0.179  # the luminance against which black and white stand out alike (WCAG 2.2)

# The formats of cells, by their number: kind of number, font, fill, border, further attributes.
_HEADING, _HEADING_NUMBER, _TEXT, _MARKED, _WHOLE, _DECIMAL, _DATE, _MOMENT, _CLOCK = range(9)
_INDENTED = 9
_WRAP = 'vertical="top" wrapText="1"'
_FORMATS = (
    ('numFmtId="0" fontId="1" fillId="2" borderId="1"', _WRAP),
    ('numFmtId="0" fontId="1" fillId="2" borderId="1"', f'{_WRAP} horizontal="right"'),
    ('numFmtId="0" fontId="0" fillId="0" borderId="0"', _WRAP),
    # Such text would become a formula when its cell is edited, were it not marked as text.
    ('numFmtId="0" fontId="0" fillId="0" borderId="0" quotePrefix="1"', _WRAP),
    ('numFmtId="3" fontId="0" fillId="0" borderId="0"', 'vertical="top"'),
    ('numFmtId="0" fontId="0" fillId="0" borderId="0"', 'vertical="top"'),
    ('numFmtId="164" fontId="0" fillId="0" borderId="0"', 'vertical="top" horizontal="left"'),
    ('numFmtId="165" fontId="0" fillId="0" borderId="0"', 'vertical="top" horizontal="left"'),
    ('numFmtId="166" fontId="0" fillId="0" borderId="0"', 'vertical="top"'),
    *(
        (
            'numFmtId="0" fontId="0" fillId="0" borderId="0" quotePrefix="1"',
            f'{_WRAP} horizontal="left" indent="{depth}"',
        )
        for depth in range(1, _DEEPEST + 1)
    ),
)


@dataclass(frozen=True, slots=True)
class SetIn:
    """Words that are set in by so many steps."""

    text: str
    depth: int


@dataclass(frozen=True, slots=True)
class Filled:
    """Words on a colour, "#rrggbb"."""

    text: str
    color: str


Value = str | int | float | date | timedelta | SetIn | Filled | None


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its heading, its width in characters, and whether numbers stand in it."""

    heading: str
    width: float = 14
    number: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: a name that is made legal, columns, and rows that are written once."""

    name: str
    columns: Sequence[SheetColumn]
    rows: Iterable[Sequence[Value]]


def legal_names(wanted: Iterable[str]) -> list[str]:
    """Return names that Excel takes: short, without its signs, no two alike."""
    found: list[str] = []
    taken = {_TAKEN}
    for number, each in enumerate(wanted, 1):
        whole = " ".join(_UNFIT_NAME.sub(" ", each).split()).strip("' ") or str(number)
        name, again = _shortened(whole), 2
        while name.casefold() in taken:
            name, again = _shortened(whole, f" ({again})"), again + 1
        taken.add(name.casefold())
        found.append(name)
    return found


def _shortened(name: str, end: str = "") -> str:
    while len((name + end).encode("utf-16-le")) > 2 * LONGEST_NAME:
        name = name[:-1]
    return name.strip("' ") + end


class Workbook:
    """Writes sheets to a package, and counts what did not fit in their cells."""

    def __init__(self, path: Path, title: str, author: str = "", date: str = "") -> None:
        self._path, self._core = path, _core(title, author, date)
        self._cut = 0
        self._where = ""
        self._fills: dict[str, int] = {}  # by colour, the number of its format

    def write(self, sheets: Sequence[Sheet]) -> tuple[Loss, ...]:
        """Write the file; return what was cut."""
        names = legal_names(sheet.name for sheet in sheets)
        ends: list[str] = []
        with Package(self._path) as package:
            package.add("[Content_Types].xml", (_content_types(len(sheets)),))
            package.add("_rels/.rels", (_package_relations(),))
            package.add("docProps/core.xml", (self._core,))
            for number, (sheet, name) in enumerate(zip(sheets, names, strict=True), 1):
                part = f"xl/worksheets/sheet{number}.xml"
                package.add(part, self._sheet(sheet, name, ends, first=number == 1))
            package.add("xl/styles.xml", (_styles(list(self._fills)),))
            package.add("xl/workbook.xml", (_workbook(names, ends),))
            package.add("xl/_rels/workbook.xml.rels", (_workbook_relations(len(sheets)),))
        return (Loss(Lost.LONG_CELLS, self._cut, self._where),) if self._cut else ()

    def _sheet(self, sheet: Sheet, name: str, ends: list[str], *, first: bool) -> Iterator[str]:
        chosen = ' tabSelected="1"' if first else ""
        fits = sum(column.width for column in sheet.columns) <= _PAGE
        yield (
            f'<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="{fits:d}"/></sheetPr>'
            f'<sheetViews><sheetView workbookViewId="0"{chosen}><pane ySplit="1" '
            'topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
            '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>'
            '<sheetFormatPr defaultRowHeight="15"/><cols>'
        )
        for at, column in enumerate(sheet.columns, 1):
            yield f'<col min="{at}" max="{at}" width="{column.width}" customWidth="1"/>'
        letters = [column_letters(at) for at in range(len(sheet.columns))]
        heads = "".join(
            self._text(column.heading, f"{letter}1", _HEADING_NUMBER if column.number else _HEADING)
            for column, letter in zip(sheet.columns, letters, strict=True)
        )
        # Bold letters are wider, and words are not divided: a line more than they would need.
        needed = _most_lines([column.heading for column in sheet.columns], sheet.columns)
        high = _HIGH * (needed + 1 if needed > 1 else 1)
        yield f'</cols><sheetData><row r="1" ht="{high}">{heads}</row>'
        number = 1
        for number, row in enumerate(sheet.rows, 2):
            cells = zip(row, letters, strict=True)
            inner = "".join(self._cell(value, f"{letter}{number}", name) for value, letter in cells)
            high = _HIGH * min(_most_lines(row, sheet.columns), _LINES)
            yield f'<row r="{number}" ht="{high}">{inner}</row>'
        ends.append(f"${letters[-1]}${number}")
        last = f"{letters[-1]}{number}"
        yield (
            f'</sheetData><autoFilter ref="A1:{last}"/><pageMargins left="0.5" '
            'right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup '
            'paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
        )

    def _cell(self, value: Value, place: str, sheet: str) -> str:
        if value is None or value == "":
            return ""
        if isinstance(value, str):
            style = _MARKED if value.startswith(_FORMULA) else _TEXT
            return self._text(value, place, style, sheet)
        if isinstance(value, SetIn):
            if not value.depth:
                return self._cell(value.text, place, sheet)
            style = _INDENTED - 1 + min(value.depth, _DEEPEST)
            return self._text(value.text, place, style, sheet)
        if isinstance(value, Filled):
            style = self._fills.setdefault(value.color, len(_FORMATS) + len(self._fills))
            return self._text(value.text, place, style, sheet)
        if isinstance(value, date):
            return self._day(value, place, sheet)
        if isinstance(value, timedelta):
            return f'<c r="{place}" s="{_CLOCK}"><v>{value / timedelta(days=1):.9f}</v></c>'
        style = _WHOLE if isinstance(value, int) else _DECIMAL
        return f'<c r="{place}" s="{style}"><v>{value!r}</v></c>'

    def _day(self, value: date, place: str, sheet: str) -> str:
        day = value.date() if isinstance(value, datetime) else value
        if day < _FIRST_DAY:
            return self._text(value.isoformat(), place, _TEXT, sheet)
        if isinstance(value, datetime):  # wall time: Excel knows no zones
            days = (value.replace(tzinfo=None) - _EPOCH) / timedelta(days=1)
            return f'<c r="{place}" s="{_MOMENT}"><v>{days:.9f}</v></c>'
        return f'<c r="{place}" s="{_DATE}"><v>{(day - _EPOCH.date()).days}</v></c>'

    def _text(self, text: str, place: str, style: int, sheet: str = "") -> str:
        if len(text) * 2 > LONGEST and len(text.encode("utf-16-le", "replace")) > 2 * LONGEST:
            self._cut += 1
            self._where = self._where or f"{sheet} {place}".strip()
            text = text.encode("utf-16-le", "replace")[: 2 * LONGEST].decode("utf-16-le", "ignore")
        if "_x" in text or not text.isprintable():
            text = _CONTROL.sub(_escape, text)
        return (
            f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">'
            f"{escaped(text)}</t></is></c>"
        )


def _most_lines(row: Sequence[Value], columns: Sequence[SheetColumn]) -> int:
    """Return how many lines the cell that needs most is likely to have in its width."""
    most = 1
    for value, column in zip(row, columns, strict=True):
        text = value.text if isinstance(value, SetIn | Filled) else value
        if isinstance(text, str) and (len(text) > column.width or "\n" in text):
            wide = max(1, int(column.width))
            most = max(most, sum(1 + len(line) // wide for line in text.split("\n")))
    return most


def _escape(found: re.Match[str]) -> str:
    """Return a character as Excel writes those that XML cannot carry."""
    return f"_x{ord(found[0]):04X}_"


def _styles(fills: Sequence[str]) -> str:
    name = '<name val="Calibri"/><family val="2"/>'
    font = f'<sz val="11"/>{name}'
    inks = "".join(
        f'<font><sz val="11"/><color rgb="FF{ink}"/>{name}</font>' for ink in ("000000", "FFFFFF")
    )
    plain = 'numFmtId="0" borderId="0" applyFill="1"'
    colored = tuple(
        (
            f'{plain} fontId="{2 if luminance(color) > _MIDDLE else 3}" fillId="{at}"',
            'vertical="top" horizontal="center"',
        )
        for at, color in enumerate(fills, 3)
    )
    formats = "".join(
        f'<xf {numbers} xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment {place}/></xf>'
        for numbers, place in (*_FORMATS, *colored)
    )
    shades = "".join(
        f'<fill><patternFill patternType="solid"><fgColor rgb="FF{color}"/></patternFill></fill>'
        for color in (_SHADE, *(color.removeprefix("#").upper() for color in fills))
    )
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="3">'
        '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
        '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/>'
        '<numFmt numFmtId="166" formatCode="[hh]:mm:ss"/></numFmts>'
        f'<fonts count="4"><font>{font}</font><font><b/>{font}</font>{inks}</fonts>'
        f'<fills count="{3 + len(fills)}"><fill><patternFill patternType="none"/></fill>'
        f'<fill><patternFill patternType="gray125"/></fill>{shades}</fills>'
        '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
        '<border><left/><right/><top/><bottom style="thin"><color rgb="FF1F2A36"/></bottom>'
        '<diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" '
        f'fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="{len(_FORMATS) + len(fills)}">'
        f'{formats}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" '
        'builtinId="0"/></cellStyles></styleSheet>'
    )


def _workbook(names: Sequence[str], ends: Sequence[str]) -> str:
    sheets = "".join(
        f'<sheet name="{attribute(name)}" sheetId="{at}" r:id="rId{at}"/>'
        for at, name in enumerate(names, 1)
    )
    quoted = ["'" + escaped(name.replace("'", "''")) + "'" for name in names]
    filters = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{at}" hidden="1">'
        f"{name}!$A$1:{end}</definedName>"
        for at, (name, end) in enumerate(zip(quoted, ends, strict=True))
    )
    titles = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{at}">{name}!$1:$1</definedName>'
        for at, name in enumerate(quoted)
    )
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{RELATIONSHIPS}"><bookViews><workbookView/>'
        f"</bookViews><sheets>{sheets}</sheets><definedNames>{filters}{titles}</definedNames>"
        "</workbook>"
    )


def _workbook_relations(sheets: int) -> str:
    related = [
        (f"rId{at}", f"{RELATIONSHIPS}/worksheet", f"worksheets/sheet{at}.xml")
        for at in range(1, sheets + 1)
    ]
    return relations([*related, (f"rId{sheets + 1}", f"{RELATIONSHIPS}/styles", "styles.xml")])


def _package_relations() -> str:
    core = f"{PACKAGE}/relationships/metadata/core-properties"
    return relations(
        [
            ("rId1", f"{RELATIONSHIPS}/officeDocument", "xl/workbook.xml"),
            ("rId2", core, "docProps/core.xml"),
        ]
    )


def _content_types(sheets: int) -> str:
    parts = {
        "/xl/workbook.xml": f"{_TYPE}.sheet.main+xml",
        "/xl/styles.xml": f"{_TYPE}.styles+xml",
        **{
            f"/xl/worksheets/sheet{at}.xml": f"{_TYPE}.worksheet+xml" for at in range(1, sheets + 1)
        },
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items()
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _core(title: str, author: str, date: str) -> str:
    made = f'<dcterms:created xsi:type="dcterms:W3CDTF">{date}</dcterms:created>' if date else ""
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(title)}</dc:title><dc:creator>{escaped(author)}</dc:creator>{made}"
        "</cp:coreProperties>"
    )
