"""Selecting by word, sentence, paragraph and turn."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.model.boundaries import words
from qcode.model.layout import EMPTY, Layout, Turn
from qcode.model.steps import Step, Stepper
from qcode.model.text import Span, paragraphs

SWEDISH = """Torget 2024
I: Är du trygg? Var då?
Anna: På torget, t.ex. vid kiosken. Men … inte alltid. ”Gå hem!” sa hon då.
Det är så.
I: Mm.
"""
ENGLISH = "Dr. Hall: Well, e.g. the bus… and i.e. Mr. Ek. It's fine, she said. “Go on.” Yes."


def turns(text: str) -> Layout:
    """A layout for lines that begin with a name and a colon; other lines go on."""
    found: list[Turn] = []
    for line in paragraphs(text):
        name, colon, _said = text[line.start : line.end].partition(": ")
        if colon:
            body = Span(line.start + len(name) + 2, line.end)
            found.append(Turn(line.start, line.end, (body,), name))
        elif found and line.end > line.start:
            last = found.pop()
            found.append(Turn(last.start, line.end, (*last.body, line), last.speaker))
    return Layout(tuple(found))


def every(stepper: Stepper, step: Step) -> list[Span]:
    """All of a kind, as they follow one another."""
    found: list[Span] = []
    at = stepper.at(step, 0)
    while at is not None and (not found or at != found[-1]):
        found.append(at)
        at = stepper.after(step, at)
    return found


def shown(text: str, step: Step) -> list[str]:
    """All of a kind, in words."""
    return [text[span.start : span.end] for span in every(Stepper(text, turns(text)), step)]


def test_sentences_of_an_interview_have_no_labels() -> None:
    assert shown(SWEDISH, Step.SENTENCE) == [
        "Torget 2024",
        "Är du trygg?",
        "Var då?",
        "På torget, t.ex. vid kiosken.",
        "Men … inte alltid.",
        "”Gå hem!” sa hon då.",
        "Det är så.",
        "Mm.",
    ]
    assert shown(ENGLISH, Step.SENTENCE) == [
        "Well, e.g. the bus… and i.e. Mr. Ek.",
        "It's fine, she said.",
        "“Go on.”",
        "Yes.",
    ]


def test_a_turn_of_two_paragraphs_is_one_and_a_heading_stands_alone() -> None:
    assert shown(SWEDISH, Step.TURN) == [
        "Torget 2024",
        "Är du trygg? Var då?",
        "På torget, t.ex. vid kiosken. Men … inte alltid. ”Gå hem!” sa hon då.\nDet är så.",
        "Mm.",
    ]
    assert len(shown(SWEDISH, Step.PARAGRAPH)) == 5
    assert shown(SWEDISH, Step.WORD)[:5] == ["Torget", "2024", "Är", "du", "trygg"]


def test_a_time_in_the_middle_of_a_sentence_does_not_cut_it() -> None:
    text = "A: Jag gick [00:12] hem. Sen då?"
    body = (Span(3, 11), Span(20, len(text)))
    stepper = Stepper(text, Layout((Turn(0, len(text), body, "A"),)))
    assert stepper.at(Step.SENTENCE, 5) == Span(3, text.index(" Sen"))


def press(stepper: Stepper, step: Step, *backs: bool, at: tuple[int, int] = (0, 0)) -> list[str]:
    """What is selected after each press: with Shift where `backs` says so."""
    selected: list[str] = []
    for back in backs:
        at = stepper.extend(step, *at, back=back) or at
        selected.append(SWEDISH[min(at) : max(at)])
    return selected


def test_pressing_again_takes_one_more_and_shift_gives_it_back() -> None:
    stepper, start = Stepper(SWEDISH, turns(SWEDISH)), SWEDISH.index("Men")
    assert press(stepper, Step.SENTENCE, False, False, True, at=(start, start)) == [
        "Men … inte alltid.",
        "Men … inte alltid. ”Gå hem!” sa hon då.",
        "Men … inte alltid.",
    ]


def test_shift_alone_takes_what_is_before_and_the_key_gives_it_back() -> None:
    stepper, start = Stepper(SWEDISH, turns(SWEDISH)), SWEDISH.index("Men")
    assert press(stepper, Step.SENTENCE, True, True, False, False, at=(start, start)) == [
        "Men … inte alltid.",
        "På torget, t.ex. vid kiosken. Men … inte alltid.",
        "Men … inte alltid.",
        "Men … inte alltid. ”Gå hem!” sa hon då.",
    ]


def test_words_that_are_selected_become_the_sentence_around_them() -> None:
    stepper, start = Stepper(SWEDISH, turns(SWEDISH)), SWEDISH.index("vid kiosken")
    (selected,) = press(stepper, Step.SENTENCE, False, at=(start, start + len("vid ")))
    assert selected == "På torget, t.ex. vid kiosken."
    behind = SWEDISH.index("Var då?")
    whole = (SWEDISH.index("Är du"), behind)  # with the space that a mouse took along
    assert press(stepper, Step.SENTENCE, False, at=whole) == ["Är du trygg?"]
    (turn,) = press(stepper, Step.TURN, False, at=(start, start + 3))
    assert turn.startswith("På torget")
    assert turn.endswith("Det är så.")


def test_at_the_ends_nothing_more_is_selected() -> None:
    stepper = Stepper("Ett ord", EMPTY)
    assert stepper.extend(Step.WORD, 4, 7, back=False) is None
    assert stepper.extend(Step.WORD, 3, 0, back=True) is None
    assert Stepper(" \n ", EMPTY).extend(Step.TURN, 0, 0, back=False) is None
    assert Stepper("", EMPTY).at(Step.WORD, 0) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("till\xadlit e-post, it’s", ["till\xadlit", "e-post", "it’s"]),
        ("3 kr – 40 %", ["3", "kr", "40"]),
        ("…", []),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in words(text)] == found


TEXTS = st.lists(
    st.text(st.sampled_from("aB.!… \u2028”å-"), max_size=12).map(lambda said: f"I: {said}")
    | st.text(st.sampled_from("aB.!…  \u2028t1"), max_size=12),
    max_size=6,
).map("\n".join)


@given(TEXTS, st.sampled_from(Step))
def test_they_cover_what_is_said_and_none_is_empty(text: str, step: Step) -> None:
    stepper = Stepper(text, turns(text))
    found = every(stepper, step)
    assert all(text[a:b] == text[a:b].strip() != "" for a, b in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    said = [
        text[max(line.start, body) : line.end]
        for line in paragraphs(text)
        for body in [line.start + (3 if text.startswith("I: ", line.start) else 0)]
    ]
    covered = "".join("".join(text[a:b].split()) for a, b in found)
    if step is not Step.WORD and step is not Step.TURN:
        assert covered == "".join("".join(part.split()) for part in said)
    if step is not Step.TURN:
        assert all("\n" not in text[a:b] for a, b in found)


@given(TEXTS, st.sampled_from(Step))
def test_one_leads_to_the_next_and_back(text: str, step: Step) -> None:
    stepper = Stepper(text, turns(text))
    for one, two in pairwise(every(stepper, step)):
        assert stepper.before(step, two) == one
        assert stepper.at(step, one.start) == stepper.at(step, one.end - 1) == one
        assert stepper.at(step, one.end) == two


@given(TEXTS, st.sampled_from(Step), st.data())
def test_what_was_extended_can_be_taken_back(text: str, step: Step, data: st.DataObject) -> None:
    stepper = Stepper(text, turns(text))
    at = data.draw(st.integers(0, len(text)))
    back = data.draw(st.booleans())
    one = stepper.extend(step, at, at, back=False)
    if one is None:
        return
    two = stepper.extend(step, *one, back=back)
    if two is not None:
        again = stepper.extend(step, *two, back=not back)
        assert again is not None
        assert sorted(again) == sorted(one)
        assert min(two) <= min(one) <= max(one) <= max(two)
