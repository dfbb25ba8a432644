"""Files that are out to do harm: what one is, and what some of them are made of.

Each is for a door and is made when it is asked for; small on the disk, all of them. Some must be
refused; others may be read, without what they would bring about.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from small_files import packed

AWAY = "http://127.0.0.1:{port}/x"  # where somebody listens, to tell whether anything is fetched
MEGABYTE = 1 << 20
MUST, MAY = True, False  # be refused
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


@dataclass(frozen=True)
class Hostile:
    """A file for a door; its bytes are made with the port of a listener."""

    name: str
    door: str
    suffix: str
    refused: bool  # it must be
    make: Callable[[int], bytes]


def case(
    name: str, door: str, suffix: str, refused: bool, made: bytes | str | Callable[[], bytes]
) -> Hostile:
    """Return a file; what it is made of may be made when it is asked for."""

    def make(port: int) -> bytes:
        data = made() if callable(made) else made
        data = data.encode() if isinstance(data, str) else data
        return data.replace(b"{port}", b"%d" % port)

    return Hostile(f"{suffix} with {name}", door, suffix, refused, make)


def zipped(parts: Mapping[str, str]) -> Callable[[], bytes]:
    """Return what packs parts."""
    return lambda: packed(parts)


def sheet_of(rows: str, more: str = "") -> str:
    """Return the part of a sheet."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{more}</worksheet>'


def workbook(sheet: str = "", strings: str = "") -> dict[str, str]:
    """Return the parts of a workbook with one sheet."""
    listing = (
        f'<Relationship Id="s" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="t" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    )
    return {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="w"'
        f' Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="A" sheetId="1" r:id="s"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{listing}'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": sheet or sheet_of(row(1, "ID", "Varför?") + row(2, "1", "ja")),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
    }


def row(number: int, *cells: str) -> str:
    """Return a row of texts, by its number."""
    inner = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
    return f'<row r="{number}">{inner}</row>'
