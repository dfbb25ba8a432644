from __future__ import annotations

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from qcode.model.text import Span
from qcode.ui.coding.columns import Wish
from qcode.ui.coding.view import CodingView
from qcode.ui.theme import code_color


@pytest.fixture
def narrow(view: CodingView, qtbot: QtBot) -> CodingView:
    """A view whose margin has no room for names."""
    view.resize(300, 600)
    qtbot.waitUntil(lambda: view._columns.names == 0)
    return view


def test_names_stand_below_the_text_only_where_the_margin_has_no_room_for_them(
    narrow: CodingView, qtbot: QtBot
) -> None:
    line = narrow._names
    assert line.isVisible()
    assert line.geometry().top() == narrow.viewport().geometry().bottom() + 1
    assert line.geometry().bottom() == narrow.rect().bottom()
    narrow.set_margin(Wish(names=False))  # who wants none has none
    assert not line.isVisible()
    narrow.set_margin(Wish())
    assert line.isVisible()
    narrow.resize(1000, 600)
    qtbot.waitUntil(lambda: not line.isVisible())
    narrow.resize(300, 600)
    narrow.set_segments([])
    assert not line.isVisible()


def test_the_codes_at_the_caret_are_named_or_the_one_that_is_meant(narrow: CodingView) -> None:
    line, both = narrow._names, narrow.codings()[12].start
    narrow.select(Span(both, both))
    assert line.words() == "Till grannar, Spontanitet"
    narrow.select(Span(narrow.codings()[11].start, narrow.codings()[11].start))
    assert line.words() == "Tillit/Till grannar"  # one by its whole path
    narrow.set_selected_segment(12)
    assert line.words() == "Spontanitet · Johan"
    narrow._margin.hovered.emit(11)
    assert line.words() == line.accessibleDescription() == "Tillit/Till grannar · Maria"
    narrow._margin.hovered.emit(None)
    narrow.change_segments([], [12])
    assert line.words() == "Tillit/Till grannar"
    narrow.select(Span(0, 0))
    assert line.words() == ""


def test_what_finds_no_room_is_counted(narrow: CodingView, eyes: Any, codes: Any) -> None:
    both = narrow.codings()[12].start
    narrow.select(Span(both, both))

    def seen() -> int:
        stripes = {code_color(codes[code].color, False).stripe.name() for code in (1, 2)}
        return len(stripes & eyes.all_colors(narrow._names))

    narrow._names.resize(narrow._names.width() + 400, narrow._names.height())
    assert seen() == 2
    narrow._names.resize(narrow._names._indent + 130, narrow._names.height())
    assert seen() == 1
