"""Charts of a report that is brought up to date: their data, and how it comes into the old chart.

Only the data of a chart is replaced: its kind, letters, axes and the colours of bars that were
there already stay as its author left them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import count

from lxml import etree

from .docx_chart import CHART_TYPE, SHEET_TYPE, bars_height, sheet_relation
from .docx_controls import content_hash
from .docx_refresh_file import Piece, WordFile
from .ooxml import DECLARATION, PACKAGE, RELATIONSHIPS
from .package import Package
from .relations import parts_by_kind, relations_in

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_ID = f"{{{RELATIONSHIPS}}}id"
_TWIP = 635  # English metric units
_NEAR = 0.03  # of the height of a chart that nobody has changed, as programs round it
# What of a series stands before its data points and behind them, in the order that Office wants.
_BEFORE = ("idx", "order", "tx", "spPr", "invertIfNegative", "pictureOptions", "explosion")


class Charts:
    """The charts of an old file and of a new report; `parts` are those that are other now."""

    def __init__(self, old: WordFile, fresh: WordFile) -> None:
        self._old, self._fresh = old, fresh
        self.parts: dict[str, bytes] = {}

    def in_old(self, piece: Piece) -> str | None:
        """Return the data of a chart as `docx_chart.chart_said` has it; None where none is left."""
        return _said(self._chart(self._old, piece)[1])

    def in_fresh(self, piece: Piece) -> str | None:
        """Return the same for a chart of the new report."""
        return _said(self._chart(self._fresh, piece)[1])

    def redraw(self, piece: Piece, fresh: Piece) -> None:
        """Give the chart of the old file the data of the new one."""
        name, chart = self._chart(self._old, piece)
        fresh_name, given = self._chart(self._fresh, fresh)
        assert chart is not None  # whoever asks has read the data of both
        assert given is not None
        before = _pairs(chart)
        _fill(chart, given)
        self.parts[name] = etree.tostring(
            chart, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        sheet, fresh_sheet = _sheet(self._old, name), _sheet(self._fresh, fresh_name)
        if sheet and fresh_sheet:
            with Package(self._fresh.path, "docx") as package:
                self.parts[sheet] = package.read(fresh_sheet)
        _resize(piece, fresh, len(before))
        self._tell(piece, fresh, before)

    def bring(self, placed: Piece, fresh: Piece) -> None:
        """Bring the parts of a chart of the new report along, whose control is in its place."""
        fresh_name, chart = self._chart(self._fresh, fresh)
        assert chart is not None  # whoever asks has read its data
        folder = posixpath.dirname(self._old.main)
        taken = {*self._old.names, *self.parts}
        number = next(n for n in count(1) if f"{folder}/charts/qcode{n}.xml" not in taken)
        name, sheet = f"charts/qcode{number}.xml", f"embeddings/qcode{number}.xlsx"
        with Package(self._fresh.path, "docx") as package:
            self.parts[f"{folder}/{name}"] = package.read(fresh_name)
            self.parts[f"{folder}/{sheet}"] = package.read(_sheet(self._fresh, fresh_name))
        listing = f"{folder}/charts/_rels/qcode{number}.xml.rels"
        self.parts[listing] = (DECLARATION + sheet_relation(f"../{sheet}")).encode()
        key = f"rIdQCodeChart{number}"
        self._relate(key, name)
        self._register(f"/{folder}/{name}", CHART_TYPE)
        self._register(f"/{folder}/{sheet}", SHEET_TYPE)
        for drawn in placed.content.iter(f"{_C}chart"):
            drawn.set(_ID, key)
        drawings = [int(each.get("id") or "0") for each in self._old.body.iter(f"{_WP}docPr")]
        for picture in placed.content.iter(f"{_WP}docPr"):
            picture.set("id", str(max(drawings, default=0) + 1))
        self._remember(placed, fresh)

    def _relate(self, key: str, target: str) -> None:
        relation = f"{{{PACKAGE}/relationships}}Relationship"
        etree.SubElement(
            self._old.xml[self._old.listing],
            relation,
            Id=key,
            Type=f"{RELATIONSHIPS}/chart",
            Target=target,
        )

    def _register(self, name: str, kind: str) -> None:
        override = f"{{{PACKAGE}/content-types}}Override"
        types = self._old.xml["[Content_Types].xml"]
        etree.SubElement(types, override, PartName=name, ContentType=kind)

    def _tell(self, piece: Piece, fresh: Piece, before: Sequence[tuple[str, str]]) -> None:
        """Say in words what a chart shows now, unless its author has words of their own for it.

        Reports that remember nothing of these words are taken at the numbers in them.
        """
        known, kept = _alt(piece), self._old.record.alts.get(piece.mark)
        told = ", ".join(f"{name} {value}" for name, value in before)
        is_ours = told in known if kept is None else content_hash(known) == kept
        if known and not is_ours:
            return
        for picture in piece.content.iter(f"{_WP}docPr"):
            picture.set("descr", _alt(fresh))
        self._remember(piece, fresh)

    def _remember(self, piece: Piece, fresh: Piece) -> None:
        self._old.record.alts[piece.mark] = content_hash(_alt(fresh))

    def _chart(self, file: WordFile, piece: Piece) -> tuple[str, etree._Element | None]:
        drawn = next(piece.content.iter(f"{_C}chart"), None)
        key = "" if drawn is None else drawn.get(_ID) or ""
        related = relations_in(file.xml[file.listing], file.main) if key else ()
        name = next((each.target for each in related if each.key == key and not each.outside), "")
        if name not in file.names:
            return "", None
        with Package(file.path, "docx") as package:
            return name, package.xml(name)


def _said(chart: etree._Element | None) -> str | None:
    if chart is None:
        return None
    return "".join(f"{name}\t{value}\n" for name, value in _pairs(chart))


def _pairs(chart: etree._Element) -> list[tuple[str, str]]:
    """Return the names and values of the first series."""
    series = next(chart.iter(f"{_C}ser"), None)
    if series is None:
        return []
    names, values = (dict(_points(series.find(f"{_C}{kind}"))) for kind in ("cat", "val"))
    return [(names.get(at, ""), _number(values.get(at, ""))) for at in sorted({*names, *values})]


def _points(data: etree._Element | None) -> Iterator[tuple[int, str]]:
    for point in () if data is None else data.iter(f"{_C}pt"):
        yield int(point.get("idx") or "0"), point.findtext(f"{_C}v") or ""


def _number(written: str) -> str:
    try:
        return f"{float(written):.15g}"
    except ValueError:
        return written


def _fill(chart: etree._Element, given: etree._Element) -> None:
    """Put the names, values and bars of a new chart into the series of an old one."""
    series, new = (next(each.iter(f"{_C}ser")) for each in (chart, given))
    looks = _looks(chart, series)
    for point in series.findall(f"{_C}dPt"):
        series.remove(point)
    for kind in ("cat", "val"):
        old, data = series.find(f"{_C}{kind}"), new.find(f"{_C}{kind}")
        if old is not None and data is not None:
            series.replace(old, deepcopy(data))
    own = {_at(point): point for point in new.findall(f"{_C}dPt")}
    place = sum(child.tag in {f"{_C}{name}" for name in _BEFORE} for child in series)
    for at, (name, _value) in enumerate(_pairs(given)):
        look = looks.get(name, own.get(at))
        if look is not None:
            look = deepcopy(look)
            look.find(f"{_C}idx").set("val", str(at))  # type: ignore[union-attr]
            series.insert(place, look)
            place += 1


def _looks(chart: etree._Element, series: etree._Element) -> dict[str, etree._Element]:
    """Return how the bars look, by their names."""
    points = {_at(point): point for point in series.findall(f"{_C}dPt")}
    named = enumerate(name for name, _value in _pairs(chart))
    return {name: points[at] for at, name in named if at in points}


def _at(point: etree._Element) -> int:
    index = point.find(f"{_C}idx")
    return -1 if index is None else int(index.get("val") or "-1")


def _sheet(file: WordFile, chart: str) -> str:
    """Return the part with the sheet of a chart, "" where it has none."""
    with Package(file.path, "docx") as package:
        found = parts_by_kind(package, chart).get("package", "")
    return found if found in file.names else ""


def _alt(piece: Piece) -> str:
    """Return the alternative text of a chart."""
    picture = next(piece.content.iter(f"{_WP}docPr"), None)
    return "" if picture is None else picture.get("descr") or ""


def _resize(piece: Piece, fresh: Piece, bars: int) -> None:
    """Make a chart as high as its bars need, unless its author has."""
    there, new = (next(each.content.iter(f"{_WP}inline"), None) for each in (piece, fresh))
    if there is None or new is None:
        return
    extent, wanted = there.find(f"{_WP}extent"), new.find(f"{_WP}extent")
    if extent is None or wanted is None:
        return
    usual = bars_height(bars) * _TWIP
    if abs(int(extent.get("cy") or "0") - usual) <= _NEAR * usual:
        extent.set("cy", wanted.get("cy") or extent.get("cy") or "")
