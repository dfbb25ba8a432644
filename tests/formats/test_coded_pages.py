"""Coded passages that NVivo and Taguette write as texts."""

from __future__ import annotations

from pathlib import Path

import docx

from qcode.formats.coded_columns import Program
from qcode.formats.coded_pages import of_nvivo
from qcode.formats.coded_rows import read_coded, rows_of
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
