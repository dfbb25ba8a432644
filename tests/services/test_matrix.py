"""Tables for statistics: what stands in their cells."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qcode.formats.data_table import DataTable, Measure
from qcode.model.document import AttributeTarget, AttributeType, CaseLink, DocumentId
from qcode.model.errors import UserError
from qcode.model.text import Span
from qcode.services import cases, codes, coding
from qcode.services.matrix import Cells, Rows, make_table
from qcode.services.matrix_files import For, write_table
from qcode.services.projects import Project
from qcode.services.retrieval import Selection

Find = Callable[[DocumentId, str], Span]


@pytest.fixture
def coded(project: Project, first: DocumentId, span: Find) -> Project:
    """Two overlapping passages of a code, one of its subcode, and a case that speaks."""
    start = span(first, "Att någon kommer").start
    coding.apply_path(project, first, Span(start, start + 10), "Tillit")
    coding.apply_path(project, first, Span(start + 5, start + 15), "Tillit")
    coding.apply_path(project, first, span(first, "Litar du"), "Tillit/Staden")
    cases.add_case(project, "Anna", links=[CaseLink(first, "IP1")])
    cases.add_case(project, "Alla", links=[CaseLink(first), CaseLink(first, "IP1")])
    cases.add_case(project, "Ingen")
    age = cases.add_attribute(project, "Ålder", AttributeTarget.CASE, kind=AttributeType.NUMBER)
    cases.set_value(project, age, cases.list_cases(project)[1].id, "34.5")
    return project


def cells(table: DataTable) -> dict[str, tuple[object, ...]]:
    """Return the rows without their heads, by their first value."""
    skip = sum(not variable.prefix for variable in table.variables)
    return {str(row[0]): row[skip:] for row in table.rows}


def test_passages_are_counted_and_documents_without_any_have_a_row(coded: Project) -> None:
    assert cells(make_table(coded)) == {"Anna": (2, 1), "Bo": (0, 0)}


def test_characters_under_several_passages_count_once(coded: Project) -> None:
    assert cells(make_table(coded, cells=Cells.CHARS))["Anna"] == (15, 8)


def test_presence_is_one_or_nothing(coded: Project) -> None:
    table = make_table(coded, cells=Cells.PRESENT)
    assert cells(table)["Anna"] == (1, 1)
    assert table.variables[-1].measure is Measure.FLAG


def test_a_code_stands_for_those_below_it_on_request(coded: Project) -> None:
    trust = codes.find_code(coded, "Tillit").id
    wanted = Selection(codes=frozenset({trust}), subcodes=True)
    assert cells(make_table(coded, selection=wanted))["Anna"] == (3, 1)
    alone = Selection(codes=frozenset({trust}))
    assert cells(make_table(coded, selection=alone))["Anna"] == (2,)


def test_a_case_has_what_is_coded_where_it_speaks(coded: Project) -> None:
    table = make_table(coded, Rows.CASES)
    assert cells(table) == {"Alla": (2, 1), "Anna": (2, 0), "Ingen": (0, 0)}
    labels = [variable.label for variable in table.variables]
    age = labels.index("Ålder")
    assert {row[0]: row[age] for row in table.rows} == {"Alla": None, "Anna": 34.5, "Ingen": None}
    chars = cells(make_table(coded, Rows.CASES, Cells.CHARS))
    assert chars == {"Alla": (15, 8), "Anna": (15, 0), "Ingen": (0, 0)}


def test_each_passage_has_a_row_with_who_speaks(coded: Project) -> None:
    table = make_table(coded, Rows.SEGMENTS)
    labels = [variable.label for variable in table.variables]
    rows = [dict(zip(labels, row, strict=True)) for row in table.rows]
    assert [row["Code"] for row in rows] == ["Tillit", "Tillit", "Tillit › Staden"]
    assert rows[0]["Text"] == "Att någon "
    assert (rows[0]["Speaker"], rows[0]["Ålder"]) == ("IP1", 34.5)


def test_files_for_statistics_come_with_what_explains_them(coded: Project, tmp_path: Path) -> None:
    table = make_table(coded)
    spss = write_table(table, tmp_path / "a.csv", For.SPSS)
    assert [path.name for path in spss.beside] == ["a.dictionary.csv", "a.sps"]
    r = write_table(table, tmp_path / "b.csv", For.R)
    assert [path.name for path in r.beside] == ["b.dictionary.csv", "b.R"]
    plain = write_table(table, tmp_path / "c.xlsx")
    assert (plain.beside, plain.rows, plain.columns) == ((), 2, 6)
    head = (tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()[0]
    assert head == "v_Document,Kind,Language,Characters,code_Tillit,code_Tillit_Staden"
    for out, reader in (("d.xlsx", For.R), ("d.sav", For.PLAIN), ("d", For.PLAIN)):
        with pytest.raises(UserError):
            write_table(table, tmp_path / out, reader)
