"""Guessing who asks the questions."""

from __future__ import annotations

import pytest

from qcode.model.interviewers import guess_interviewers
from qcode.model.layout import EMPTY, Layout, Turn
from qcode.model.text import Span


def talk(*said: tuple[str, str]) -> tuple[str, Layout]:
    text, turns = "", []
    for name, words in said:
        start, body = len(text), len(text) + len(name) + 2
        text += f"{name}: {words}"
        turns.append(Turn(start, len(text), (Span(body, len(text)),), name))
        text += "\n"
    return text, Layout(turns=tuple(turns))


@pytest.mark.parametrize(
    "label", ["I", "I1", "Int.", "Intervjuare 2", "INTERVIEWER", "Moderator", "Researcher", "Q"]
)
def test_a_label_that_says_so_decides(label: str) -> None:
    text, layout = talk((label, "Nice weather."), ("Anna", "Is it? Is it?"), ("Bo", "Yes."))
    assert guess_interviewers(text, layout) == {label}


def test_both_of_two_moderators_are_found() -> None:
    text, layout = talk(("Moderator 1", "Hi."), ("Moderator 2", "Hi."), ("Anna", "Hi."))
    assert guess_interviewers(text, layout) == {"Moderator 1", "Moderator 2"}


def test_without_a_label_it_is_who_asks_most() -> None:
    text, layout = talk(*[("Karin", "How was it?"), ("Anna", "It was fine. Really.")] * 4)
    assert guess_interviewers(text, layout) == {"Karin"}


def test_nobody_is_the_interviewer_where_all_ask_alike() -> None:
    text, layout = talk(*[("Karin", "How was it?"), ("Anna", "What do you think?")] * 4)
    assert guess_interviewers(text, layout) == frozenset()


def test_a_few_questions_are_not_enough() -> None:
    text, layout = talk(("Karin", "How was it?"), ("Anna", "Fine."))
    assert guess_interviewers(text, layout) == frozenset()


def test_one_who_talks_alone_is_nobodys_interviewer() -> None:
    text, layout = talk(*[("I", "How was it?")] * 5)
    assert guess_interviewers(text, layout) == frozenset()
    assert guess_interviewers("", EMPTY) == frozenset()


def test_a_name_that_only_begins_like_a_label_is_a_name() -> None:
    text, layout = talk(("Ingrid", "Hm."), ("Qvist", "Hm."), ("Ivar", "Hm."))
    assert guess_interviewers(text, layout) == frozenset()
