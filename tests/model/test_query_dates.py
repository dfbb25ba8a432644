from __future__ import annotations

from datetime import date

import pytest

from qcode.model.query_dates import Days, read_days


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", (2024, 1, 1), (2024, 12, 31)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("2024-2-9", (2024, 2, 9), (2024, 2, 9)),
        ("=2024-02-09", (2024, 2, 9), (2024, 2, 9)),
        ("2024-05..2024-06", (2024, 5, 1), (2024, 6, 30)),
        ("2023 .. 2024-01-15", (2023, 1, 1), (2024, 1, 15)),
        (">2024-01-15", (2024, 1, 16), None),
        (">2024", (2025, 1, 1), None),
        (">=2024-05", (2024, 5, 1), None),
        ("<2024-05", None, (2024, 4, 30)),
        ("<= 2024-05", None, (2024, 5, 31)),
    ],
)
def test_a_date_means_days(text: str, first: tuple[int] | None, last: tuple[int] | None) -> None:
    days = read_days(text)
    assert days == Days(first and date(*first), last and date(*last))
    for end in days:
        assert end is None or end in days
    assert "2024-05-01" not in days


@pytest.mark.parametrize(
    "text",
    [
        "",
        "maj",
        "24",
        "2024-13",
        "2023-02-29",
        "0000",
        "2024..",
        "2025..2024",
        "<0001",
        ">9999",
        "<2023..2024",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_days(text)
