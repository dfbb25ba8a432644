"""Painting no more than what changed must leave the same picture as painting everything."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from qcode.model.layout import Layout
from qcode.model.text import Span
from qcode.ui.coding import margin
from qcode.ui.coding.columns import Wish
from qcode.ui.coding.margin_painter import MarginPainter
from qcode.ui.coding.painted import PaintedCode, PaintedSegment
from qcode.ui.coding.view import CodingView


@pytest.fixture
def dense(
    open_view: Callable[..., CodingView],
    talk: Callable[[int], tuple[str, Layout]],
) -> CodingView:
    """A view with many codings that has nothing left to do."""
    text, layout = talk(40)
    dice = random.Random(8)
    segments = [segment(dice, number, len(text)) for number in range(150)]
    view = open_view(text, layout, segments)
    view.clearFocus()  # or the caret blinks
    return view


def segment(dice: random.Random, number: int, length: int) -> PaintedSegment:
    start = dice.randrange(length - 300)
    return PaintedSegment(number, start, start + dice.randrange(1, 300), 1 + number % 3, "Maria")


def on_screen(view: CodingView) -> QImage:
    """Return what the window shows now, painted bit by bit as things changed.

    What is put off for a moment comes first: a busy machine must not see it come in between. The
    scroll bar is left out: Qt goes on laying out what is far below, and makes its handle shorter.
    """
    QApplication.processEvents()
    while any(timer.isActive() for timer in view.findChildren(QTimer)):
        QTest.qWait(5)
    QApplication.processEvents()
    width = view.width() - view.verticalScrollBar().width()
    return view.screen().grabWindow(view.winId(), 0, 0, width, view.height()).toImage()


def painted_anew(view: CodingView) -> QImage:
    view._margin.refresh()
    for widget in (view.viewport(), view._margin, view._gutter, view._density):
        widget.update()
    return on_screen(view)


def changes(view: CodingView) -> Iterator[None]:
    """Do things to a view, one after another, in which something else looks different."""
    dice, there = random.Random(3), list(range(150))
    length = len(view._text)
    for number in range(1000, 1100):
        if number % 3 == 0:
            view._geometry.forget()  # as after a resize that has been painted
        if number % 4 == 0:
            QTimer.singleShot(0, lambda: view._margin.update(0, view.height() - 40, 90, 20))
        what = dice.randrange(6)
        if what == 0:
            view.change_segments([segment(dice, number, length)])
            there.append(number)
        elif what == 1:
            view.change_segments([], [there.pop(dice.randrange(len(there)))])
        elif what == 2:
            view.change_segments([segment(dice, dice.choice(there), length)])
        elif what == 3:
            view._hover(dice.choice([*there, None]))
        elif what == 4:  # the end of the chosen one is dragged, if one is chosen
            chosen = view.selected_segment()
            if chosen is not None:
                start = view._codings[chosen].start
                view.show_span(chosen, Span(start, start + dice.randrange(1, 300)))
        else:
            view.set_selected_segment(dice.choice([*there, None]))
        yield


@pytest.mark.parametrize("left", [False, True])
def test_what_is_painted_bit_by_bit_is_the_same_picture(dense: CodingView, left: bool) -> None:
    dense.set_margin(Wish(left=left))
    seen = set()
    for _change in changes(dense):
        shown = on_screen(dense)
        assert shown == painted_anew(dense)
        seen.add(bytes(shown.constBits()[: shown.sizeInBytes()]))
    assert len(seen) > 20  # the changes could be seen


def test_a_coding_paints_its_own_lines_and_not_the_page(dense: CodingView) -> None:
    on_screen(dense)
    asked: list[int] = []
    paint = dense._painter.paint
    dense._painter.paint = lambda painter, clip: (asked.append(clip.height()), paint(painter, clip))
    dense.change_segments([PaintedSegment(5000, 30, 50, 1, "Maria")])
    on_screen(dense)
    assert asked
    assert max(asked) < dense.viewport().height() / 4


def test_the_text_is_painted_before_the_margin_is_arranged_anew(
    dense: CodingView, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_screen(dense)
    arranged: list[object] = []
    make = margin.make_scene
    monkeypatch.setattr(
        margin, "make_scene", lambda *a, **k: (arranged.append(a), make(*a, **k))[1]
    )
    dense.change_segments([PaintedSegment(5000, 30, 50, 1, "Maria")])
    assert not arranged
    on_screen(dense)
    assert arranged
    dense.change_segments([], [5000])
    shown = dense._margin.scene()  # who asks is told of it at once
    assert all(each.segments[0].id != 5000 for each in shown.stripes)


def test_what_lay_over_the_margin_goes_without_its_being_drawn_anew(
    dense: CodingView, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_screen(dense)
    before = painted_anew(dense)  # when the text has come to its place
    box = QLabel("over it", dense._margin)
    box.setAutoFillBackground(True)
    box.resize(100, 100)
    box.show()
    assert on_screen(dense) != before
    monkeypatch.setattr(MarginPainter, "paint", lambda *_: pytest.fail("it was drawn anew"))
    box.hide()
    assert on_screen(dense) == before


def test_a_code_that_is_called_otherwise_is_seen_so_at_once_where_it_was_seen(
    dense: CodingView, codes: dict[int, PaintedCode]
) -> None:
    before = on_screen(dense)
    seen = [before]
    for changes in ({"name": "Oro"}, {"color": "#d94f30"}):
        dense.update_codes([replace(codes[1], **changes)])  # type: ignore[arg-type]
        assert on_screen(dense) not in seen
        seen.append(on_screen(dense))
        assert seen[-1] == painted_anew(dense)
    dense.update_codes([codes[1]])
    assert on_screen(dense) == before
