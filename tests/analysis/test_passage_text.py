"""Words that went through other programs are found where they came from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.analysis.passage_text import PassageText, difference, told_by_letters
from qcode.analysis.quotation_wording import ChangeKind
from qcode.model.text import Span

TEXT = (
    "I: What do you think of the square?\n"
    "IP1: Well \N{EN DASH} it is “dark”, you know.  The lamps were  taken away, and no-\n"
    "body asked us who live there.\n"
    "I: And the neighbours?\n"
    "IP1: They came with buns. The lamps came back in spring, when the council had money again.\n"
    "IP2: Yes. It is dark.\n"
)
LONG = "The lamps came back in spring, when the council had money again."


def said(span: Span) -> str:
    """What stands in the text there."""
    return TEXT[span.start : span.end]


@pytest.mark.parametrize(
    "words", ["The lamps were taken away", "you know. The lamps", "square? IP1: Well", "\nYes. "]
)
def test_white_space_is_no_difference(words: str) -> None:
    (span,) = PassageText(TEXT).exactly(words)
    assert said(span).split() == words.split()
    assert said(span) == said(span).strip()


def test_every_place_is_told_and_whole_words_come_before_parts() -> None:
    text = PassageText(TEXT)
    assert len(text.exactly("The lamps")) == 2
    assert [said(span) for span in text.exactly("Yes")] == ["Yes"]
    assert len(text.exactly("neigh")) == 1  # cut in the middle of a word, as the file has it
    assert len(PassageText("stad staden stad").exactly("stad")) == 2
    assert text.exactly("nowhere") == []
    assert text.exactly("  ") == []


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ('it is "dark"', "it is “dark”"),
        ("Well - it is", "Well \N{EN DASH} it is"),
        ("and nobody asked us", "and no-\nbody asked us"),
        ("THEY CAME WITH BUNS.", "They came with buns."),
        ("“They came with buns”", "They came with buns"),
        ("- it is", "\N{EN DASH} it is"),
    ],
)
def test_typography_is_hardly_a_difference(words: str, there: str) -> None:
    found = PassageText(TEXT).nearly(words)
    best = max(found, key=lambda each: each.similarity)
    assert said(best.span) == there
    assert best.similarity > 0.85


def test_letters_inside_other_words_are_no_passage() -> None:
    assert PassageText(TEXT).nearly("amp") == []
    assert PassageText(TEXT).nearly("...") == []


def test_small_edits_are_found_with_their_likeness() -> None:
    text = PassageText(TEXT)
    (found,) = text.changed(LONG.replace("spring", "sprng").replace("council", "kouncil"), 0.9)
    assert said(found.span) == LONG
    assert 0.9 < found.similarity < 1
    assert text.changed(LONG.replace("spring", "sprng"), 0.999) == []
    assert text.changed("Something else that nobody here has ever said at all.", 0.9) == []


def test_words_left_out_are_found_by_alignment() -> None:
    text = PassageText(TEXT)
    (found,) = text.about("The lamps were taken away […] who live there", None, 0.9)
    assert said(found.span).startswith("The lamps were") and said(found.span).endswith("there")
    (short,) = text.about("it is darkk, you know", None, 0.8)
    assert said(short.span) == "it is “dark”, you know"
    assert text.about("nothing of this is in it", None, 0.9) == []
    assert text.about("?", None, 0.9) == []


def test_long_words_that_must_be_very_like_are_told_by_their_letters() -> None:
    assert told_by_letters(LONG, 0.9)
    assert not told_by_letters(LONG, 0.7)
    assert not told_by_letters("it is dark", 0.9)
    assert not told_by_letters(LONG.replace("back", "[…]"), 0.9)


def test_words_too_long_to_be_compared_must_be_as_they_are() -> None:
    words = "One two three four. " * 2_000
    text = PassageText(words)
    assert len(text.exactly(words)) == 1
    changed = words.replace("three", "tree")
    assert (
        text.nearly(changed) == text.changed(changed, 0.5) == text.about(changed, None, 0.5) == []
    )


def test_twins_of_a_changed_passage_are_told() -> None:
    twice = PassageText("We met on the squares. Then they left. We met on the squares.")
    found = {each.span for each in twice.about("We mett on the squares.", None, 0.8)}
    assert len(found) == 2


def test_the_difference_is_told_word_by_word() -> None:
    changes = difference("They came with buns.", "They come with buns.")
    (changed,) = [each for each in changes if each.kind is not ChangeKind.SAME]
    assert (changed.source, changed.manuscript) == ("came", "come")


WORDS = st.lists(
    st.text(st.sampled_from("abcdefghijklmnopåäö"), min_size=2, max_size=9),
    min_size=60,
    max_size=90,
    unique=True,
)
BREAKS = st.sampled_from([" ", "\n", "  ", " \n", "\N{NO-BREAK SPACE}", ", ", ". "])


@given(WORDS, st.data())
def test_a_piece_of_a_text_is_always_among_its_places(
    words: list[str], data: st.DataObject
) -> None:
    text = "".join(word + data.draw(BREAKS) for word in words)
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 1, len(text)))
    words_there = text[start:end]
    if not words_there.strip():
        return
    trimmed = Span(
        start + len(words_there) - len(words_there.lstrip()),
        start + len(words_there.rstrip()),
    )
    found = PassageText(text).exactly(" ".join(words_there.split()))
    whole = [
        span
        for span in found
        if (span.start == 0 or not text[span.start - 1].isalnum() or not text[span.start].isalnum())
    ]
    assert trimmed in found or (whole and found)  # parts of words give way to whole ones


@given(WORDS, st.data())
def test_noise_on_a_long_passage_does_not_hide_it(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    first = data.draw(st.integers(0, 20))
    last = data.draw(st.integers(first + 25, first + 35))
    start = len(" ".join(words[:first])) + (first > 0)
    end = len(" ".join(words[:last]))
    passage = text[start:end]
    noisy = list(passage)
    for _ in range(2):
        noisy[data.draw(st.integers(12, len(noisy) - 13))] = "x"
    likely = PassageText(text).changed("".join(noisy), 0.9)
    assert any(
        abs(each.span.start - start) <= 12 and abs(each.span.end - end) <= 12 for each in likely
    )
