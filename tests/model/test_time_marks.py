"""Times that are written in a transcript, and times that are only talked about."""

from __future__ import annotations

import pytest

from qcode.model.time_marks import time_mark_at


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("[00:14:05] Ja.", 845_000),
        ("(14:05) Ja.", 845_000),
        ("Ja. #00:14:05-3#", 845_300),
        ("<01:00:00.25>", 3_600_250),
        ("0:07 Ja.", 7_000),
        ("00:00:59,999\nJa.", 59_999),
    ],
)
def test_a_mark_is_read_wherever_in_it_one_clicks(text: str, time: int) -> None:
    for offset in (0, 2, 4):
        at = text.index(":") - 1 + offset
        assert time_mark_at(text, at) == time


@pytest.mark.parametrize(
    "text", ["Vi ses 14:05 på torget", "Psalm 23:4", "[14:75]", "[1:61:00]", ""]
)
def test_what_is_no_mark_is_none(text: str) -> None:
    assert all(time_mark_at(text, at) is None for at in range(len(text) + 1))


def test_only_the_mark_that_one_clicks_is_meant() -> None:
    text = "[00:00:10] Ja. [00:00:20] Nej.\n[00:00:30] Kanske."
    assert time_mark_at(text, text.index("20")) == 20_000
    assert time_mark_at(text, text.index("30")) == 30_000
    assert time_mark_at(text, text.index("Nej")) is None
