"""Long lists: few rows are measured, and what one looks at stays where it is."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView
from pytestqt.qtbot import QtBot

from qcode.ui.found.heights import Heights
from qcode.ui.found.listing import PassageList
from qcode.ui.found.rows import Heading, Passage, Row, as_shown

HEIGHTS = st.lists(st.integers(1, 50), min_size=1, max_size=30)


@given(HEIGHTS, st.data())
def test_tops_are_the_sums_of_what_is_known(estimates: list[int], data: st.DataObject) -> None:
    rows = st.integers(0, len(estimates) - 1)
    measured = data.draw(st.dictionaries(rows, st.integers(1, 50)))
    heights = Heights(estimates)
    heights.measure(measured)
    known = [measured.get(row, guess) for row, guess in enumerate(estimates)]
    tops = [0, *accumulate(known)]
    assert [heights.top(row) for row in range(len(known) + 1)] == tops
    assert [row for row in range(len(known)) if heights.is_measured(row)] == sorted(measured)
    y = data.draw(st.integers(0, heights.total - 1))
    row = heights.row_at(y)
    assert tops[row] <= y < tops[row + 1]


def _long(count: int = 3000) -> list[Row]:
    """Return rows whose heights cannot be told from their lengths."""
    texts = ("iiii " * 60, "WWWW " * 60, "short")
    return [
        Heading(f"Group {n}") if n % 50 == 0 else Passage(n, f"{n} {texts[n % 3]}", f"¶ {n}")
        for n in range(count)
    ]


@pytest.fixture
def view(qtbot: QtBot) -> PassageList:
    made = PassageList(lines=14, fixed=False, many=True)
    qtbot.addWidget(made)
    made.resize(380, 600)
    made.show()
    made.show_rows(_long())
    QTest.qWait(0)
    return made


def _seen(view: PassageList) -> list[tuple[int, int, int]]:
    """Return number, top and bottom of the rows in sight, from the top."""
    bottom = view.viewport().height()
    rects = ((row, view.visualRect(view.rows.index(row))) for row in range(len(view.rows.rows)))
    return [(n, r.top(), r.bottom()) for n, r in rects if r.bottom() >= 0 and r.top() < bottom]


def test_only_rows_that_are_seen_are_measured(
    view: PassageList, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    whole = view.measure
    monkeypatch.setattr(view, "measure", lambda row: asked.append(row) or whole(row))
    view.scheduleDelayedItemsLayout()
    view.executeDelayedItemsLayout()
    seen = {row for row, _top, _bottom in _seen(view)}
    assert seen <= set(asked)
    assert len(asked) == len(set(asked)) < 4 * len(seen)


def test_rows_in_sight_have_the_height_of_their_content_wherever_one_scrolls(
    view: PassageList,
) -> None:
    bar = view.verticalScrollBar()
    for share in (0, 0.5, 0.2, 0.99, 1):
        bar.setValue(round(bar.maximum() * share))
        seen = _seen(view)
        assert len(seen) > 2
        for (row, top, bottom), (after, next_top, _next_bottom) in pairwise(seen):
            assert after == row + 1
            assert next_top == bottom + 1
            assert bottom - top + 1 == view.measure(row)
    assert _seen(view)[-1][0] == len(view.rows.rows) - 1


def test_what_one_reads_stays_when_rows_above_turn_out_higher(view: PassageList) -> None:
    view.verticalScrollBar().setValue(40_000)
    before = {row: top for row, top, _bottom in _seen(view)}
    for _ in range(40):
        now = view.verticalScrollBar().value()
        view.verticalScrollBar().setValue(now - 30)
        after = {row: top for row, top, _bottom in _seen(view)}
        moved = {after[row] - before[row] for row in after.keys() & before.keys()}
        assert moved == {30}
        before = after


def test_the_end_is_the_last_row_whole(view: PassageList, qtbot: QtBot) -> None:
    qtbot.keyClick(view, Qt.Key.Key_End)
    last = len(view.rows.rows) - 1
    assert view.currentIndex().row() == last
    row, _top, bottom = _seen(view)[-1]
    assert (row, bottom) == (last, view.viewport().height() - 1)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.currentIndex().row() == 1, "the heading cannot be chosen"


@pytest.mark.parametrize(
    ("hint", "place"),
    [
        (QAbstractItemView.ScrollHint.PositionAtTop, lambda rect, page: rect.top()),
        (
            QAbstractItemView.ScrollHint.PositionAtBottom,
            lambda rect, page: rect.bottom() - page + 1,
        ),
    ],
)
def test_a_row_far_away_is_brought_exactly_where_it_is_wanted(
    view: PassageList,
    hint: QAbstractItemView.ScrollHint,
    place: Callable[..., int],
) -> None:
    for row in (1503, 402, 2877):
        view.scrollTo(view.rows.index(row), hint)
        assert place(view.visualRect(view.rows.index(row)), view.viewport().height()) == 0


def test_pages_by_key_go_on_and_come_back(view: PassageList, qtbot: QtBot) -> None:
    view.choose_row(1)
    rows = [1]
    for _ in range(5):
        qtbot.keyClick(view, Qt.Key.Key_PageDown)
        rows.append(view.currentIndex().row())
    assert rows == sorted(set(rows))
    for _ in range(30):
        qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert view.currentIndex().row() == 1


def test_a_stretch_is_chosen_with_shift_and_the_arrow(view: PassageList, qtbot: QtBot) -> None:
    view.choose_row(2)
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert [passage.key for passage in view.selected()] == [2, 3, 4, 5]


def test_a_click_chooses_the_row_that_is_painted_there(view: PassageList, qtbot: QtBot) -> None:
    view.verticalScrollBar().setValue(20_000)
    row, top, _bottom = _seen(view)[2]
    chosen: list[object] = []
    view.chosen.connect(lambda passage: chosen.append(passage.key))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, top + 4))
    assert chosen == [row]


def test_the_place_stays_when_rows_come_before_it(view: PassageList) -> None:
    view.verticalScrollBar().setValue(30_000)
    row, top, _bottom = _seen(view)[0]
    before = view.rows.rows[row]
    view.show_rows([Heading("New"), Passage("new", "new " * 80), *view.rows.rows])
    view.executeDelayedItemsLayout()
    row, now, _bottom = _seen(view)[0]
    assert (view.rows.rows[row], now) == (before, top)


@pytest.mark.parametrize("width", [240, 700])
def test_what_one_reads_stays_in_another_width_and_no_row_is_cut(
    view: PassageList, qtbot: QtBot, width: int
) -> None:
    view.verticalScrollBar().setValue(30_000)
    before, top, _bottom = _seen(view)[0]
    view.resize(width, 500)

    def all_stand() -> bool:  # rows are set anew when the edge rests
        seen = _seen(view)
        whole = all(bottom - top + 1 == view.measure(row) for row, top, bottom in seen)
        return seen[0][:2] == (before, top) and whole

    qtbot.waitUntil(all_stand)
    qtbot.keyClick(view, Qt.Key.Key_End)
    row, _top, bottom = _seen(view)[-1]
    assert (row, bottom) == (len(view.rows.rows) - 1, view.viewport().height() - 1)


def test_a_list_that_becomes_short_while_scrolled_down_shows_what_is_left(
    view: PassageList,
) -> None:
    view.verticalScrollBar().setValue(30_000)
    view.show_rows([Passage("left", "what is left")])
    view.verticalScrollBar().setValue(500)
    assert [row for row, _top, _bottom in _seen(view)] == [0]
    view.show_rows([])
    assert not view.indexAt(QPoint(20, 20)).isValid()
    assert view.verticalScrollBar().maximum() == 0


def test_rows_that_begin_from_the_top_do_so_before_they_are_laid_out(view: PassageList) -> None:
    view.verticalScrollBar().setValue(30_000)
    view.hide()
    view.forget_place()
    view.show_rows(view.rows.rows[: len(view.rows.rows) // 2])
    view.show()
    assert view.verticalScrollBar().value() == 0
    assert _seen(view)[0][:2] == (0, 0)


def test_at_the_top_new_rows_come_into_sight(view: PassageList) -> None:
    view.show_rows([Passage("newest", "just done"), *view.rows.rows])
    assert _seen(view)[0][:2] == (0, 0)


def test_equal_rows_are_the_very_objects_that_are_shown() -> None:
    shown = _long(60)
    made = as_shown([*_long(30), Passage(31, "other"), Heading("Group 0")], shown)
    assert all(new is old for new, old in zip(made[:30], shown, strict=False))
    assert made[30:] == [Passage(31, "other"), Heading("Group 0")]
    assert made[31] is shown[0]
