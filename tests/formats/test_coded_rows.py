"""Tables of coded passages as files of every dialect, and what their rows say."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qcode.formats.coded_columns import Program
from qcode.formats.coded_rows import is_coded_table, read_coded, rows_of
from qcode.model.coded_table import CodedRow, RowCode
from qcode.model.errors import UserError

Rows = Callable[..., list[CodedRow]]


@pytest.fixture
def rows(tmp_path: Path) -> Rows:
    """Write a text to a file and return what its rows say."""

    def read(text: str, name: str = "table.csv", encoding: str = "utf-8") -> list[CodedRow]:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        sheet = read_coded(path)[0]
        return rows_of(sheet, sheet.guess.choices)

    return read


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_any_dialect_is_read(rows: Rows, encoding: str, sign: str) -> None:
    lines = (
        sign.join(("Dokument", "Citat", "Kod")),
        sign.join(("Åsa", '"Två\r\nrader, ett; citat"', "Tillit")),
    )
    (found,) = rows("\r\n".join(lines), encoding=encoding)
    assert (found.document, found.quote) == ("Åsa", "Två\nrader, ett; citat")
    assert found.codes == (RowCode(("Tillit",)),)


def test_a_workbook_is_read_too(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Notes"])
    sheet = book.create_sheet("Coded")
    sheet.append(["Document name", "Code", "Beginning", "Segment", "Weight score"])
    sheet.append(["Anna", "Trust > City", 3, "I trust", 40])
    sheet.append(["Anna", "Fear", 4, "I fear", 0])
    path = tmp_path / "table.xlsx"
    book.save(path)
    first = read_coded(path)[0]
    assert (first.name, first.program) == ("Coded", Program.MAXQDA)
    one, other = rows_of(first, first.guess.choices)
    assert (one.codes, one.paragraph) == ((RowCode(("Trust", "City"), 40),), 3)
    assert other.codes == (RowCode(("Fear",)),)  # nobody gave a weight


def test_dedoose_has_a_column_for_each_code(rows: Rows) -> None:
    (found,) = rows(
        "Media Title,Excerpt Range,Excerpt Copy,Codes Applied Combined,Code: Trust Applied,"
        "Code: Trust Weight,Code: Trust\\City Applied,Code: Fear Applied,Excerpt Date\n"
        'Anna.docx,12-56,I trust,"Trust, City",True,7,true,False,03/25/2024\n'
    )
    assert found.codes == (RowCode(("Trust",), 7), RowCode(("Trust", "City")))
    assert (found.start, found.end, found.made[:10]) == (12, 56, "2024-03-25")


def test_without_those_columns_its_codes_are_parted_by_commas(rows: Rows) -> None:
    (found,) = rows('Media Title,Excerpt Copy,Codes Applied Combined\nAnna,I trust,"Trust, City"\n')
    assert found.codes == (RowCode(("Trust",)), RowCode(("City",)))


def test_categories_of_qualcoder_stand_from_the_inside_out(rows: Rows) -> None:
    (found,) = rows(
        "File,Coder,Coded,Id,Codename,Coded_Memo,Category,Category\n"
        "Anna,Kim,I trust,ctid:1,City,as a child,Trust,Feelings\n"
    )
    assert found.codes == (RowCode(("Feelings", "Trust", "City")),)
    assert (found.coder, found.memo) == ("Kim", "as a child")


def test_several_codes_in_a_cell_are_several(rows: Rows) -> None:
    (found,) = rows(
        "Document,Quotation Content,Codes,Reference,Comment\n"
        'Anna,I trust,"Trust\nFear\nTrust",¶ 12,why\n'
    )
    assert found.codes == (RowCode(("Trust",)), RowCode(("Fear",)))
    assert (found.paragraph, found.memo) == (12, "why")


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("2024-03-05 10:20:30", "2024-03-05T10:20:30.000Z"),
        ("05.03.2024", "2024-03-05T00:00:00.000Z"),
        ("05/03/2024 4:05 PM", ""),  # March or May: nobody can tell
        ("25/03/2024 4:05 PM", "2024-03-25T16:05:00.000Z"),
        ("03/25/2024 12:05 AM", "2024-03-25T00:05:00.000Z"),
        ("40.40.2024", ""),
        ("soon", ""),
    ],
)
def test_dates_are_read_as_far_as_they_are_certain(rows: Rows, written: str, made: str) -> None:
    (found,) = rows(f"Text,Code,Date\nI trust,Trust,{written}\n")
    assert found.made == made


def test_one_date_tells_how_the_others_are_meant(rows: Rows) -> None:
    one, other = rows("Text,Code,Date\na,T,05/03/2024\nb,T,25/03/2024\n")
    assert (one.made[:10], other.made[:10]) == ("2024-03-05", "2024-03-25")


def test_rows_may_be_short_and_weights_odd(rows: Rows) -> None:
    one, other = rows("Document,Text,Code,Weight\nAnna,I trust\nAnna,I fear,Fear,250\n")
    assert one.codes == ()
    assert other.codes == (RowCode(("Fear",), 100),)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("id,document,tag,content\n1,Anna,Trust,I trust\n", True),
        ("Dokument,Citat,Kod\nAnna,Jag litar,Tillit\n", True),
        ("Speaker,Start,End,Text\nAnna,0:01,0:02,Hello\n", False),
        ("id,Age,What is trust?\n1,34,Somebody comes\n", False),
        ("just words\nand more\n", False),
    ],
)
def test_tables_of_coded_passages_are_told_from_others(
    tmp_path: Path, text: str, is_one: bool
) -> None:
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    assert is_coded_table(path) is is_one


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_long_table_is_told_by_its_beginning(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "table.csv"
    row = "Åsa,Jag litar på dem 😀,Tillit\n"
    path.write_text("Dokument,Citat,Kod\n" + row * 12_000, encoding=encoding)
    assert is_coded_table(path)
    assert len(read_coded(path)[0].rows) == 12_000


def test_what_is_no_table_is_said(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("Document,Text,Code\n", encoding="utf-8")
    with pytest.raises(UserError, match="coded_table_empty"):
        read_coded(path)
    web = tmp_path / "page.html"
    web.write_text("<html><body><p>Hello</p></body></html>", encoding="utf-8")
    with pytest.raises(UserError, match="coded_table_unknown"):
        read_coded(web)
    assert not is_coded_table(tmp_path / "nothing.csv")


HEADS = st.sampled_from(
    (
        *("Document", "Text", "Segment", "Code", "Codes", "Start", "End", "Excerpt Range"),
        *("Beginning", "Memo", "Weight", "Date", "Coder", "guid", "Category", "Media Title"),
        *("Code: A Applied", ""),
    )
)
CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["a > b", "a;b", "12-56", "9" * 30, "25/03/2024", ". . .", "\\", "True", "\0"]),
)


@settings(deadline=None)
@given(
    st.lists(HEADS, min_size=1, max_size=8, unique=True),
    st.lists(st.lists(CELLS, max_size=10), max_size=8),
    st.sampled_from([".csv", ".tsv", ".txt", ".html", ".xlsx", ".docx"]),
)
def test_whatever_a_file_holds_is_read_or_said(
    heads: list[str], rows: list[list[str]], suffix: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"table{suffix}")
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([heads, *rows])
        is_coded_table(path)
        try:
            sheets = read_coded(path)
        except UserError:
            return
        for sheet in sheets:
            found = rows_of(sheet, sheet.guess.choices)
            assert [each.number for each in found] == list(range(1, len(sheet.rows) + 1))
            assert all(name for each in found for code in each.codes for name in code.names)


@given(st.binary(max_size=400), st.sampled_from([".csv", ".txt", ".html", ".xlsx", ".docx"]))
def test_no_bytes_are_a_fault(data: bytes, suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"table{suffix}")
        path.write_bytes(data)
        with suppress(UserError):
            read_coded(path)
