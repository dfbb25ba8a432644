"""Paragraphs that are too long to be set as one are cut, and nothing else is."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from qcode.model.layout import EMPTY, Format, Layout, Style
from qcode.model.text import Offsets, Span
from qcode.ui.coding.layout_document import DocumentMaker
from qcode.ui.coding.slices import LONGEST, SLICE, cuts, with_ends
from qcode.ui.coding.typography import Typography
from qcode.ui.coding.view import CodingView

WORDS = ("hej", "trygghet.", "😀", "vad?", "x" * 50, "rad\u2028", "\u2028", "och", "\t")


def talk(length: int, seed: int = 1) -> str:
    """One long paragraph."""
    dice = random.Random(seed)
    parts: list[str] = []
    while sum(map(len, parts)) + len(parts) < length:
        parts += dice.choices(WORDS, k=100)
    return " ".join(parts)[:length]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from((0, 1, 300, SLICE, LONGEST - 1, LONGEST + 9)), st.integers(0, 9)),
        max_size=5,
    ).map(lambda made: "\n".join(talk(length, seed) for length, seed in made))
)
def test_only_long_paragraphs_are_cut_and_only_at_spaces_and_breaks(text: str) -> None:
    found = cuts(text)
    assert {text[at] for at in found} <= {" ", "\t", "\u2028"}
    shown = with_ends(text, found)
    assert len(shown) == len(text)
    assert all(a == b for at, (a, b) in enumerate(zip(shown, text, strict=True)) if at not in found)
    start = 0
    for paragraph in text.split("\n"):
        inside = [at for at in found if start <= at < start + len(paragraph)]
        assert bool(inside) == (len(paragraph) > LONGEST)
        start += len(paragraph) + 1
    longest = max(map(len, shown.split("\n")))
    assert longest <= (SLICE if found and len(text) < LONGEST else LONGEST)


def test_a_break_of_the_line_is_a_better_place_than_a_sentence_and_that_than_a_word() -> None:
    words = "ord " * 900
    for mark in ("\u2028", ". "):
        text = "början" + mark + words * 8
        assert text[: cuts(text)[0]].rstrip(".") == "början"
    assert cuts(words * 8)[0] == SLICE - 1


def test_what_has_no_place_to_cut_stays_whole() -> None:
    assert cuts("x" * 50_000) == []
    assert cuts("x" * 30_000 + " " + "y" * 9)[0] == 30_000


@pytest.mark.parametrize("style", [Style.QUOTE, Style.HEADING, None])
def test_a_paragraph_goes_on_in_the_next_block_without_a_gap(
    style: Style | None, qapp: QApplication
) -> None:
    text = "Först.\n" + talk(LONGEST + 10_000) + "\nSist."
    formats = () if style is None else (Format(7, len(text) - 6, style, "1"),)
    maker = DocumentMaker(
        text,
        Layout(formats=formats),
        offsets=Offsets(text),
        typography=Typography.of(QApplication.font()),
        dark=False,
    )
    maker.dress(0, len(text))
    looks = [
        maker.document.findBlockByNumber(number).blockFormat()
        for number in range(maker.document.blockCount())
    ]
    assert len(looks) == 3 + len(maker.cuts)
    assert len(maker.cuts) > 6
    assert looks[1].topMargin() > 0
    assert {look.topMargin() for look in looks[2:-1]} == {0}
    assert looks[-1].topMargin() > 0
    assert {look.leftMargin() for look in looks[1:-1]} == {looks[1].leftMargin()}
    assert {look.lineHeight() for look in looks[1:-1]} == {looks[1].lineHeight()}


def test_a_text_without_paragraphs_is_read_in_places_and_has_one_number(
    qapp: QApplication,
) -> None:
    text = talk(60_000) + "\nSist."
    view = CodingView()
    view.resize(900, 700)
    view.set_document(text, EMPTY, (), {})
    view.scroll_to(Span(50_000, 50_010))
    assert abs(view.on_screen().start - 50_000) < 3_000
    view.select(Span(40_000, 48_000))
    span = view.selection()
    assert span is not None
    assert span.start <= 40_000 < 48_000 <= span.end
    view.scroll_to(Span(len(text), len(text)))
    numbers = [view._gutter.number(chunk) for chunk in view._geometry.view().chunks]
    assert [number for number in numbers if number is not None] == [2]
    view.scroll_to(Span(0, 0))
    assert view._gutter.number(view._geometry.view().chunks[0]) == 1
    view.deleteLater()
