from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qcode.ui.found.delegate import chips_within
from qcode.ui.found.listing import PassageList
from qcode.ui.found.rows import LINE, Chip, Heading, Passage, Row, RowsModel, Shape, beginning

ROWS = st.lists(
    st.one_of(
        st.builds(Heading, st.sampled_from("ab")),
        st.builds(Passage, st.integers(0, 3), st.sampled_from("xy")),
    ),
    max_size=8,
)


@given(ROWS, ROWS)
def test_the_model_tells_of_every_row_that_comes_goes_or_changes(
    old: list[Row], new: list[Row]
) -> None:
    model = RowsModel()
    model.show(old)
    mirror = list(old)

    def removed(_parent: QModelIndex, first: int, last: int) -> None:
        del mirror[first : last + 1]

    def inserted(_parent: QModelIndex, first: int, last: int) -> None:
        mirror[first:first] = model.rows[first : last + 1]

    def changed(first: QModelIndex, last: QModelIndex) -> None:
        mirror[first.row() : last.row() + 1] = model.rows[first.row() : last.row() + 1]

    model.rowsRemoved.connect(removed)
    model.rowsInserted.connect(inserted)
    model.dataChanged.connect(changed)
    model.show(new)
    assert mirror == list(model.rows) == new


def test_rows_that_are_added_leave_the_chosen_one_where_it_is(qtbot: QtBot) -> None:
    view = PassageList(lines=2, fixed=True)
    qtbot.addWidget(view)
    rows: list[Row] = [Heading("A"), Passage(1, "one"), Passage(2, "two")]
    view.rows.show(rows)
    view.choose_row(2)
    view.show_rows([*rows[:2], Passage(9, "between"), rows[2], Passage(3, "three")])
    chosen = view.current()
    assert chosen is not None
    assert chosen.key == 2


def test_headings_are_passed_over_by_the_keyboard(qtbot: QtBot) -> None:
    view = PassageList(lines=2, fixed=True)
    qtbot.addWidget(view)
    view.rows.show([Heading("A"), Passage(1, "one"), Heading("B"), Passage(2, "two")])
    view.show()
    view.step(1)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    chosen = view.current()
    assert chosen is not None
    assert chosen.key == 2
    assert view.step(1) is None


def test_a_listener_hears_the_group_the_place_and_the_codes(qtbot: QtBot) -> None:
    model = RowsModel()
    model.show([Passage(1, "so it was", "Anna · ¶ 3", chips=(Chip("Trust", ""),), spoken="Talk 1")])
    said = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Talk 1. Anna · ¶ 3. so it was. Trust"


def test_chips_without_room_are_counted_and_not_dropped(qtbot: QtBot) -> None:
    metrics = QFontMetrics(QGuiApplication.font())
    chips = tuple(Chip(f"a code called {n}", "#336699") for n in range(6))
    for room in range(0, 600, 7):
        shown, width = chips_within(chips, room, metrics)
        names = [text for text, _color, _width in shown]
        more = int(names.pop()[1:]) if names and names[-1].startswith("+") else 0
        assert len(names) + more == len(chips)
        assert not names or width <= room


@given(st.lists(st.integers(0, 2), max_size=9), st.lists(st.integers(0, 2), max_size=9))
def test_the_common_beginning_is_found_with_and_without_the_same_objects(
    one: list[int], other: list[int]
) -> None:
    usual = {each: Passage(each, "x") for each in range(3)}
    same: list[Row] = [usual[each] for each in one]
    mixed: list[Row] = [
        usual[each] if at % 2 else Passage(each, "x") for at, each in enumerate(other)
    ]
    pairs = zip(one, other, strict=False)
    assert beginning(same, mixed) == len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))


def test_heights_are_estimated_of_the_rows_that_are_new(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = PassageList(lines=2, fixed=True)
    qtbot.addWidget(view)
    estimates, asked = view._delegate.estimates, list[Row]()

    def ask(rows: Iterable[Row]) -> list[int]:
        asked.extend(rows)
        return estimates(rows)

    monkeypatch.setattr(view._delegate, "estimates", ask)
    rows: list[Row] = [Heading("A"), *(Passage(n, "word " * 9 * n) for n in range(9))]
    view.rows.show(rows)
    whole = view.estimate()
    assert asked == rows
    asked.clear()
    view.rows.show([rows[0], Passage(20, "new"), *rows[1:]])
    found = view.estimate()
    assert asked == [Passage(20, "new")]
    assert found == [whole[0], *estimates([Passage(20, "new")]), *whole[1:]]
    asked.clear()
    view._set_anew()  # the width is another
    view.estimate()
    assert len(asked) == len(rows) + 1


_TEXTS = st.text(f"ab {LINE}", max_size=200)
_PASSAGES = st.builds(Passage, st.integers(), _TEXTS, st.sampled_from(["", "¶ 1"]), before=_TEXTS)


@given(st.lists(_PASSAGES | st.just(Heading("A")), max_size=9))
def test_a_row_is_estimated_alike_among_others_and_alone(
    qapp: QApplication, rows: list[Row]
) -> None:
    estimates = PassageList(lines=4, fixed=False)._delegate.estimates
    assert estimates(rows) == [estimates([row])[0] for row in rows]


def test_a_row_is_estimated_higher_for_more_letters_paragraphs_and_what_stands_around(
    qtbot: QtBot,
) -> None:
    view = PassageList(lines=9, fixed=False)
    qtbot.addWidget(view)
    short = Passage(1, "short")
    rows = [short, replace(short, place="¶ 1"), replace(short, text="long " * 40)]
    rows += [replace(short, text=f"a{LINE}b"), replace(short, before="what was asked")]
    lowest, *others = view._delegate.estimates(rows)
    assert min(others) > lowest
    assert replace(short, text="another") == Passage(1, "another")


def test_few_rows_are_worked_out_where_many_are_alike(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = PassageList(lines=2, fixed=True)
    qtbot.addWidget(view)
    likely, asked = view._delegate._likely, list[Shape]()
    monkeypatch.setattr(
        view._delegate, "_likely", lambda shape: asked.append(shape) or likely(shape)
    )
    view._delegate.estimates([Passage(n, "word " * (n % 7), "¶ 1") for n in range(500)])
    assert len(asked) == 7


def test_a_verdict_is_whole_with_large_letters(qapp: QApplication) -> None:
    letters = qapp.font()
    letters.setPointSizeF(letters.pointSizeF() * 2)
    metrics = QFontMetrics(letters)
    (shown, *_more), _width = chips_within((Chip("✓ Ordagrant", "#336699"),), 600, metrics)
    assert shown[0] == "✓ Ordagrant"
