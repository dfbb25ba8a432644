"""Workbooks of Excel with one sheet, written front to back: the same cells give the same bytes.

The first row holds the headings: it stays in sight, is printed on every page, and filters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qcode.model.colors import luminance

from .characters import attribute, escaped, fit_for_xml
from .ooxml import Package
from .xlsx import column_letters

LONGEST = 32_767  # UTF-16 units in a cell

_SHADE = "E9EDF1"  # behind the headings
_MIDDLE = 0.179  # the luminance against which black and white stand out alike (WCAG 2.2)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_UNFIT_NAME = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its heading, its width in characters, and whether it holds numbers."""

    heading: str
    width: int
    number: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell. `indent` sets words in; `fill` is a colour behind them, "#rrggbb"."""

    value: str | int
    indent: int = 0
    fill: str = ""


def write_workbook(
    path: Path,
    name: str,
    columns: Sequence[SheetColumn],
    rows: Sequence[Sequence[Cell]],
    *,
    title: str = "",
) -> None:
    """Write a workbook whose only sheet has a name and a row of headings."""
    styles = _Styles(rows)
    sheet = _UNFIT_NAME.sub(" ", fit_for_xml(name)).strip("' ")[:31] or "1"
    last = f"${column_letters(len(columns) - 1)}${len(rows) + 1}"
    with Package(path) as package:
        package.add("[Content_Types].xml", (_content_types(),))
        relations = {"officeDocument": "xl/workbook.xml"}
        package.add("_rels/.rels", (_relations(relations, core=True),))
        package.add("docProps/core.xml", (_core(title),))
        package.add("xl/workbook.xml", (_workbook(sheet, last),))
        relations = {"worksheet": "worksheets/sheet1.xml", "styles": "styles.xml"}
        package.add("xl/_rels/workbook.xml.rels", (_relations(relations),))
        package.add("xl/styles.xml", (styles.xml(),))
        package.add("xl/worksheets/sheet1.xml", _sheet(columns, rows, styles, last))


class _Styles:
    """The formats of cells: headings, words, numbers, and one for each indent and each fill."""

    HEADING, HEADING_NUMBER, TEXT, NUMBER = range(4)

    def __init__(self, rows: Sequence[Sequence[Cell]]) -> None:
        cells = [cell for row in rows for cell in row]
        self._indents = sorted({cell.indent for cell in cells if cell.indent})
        self._fills = sorted({cell.fill for cell in cells if cell.fill})
        self._of_indent = {indent: at for at, indent in enumerate(self._indents, 4)}
        first = 4 + len(self._indents)
        self._of_fill = {fill: at for at, fill in enumerate(self._fills, first)}

    def of(self, cell: Cell) -> int:
        """Return the number of the format of a cell."""
        if cell.fill:
            return self._of_fill[cell.fill]
        if cell.indent:
            return self._of_indent[cell.indent]
        return self.NUMBER if isinstance(cell.value, int) else self.TEXT

    def xml(self) -> str:
        """Return the styles part."""
        fills = "".join(
            '<fill><patternFill patternType="solid"><fgColor rgb="FF'
            f'{fill.removeprefix("#").upper()}"/></patternFill></fill>'
            for fill in (_SHADE, *self._fills)
        )
        size = '<sz val="11"/>'
        font = '<name val="Calibri"/><family val="2"/>'
        wrap = '<alignment vertical="top" wrapText="1"'
        formats = [
            f'<xf numFmtId="0" fontId="1" fillId="2" borderId="1" xfId="0">{wrap}/></xf>',
            f'<xf numFmtId="0" fontId="1" fillId="2" borderId="1" xfId="0">{wrap}'
            ' horizontal="right"/></xf>',
            f'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0">{wrap}/></xf>',
            '<xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0">'
            '<alignment vertical="top"/></xf>',
            *(
                f'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0">{wrap}'
                f' horizontal="left" indent="{min(indent, 250)}"/></xf>'
                for indent in self._indents
            ),
            *(
                f'<xf numFmtId="0" fontId="{_ink(fill)}" fillId="{at}" borderId="0" xfId="0">'
                '<alignment vertical="top" horizontal="center"/></xf>'
                for at, fill in enumerate(self._fills, 3)
            ),
        ]
        return (
            f'<styleSheet xmlns="{_MAIN}"><fonts count="4"><font>{size}{font}</font>'
            f"<font><b/>{size}{font}</font>"
            f'<font>{size}<color rgb="FF000000"/>{font}</font>'
            f'<font>{size}<color rgb="FFFFFFFF"/>{font}</font></fonts>'
            f'<fills count="{3 + len(self._fills)}"><fill><patternFill patternType="none"/></fill>'
            f'<fill><patternFill patternType="gray125"/></fill>{fills}</fills>'
            '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
            '<border><left/><right/><top/><bottom style="thin"><color rgb="FF1F2A36"/></bottom>'
            '<diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" '
            f'fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="{len(formats)}">'
            f'{"".join(formats)}</cellXfs><cellStyles count="1">'
            '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
        )


def _ink(fill: str) -> int:
    """Return the font that can be read on a colour: the black or the white one."""
    return 2 if luminance(fill) > _MIDDLE else 3


def _sheet(
    columns: Sequence[SheetColumn], rows: Sequence[Sequence[Cell]], styles: _Styles, last: str
) -> Iterator[str]:
    yield (
        f'<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        '<sheetFormatPr defaultRowHeight="15"/><cols>'
    )
    for at, column in enumerate(columns, 1):
        yield f'<col min="{at}" max="{at}" width="{column.width}" customWidth="1"/>'
    yield '</cols><sheetData><row r="1">'
    for at, column in enumerate(columns):
        style = styles.HEADING_NUMBER if column.number else styles.HEADING
        yield _cell(Cell(column.heading), f"{column_letters(at)}1", style)
    yield "</row>"
    for number, row in enumerate(rows, 2):
        cells = enumerate(row)
        inner = "".join(_cell(c, f"{column_letters(at)}{number}", styles.of(c)) for at, c in cells)
        yield f'<row r="{number}">{inner}</row>'
    yield (
        f'</sheetData><autoFilter ref="A1:{last.replace("$", "")}"/><pageMargins left="0.5" '
        'right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" '
        'orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _cell(cell: Cell, place: str, style: int) -> str:
    if isinstance(cell.value, int):
        return f'<c r="{place}" s="{style}"><v>{cell.value}</v></c>'
    if not cell.value:
        return f'<c r="{place}" s="{style}"/>'
    text = escaped(_CONTROL.sub(_escape, _cut(cell.value)))
    return (
        f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    )


def _cut(text: str) -> str:
    if len(text) * 2 <= LONGEST:
        return text
    units = text.encode("utf-16-le")[: 2 * LONGEST]
    return units.decode("utf-16-le", "ignore")


def _escape(found: re.Match[str]) -> str:
    """Return a character as Excel writes those that XML cannot carry."""
    return f"_x{ord(found[0]):04X}_"


def _workbook(sheet: str, last: str) -> str:
    quoted = "'" + sheet.replace("'", "''") + "'"
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="{attribute(sheet)}" '
        'sheetId="1" r:id="rId1"/></sheets><definedNames>'
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">'
        f"{escaped(quoted)}!$A$1:{last}</definedName>"
        f'<definedName name="_xlnm.Print_Titles" localSheetId="0">{escaped(quoted)}!$1:$1'
        "</definedName></definedNames></workbook>"
    )


def _relations(related: dict[str, str], *, core: bool = False) -> str:
    inner = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(related.items(), 1)
    )
    if core:
        inner += (
            f'<Relationship Id="rId9" Type="{_PACKAGE}/relationships/metadata/core-properties" '
            'Target="docProps/core.xml"/>'
        )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _content_types() -> str:
    parts = {
        "/xl/workbook.xml": f"{_TYPE}.sheet.main+xml",
        "/xl/styles.xml": f"{_TYPE}.styles+xml",
        "/xl/worksheets/sheet1.xml": f"{_TYPE}.worksheet+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _core(title: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escaped(fit_for_xml(title))}</dc:title></cp:coreProperties>"
    )
