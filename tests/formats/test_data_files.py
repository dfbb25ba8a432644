"""Tables for statistics: names that SPSS and R take, and the files."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.formats.data_files import r_script, spss_syntax, write_csv, write_workbook
from qcode.formats.data_table import DataTable, Measure, Variable, safe_names
from qcode.formats.xlsx import read_workbook

TABLE = DataTable(
    (
        Variable("Dokument", Measure.TEXT),
        Variable('Är "anställd"', Measure.CHOICE, "", ("ja då", "nej")),
        Variable("Ålder", Measure.NUMBER),
        Variable("Datum", Measure.DATE),
        Variable("Tillit › Staden", Measure.FLAG, "code"),
    ),
    (
        ("Anna, 1", "ja då", 34.5, "2024-05-01", 1),
        ('Bo\nrad "två" 😀', None, None, None, 0),
    ),
)
NAMES = ["Dokument", "Ar_anstalld", "Alder", "Datum", "code_Tillit_Staden"]


def test_names_are_made_of_what_both_programs_take() -> None:
    assert safe_names(TABLE.variables) == NAMES
    odd = [
        Variable(label, Measure.TEXT) for label in ("Document", "by", "1 dag", "日本", "År", "ar")
    ]
    assert safe_names(odd) == ["v_Document", "v_by", "v_1_dag", "v", "Ar", "ar_2"]


@given(st.lists(st.text(max_size=90), max_size=30))
def test_names_are_short_plain_and_differ(labels: list[str]) -> None:
    names = safe_names(Variable(label, Measure.TEXT, "code") for label in labels)
    assert len({name.casefold() for name in names}) == len(labels)
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,63}", name) for name in names)


def test_texts_are_in_one_line_for_spss_alone(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    assert write_csv(path, TABLE, NAMES) == 0
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[2] == ['Bo\nrad "två" 😀', "", "", "", "0"]
    assert write_csv(path, TABLE, NAMES, one_line=True) == 1
    assert len(path.read_text(encoding="utf-8").splitlines()) == 3


def test_a_workbook_has_the_dictionary_as_a_sheet(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    told = iter([["Name", "Label"], ["Alder", "Ålder"]])
    assert write_workbook(path, TABLE, NAMES, ("Data", "Dictionary"), told) == 0
    data, about = read_workbook(path)
    assert data.rows[0] == tuple(NAMES)
    assert data.rows[1] == ("Anna, 1", "ja då", "34.5", "2024-05-01", "1")
    assert about.rows == (("Name", "Label"), ("Alder", "Ålder"))


def test_the_syntax_names_every_variable_with_its_shape() -> None:
    said = spss_syntax(TABLE, NAMES, "t.csv", ("Ja", "Nej"))
    for line in (
        "  /FILE='t.csv'",
        "  Ar_anstalld A6",
        "  Alder F16.1",
        "  Datum SDATE10",
        "  code_Tillit_Staden F8.0.",
        "VALUE LABELS code_Tillit_Staden 0 'Nej' 1 'Ja'.",
    ):
        assert line in said.splitlines()
    assert "  Ar_anstalld 'Är \"anställd\"'" in said


def test_the_script_for_r_is_plain_ascii() -> None:
    said = r_script(TABLE, NAMES, "tårta.csv")
    assert said.isascii()
    assert 'levels = c("ja d\\U{e5}", "nej")' in said
    assert 'attr(data$Ar_anstalld, "label") <- "\\U{c4}r \\"anst\\U{e4}lld\\""' in said


@pytest.mark.skipif(shutil.which("pspp") is None, reason="PSPP is not installed")
def test_pspp_reads_the_values_with_the_syntax(tmp_path: Path) -> None:
    write_csv(tmp_path / "t.csv", TABLE, NAMES, one_line=True)
    save = "SAVE TRANSLATE /OUTFILE='b.csv' /TYPE=CSV /FIELDNAMES.\n"
    syntax = spss_syntax(TABLE, NAMES, "t.csv", ("Ja", "Nej")) + save
    (tmp_path / "t.sps").write_text(syntax, encoding="utf-8")
    subprocess.run(["pspp", "t.sps"], cwd=tmp_path, check=True, capture_output=True, timeout=60)
    with (tmp_path / "b.csv").open(encoding="utf-8", newline="") as file:
        rows = [[cell.strip() for cell in row] for row in csv.reader(file)]
    assert rows[0] == NAMES
    assert rows[1][:3] == ["Anna, 1", "ja då", "34.5"]
    assert rows[2][0] == 'Bo rad "två" 😀'


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_r_reads_the_values_with_the_script(tmp_path: Path, locale: str) -> None:
    write_csv(tmp_path / "t.csv", TABLE, NAMES)
    show = "stopifnot(nrow(data) == 2, is.factor(data$Ar_anstalld), is.na(data$Alder[2]))\n"
    show += 'stopifnot(data$Datum[1] == as.Date("2024-05-01"), data$Alder[1] == 34.5)\n'
    (tmp_path / "t.R").write_text(r_script(TABLE, NAMES, "t.csv") + show, encoding="utf-8")
    here = {**os.environ, "LC_ALL": locale}
    subprocess.run(
        ["Rscript", "t.R"], cwd=tmp_path, env=here, check=True, capture_output=True, timeout=60
    )
