from __future__ import annotations

from pathlib import Path

import pytest

from qcode.formats.bundle import ExportBundle
from qcode.formats.writers import WRITERS, writer_for
from qcode.model.errors import UserError


@pytest.mark.parametrize(
    ("name", "format_name"),
    [
        ("report.docx", "Word"),
        ("REPORT.DOCX", "Word"),
        ("a.b.html", "HTML"),
        ("report.htm", "HTML"),
        ("report.md", "Markdown"),
        ("report.xlsx", "Excel"),
        ("report.pptx", "PowerPoint"),
        ("report.csv", "CSV"),
        ("report.json", "JSON"),
    ],
)
def test_the_suffix_chooses_the_writer(name: str, format_name: str) -> None:
    assert writer_for(Path(name)).name == format_name


@pytest.mark.parametrize(
    ("name", "code", "given"),
    [
        ("report.doc", "format_not_writable", {"suffix": ".doc"}),
        ("report", "format_missing", {"name": "report"}),
    ],
)
def test_an_unknown_suffix_names_those_that_are_known(
    name: str, code: str, given: dict[str, str]
) -> None:
    with pytest.raises(UserError) as raised:
        writer_for(Path(name))
    assert raised.value.code == code
    assert raised.value.params == {
        **given,
        "known": ".docx, .html, .htm, .md, .pptx, .xlsx, .csv, .json",
    }


def test_no_two_writers_want_the_same_suffix() -> None:
    suffixes = [suffix for writer in WRITERS for suffix in writer.suffixes]
    assert len(suffixes) == len(set(suffixes))


@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.name)
def test_the_same_bundle_gives_the_same_bytes_in_every_format(
    writer: object, bundle: ExportBundle, tmp_path: Path
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    writer.write(bundle, first)
    writer.write(bundle, second)
    assert first.read_bytes() == second.read_bytes() != b""
