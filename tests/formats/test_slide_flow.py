"""Words on slides: measured, never beyond their box, nothing lost on the way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qcode.formats.slide_flow import Box, Look, Words, flow, room
from qcode.formats.slide_measure import LINE, height, lines, width

TEXTS = st.text(st.sampled_from("abcåMW  ,.\u2028日😀")) | st.text()
BOX = Box(300, 200)


@given(TEXTS, st.floats(30, 400))
def test_lines_are_the_whole_text_and_none_is_wider_than_the_room(text: str, wide: float) -> None:
    ends = list(lines(text, 20, wide))
    assert ends == sorted(ends)
    assert ends[-1] == len(text)
    starts = [0, *ends[:-1]]
    for start, end in zip(starts, ends, strict=True):
        line = text[start:end].rstrip(" \u2028")
        assert width(line, 20) <= wide or len(line) == 1


def test_lines_break_between_words() -> None:
    text = "Vi strök dem som går där"
    ends = list(lines(text, 20, 130))
    assert [text[a:b] for a, b in zip([0, *ends], ends, strict=False)] == [
        "Vi strök ",
        "dem som ",
        "går där",
    ]


def test_a_capital_and_a_wide_sign_need_more_than_a_small_letter() -> None:
    assert width("i", 10) < width("a", 10) < width("W", 10) <= width("日", 10)
    assert width("e\u0301", 10) == width("e", 10)


GROUPS = st.lists(
    st.lists(
        st.builds(Words, st.text(st.sampled_from("ab c"), max_size=600), st.sampled_from(Look)),
        min_size=1,
        max_size=3,
    ),
    max_size=4,
)


@given(GROUPS)
def test_no_slide_holds_more_than_its_box(groups: list[list[Words]]) -> None:
    slides = flow(groups, BOX)
    for slide in slides:
        used = sum(
            words.space + height(words.text, BOX.size(words.look), room(words.look, BOX))
            for words in slide.words
        )
        assert used <= BOX.height + 18 * LINE
    said = "".join(words.text for group in groups for words in group)
    there = "".join(words.text for slide in slides for words in slide.words)
    assert there.replace(" ", "") == said.replace(" ", "")
    assert {number for slide in slides for number in slide.groups} == set(range(len(groups)))


def test_a_quotation_stays_together_where_one_slide_can_hold_it() -> None:
    quotation = [Words("ord " * 30, Look.QUOTE), Words("IP1, ¶ 3", Look.SOURCE)]
    slides = flow([quotation, quotation, quotation], BOX)
    assert [slide.groups for slide in slides] == [[0], [1], [2]]


def test_a_long_quotation_goes_on_and_keeps_its_source_at_its_end() -> None:
    quotation = [Words("ord " * 200, Look.QUOTE), Words("IP1, ¶ 3", Look.SOURCE)]
    slides = flow([quotation], BOX)
    assert len(slides) > 2
    assert [slide.words[0].follows for slide in slides] == [False, *[True] * (len(slides) - 1)]
    assert [words.look for words in slides[-1].words] == [Look.QUOTE, Look.SOURCE]
