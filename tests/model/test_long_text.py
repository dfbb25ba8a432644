from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.model import long_text
from qcode.model.edits import TextChange
from qcode.model.long_text import LongText
from qcode.model.text import Offsets

TEXTS = st.text(st.sampled_from("aå\n😀é中"), max_size=60)


@pytest.fixture(scope="module", autouse=True)
def small_parts() -> Iterator[None]:
    """Have many parts in a short text."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(long_text, "_PART", 7)
        patch.setattr(long_text, "_MANY", 2)
        yield


@st.composite
def changes(draw: st.DrawFn, text: str) -> TextChange:
    cuts = sorted(
        draw(st.lists(st.integers(0, len(text)), max_size=8).filter(lambda x: len(x) % 2 == 0))
    )
    pairs = zip(cuts[::2], cuts[1::2], strict=True)
    return TextChange.replacing(text, [(a, b, draw(TEXTS)) for a, b in pairs])


@given(st.data(), TEXTS)
def test_it_is_the_text_that_the_changes_make(data: st.DataObject, text: str) -> None:
    long = LongText(text)
    for _each in range(data.draw(st.integers(0, 4))):
        change = data.draw(changes(text))
        text = change.apply(text)
        long.apply(change)
        if data.draw(st.booleans()):
            assert str(long) == text
    assert (len(long), str(long)) == (len(text), text)
    offsets = Offsets(text)
    assert long.utf16_length == offsets.utf16_length
    for position in range(len(text) + 1):
        assert long.to_utf16(position) == offsets.to_utf16(position)
        end = data.draw(st.integers(0, len(text)))
        assert long.between(position, end) == text[position:end]
    for unit in range(offsets.utf16_length + 1):
        for up in (False, True):
            assert long.from_utf16(unit, up=up) == offsets.from_utf16(unit, up=up)


def test_a_change_for_another_text_is_refused_and_changes_nothing() -> None:
    long = LongText("Anna: ja, det är så")
    for other in ("Anna: ja", "Anna: nej det är så"):
        with pytest.raises(ValueError):
            long.apply(TextChange.replace(other, 0, len(other) - 2, "x"))
    assert str(long) == "Anna: ja, det är så"


def test_places_outside_the_text_are_refused() -> None:
    long = LongText("å😀")
    for place in (-1, 3):
        with pytest.raises(ValueError):
            long.to_utf16(place)
    for unit in (-1, 4):
        with pytest.raises(ValueError):
            long.from_utf16(unit)


def test_the_parts_of_a_text_that_is_typed_in_keep_their_size() -> None:
    long = LongText("x" * 700)
    for at in range(300):
        long.apply(TextChange.replace(str(long), 350 + at, 350 + at, "a"))
    assert str(long) == "x" * 350 + "a" * 300 + "x" * 350
    assert len(long._parts) <= 1000 / 7 + 1
