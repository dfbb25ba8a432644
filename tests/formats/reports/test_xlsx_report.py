"""The report as a workbook: a row for each excerpt, sheets for what is counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qcode.formats.bundle import ExportBundle, ExportExcerpt
from qcode.formats.bundle_parts import ExportAttribute
from qcode.formats.losses import Lost
from qcode.formats.sheet import Sheet
from qcode.formats.xlsx import read_workbook
from qcode.formats.xlsx_report import XlsxReport
from qcode.model.errors import Cancelled
from qcode.model.job import Silent
from qcode.model.report import Part

ROLE = ExportAttribute("Roll", "choice", ("vakt", "lärare"))
AGE = ExportAttribute("Ålder", "number")
DAY = ExportAttribute("Dag", "date")


def sheets_of(bundle: ExportBundle, path: Path) -> dict[str, Sheet]:
    XlsxReport().write(bundle, path)
    return {sheet.name: sheet for sheet in read_workbook(path)}


@pytest.fixture
def known(bundle: ExportBundle) -> ExportBundle:
    """A report whose excerpts have attributes and speakers."""
    trust, town, parent = bundle.codes

    def said(excerpt: ExportExcerpt, role: str, *alias: str) -> ExportExcerpt:
        stored = (("Roll", role), ("Ålder", "41.5"), ("Dag", "2025-11-24"))
        return replace(excerpt, stored=stored, alias=alias, coded="2025-11-03T14:05:00+01:00")

    first, second = trust.excerpts
    trust = replace(
        trust,
        names=("Tillit & förtroende",),
        excerpts=(said(first, "lärare", "Karin"), said(second, "vakt", "Avi")),
    )
    names = ("Tillit & förtroende", "Platser", "Staden")
    town = replace(town, names=names, excerpts=(said(town.excerpts[0], "lärare", "Karin"),))
    return replace(
        bundle,
        codes=(trust, town, parent),
        attributes=(ROLE, AGE, DAY),
        options=replace(bundle.options, parts=tuple(Part)),
    )


def test_an_excerpt_is_a_row_with_a_column_for_each_level_and_attribute(
    known: ExportBundle, tmp_path: Path
) -> None:
    sheet = sheets_of(known, tmp_path / "r.xlsx")["Citat"]
    heads, first, _second, third = sheet.rows
    row = dict(zip(heads, (*first, *[""] * len(heads)), strict=False))
    excerpt = known.codes[0].excerpts[0]
    assert heads[:4] == ("Nivå 1", "Nivå 2", "Nivå 3", "Verbatim")
    assert row["Verbatim"] == excerpt.text
    assert row["Nivå 1"] == "Tillit & förtroende"
    assert (row["Dokument"], row["Alias"]) == ("IP1", "Karin")
    assert (row["Roll"], row["Ålder"]) == ("lärare", "41.5")
    assert row["Identity"] == excerpt.guid
    assert third[:3] == ("Tillit & förtroende", "Platser", "Staden")


def test_codes_are_counted_by_documents_and_by_attributes(
    known: ExportBundle, tmp_path: Path
) -> None:
    sheets = sheets_of(known, tmp_path / "r.xlsx")
    assert sheets["Kod × Dokument"].rows[1:3] == (
        ("Tillit & förtroende", "1", "1", "2"),
        ("Staden", "1", "", "1"),
    )
    heads, trust, town, _parent = sheets["Kod × Roll"].rows
    assert heads == ("Kod", "vakt", "lärare", "vakt, persons", "lärare, persons")
    assert trust == ("Tillit & förtroende", "1", "1", "1", "1")
    assert town == ("Staden", "", "1", "", "1")
    assert "Kod × Ålder" not in sheets


def test_every_part_has_a_sheet_or_is_told_of(full: ExportBundle, tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    (loss,) = XlsxReport().write(full, path)
    assert (loss.kind, loss.count, loss.detail) == (Lost.PARTS, 2, "Chart, Transcript")
    names = [sheet.name for sheet in read_workbook(path)]
    assert names == ["Citat", "Kodbok", "Kod × Dokument", "Innehållsanalys", "Dokument", "About"]
    assert XlsxReport().foresee(full) == (loss,)


def test_dates_and_times_are_numbers_of_excel(
    known: ExportBundle, tmp_path: Path, part: Callable[..., object]
) -> None:
    path = tmp_path / "r.xlsx"
    XlsxReport().write(known, path)
    text = (tmp_path / "r.xlsx").read_bytes()
    assert text[:2] == b"PK"
    rows = part(path, "xl/worksheets/sheet1.xml")
    kinds = {cell.get("r"): cell.get("s") for cell in rows.iter("{*}c")}
    letters = {c.findtext("{*}is/{*}t"): c.get("r")[:-1] for c in next(rows.iter("{*}row"))}
    assert kinds[f"{letters['Dag']}2"] == "6"
    assert kinds[f"{letters['Coded']}2"] == "7"
    assert kinds[f"{letters['Time']}2"] == "8"


def test_it_can_be_stopped(bundle: ExportBundle, tmp_path: Path) -> None:
    class Stopping(Silent):
        def check(self) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        XlsxReport().write(bundle, tmp_path / "r.xlsx", Stopping())


def test_a_kept_library_reads_what_we_wrote(known: ExportBundle, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "r.xlsx"
    XlsxReport().write(known, path)
    sheet = openpyxl.load_workbook(path)["Citat"]
    row = {head.value: cell.value for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert row["Verbatim"] == known.codes[0].excerpts[0].text
    assert row["Ålder"] == 41.5
    assert row["Dag"].date().isoformat() == "2025-11-24"
    assert row["Coded"].isoformat() == "2025-11-03T14:05:00"
    assert row["Time"].total_seconds() == 845
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:U4"
