"""How texts are shown: what is kept, and what becomes of kept things that make no sense."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qcode.services.appearance import (
    DEFAULT,
    Appearance,
    Behind,
    choose_interviewers,
    chosen_interviewers,
    load_appearance,
    read_appearance,
    save_appearance,
)
from qcode.services.settings import forget_projects, load_settings


def test_every_choice_is_there_the_next_time() -> None:
    chosen = Appearance(
        font="serif",
        size=14.5,
        line_height=1.8,
        measure=0,
        numbers=False,
        times=False,
        bold_speakers=False,
        colored_speakers=True,
        quiet_interviewer=True,
        behind=Behind.UNDERLINE.value,
        strength=80,
        only_active=True,
    )
    assert load_appearance() == DEFAULT
    save_appearance(chosen)
    assert load_appearance() == chosen
    save_appearance(DEFAULT)
    assert load_settings().page == {}


@pytest.mark.parametrize(
    "stored",
    [
        {"size": "large", "numbers": 1, "behind": "glitter", "measure": True, "font": 3},
        {"unknown": 7},
        {"line_height": None, "strength": "50"},
    ],
)
def test_what_makes_no_sense_takes_its_default(stored: dict[str, object]) -> None:
    assert read_appearance(stored) == DEFAULT


def test_numbers_are_brought_into_their_range() -> None:
    wild = read_appearance({"size": 900, "line_height": 9, "measure": 4, "strength": 0})
    assert (wild.size, wild.line_height, wild.measure, wild.strength) == (48, 2.0, 45, 10)
    assert read_appearance({"measure": -1, "size": -3}) == replace(DEFAULT, measure=0)


def test_who_asks_is_remembered_for_each_project_until_projects_are_forgotten() -> None:
    choose_interviewers("one", ["Karin"])
    choose_interviewers("two", [])
    assert chosen_interviewers("one") == {"Karin"}
    assert chosen_interviewers("two") == frozenset()
    assert chosen_interviewers("three") is None
    choose_interviewers("one", None)
    assert chosen_interviewers("one") is None
    forget_projects()
    assert chosen_interviewers("two") is None
