"""Workbooks: what other programs write, and what nobody should."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from qcode.formats import codebooks
from qcode.formats.base import Loss
from qcode.formats.codebook_base import CodeLoss
from qcode.formats.workbook import Filled, SetIn, Sheet, SheetColumn, Workbook
from qcode.formats.xlsx import read_workbook
from qcode.model.errors import UserError

Maker = Callable[..., Path]
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture
def workbook(tmp_path: Path) -> Maker:
    """Make a workbook of the rows of its sheets, as XML."""

    def make(*sheets: str, shared: str = "", **parts: bytes) -> Path:
        path = tmp_path / "book.xlsx"
        numbers = range(1, len(sheets) + 1)
        with ZipFile(path, "w", ZIP_DEFLATED) as file:
            names = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
            file.writestr("[Content_Types].xml", "<Types/>")
            file.writestr(
                "xl/workbook.xml",
                f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{names}</sheets>'
                "</workbook>",
            )
            related = "".join(
                f'<Relationship Id="r{n}" Target="worksheets/sheet{n}.xml"/>' for n in numbers
            )
            file.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{related}</Relationships>")
            if shared:
                file.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}">{shared}</sst>')
            for n, rows in zip(numbers, sheets, strict=True):
                sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
                file.writestr(f"xl/worksheets/sheet{n}.xml", sheet)
            for name, data in parts.items():
                file.writestr(name, data)
        return path

    return make


def _text(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def test_kinds_of_cells(workbook: Maker) -> None:
    shared = "<si><r><t>Tru</t></r><r><t>st</t></r><rPh><t>x</t></rPh></si>"
    rows = (
        '<row><c r="B1" t="s"><v>0</v></c><c><v>3.0</v></c><c t="b"><v>1</v></c>'
        '<c t="e"><v>#REF!</v></c><c t="str"><f>A1</f><v>told</v></c><c t="s"><v>99</v></c></row>'
    )
    (sheet,) = read_workbook(workbook(rows, shared=shared))
    assert sheet.rows == (("", "Trust", "3", "TRUE", "", "told"),)


def test_formulas_are_never_run_and_those_without_a_result_are_said(workbook: Maker) -> None:
    rows = f'<row>{_text("Code")}</row><row>{_text("A")}<c r="B2"><f>1+1</f></c></row>'
    file = codebooks.read_file(workbook(rows))
    assert [entry.name for entry in file.entries] == ["A"]
    assert file.losses == (Loss(CodeLoss.FORMULAS, 1, "B2"),)


def test_the_sheet_that_looks_like_a_codebook_is_taken(workbook: Maker) -> None:
    path = workbook(
        f"<row>{_text('Read me')}</row>",
        f"<row>{_text('Kod')}{_text('Definition')}</row><row>{_text('A')}{_text('a')}</row>",
    )
    opened = codebooks.open_file(path)
    assert isinstance(opened, codebooks.Tables)
    assert opened.sheets[opened.likeliest].name == "S2"
    assert codebooks.read_file(path).entries[0].definition == "a"


def test_merged_cells_are_a_column_a_level(workbook: Maker) -> None:
    rows = (
        f"<row>{_text('Theme')}{_text('Code')}</row>"
        f"<row>{_text('T')}</row><row>{_text('')}{_text('A')}</row>"
        '<row><c r="A3"/><c r="B3" t="inlineStr"><is><t>B</t></is></c></row>'
    )
    found = codebooks.read_file(workbook(rows)).entries
    assert [entry.names for entry in found] == [("T",), ("T", "A"), ("T", "B")]


def _refusal(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        codebooks.read_file(path)
    return caught.value.code


def test_bad_files_are_refused_each_in_a_sentence(workbook: Maker, tmp_path: Path) -> None:
    assert _refusal(workbook("")) == "sheet_empty"
    assert _refusal(workbook("<row/>" * 1_000_000)) == "sheet_too_long"
    far = '<row><c r="ALN1" t="inlineStr"><is><t>{}</t></is></c></row>'  # column 1,002
    assert _refusal(workbook(far.format("x"))) == "sheet_too_wide"
    assert _refusal(workbook(far.format(" "))) == "sheet_empty"
    cut = tmp_path / "cut.xlsx"
    cut.write_bytes(workbook(f"<row>{_text('A')}</row>").read_bytes()[:300])
    assert _refusal(cut) == "file_damaged"
    empty = tmp_path / "empty.xlsx"
    empty.write_bytes(b"")
    assert _refusal(empty) == "file_empty"
    assert _refusal(tmp_path / "none.xlsx") == "file_missing"
    old = tmp_path / "old.xlsx"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    assert _refusal(old) == "old_excel_format"
    locked = tmp_path / "locked.xlsx"
    name = "EncryptedPackage".encode("utf-16-le")
    locked.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + name + bytes(2000))
    assert _refusal(locked) == "password_protected"
    assert _refusal(tmp_path / "picture.png") == "codebook_unknown"
    entities = workbook("", shared="")
    with ZipFile(entities, "a") as file:
        file.writestr("xl/sharedStrings.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><sst>&a;</sst>")
    assert _refusal(entities) == "file_has_entities"


def test_a_zip_bomb_is_not_unpacked(workbook: Maker) -> None:
    bomb = workbook("", **{"xl/sharedStrings.xml": b"<sst>" + b" " * (70 << 20)})
    assert _refusal(bomb) == "file_expands"


def test_a_long_text_that_is_in_all_cells_is_not_copied_into_them(workbook: Maker) -> None:
    shared = f"<si><t>{'ord ' * 100_000}</t></si>"
    row = '<row><c t="s"><v>0</v></c></row>'
    assert _refusal(workbook(row * 200, shared=shared)) == "file_expands"
    assert len(read_workbook(workbook(row * 100, shared=shared))[0].rows) == 100


def test_a_cell_longer_than_excel_takes_is_cut_between_characters(tmp_path: Path) -> None:
    path = tmp_path / "long.xlsx"
    Workbook(path, "").write([Sheet("S", [SheetColumn("Code", 9)], [["a" + "😀" * 20_000]])])
    assert read_workbook(path)[0].rows[1][0] == "a" + "😀" * 16_383


def test_a_kept_library_reads_the_same_as_we_do(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "own.xlsx"
    rows = [["Å <&> 😀", " two\nlines "], [SetIn("B", 2), 1234]]
    columns = [SheetColumn("Code", 20), SheetColumn("Text", 40)]
    Workbook(path, "").write([Sheet("Codes", columns, rows)])
    sheet = openpyxl.load_workbook(path)["Codes"]
    assert sheet.freeze_panes == "A2"
    assert sheet["A3"].alignment.indent == 2
    ours = read_workbook(path)[0].rows
    theirs = [["" if c.value is None else str(c.value) for c in row] for row in sheet.iter_rows()]
    assert [list(row) for row in ours] == theirs
    back = tmp_path / "back.xlsx"
    openpyxl.load_workbook(path).save(back)
    assert read_workbook(back)[0].rows == ours
    assert read_workbook(back)[0].indents == {(2, 0): 2}


def test_libreoffice_gives_back_what_it_was_given(
    soffice: str, office_saves: Callable[..., Path], tmp_path: Path
) -> None:
    if not any(Path(soffice).resolve().parents[1].glob("*/*sclo.*")):
        pytest.skip("LibreOffice is here without its tables")
    path = tmp_path / "own.xlsx"
    rows = [
        ["Tillit", "Två\nrader _x0041_ <&>", Filled("#51A0DB", "#51a0db")],
        [SetIn("Rykten", 1), "=1+1", ""],
    ]
    columns = [SheetColumn("Kod", 20), SheetColumn("Definition", 40), SheetColumn("Färg", 10)]
    Workbook(path, "").write([Sheet("Kodbok: [1]", columns, rows)])
    saved = office_saves(path, "xlsx", tmp_path / "out")
    mine, theirs = codebooks.read_file(path), codebooks.read_file(saved)
    assert mine.entries == theirs.entries
    assert [entry.names for entry in mine.entries] == [("Tillit",), ("Tillit", "Rykten")]
