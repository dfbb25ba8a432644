from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from qcode.model.codebook import CodeId
from qcode.ui.codes.order import Children
from qcode.ui.codes.rows import CodeRows

CHECKABLE = Qt.ItemFlag.ItemIsUserCheckable
pytestmark = pytest.mark.usefixtures("qtbot")


def tree(**below: str) -> Children:
    """Return rows by parent: `tree(top="1 2", c1="3")`."""
    return {
        None if above == "top" else CodeId(int(above[1:])): [CodeId(int(n)) for n in codes.split()]
        for above, codes in below.items()
    }


def rows_of(rows: CodeRows, index: QModelIndex | None = None) -> Children:
    """Return the rows as a view would find them, by asking Qt."""
    index = index or QModelIndex()
    indexes = [rows.index(row, 0, index) for row in range(rows.rowCount(index))]
    codes = [code for each in indexes if (code := rows.code_at(each)) is not None]
    found = {rows.code_at(index): codes} if codes else {}
    for code, each in zip(codes, indexes, strict=True):
        assert rows.index_of(code) == each
        assert each.parent() == index
        found.update(rows_of(rows, each))
    return found


def test_a_code_more_is_one_row_more_and_all_others_stay(qtbot: QtBot) -> None:
    rows = CodeRows()
    rows.put(tree(top="1 2 3", c1="4 5"))
    kept = rows.index_of(CodeId(3))
    with qtbot.assertNotEmitted(rows.modelReset), qtbot.waitSignal(rows.rowsInserted) as heard:
        assert not rows.put(tree(top="1 2 3", c1="4 6 5"))
    assert heard.args == [rows.index_of(CodeId(1)), 1, 1]
    assert rows.code_at(kept) == 3


def test_rows_that_go_are_gone_when_a_view_hears_of_it() -> None:
    rows = CodeRows()
    rows.put(tree(top="1 2 3", c1="4 5"))
    seen: list[Children] = []
    rows.rowsRemoved.connect(lambda *_: seen.append(rows_of(rows)))
    assert not rows.put(tree(top="2 3"))
    assert seen == [tree(top="2 3")]
    assert set(rows.codes()) == {2, 3}


def test_a_code_takes_what_is_below_it_along() -> None:
    rows = CodeRows()
    rows.put(tree(top="1 2 3", c1="4", c4="5 6"))
    moved = tree(top="1 2 3", c2="4", c4="5 6")
    assert not rows.put(moved)
    assert rows_of(rows) == moved


def test_much_that_differs_and_another_order_are_shown_anew() -> None:
    rows = CodeRows()
    assert rows.put(tree(top="1 2 3"))
    assert rows.put(tree(top="2 1 3"))
    many = tree(top=" ".join(map(str, range(1, 90))))
    assert rows.put(many)
    assert rows_of(rows) == many


def test_whatever_is_put_is_what_qt_finds() -> None:
    chance = random.Random(5)
    rows = CodeRows()
    for _ in range(150):
        children: Children = {}
        above: list[CodeId | None] = [None]
        for code in sorted(chance.sample(range(1, 14), chance.randint(0, 13))):
            children.setdefault(chance.choice(above[-3:]), []).append(CodeId(code))
            above.append(CodeId(code))
        if chance.random() < 0.2:
            rows.set_flags(chance.choice([None, CHECKABLE]))
        rows.put(children)
        assert rows_of(rows) == children
        assert set(rows.codes()) == {code for codes in children.values() for code in codes}


def test_rows_can_do_what_is_said_also_those_that_come_later() -> None:
    rows = CodeRows()
    rows.put(tree(top="1 2", c1="3"))
    usual = rows.flags(rows.index_of(CodeId(2)))
    assert usual & Qt.ItemFlag.ItemIsDragEnabled
    rows.set_flags(CHECKABLE)
    rows.put(tree(top="1 2", c1="3 4"))
    assert {rows.flags(rows.index_of(CodeId(n))) for n in range(1, 5)} == {CHECKABLE}
    rows.set_flags(None)
    assert {rows.flags(rows.index_of(CodeId(n))) for n in range(1, 5)} == {usual}
