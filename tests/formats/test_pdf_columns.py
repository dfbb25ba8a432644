"""The order of a page that nobody printed to be read: it is found at once, and loses nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qcode.formats.pdf_columns import in_columns
from qcode.formats.pdf_runs import Run

PLACES = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 80), st.integers(1, 40), st.integers(1, 3)),
    max_size=60,
)


def runs_at(places: list[tuple[int, int, int, int]]) -> list[Run]:
    return [
        Run.at(
            (4 * at, 4 * at + 3),
            (10.0 * x, 10.0 * y, 10.0 * (x + wide), 10.0 * y + 8 * high),
            9.0,
            turned=wide == 13,
        )
        for at, (x, y, wide, high) in enumerate(places)
    ]


@given(PLACES)
def test_each_run_is_read_once(places: list[tuple[int, int, int, int]]) -> None:
    runs = runs_at(places)
    columns = in_columns("abc " * len(runs), runs, 600.0)
    read = [run for column in columns for row in column.rows for _part, run in row.parts]
    assert sorted(read) == sorted(runs)


def test_a_page_of_more_runs_than_anyone_prints_keeps_the_order_of_the_file() -> None:
    runs = runs_at([(at * 7 % 60, at * 13 % 80, 1, 1) for at in range(5_001)])
    columns = in_columns("abc " * len(runs), runs, 600.0)
    read = [run for column in columns for row in column.rows for _part, run in row.parts]
    assert sorted(read) == sorted(runs) and len(columns) == 1


def test_cuts_within_cuts_end_where_the_work_would_not() -> None:
    runs = runs_at([(at * 7 % 60, at // 8, 1 + at % 3, 1) for at in range(4_900)])
    columns = in_columns("abc " * len(runs), runs, 600.0)
    assert sum(len(row.parts) for column in columns for row in column.rows) == len(runs)
