"""The part of a text that is another after a change."""

from __future__ import annotations

import pytest

from qcode.model.acted import changed_part
from qcode.model.text import Span


@pytest.mark.parametrize(
    ("before", "after", "part"),
    [
        ("one two three", "one four three", Span(4, 8)),
        ("one three", "one two three", Span(5, 9)),
        ("one two three", "one three", Span(5, 6)),
        ("one two", "one", Span(2, 3)),
        ("aaa", "aaaa", Span(3, 4)),
        ("same", "same", None),
        ("all", "", None),
        ("", "all", Span(0, 3)),
    ],
)
def test_what_differs_is_found(before: str, after: str, part: Span | None) -> None:
    assert changed_part(before, after) == part
