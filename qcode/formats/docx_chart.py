"""A bar chart in Word's own form: drawn by the word processor, with its data in a small sheet.

So it follows the fonts of the document, stays sharp, and can be edited like any other chart.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from .bundle_parts import ExportChart
from .characters import attribute, escaped
from .ooxml import DECLARATION, RELATIONSHIPS

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_INK, _RULE = "404B57", "D5DBE1"
_TALL, _MORE = 900, 380  # height in twips: of the chart without bars, and of each bar


def chart_height(chart: ExportChart) -> int:
    """Return how high a chart is, in twips, so that its bars are all alike."""
    return bars_height(len(chart.bars))


def bars_height(bars: int) -> int:
    """Return how high a chart with so many bars is, in twips."""
    return _TALL + _MORE * bars


def chart_said(chart: ExportChart) -> str:
    r"""Return the data of a chart, a line for each bar: "name\tvalue\n"."""
    return "".join(f"{bar.name}\t{bar.value}\n" for bar in chart.bars)


def chart_part(chart: ExportChart) -> Iterator[str]:
    """Yield the part; its sheet is the relationship "rId1"."""
    count = len(chart.bars)
    names = "".join(
        f'<c:pt idx="{at}"><c:v>{escaped(bar.name)}</c:v></c:pt>'
        for at, bar in enumerate(chart.bars)
    )
    values = "".join(
        f'<c:pt idx="{at}"><c:v>{bar.value}</c:v></c:pt>' for at, bar in enumerate(chart.bars)
    )
    colors = "".join(
        f'<c:dPt><c:idx val="{at}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        f"<c:spPr>{_fill(bar.color)}</c:spPr></c:dPt>"
        for at, bar in enumerate(chart.bars)
    )
    yield (
        f'<c:chartSpace xmlns:c="{_DRAWING}/chart" xmlns:a="{_DRAWING}/main" '
        f'xmlns:r="{RELATIONSHIPS}"><c:roundedCorners val="0"/><c:chart>'
        '<c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:barChart>'
        '<c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/><c:ser>'
        '<c:idx val="0"/><c:order val="0"/><c:tx><c:strRef><c:f>Sheet1!$B$1</c:f><c:strCache>'
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{escaped(chart.value_name)}</c:v></c:pt>'
        f'</c:strCache></c:strRef></c:tx><c:invertIfNegative val="0"/>{colors}'
        f"<c:dLbls>{_text()}"
        '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${count + 1}</c:f><c:strCache>"
        f'<c:ptCount val="{count}"/>{names}</c:strCache></c:strRef></c:cat>'
        f"<c:val><c:numRef><c:f>Sheet1!$B$2:$B${count + 1}</c:f><c:numCache>"
        f'<c:formatCode>0</c:formatCode><c:ptCount val="{count}"/>{values}'
        "</c:numCache></c:numRef></c:val></c:ser>"
        '<c:gapWidth val="45"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
    )
    yield (
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f"<c:spPr>{_line()}</c:spPr>{_text()}"
        '<c:crossAx val="2"/><c:crosses val="autoZero"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/>'
        '</c:scaling><c:delete val="1"/><c:axPos val="t"/>'
        '<c:numFmt formatCode="0" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        '<c:crossAx val="1"/><c:crosses val="autoZero"/></c:valAx></c:plotArea>'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _fill(color: str) -> str:
    digits = color.removeprefix("#").upper()
    known = len(digits) == 6 and set(digits) <= set("0123456789ABCDEF")
    return f'<a:solidFill><a:srgbClr val="{digits if known else _INK}"/></a:solidFill>'


def _line() -> str:
    return f'<a:ln w="9525">{_fill(_RULE)}</a:ln>'


def _text() -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900">{_fill(_INK)}'
        '</a:defRPr></a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
    )


def sheet(chart: ExportChart) -> bytes:
    """Return the sheet with the data of a chart: names in A, values in B."""
    rows = [
        f'<row r="1">{_words("A1", "")}{_words("B1", chart.value_name)}</row>',
        *(
            f'<row r="{n}">{_words(f"A{n}", bar.name)}<c r="B{n}"><v>{bar.value}</v></c></row>'
            for n, bar in enumerate(chart.bars, 2)
        ),
    ]
    office = RELATIONSHIPS
    parts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
            'officedocument.spreadsheetml.sheet.main+xml"/>'
            '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.'
            'openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
        ),
        "_rels/.rels": _relation(f"{office}/officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_SHEET}" xmlns:r="{office}"><sheets>'
            '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _relation(f"{office}/worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{_SHEET}"><sheetData>{"".join(rows)}</sheetData></worksheet>'
        ),
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), (DECLARATION + content).encode())
    return held.getvalue()


def sheet_relation(target: str) -> str:
    """Return the relationships of a chart whose sheet is at `target`."""
    return _relation(f"{RELATIONSHIPS}/package", target)


def _relation(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{kind}" Target="{attribute(target)}"/></Relationships>'
    )


def _words(place: str, words: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{escaped(words)}</t></is></c>'
