"""The lines under passages on which several codings lie."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont

from qcode.model.layout import EMPTY
from qcode.model.text import Span
from qcode.services.appearance import DEFAULT, Behind
from qcode.ui.coding.geometry import Chunk
from qcode.ui.coding.painted import PaintedSegment
from qcode.ui.coding.view import CodingView

Open = Callable[..., CodingView]


def lines_in(view: CodingView, chunk: Chunk) -> list[QRectF]:
    """The lines painted under codings in a chunk: what is lower than its bands, which are tints."""
    assert view._painter is not None
    picture = view._painter._pictures[chunk.block, chunk.first]
    return [rect for rect in picture.rects if rect.height() < chunk.height]


def test_where_many_codings_overlap_their_lines_are_thinner(view: CodingView) -> None:
    start = view._codings[13].start  # "kaffe", in a line above the others

    def heights() -> list[float]:
        view.viewport().grab()
        return [rect.height() for rect in lines_in(view, view._geometry.view().chunks[1])]

    assert heights() == [2.0, 2.0]
    more = [PaintedSegment(20 + n, start, start + 5, 1 + n % 3, "Maria") for n in range(3)]
    view.change_segments(more)
    assert sorted(heights()) == [1.0, 1.0, 1.0, 2.0, 2.0]


def test_where_more_codings_overlap_than_lines_have_room_the_last_line_is_dashed(
    open_view: Open,
) -> None:
    passage = Span(4, 21)

    def gaps(count: int) -> int:
        """Count how often the uppermost line under the passage is broken."""
        segments = [PaintedSegment(n, *passage, 1 + n % 3, "Maria") for n in range(count)]
        view = open_view("Mer kaffe utan socker, tack", EMPTY, segments)
        view.set_page(replace(DEFAULT, behind=Behind.UNDERLINE), view.font())
        picture = view.viewport().grab().toImage()
        (chunk,) = view._geometry.view().chunks
        line = min(lines_in(view, chunk), key=lambda rect: rect.top())
        line.translate(chunk.x, chunk.y)
        row = [picture.pixel(x, int(line.center().y())) for x in range(int(line.right()))]
        row = row[int(line.left()) :]
        return sum(a != b for a, b in pairwise(row))

    assert gaps(3) == 0
    assert gaps(4) > 20


@pytest.mark.parametrize("size", [9, 10, 11, 13, 15, 24, 40])
def test_lines_under_an_overlap_of_three_lie_below_the_letters(open_view: Open, size: int) -> None:
    segments = [PaintedSegment(number, 4, 9, number, "Maria") for number in (1, 2, 3)]
    view = open_view("Mer kaffe, tack", EMPTY, segments)
    font = QFont(view.font())
    font.setPixelSize(size)
    view.setFont(font)
    view.viewport().grab()
    (chunk,) = view._geometry.view().chunks
    lines = lines_in(view, chunk)
    assert len(lines) == 3 and min(rect.height() for rect in lines) >= 1
    foot = max(rect.bottom() for rect in lines)
    baseline = chunk.baseline - chunk.y
    assert foot > baseline
    assert min(rect.top() for rect in lines) >= baseline
    assert len({rect.top() for rect in lines}) == 3
