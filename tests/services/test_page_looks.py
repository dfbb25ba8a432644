"""What is remembered of original pages: where each document's were left, and how they are shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qcode.services import page_looks
from qcode.services.page_looks import Choices, Left
from qcode.services.settings import forget_projects, load_settings, save_settings


def test_what_was_chosen_is_there_the_next_time() -> None:
    chosen = Choices(shown=True, follows=False, first=True, share=30, fit="", zoom=1.5)
    page_looks.save_choices(chosen)
    assert page_looks.load_choices() == chosen


def test_what_is_damaged_takes_its_default() -> None:
    pane = {"shown": 1, "share": 999, "fit": "askew", "zoom": "x", "first": True}
    save_settings(replace(load_settings(), pages_pane=pane, pages={"p:d": {"page": -3, "top": []}}))
    assert page_looks.load_choices() == Choices(first=True, share=85)
    assert page_looks.where_left("p", "d") == Left()


def test_pages_are_found_where_they_were_left_and_new_ones_look_like_the_last() -> None:
    page_looks.remember_left("p", "d", Left(3, 12.5, "page", 0.8))
    assert page_looks.where_left("p", "d") == Left(3, 12.5, "page", 0.8)
    assert page_looks.where_left("p", "e") == Left()
    page_looks.save_choices(Choices(fit="", zoom=2.0))
    assert page_looks.where_left("p", "e") == Left(0, 0.0, "", 2.0)


def test_the_oldest_are_forgotten_and_all_with_the_projects(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(page_looks, "_REMEMBERED", 2)
    for name in ("a", "b", "a", "c"):
        page_looks.remember_left("p", name, Left(7))
    assert [page_looks.where_left("p", name).page for name in ("a", "b", "c")] == [7, 0, 7]
    forget_projects()
    assert page_looks.where_left("p", "c").page == 0
