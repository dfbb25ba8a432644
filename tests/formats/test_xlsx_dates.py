"""Numbers in workbooks that are days."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from qcode.formats.workbook import Sheet, SheetColumn, Workbook
from qcode.formats.xlsx import read_workbook
from qcode.formats.xlsx_dates import as_date, shows_date


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("45000", "2023-03-15"),
        ("45000.5", "2023-03-15 12:00:00"),
        ("1", "1900-01-01"),
        ("59", "1900-02-28"),
        ("61", "1900-03-01"),
        ("0.75", "18:00:00"),
        ("-3", "-3"),
        ("1e300", "1e300"),
        ("nan", "nan"),
        ("?", "?"),
    ],
)
def test_a_number_is_the_day_that_excel_shows(value: str, shown: str) -> None:
    assert as_date(value) == shown


def test_old_workbooks_of_the_mac_count_from_1904() -> None:
    assert as_date("0", since_1904=True) == "1904-01-01"
    assert as_date("43538", since_1904=True) == as_date("45000")


def test_formats_with_words_are_not_taken_for_dates() -> None:
    own = {
        164: "yyyy\\-mm\\-dd;@",
        165: '0.0" dagar"',
        166: "[Red]0",
        167: "[hh]:mm",
        168: "[$-41D]d mmmm yyyy",
        169: "#,##0.00_-",
    }
    assert [number for number in own if shows_date(number, own)] == [164, 167, 168]
    assert [number for number in range(60) if shows_date(number, {})][:9] == list(range(14, 23))


def test_days_come_back_from_a_workbook_as_they_went_in(tmp_path: Path) -> None:
    path = tmp_path / "days.xlsx"
    row = (date(2024, 2, 29), datetime(2024, 2, 29, 8, 30), 12.5, 7, "2024")
    columns = [SheetColumn(str(at)) for at in range(5)]
    Workbook(path, "days").write([Sheet("s", columns, [row])])
    (sheet,) = read_workbook(path)
    assert sheet.rows[1] == ("2024-02-29", "2024-02-29 08:30:00", "12.5", "7", "2024")
