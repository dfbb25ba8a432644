"""Writing happens in a unit or not at all, and every row that changes is in the journal."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable

import pytest
from sqlalchemy import Table, delete, select, update
from sqlalchemy.exc import IntegrityError, OperationalError

from qcode.model.changes import LEFT_AT_MOST, Op
from qcode.model.errors import UserError
from qcode.store import journal, schema
from qcode.store.file import Store
from qcode.store.memory import memory_database
from qcode.store.unit import count_rows

Columns = Callable[..., dict[str, object]]


@pytest.mark.parametrize("table", schema.metadata.sorted_tables, ids=lambda table: table.name)
def test_no_table_can_be_written_outside_a_unit(store: Store, table: Table) -> None:
    statements = (delete(table), update(table).values({next(iter(table.c)).name: 1}))
    for statement in statements:
        with store.reading() as view, pytest.raises(OperationalError, match="readonly"):
            view.execute(statement)


def test_a_connection_refuses_writes_again_after_a_unit(store: Store, columns: Columns) -> None:
    for _time in range(6):  # whichever of the pooled connections comes
        with store.writing(Op.APPLY_CODE, coder="Anna") as unit:
            unit.add(schema.segment, **columns(_time, 50))
        with store.reading() as view, pytest.raises(OperationalError, match="readonly"):
            view.execute(delete(schema.segment))


def test_every_row_of_a_unit_is_in_the_journal_with_its_images(
    store: Store, columns: Columns
) -> None:
    with store.writing(Op.APPLY_CODE, coder="Anna") as unit:
        first, second = unit.add_many(schema.segment, [columns(0, 5), columns(5, 9)])
        unit.set(schema.segment, first, weight=40)
        unit.drop(schema.segment, [second])
    with store.reading() as view:
        query = select(schema.change).where(schema.change.c.operation_id == unit.changes.operation)
        rows = view.execute(query.order_by(schema.change.c.seq)).all()
    images = [
        (row.row_id, json.loads(row.before or "{}"), json.loads(row.after or "{}")) for row in rows
    ]
    assert [image[0] for image in images] == [first, second, first, second]
    assert images[2][1:] == ({"document_id": 1, "weight": None}, {"document_id": 1, "weight": 40})
    assert images[3][1]["start"] == 5
    assert images[3][2] == {}


def test_a_unit_tells_what_it_touched(store: Store, columns: Columns) -> None:
    with store.writing(Op.APPLY_CODE, coder="Anna", origin="pane") as unit:
        number = unit.add(schema.segment, **columns(0, 5))
    changes = unit.changes
    assert changes.touched("segment") == {number}
    assert changes.documents == {1}
    assert changes.texts == frozenset()
    assert changes.origin == "pane"
    assert changes.affects_segments
    assert changes.affects_document(1)
    assert not changes.affects_codes


def test_news_bring_whole_rows_as_they_were_left(store: Store, columns: Columns) -> None:
    with store.writing(Op.APPLY_CODE, coder="Anna") as unit:
        first, second = unit.add_many(schema.segment, [columns(0, 5), columns(5, 9)])
    assert unit.changes.left["segment"][second]["end"] == 9
    with store.writing(Op.EDIT_SEGMENT, coder="Anna") as unit:
        unit.set(schema.segment, first, weight=40)
        unit.drop(schema.segment, [second])
    left = unit.changes.left["segment"]
    assert (left[first]["weight"], left[first]["end"], left[second]) == (40, 5, None)
    undone = store.undo(coder="Anna").left["segment"]
    assert undone.keys() == {second}  # of the other only the weight is known
    assert undone[second]["start"] == 5


def test_news_of_very_many_rows_bring_none(store: Store, columns: Columns) -> None:
    with store.writing(Op.AUTOCODE, coder="Anna") as unit:
        many = range(LEFT_AT_MOST + 1)
        unit.add_many(schema.segment, [columns(at % 40, 50 + at // 40) for at in many])
    assert "segment" not in unit.changes.left
    assert len(unit.changes.touched("segment")) == LEFT_AT_MOST + 1


def test_a_unit_that_changes_nothing_leaves_no_trace(store: Store) -> None:
    before = store.last_operation()
    with store.writing(Op.EDIT_CODE, coder="Anna") as unit:
        assert not unit.set(schema.code, 1, name="Tillit")
    assert not unit.changes
    assert store.last_operation() == before


def test_an_error_in_a_unit_rolls_all_of_it_back(store: Store, columns: Columns) -> None:
    with store.reading() as view:
        before = journal.snapshot(view)

    def fail() -> None:
        with store.writing(Op.APPLY_CODE, coder="Anna") as unit:
            unit.add(schema.segment, **columns(0, 5))
            unit.keep(b"never kept")
            raise UserError("span_empty")

    with pytest.raises(UserError):
        fail()
    with store.reading() as view:
        assert journal.snapshot(view) == before
        assert count_rows(view, schema.content) == 2


def test_a_unit_inside_a_unit_is_a_fault_that_is_told_at_once(store: Store) -> None:
    with (
        store.writing(Op.EDIT_CODE, coder="Anna"),
        pytest.raises(RuntimeError),
        store.writing(Op.EDIT_CODE, coder="Anna"),
    ):
        pass


def test_ids_and_operation_numbers_are_never_used_again(store: Store, columns: Columns) -> None:
    numbers = []
    for _time in range(3):
        with store.writing(Op.APPLY_CODE, coder="Anna") as unit:
            numbers.append(unit.add(schema.segment, **columns(0, 5)))
        store.undo(coder="Anna")
    assert numbers == sorted(set(numbers))


def test_units_of_several_threads_wait_for_each_other(store: Store, columns: Columns) -> None:
    def work(offset: int) -> None:
        for at in range(10):
            with store.writing(Op.APPLY_CODE, coder="Anna") as unit:
                unit.add(schema.segment, **columns(offset * 10 + at, 90))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading() as view:
        assert count_rows(view, schema.segment) == 40
        numbers = list(view.execute(select(schema.operation.c.id)).scalars())
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (5, 5), (6, 5), (0, 101), (200, 201)])
def test_a_segment_outside_its_text_cannot_be_stored(
    store: Store, columns: Columns, start: int, end: int
) -> None:
    with pytest.raises(IntegrityError), store.writing(Op.APPLY_CODE, coder="Anna") as unit:
        unit.add(schema.segment, **columns(start, end))


def test_a_text_cannot_become_shorter_than_its_segments(store: Store, columns: Columns) -> None:
    with store.writing(Op.APPLY_CODE, coder="Anna") as unit:
        unit.add(schema.segment, **columns(0, 80))
    with pytest.raises(IntegrityError), store.writing(Op.EDIT_TEXT, coder="Anna") as unit:
        unit.set(schema.document, 1, length=79)


def test_a_coder_cannot_code_the_same_twice(store: Store, columns: Columns) -> None:
    with pytest.raises(IntegrityError), store.writing(Op.APPLY_CODE, coder="Anna") as unit:
        unit.add_many(schema.segment, [columns(0, 5), columns(0, 5)])


def test_the_code_tree_cannot_have_a_circle(store: Store) -> None:
    with store.writing(Op.ADD_CODE, coder="Anna") as unit:
        child = unit.add(schema.code, name="Under", position=0, parent_id=1)
        grandchild = unit.add(schema.code, name="Underst", position=0, parent_id=child)
    for parent in (1, child, grandchild):
        with pytest.raises(IntegrityError), store.writing(Op.MOVE_CODE, coder="Anna") as unit:
            unit.set(schema.code, 1, parent_id=parent)


def test_siblings_cannot_share_a_name_at_the_top_either(store: Store) -> None:
    with pytest.raises(IntegrityError), store.writing(Op.ADD_CODE, coder="Anna") as unit:
        unit.add(schema.code, name="Tillit", position=1)


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "a\tb", "a\x00b", "\x1f", "a\x7f"])
def test_a_name_with_control_characters_cannot_be_stored(store: Store, name: str) -> None:
    with pytest.raises(IntegrityError), store.writing(Op.ADD_CODE, coder="Anna") as unit:
        unit.add(schema.code, name=name, position=1)


def test_a_code_that_is_used_cannot_go(store: Store, columns: Columns) -> None:
    with store.writing(Op.APPLY_CODE, coder="Anna") as unit:
        unit.add(schema.segment, **columns(0, 5))
    with pytest.raises(IntegrityError), store.writing(Op.DELETE_CODE, coder="Anna") as unit:
        unit.drop(schema.code, [1])


def test_history_and_contents_cannot_be_rewritten_even_in_a_unit(store: Store) -> None:
    for statement in (
        update(schema.operation).values(coder="somebody"),
        update(schema.change).values(after=None),
        update(schema.content).values(data=b""),
        delete(schema.change),
    ):
        with pytest.raises(IntegrityError), store.writing(Op.EDIT_CODE, coder="Anna") as unit:
            unit.connection.execute(statement)


def test_rows_that_leave_out_different_columns_are_replayed_alike(store: Store) -> None:
    with store.writing(Op.ADD_CODE, coder="Anna") as unit:
        unit.add(schema.code, name="A", position=1)
        unit.add(schema.code, name="B", position=2, definition="med", color="#000000")
        unit.add_many(
            schema.code,
            [{"name": "C", "position": 3}, {"name": "D", "position": 4, "example": "x"}],
        )
    with memory_database() as rebuilt, store.reading() as view:
        journal.replay(view, rebuilt)
        assert journal.snapshot(rebuilt) == journal.snapshot(view)


def test_others_go_first_between_the_rows_of_an_operation_and_of_its_undo(
    store: Store, columns: Columns, asked_in: Callable[[Callable[[], object]], int]
) -> None:
    rows = [columns(at, at + 1) for at in range(30)]

    def add() -> None:
        with store.writing(Op.AUTOCODE, coder="Anna") as unit:
            unit.add_many(schema.segment, rows)

    assert asked_in(add) > 3 * len(rows)  # each row is made, noted, and counted
    assert asked_in(lambda: store.undo(coder="Anna")) > 2 * len(rows)


def test_many_rows_are_changed_and_deleted_in_parts_as_in_one(
    store: Store, columns: Columns, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qcode.store.unit.FEW", 7)
    monkeypatch.setattr("qcode.store.prepared._AT_ONCE", 4)
    with store.writing(Op.AUTOCODE, coder="Anna") as unit:
        numbers = unit.add_many(schema.segment, [columns(at, at + 1) for at in range(30)])
    with store.writing(Op.AUTOCODE, coder="Anna") as unit:
        assert unit.set_many(schema.segment, {number: {"weight": 5} for number in numbers}) == 30
        unit.drop(schema.segment, numbers[:20])
    with store.reading() as view:
        weights = view.execute(select(schema.segment.c.weight)).scalars().all()
    assert weights == [5] * 10
    store.undo(coder="Anna")
    store.undo(coder="Anna")
    with store.reading() as view:
        assert count_rows(view, schema.segment) == 0
    store.redo(coder="Anna")
    with store.reading() as view:
        assert count_rows(view, schema.segment) == 30
