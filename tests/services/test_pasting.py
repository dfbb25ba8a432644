"""Blocks from a spreadsheet are matched with the table, and their effect is said first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.model.document import Attribute, AttributeId, AttributeTarget, AttributeType
from qcode.services.attribute_table import AttributeTable, Owner
from qcode.services.pasting import (
    Fate,
    guess_type,
    is_named,
    plan_at,
    plan_named,
    read_block,
    write_block,
)

DOCUMENT, CASE = AttributeTarget.DOCUMENT, AttributeTarget.CASE


def attribute(number: int, name: str, kind: AttributeType = AttributeType.TEXT) -> Attribute:
    return Attribute(AttributeId(number), "", name, DOCUMENT, kind)


AGE = attribute(1, "Ålder", AttributeType.NUMBER)
PLACE = attribute(2, "Plats")
TABLE = AttributeTable(
    DOCUMENT,
    (Owner(10, "Anna"), Owner(20, "Bo"), Owner(30, "Åke")),
    (AGE, PLACE),
    {10: {AGE.id: "44", PLACE.id: "Torget"}},
)


@given(st.lists(st.lists(st.text("ab\"'å,; ", max_size=5), min_size=2, max_size=2), min_size=1))
def test_a_written_block_is_read_back(rows: list[list[str]]) -> None:
    wanted = [[" ".join(cell.split()) for cell in row] for row in rows]
    while wanted and not any(wanted[-1]):
        wanted.pop()
    assert read_block(write_block(rows)) == wanted


def test_rows_are_made_equally_long_and_empty_ones_at_the_end_go() -> None:
    assert read_block('a\tb\r\n"x\ny"\r\n\r\n') == [["a", "b"], ["x y", ""]]
    assert read_block("") == []


def test_a_block_is_put_where_it_is_pasted_and_the_rest_is_counted() -> None:
    block = [["45", "Hamnen", "x"], ["ung", "Torget", "y"], ["1", "2", "z"]]
    plan = plan_at(TABLE, block, TABLE.owners[1:], TABLE.attributes)
    assert plan.cells == {(20, AGE.id): "45", (20, PLACE.id): "Hamnen", (30, PLACE.id): "Torget"}
    assert (plan.count(Fate.UNFIT), plan.outside) == (1, 5)


def test_an_empty_cell_takes_a_value_away_where_it_is_pasted_but_not_by_name() -> None:
    assert plan_at(TABLE, [[""]], TABLE.owners, [PLACE]).cells == {(10, PLACE.id): ""}
    assert plan_named(TABLE, [["", "Plats"], ["Anna", ""]]).cells == {}


@pytest.mark.parametrize(
    ("block", "named"),
    [
        ([["", "ålder"], ["anna", "1"], ["Cia", "2"]], True),
        ([["", "Okänd"], ["Anna.docx", "1"]], True),
        ([["", "Okänd"], ["Cia", "1"]], False),
        ([["", "Ålder"], ["Cia", "1"]], False),
        ([["Anna", "Ålder"]], False),
        ([["Anna"], ["Bo"]], False),
    ],
)
def test_a_block_with_names_is_known(block: list[list[str]], named: bool) -> None:
    assert is_named(TABLE, block) is named


def test_names_are_matched_whatever_their_case_and_suffix() -> None:
    block = [
        ["Namn", "PLATS", "ålder", "Kön", "Plats"],
        ["ANNA.docx", "Torget", "45", "k", "!"],
        ["Cia", "Hamnen", "ung", "k", "!"],
        ["anna", "Kajen", "1", "", "!"],
        ["A\u030ake", "", "9", "m", "!"],
    ]
    plan = plan_named(TABLE, block)
    assert plan.cells == {(10, AGE.id): "45", (30, AGE.id): "9"}
    assert [row.name for row in plan.strangers] == ["Cia"]
    assert [column.name for column in plan.unknown] == ["Kön"]
    assert plan.rows[2].twice
    assert plan.count(Fate.UNFIT) == 1
    (column,) = plan.new_columns(with_strangers=False)
    assert (column.name, column.type, column.values) == (
        "Kön",
        AttributeType.TEXT,
        {10: "k", 30: "m"},
    )
    (column,) = plan.new_columns(with_strangers=True)
    assert column.values == {10: "k", "Cia": "k", 30: "m"}
    assert plan.new_cases() == {"Cia": {PLACE.id: "Hamnen"}}


def test_an_empty_table_of_cases_takes_any_names() -> None:
    empty = AttributeTable(CASE, (), (), {})
    assert is_named(empty, [["Namn", "Ålder"], ["Cia", "3"]])


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["1", "", "2,5"], AttributeType.NUMBER),
        (["2025-01-02", "3.4.2025"], AttributeType.DATE),
        (["ja", "Nej"], AttributeType.BOOLEAN),
        (["ja", "kanske"], AttributeType.TEXT),
        (["", ""], AttributeType.TEXT),
    ],
)
def test_the_type_of_a_new_column_is_guessed(values: list[str], kind: AttributeType) -> None:
    assert guess_type(values) is kind
