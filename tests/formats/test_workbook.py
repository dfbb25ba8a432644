"""Workbooks: text that stays text, numbers and dates that are such, names that Excel takes."""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.formats.losses import Lost
from qcode.formats.workbook import (
    LONGEST,
    LONGEST_NAME,
    SetIn,
    Sheet,
    SheetColumn,
    Value,
    Workbook,
    legal_names,
)
from qcode.formats.xlsx import read_workbook


def written(path: Path, *values: Value) -> str:
    """Return the XML of a sheet that has the values below each other."""
    sheet = Sheet("Blad", [SheetColumn("Rubrik")], [[value] for value in values])
    Workbook(path, "Titel").write([sheet])
    with zipfile.ZipFile(path) as package:
        return package.read("xl/worksheets/sheet1.xml").decode()


@given(texts=st.lists(st.text(st.characters(codec="utf-8"), min_size=1), min_size=1))
def test_any_text_comes_back_and_none_is_a_formula(texts: list[str]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "book.xlsx")
        xml = written(path, *texts)
        (sheet,) = read_workbook(path)
    assert "<f>" not in xml
    assert xml.count('t="inlineStr"') == len(texts) + 1
    assert sheet.formulas == 0
    shown = [text for text in texts if text.strip()]
    assert [row[0] for row in sheet.rows[1:] if row[0].strip()] == shown


@pytest.mark.parametrize("text", ["=1+1", "+46 8", "- Nej.", "@namn", "\tindrag"])
def test_what_looks_like_a_formula_is_marked_as_text(text: str, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    assert '<c r="A2" s="3" t="inlineStr">' in written(path, text)
    with zipfile.ZipFile(path) as package:
        assert b'quotePrefix="1"' in package.read("xl/styles.xml")


def test_numbers_dates_and_times_are_such(tmp_path: Path) -> None:
    xml = written(
        tmp_path / "book.xlsx",
        12_345,
        0.5,
        date(2025, 11, 24),
        datetime(2025, 11, 24, 12),
        timedelta(hours=36),
    )
    assert '<c r="A2" s="4"><v>12345</v></c>' in xml
    assert '<c r="A3" s="5"><v>0.5</v></c>' in xml
    assert '<c r="A4" s="6"><v>45985</v></c>' in xml
    assert '<c r="A5" s="7"><v>45985.500000000</v></c>' in xml
    assert '<c r="A6" s="8"><v>1.500000000</v></c>' in xml


def test_a_day_before_the_calendar_of_excel_is_words(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    written(path, date(1899, 5, 1))
    assert read_workbook(path)[0].rows[1] == ("1899-05-01",)


def test_a_text_longer_than_a_cell_is_cut_and_told(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    rows = [["kort"], ["å" * LONGEST], ["a" + "😀" * 20_000]]
    (loss,) = Workbook(path, "").write([Sheet("Citat", [SheetColumn("Ord")], rows)])
    assert (loss.kind, loss.count, loss.detail) == (Lost.LONG_CELLS, 1, "Citat A4")
    assert [row[0] for row in read_workbook(path)[0].rows[2:]] == [rows[1][0], "a" + "😀" * 16_383]


@given(names=st.lists(st.text()))
def test_names_of_sheets_are_legal_and_no_two_alike(names: list[str]) -> None:
    legal = legal_names(names)
    assert len({name.casefold() for name in legal}) == len(names)
    for name in legal:
        assert 0 < len(name.encode("utf-16-le", "replace")) <= 2 * LONGEST_NAME
        assert not set(name) & set("[]:*?/\\")
        assert name[0] != "'" != name[-1]
        assert name.casefold() != "history"


def test_headings_stay_in_sight_and_filter(tmp_path: Path) -> None:
    xml = written(tmp_path / "book.xlsx", SetIn("Tillit", 2), None, "")
    assert 'ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"' in xml
    assert '<autoFilter ref="A1:A4"/>' in xml
    assert '<row r="3" ht="15"></row>' in xml


def test_a_row_is_as_high_as_its_longest_text_wraps(tmp_path: Path) -> None:
    xml = written(tmp_path / "book.xlsx", "kort", "ord " * 10, "a\nb\nc", "ord " * 1000)
    heights = re.findall(r'<row r="\d+" ht="(\d+)"', xml)
    assert heights == ["15", "15", "45", "45", "405"]
