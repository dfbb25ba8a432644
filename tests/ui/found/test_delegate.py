"""What is cut off a passage that is longer than its lines."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.qtbot import QtBot

from qcode.ui.found import delegate
from qcode.ui.found.delegate import shortened_place

TEXT = "Vi skrattade 👍🏽 hela familjen var med, det var nästan som förr när alla kände alla. " * 5


@pytest.mark.parametrize("lines", [1, 2, 3])
def test_what_is_cut_off_is_told_by_dots_that_have_room(qtbot: QtBot, lines: int) -> None:
    for width in range(60, 400, 7):
        layout = delegate._set(TEXT, (), QFont(), width, lines)
        assert layout.lineCount() <= lines
        last = layout.lineAt(layout.lineCount() - 1)
        assert layout.text().endswith("…")
        assert last.textStart() + last.textLength() == len(layout.text().encode("utf-16-le")) // 2
        assert last.naturalTextWidth() <= width
        assert TEXT.startswith(layout.text()[:-1])


def test_what_fits_is_not_cut(qtbot: QtBot) -> None:
    assert delegate._set("Kort 😀", (), QFont(), 400, 2).text() == "Kort 😀"


def test_where_a_passage_stands_is_shortened_in_the_name_and_not_in_the_number(
    qapp: QApplication,
) -> None:
    metrics = QFontMetrics(qapp.font())
    place = "Intervju 1. Gittan, nattvandrare, IP1, ¶ 12 · Elias Brodin"
    middle = Qt.TextElideMode.ElideMiddle

    def shown(words: str) -> str:
        return shortened_place(place, metrics, metrics.horizontalAdvance(words), middle)

    assert shown(place) == place
    assert shown("Intervju 1. Gittan… ¶ 12 · Elias Brodin").endswith("… ¶ 12 · Elias Brodin")
    assert shown("Intervju… ¶ 12").endswith("… ¶ 12")
    for room in range(metrics.horizontalAdvance("Inte… ¶ 12"), metrics.horizontalAdvance(place)):
        words = shortened_place(place, metrics, room, middle)
        assert "¶ 12" in words
        assert metrics.horizontalAdvance(words) <= room


def test_marks_in_a_list_grow_with_its_letters(qtbot: QtBot) -> None:
    view = QListView()
    qtbot.addWidget(view)
    row = QRect(0, 0, 600, 80)
    arrows = []
    for size in (9, 18):
        view.setFont(QFont(view.font().family(), size))
        made = delegate.PassageDelegate(view, lines=3, fixed=False)
        arrows.append(made.arrow_of(row))
    ordinary, large = arrows
    assert large.width() > 1.7 * ordinary.width()
    assert large.height() > 1.3 * ordinary.height()
    assert large.right() < row.right()
