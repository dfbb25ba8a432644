"""Answers as texts, and what becomes of a text when answers change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.model.edits import Fate, MappedSpan
from qcode.model.layout import EMPTY, Style, turn_text
from qcode.model.survey_texts import Rendered, Revision, render, revise
from qcode.model.text import Span

KEYS = st.sampled_from(["Vad?", "Hur?", "När då?", "R1", "R2", "R: 3"])
WORDS = st.lists(st.sampled_from(["ljus", "mörkt", "torg.", "\n", "inte", "😀"]), min_size=1)
SAID = WORDS.map(" ".join).map(str.strip).filter(bool)
ANSWERS = st.dictionaries(KEYS, SAID, min_size=1, max_size=5)


def revised(
    before: Rendered,
    after: dict[str, str],
    *,
    here: str | None = None,
    title: str = "",
    spans: tuple[Span, ...] = (),
) -> tuple[Revision, str]:
    """Return the change of a text and what it makes of it."""
    text = before.text if here is None else here
    layout = before.layout if here is None else EMPTY
    change = revise(text, layout, before, after, turns=bool(title), taken=spans)
    for step, _layout in change.steps:
        text = step.apply(text)
    return change, text


def carried(change: Revision, span: Span) -> MappedSpan:
    """Return where a span is after all steps."""
    where = MappedSpan(span, Fate.UNTOUCHED)
    for step, _layout in change.steps:
        where = step.map_span(where.span)
    return where


def test_questions_are_headings_above_their_answers() -> None:
    made = render({"Vad?": "Ljus.\nOch folk.", "Hur?": "Så"})
    assert made.text == "Vad?\nLjus.\nOch folk.\nHur?\nSå"
    headings = [made.text[f.start : f.end] for f in made.layout.formats]
    assert headings == ["Vad?", "Hur?"]
    assert {f.style for f in made.layout.formats} == {Style.HEADING}
    assert made.layout.turns == ()


def test_answers_to_a_question_are_turns_of_who_answers() -> None:
    made = render({"R1": "Ljus.\nOch folk.", "R2": "Så"}, title="Vad?")
    assert made.text == "Vad?\nR1: Ljus.\nOch folk.\nR2: Så"
    assert made.layout.speakers() == ("R1", "R2")
    assert [turn_text(made.text, turn) for turn in made.layout.turns] == ["Ljus. Och folk.", "Så"]


@pytest.mark.parametrize("title", ["", "Frågan"])
@given(old=ANSWERS, new=ANSWERS)
def test_a_text_that_nobody_touched_becomes_what_the_file_says(
    title: str, old: dict[str, str], new: dict[str, str]
) -> None:
    # Those that are in both stand in the old order, as rows of a file that grows do.
    ordered = {key: new[key] for key in old if key in new} | new
    change, text = revised(render(old, title=title), ordered, title=title)
    wanted = render(ordered, title=title)
    assert text == wanted.text
    assert change.kept == ()
    if text:
        assert (change.steps[-1][1] if change.steps else wanted.layout) == wanted.layout


@pytest.mark.parametrize("title", ["", "Frågan"])
@given(old=ANSWERS, new=ANSWERS, data=st.data())
def test_codings_on_answers_that_stay_keep_their_words_and_others_keep_a_place(
    title: str, old: dict[str, str], new: dict[str, str], data: st.DataObject
) -> None:
    before = render(old, title=title)
    key = data.draw(st.sampled_from(sorted(old)))
    body = before.bodies[key]
    start = data.draw(st.integers(body.start, body.end - 1))
    span = Span(start, data.draw(st.integers(start + 1, body.end)))
    change, text = revised(before, new, title=title, spans=(span,))
    there, fate = carried(change, span)
    assert fate is not Fate.GONE
    if new.get(key) in (None, old[key]):
        assert text[slice(*there)] == before.text[slice(*span)]
    else:
        after = text.index(f"{key}: " if title else f"{key}\n")
        assert there.start >= after


def test_an_answer_that_was_edited_here_stays_and_is_said() -> None:
    before = render({"Vad?": "Anna kom", "Hur?": "Fort"})
    here = before.text.replace("Anna", "[vän]")
    change, text = revised(before, {"Vad?": "Anna kom inte", "Hur?": "Sakta"}, here=here)
    assert change.kept == ("Vad?",)
    assert text == "Vad?\n[vän] kom\nHur?\nSakta"


def test_an_answer_written_anew_keeps_the_coding_on_all_of_it() -> None:
    before = render({"Vad?": "Ljus", "Hur?": "Så"})
    span = before.bodies["Vad?"]
    change, text = revised(before, {"Vad?": "Mörkt ute", "Hur?": "Så"}, spans=(span,))
    there, _fate = carried(change, span)
    assert text[slice(*there)] == "Mörkt ute"


def test_a_coded_answer_that_is_taken_away_stays() -> None:
    before = render({"Vad?": "Ljus", "Hur?": "Så"})
    change, text = revised(before, {"Hur?": "Så"}, spans=(before.bodies["Vad?"],))
    assert (change.kept, text) == (("Vad?",), before.text)
    assert change.steps == ()
