"""The caret goes by the screen, and what lies between costs nothing."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qcode.model.text import Span
from qcode.ui.coding.column_layout import ColumnLayout
from qcode.ui.coding.view import CodingView

from .conftest import interview

Open = Callable[..., CodingView]
DOWN, UP, SHIFT = Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def view(open_view: Open) -> CodingView:
    """A view of a long interview, with the caret in the middle of a line near the top."""
    shown = open_view(*interview(1500))
    shown.setFocus()
    shown.select(Span(230, 230))
    return shown


def layout(view: CodingView) -> ColumnLayout:
    found = view.document().documentLayout()
    assert isinstance(found, ColumnLayout)
    return found


def test_pages_lead_down_and_up_again_in_one_column(view: CodingView, qtbot: QtBot) -> None:
    x = view.cursorRect().x()
    places = [view.cursor_position()]
    for _ in range(8):
        before = view.verticalScrollBar().value()
        qtbot.keyClick(view, DOWN)
        places.append(view.cursor_position())
        assert view.verticalScrollBar().value() > before
        assert view.viewport().rect().contains(view.cursorRect().center())
    assert places == sorted(set(places))
    for _ in range(8):
        qtbot.keyClick(view, UP)
    assert abs(view.cursorRect().x() - x) < 40
    assert abs(view.cursor_position() - places[0]) < 400


def test_pages_lead_to_both_ends_of_the_text(view: CodingView, qtbot: QtBot) -> None:
    for _ in range(400):
        qtbot.keyClick(view, DOWN)
        if view.cursor_position() == len(view.text()):
            break
    assert view.cursor_position() == len(view.text())
    assert layout(view).lent.units <= 30_000
    for _ in range(400):
        qtbot.keyClick(view, UP)
    assert view.cursor_position() == 0


def test_with_shift_a_page_is_selected(view: CodingView, qtbot: QtBot) -> None:
    qtbot.keyClick(view, DOWN, SHIFT)
    span = view.selection()
    assert span is not None
    assert span.start == 230
    assert span.end > 1000


def test_going_by_pages_asks_for_the_lines_of_one_block_a_page(
    view: CodingView, qtbot: QtBot
) -> None:
    layout(view).lent.take_back_all(renumbered=False)
    for _ in range(5):
        qtbot.keyClick(view, DOWN)
    assert len(layout(view).lent) <= 12


def test_pictures_of_pages_one_has_left_are_dropped_a_few_at_a_time(
    view: CodingView, qtbot: QtBot
) -> None:
    kept: list[int] = []
    qtbot.waitUntil(lambda: not layout(view).pieces_to_measure(1))
    for _ in range(60):
        qtbot.keyClick(view, DOWN)
        view.viewport().repaint()
        kept.append(len(view._painter._pictures))
    assert kept[9] > kept[0]
    assert kept[-1] == kept[-9] < 320  # the oldest have gone
    assert all(later >= earlier - 40 for earlier, later in pairwise(kept))


def test_at_the_ends_of_the_text_the_room_around_it_is_seen(view: CodingView, qtbot: QtBot) -> None:
    bar, held = view.verticalScrollBar(), Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(view, Qt.Key.Key_End, held)
    assert bar.value() == bar.maximum()
    qtbot.keyClick(view, Qt.Key.Key_Home, held)
    assert bar.value() == bar.minimum()
    bar.setValue(bar.singleStep())
    qtbot.keyClick(view, Qt.Key.Key_Right)  # still in the first line
    assert bar.value() == bar.minimum()
