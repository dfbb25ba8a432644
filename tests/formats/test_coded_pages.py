"""Coded passages that NVivo and Taguette write as texts."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest

from qcode.formats.coded_columns import Program
from qcode.formats.coded_pages import of_nvivo
from qcode.formats.coded_rows import is_coded_table, read_coded, rows_of
from qcode.model.coded_table import RowCode

OF_A_CODE = """\
<Files\\\\Interviews\\\\Anna> - § 2 references coded  [5.02% Coverage]

Reference 1 - 1.23% Coverage

I trust them.
All of them.

Reference 2 - 3.79% Coverage

Not at night.

<Files\\\\Bo> - § 1 reference coded [ 0.40% Coverage]

Reference 1 - 0.40% Coverage
Never.
"""
OF_A_DOCUMENT = """\
<Nodes\\\\Trust\\\\City> - § 1 reference coded  [1% Coverage]
Reference 1 - 1% Coverage
I trust it.
"""
# As printed by NVivo: a passage goes on after the head of a page.
HEADINGS = (
    "Aggregate\tClassification\tCoverage\tNumber Of Coding References\tReference Number"
    "\tCoded By Initials\tModified On"
)
SUMMARY = f"""\
Reports\\\\Coding Summary By Code Report\tPage 1 of 2
08/03/2021 10:59
Coding Summary By Code
Our study
08/03/2021 10:59
{HEADINGS}
Code
Codes\\\\Trust\\\\City
Document
Files\\\\Interviews\\\\Anna
No\t\t0.0123\t2
1\tAB\t25/03/2021 10:22
I trust them.
All of them.
2\tKÖ\t05/04/2021 10:23
Not at night.
Reports\\\\Coding Summary By Code Report\tPage 2 of 2
08/03/2021 10:59
{HEADINGS}
12 of us.
Document
Files\\\\Bo
No\t\t0.4\t1
1\t05/03/2021
Never.
Code
Codes\\\\Fear
Document
Internals\\\\Bo
Yes\t\t0.1\t1
1\tAB\t05/03/2021 9:05 AM
Code
"""
# The page of Taguette 1.5.2, with two highlights.
TAGUETTE = """<!DOCTYPE html>
<html><head><meta charset="UTF-8"><title>Taguette highlights</title></head><body>
<h1>Taguette highlights</h1>
<p>Att någon</p><p>kommer.</p>
<p><strong>Document:</strong> Anna.docx
<strong>Tags:</strong>
 Trust,
 Trust.City
</p><hr>
<p>Ljus</p>
<p><strong>Document:</strong> Bo.docx <strong>Tags:</strong></p>
</body></html>
"""


def test_nvivo_lists_what_a_code_has_under_its_documents(tmp_path: Path) -> None:
    path = tmp_path / "Trust.txt"
    path.write_text(OF_A_CODE, encoding="utf-8")
    (sheet,) = read_coded(path)
    assert sheet.program is Program.NVIVO
    found = rows_of(sheet, sheet.guess.choices)
    assert [(each.document, each.quote) for each in found] == [
        ("Anna", "I trust them.\nAll of them."),
        ("Anna", "Not at night."),
        ("Bo", "Never."),
    ]
    assert {each.codes for each in found} == {(RowCode(("Trust",)),)}


def test_and_what_a_document_has_under_its_codes(tmp_path: Path) -> None:
    path = tmp_path / "Anna.docx"
    file = docx.Document()
    for line in OF_A_DOCUMENT.splitlines():
        file.add_paragraph(line)
    file.save(str(path))
    (sheet,) = read_coded(path)
    (found,) = rows_of(sheet, sheet.guess.choices)
    assert (found.document, found.quote) == ("Anna", "I trust it.")
    assert found.codes == (RowCode(("Trust", "City")),)


@pytest.mark.parametrize("kind", ["lines", "cells", "xlsx", "docx"])
def test_nvivo_summaries_of_coding_are_read_however_they_are_saved(
    tmp_path: Path, kind: str
) -> None:
    path = tmp_path / f"summary.{'txt' if kind in ('lines', 'cells') else kind}"
    rows = [line.split("\t") for line in SUMMARY.splitlines()]
    if kind == "xlsx":
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(["", *(cell or None for cell in row)])
        book.save(path)
        assert is_coded_table(path)
    elif kind == "docx":
        file = docx.Document()
        for line in SUMMARY.splitlines():
            file.add_paragraph(line)
        file.save(str(path))
    else:
        text = SUMMARY.replace("\t", "\n") if kind == "cells" else SUMMARY
        path.write_text(text, encoding="utf-16")
    (sheet,) = read_coded(path)
    assert sheet.program is Program.NVIVO
    found = rows_of(sheet, sheet.guess.choices)
    city, fear = (RowCode(("Trust", "City")),), (RowCode(("Fear",)),)
    assert [(e.document, e.codes, e.quote.split("\n"), e.coder, e.made[:10]) for e in found] == [
        ("Anna", city, ["I trust them.", "All of them."], "AB", "2021-03-25"),
        ("Anna", city, ["Not at night.", "12 of us."], "KÖ", "2021-04-05"),
        ("Bo", city, ["Never."], "", "2021-03-05"),
        ("Bo", fear, ["Code"], "AB", "2021-03-05"),
    ]


def test_a_name_above_the_references_is_the_code() -> None:
    sheet = of_nvivo(f"Name: Fear\n\n{OF_A_CODE}", "export")
    assert sheet is not None
    assert {row[1] for row in sheet.rows[1:]} == {"Fear"}


def test_other_texts_are_none() -> None:
    assert of_nvivo("Reference 1 - 1% Coverage\nI trust.", "a") is None


def test_the_page_of_taguette_is_the_table_it_also_writes(tmp_path: Path) -> None:
    path = tmp_path / "all_tags.html"
    path.write_text(TAGUETTE, encoding="utf-8")
    (sheet,) = read_coded(path)
    assert sheet.program is Program.TAGUETTE
    assert sheet.rows == (
        ("1", "Anna.docx", "Trust", "Att någon\nkommer."),
        ("1", "Anna.docx", "Trust.City", "Att någon\nkommer."),
        ("3", "Bo.docx", "", "Ljus"),
    )
