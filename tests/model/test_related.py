"""Related spans against definitions spelled out pair by pair, and against worked examples."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.model.query import Link
from qcode.model.related import Rows, related, row_starts
from qcode.model.text import Span

TEXTS = st.lists(st.sampled_from(["a", "b", " ", "\n", "\n", "\n "]), min_size=8, max_size=50)
FAR = 999_999


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, list[Span], list[Span]]:
    text = "".join(draw(TEXTS))
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    spans = st.lists(ends.map(sorted).map(lambda s: Span(*s)).filter(lambda s: s.end > s.start))
    return text, draw(spans), draw(spans)


def rows_of(text: str) -> Rows:
    return Rows(list(row_starts(text)))


def row_of(text: str, position: int) -> int:
    """The number of the last paragraph with text that begins at a position or before."""
    lines = text[:position].split("\n")
    lines[-1] += text[position:].split("\n")[0]
    return sum(1 for line in lines if line.strip()) - 1


def holds(link: Link, x: Span, y: Span, distance: int, text: str) -> bool:
    if link is Link.WITHIN:
        return y.start <= x.start and x.end <= y.end
    if link is Link.OVERLAPS:
        return bool(set(range(*x)) & set(range(*y)))
    x_rows = {row_of(text, at) for at in range(*x)}
    y_rows = {row_of(text, at) for at in range(*y)}
    if link is Link.NEAR:
        return min(abs(a - b) for a in x_rows for b in y_rows) <= distance
    return x.end <= y.start and min(y_rows) - max(x_rows) <= distance


@given(texts_with_spans(), st.sampled_from(Link), st.integers(0, 3))
def test_a_span_is_related_when_any_other_is(
    drawn: tuple[str, list[Span], list[Span]], link: Link, distance: int
) -> None:
    text, left, right = drawn
    expected = [x for x in left if any(holds(link, x, y, distance, text) for y in right)]
    assert related(link, left, right, distance, rows_of(text)) == expected


@pytest.fixture(scope="module")
def quotations(shared_data: Path) -> tuple[dict[str, list[tuple[str, Span]]], dict[str, dict]]:
    """By code, quotations with their names and places; and what each operator finds."""
    worked = json.loads((shared_data / "query_vectors.json").read_text(encoding="utf-8"))
    vector = next(each for each in worked["vectors"] if each["id"] == "proximity_8quotes")
    by_code: dict[str, list[tuple[str, Span]]] = {}
    for name, start, end, codes in vector["input"]["quotations"]:
        for code in codes:
            by_code.setdefault(code, []).append((name, Span(start, end)))
    return by_code, vector["expected"]


@pytest.mark.parametrize(
    ("operator", "link", "distance"),
    [
        ("WITHIN", Link.WITHIN, 1),
        ("CO_OCCURS", Link.OVERLAPS, 1),
        ("PRECEDES", Link.FOLLOWED_BY, FAR),
        ("NEAR_max10", Link.NEAR, 11),
    ],
)
def test_the_worked_examples_come_out(
    quotations: tuple[dict[str, list[tuple[str, Span]]], dict[str, dict]],
    operator: str,
    link: Link,
    distance: int,
) -> None:
    # Each character is a paragraph here: with 10 characters between, it is 11 to the next.
    text = "a\n" * 220
    by_code, expected = quotations
    for pair, result in expected[operator].items():
        left, right = (
            [(name, Span(2 * start, 2 * end)) for name, (start, end) in by_code[code]]
            for code in pair.split("|")
        )
        found = related(
            link,
            [s for _, s in left],
            [s for _, s in right],
            distance,
            rows_of(text),
        )
        assert [name for name, span in left if span in found] == result["retrieved"], pair


def test_blank_lines_are_no_paragraphs() -> None:
    text = "ett\n\n \ntvå\ntre"
    one, three = Span(0, 3), Span(11, 14)
    assert related(Link.NEAR, [one], [three], 2, rows_of(text)) == [one]
    assert related(Link.NEAR, [one], [three], 1, rows_of(text)) == []
