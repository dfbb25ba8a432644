"""Charts of a report that is brought up to date: their data, and how it comes into the old chart.

Only the data of a chart is replaced: its kind, letters, axes and the colours of bars that were
there already stay as its author left them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from .docx_chart import bars_height
from .docx_refresh_file import Piece, WordFile
from .ooxml import RELATIONSHIPS
from .package import Package

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
        before = len(_pairs(chart))
        _fill(chart, given)
        self.parts[name] = etree.tostring(
            chart, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        sheet, fresh_sheet = _sheet(self._old, name), _sheet(self._fresh, fresh_name)
        if sheet and fresh_sheet:
            with Package(self._fresh.path, "docx") as package:
                self.parts[sheet] = package.read(fresh_sheet)
        _resize(piece, fresh, before)

    def _chart(self, file: WordFile, piece: Piece) -> tuple[str, etree._Element | None]:
        drawn = next(piece.content.iter(f"{_C}chart"), None)
        key = "" if drawn is None else drawn.get(_ID) or ""
        targets = {
            relation.get("Id"): relation.get("Target") or ""
            for relation in (file.xml[file.listing] if key else ())
            if relation.get("TargetMode") != "External"
        }
        if key not in targets:
            return "", None
        folder = posixpath.dirname(file.main)
        name = posixpath.normpath(posixpath.join("/", folder, targets[key])).lstrip("/")
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
    folder, name = posixpath.split(chart)
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    if listing not in file.names:
        return ""
    with Package(file.path, "docx") as package:
        for relation in package.xml(listing):
            is_sheet = (relation.get("Type") or "").endswith("/package")
            if is_sheet and relation.get("TargetMode") != "External":
                target = posixpath.join("/", folder, relation.get("Target") or "")
                found = posixpath.normpath(target).lstrip("/")
                return found if found in file.names else ""
    return ""


def _resize(piece: Piece, fresh: Piece, bars: int) -> None:
    """Make a chart as high as its bars need, unless its author has; say in words what it shows."""
    there, new = (next(each.content.iter(f"{_WP}inline"), None) for each in (piece, fresh))
    if there is None or new is None:
        return
    for old, other in zip(there.iter(f"{_WP}docPr"), new.iter(f"{_WP}docPr"), strict=False):
        old.set("descr", other.get("descr") or "")
    extent, wanted = there.find(f"{_WP}extent"), new.find(f"{_WP}extent")
    if extent is None or wanted is None:
        return
    usual = bars_height(bars) * _TWIP
    if abs(int(extent.get("cy") or "0") - usual) <= _NEAR * usual:
        extent.set("cy", wanted.get("cy") or extent.get("cy") or "")
