"""How the margin is wanted is remembered, and nothing that is stored can harm it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from qcode.services.settings import load_settings, save_settings
from qcode.ui.coding.columns import Wish
from qcode.ui.coding.view import CodingView
from qcode.ui.reading.margin_settings import MarginSettings


def opened(qtbot: QtBot) -> tuple[CodingView, MarginSettings]:
    view = CodingView()
    qtbot.addWidget(view)
    view.resize(1200, 600)
    view.show()
    return view, MarginSettings(view)


def test_side_names_and_width_are_there_again_next_time(qtbot: QtBot) -> None:
    view, settings = opened(qtbot)
    before = view.margin_width()
    settings.widen(1)
    assert view.margin_width() == before + 40
    settings.toggle_side()
    settings.toggle_names()
    again, _settings = opened(qtbot)
    assert again.margin_wish() == view.margin_wish()
    assert again.margin_wish() == Wish(names=False, left=True, width=before + 40)


def test_a_wider_margin_has_names_again(qtbot: QtBot) -> None:
    view, settings = opened(qtbot)
    settings.toggle_names()
    assert not view.margin_wish().names
    for _step in range(4):
        settings.widen(1)
    assert view._columns.names > 0
    settings.widen(-1)
    assert view.margin_wish().width == view.margin_width()


def test_what_is_dragged_is_remembered_and_other_settings_stay(qtbot: QtBot) -> None:
    save_settings(replace(load_settings(), coder="Ines", window={"geometry": "x"}))
    view, _settings = opened(qtbot)
    view.margin_changed.emit(Wish(width=222))
    stored = load_settings()
    assert (stored.coder, stored.window["geometry"]) == ("Ines", "x")
    assert json.loads(stored.window["margin"])["width"] == 222


@pytest.mark.parametrize("stored", ["", "[]", "{", '{"width": "wide", "left": 1, "names": null}'])
def test_damaged_settings_are_as_none(qtbot: QtBot, stored: str) -> None:
    save_settings(replace(load_settings(), window={"margin": stored}))
    view, _settings = opened(qtbot)
    assert view.margin_wish() == Wish()
