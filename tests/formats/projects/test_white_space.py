"""Passages keep their words when white space is another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qcode.formats.white_space import Respaced

WORDS = st.lists(st.text("aå🙂b.", min_size=1, max_size=3), max_size=8)
GAPS = st.sampled_from(["", " ", "\n", " \n\t ", "\n\n", "\u2028", "\r\n"])


def bare(text: str) -> str:
    return "".join(text.split())


@st.composite
def two_spacings(draw: st.DrawFn) -> tuple[str, str]:
    words = draw(WORDS)

    def spaced() -> str:
        return "".join(draw(GAPS) + word for word in words) + draw(GAPS)

    return spaced(), spaced()


def carried(first: str, second: str, start: int, end: int) -> str:
    """The words of `second` for code points of `first`."""
    bytes_before = [len(first[:place].encode()) for place in (start, end)]
    span = Respaced(first, second).span(bytes_before[0], bytes_before[1])
    return "" if span is None else second[span.start : span.end]


@given(two_spacings(), st.data())
def test_a_passage_keeps_its_words(texts: tuple[str, str], data: st.DataObject) -> None:
    first, second = texts
    start = data.draw(st.integers(0, len(first)))
    end = data.draw(st.integers(start, len(first)))
    assert Respaced(first, second).fits
    assert bare(carried(first, second, start, end)) == bare(first[start:end])


@given(two_spacings(), st.data())
def test_in_the_same_text_a_passage_stays_as_it_is(
    texts: tuple[str, str], data: st.DataObject
) -> None:
    text, _ = texts
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert carried(text, text, start, end) == text[start:end].strip("\n")


@given(st.text("ab å"), st.text("ab å"))
def test_texts_fit_when_their_words_are_the_same(first: str, second: str) -> None:
    assert Respaced(first, second).fits == (bare(first) == bare(second))


def test_white_space_that_both_have_is_kept_at_the_edges() -> None:
    assert carried("ett  två \n\n tre", "ett två\ntre", 3, 9) == " två"
    assert carried("ett  två", "ett två", 5, 8) == "två"
    assert carried("ett  två", "ett två", 0, 4) == "ett "
    assert carried("ett  två", "ett två", 3, 5) == " "


def test_a_position_inside_a_character_takes_all_of_it() -> None:
    assert Respaced("a🙂b", "a🙂b").span(2, 3) == (1, 2)
    assert Respaced("a🙂b", "a🙂b").span(4, 99) == (1, 3)


def test_a_long_text_is_counted_over_its_blocks() -> None:
    text = "ord å " * 500
    place = text.rindex("å")
    assert carried(text, text.replace(" ", "\n"), place, place + 1) == "å"
