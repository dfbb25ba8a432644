"""Canonical text, the units of positions, and paragraphs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.model.text import (
    Canonical,
    LoneSurrogateError,
    Offsets,
    Paragraphs,
    Span,
    canonical,
    paragraphs,
)

# Everything that has bitten: line ends, marks, pairs and halves, wide and narrow characters.
TRICKY = "\ufeff\r\n\u2028\u2029\0\ud83d\ude00\U0001f600åé\u0301a "
RAW = st.text(st.characters()) | st.text(st.sampled_from(TRICKY))
TEXTS = RAW.map(lambda raw: canonical(raw).text)
LONG_TEXTS = st.builds(lambda text, times: text * times, TEXTS, st.sampled_from([1, 40, 300]))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("\ufeffHej", "Hej"),
        ("\ufeff\ufeffHej", "Hej"),
        ("a\ufeffb", "a\ufeffb"),
        ("a\r\nb\rc\u2029d\ne", "a\nb\nc\nd\ne"),
        ("a\r\r\nb", "a\n\nb"),
        ("rad\u2028rad", "rad\u2028rad"),
        ("e\u0301 \u00a0 ‘x’… ﬁ *laugh* well-  ", "e\u0301 \u00a0 ‘x’… ﬁ *laugh* well-  "),
        ("\ud83d\ude00!", "\U0001f600!"),
        ("", ""),
    ],
)
def test_text_becomes_canonical_without_being_improved(raw: str, expected: str) -> None:
    assert canonical(raw) == Canonical(expected, 0)


@pytest.mark.parametrize(
    ("raw", "expected", "replaced"),
    [
        ("a\0b\0", "a\ufffdb\ufffd", 2),
        ("\ud83d", "\ufffd", 1),
        ("\ude00\ud83d", "\ufffd\ufffd", 2),
        ("\ud83d\ud83d\ude00", "\ufffd\U0001f600", 1),
        ("was \ufffd already", "was \ufffd already", 0),
    ],
)
def test_what_cannot_be_kept_is_replaced_and_counted(
    raw: str, expected: str, replaced: int
) -> None:
    assert canonical(raw) == Canonical(expected, replaced)


@given(RAW)
def test_a_canonical_text_is_canonical(raw: str) -> None:
    text = canonical(raw).text
    assert canonical(text) == Canonical(text, 0)
    text.encode("utf-8")
    assert not set(text) & set("\r\u2029\0")
    assert not text.startswith("\ufeff")


@given(LONG_TEXTS, st.data())
def test_offsets_round_trip_and_agree_with_the_encodings(text: str, data: st.DataObject) -> None:
    offsets = Offsets(text)
    position = data.draw(st.integers(0, len(text)))
    unit = len(text[:position].encode("utf-16-le")) // 2
    byte = len(text[:position].encode("utf-8"))
    assert (offsets.to_utf16(position), offsets.to_utf8(position)) == (unit, byte)
    assert offsets.from_utf16(unit) == offsets.from_utf16(unit, up=True) == position
    assert offsets.from_utf8(byte) == offsets.from_utf8(byte, up=True) == position
    assert offsets.utf16_length == len(text.encode("utf-16-le")) // 2
    assert offsets.utf8_length == len(text.encode("utf-8"))


@given(LONG_TEXTS, st.data())
def test_a_position_inside_a_character_rounds_to_its_beginning_or_its_end(
    text: str, data: st.DataObject
) -> None:
    offsets = Offsets(text)
    for length, to, back in (
        (offsets.utf16_length, offsets.to_utf16, offsets.from_utf16),
        (offsets.utf8_length, offsets.to_utf8, offsets.from_utf8),
    ):
        unit = data.draw(st.integers(0, length))
        down, up = back(unit), back(unit, up=True)
        assert to(down) <= unit <= to(up)
        assert up - down == (0 if to(down) == unit else 1)


def test_positions_outside_the_text_are_refused() -> None:
    for text in ("abc", "å😀c"):
        offsets = Offsets(text)
        for convert in (offsets.to_utf16, offsets.to_utf8, offsets.from_utf16, offsets.from_utf8):
            for wrong in (-1, 100):
                with pytest.raises(ValueError, match=str(wrong)):
                    convert(wrong)


def test_a_lone_surrogate_is_refused_with_its_position() -> None:
    with pytest.raises(LoneSurrogateError) as caught:
        Offsets("å" * 1000 + "\ud83d")
    assert caught.value.position == 1000


@given(TEXTS)
def test_paragraphs_are_what_lies_between_line_ends(text: str) -> None:
    assert [text[start:end] for start, end in paragraphs(text)] == text.split("\n")


@given(TEXTS, st.data())
def test_every_position_has_its_paragraph(text: str, data: st.DataObject) -> None:
    index = Paragraphs(text)
    position = data.draw(st.integers(0, len(text)))
    number = index.number_at(position)
    assert number == text[:position].count("\n") + 1
    start, end = index.span(number)
    assert start <= position <= end


def test_a_line_end_belongs_to_the_paragraph_it_ends() -> None:
    index = Paragraphs("ett\ntvå\n")
    assert (len(index), list(index)) == (3, [Span(0, 3), Span(4, 7), Span(8, 8)])
    assert [index.number_at(position) for position in (0, 3, 4, 7, 8)] == [1, 1, 2, 2, 3]
    assert index.numbers((1, 4)) == (1, 1)
    assert index.numbers((1, 5)) == (1, 2)
    assert index.numbers((4, 4)) == (2, 2)
    assert index.around((1, 5)) == Span(0, 7)


def test_paragraphs_that_do_not_exist_are_refused() -> None:
    index = Paragraphs("ett\ntvå")
    for wrong in (0, 3):
        with pytest.raises(ValueError, match=f"paragraph {wrong} of 2"):
            index.span(wrong)
    for wrong in (-1, 8):
        with pytest.raises(ValueError, match=f"position {wrong} of 7"):
            index.number_at(wrong)
