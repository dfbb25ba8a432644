from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from qcode.formats.bundle import ExportBundle
from qcode.formats.bundle_parts import ExportAttribute
from qcode.formats.csv_columns import COLUMNS
from qcode.formats.csv_report import CsvDictionary, CsvReport
from qcode.formats.losses import Lost
from qcode.model.report import Separator

BundleOf = Callable[..., ExportBundle]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@given(texts=st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"))))
def test_any_excerpt_comes_back_character_for_character(
    texts: list[str], bundle_of: BundleOf
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "report.csv")
        assert CsvReport().write(bundle_of(*texts), path) == ()
        assert [row["text"] for row in rows_of(path)] == texts


def test_a_row_says_where_its_excerpt_comes_from(bundle: ExportBundle, tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    CsvReport().write(bundle, path)
    rows = rows_of(path)
    assert tuple(rows[0]) == (*COLUMNS, "level_1")
    excerpt = bundle.codes[0].excerpts[0]
    assert rows[0] == {
        "guid": excerpt.guid,
        "code": "Tillit & förtroende",
        "text": excerpt.text,
        "document": "IP1",
        "start": "120",
        "end": str(excerpt.end),
        "speaker": "Karin",
        "paragraph": "3",
        "time_ms": "845000",
        "coder": "Åsa Öst-Berg",
        "also": "Staden/Torget",
        "memos": (
            "Åsa Öst-Berg, 2025-11-03T14:05:00+01:00: Jämför med <IP2>.\n\n"
            "Egen kod & definition?\n\nBo Ek: Håller med."
        ),
        "source": "IP1, ¶ 3–5, 00:14:05 · ÅÖ",
        "group": "",
        "weight": "",
        "condensed": "",
        "before": "",
        "after": "",
        "attributes": "",
        "alias": "",
        "place": "",
        "coded": "",
        "level_1": "Tillit & förtroende",
    }
    assert [row["code"] for row in rows[1:]] == [
        "Tillit & förtroende",
        "Tillit & förtroende/Platser/Staden",
    ]
    assert rows[1]["paragraph"] == rows[1]["time_ms"] == ""


def test_excel_recognises_the_encoding(bundle: ExportBundle, tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    CsvReport().write(bundle, path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfguid,code,")


def test_half_a_character_is_shown_and_counted(bundle_of: BundleOf, tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    (loss,) = CsvReport().write(bundle_of("a\ud83d"), path)
    assert (loss.kind, loss.count, loss.detail) == (Lost.REPLACED, 1, "U+D83D: a\ufffd")
    assert rows_of(path)[0]["text"] == "a\ufffd"


def with_options(bundle: ExportBundle, **values: object) -> ExportBundle:
    return replace(bundle, options=replace(bundle.options, **values))


def test_r_gets_no_mark_and_swedish_excel_semicolons(bundle: ExportBundle, tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    CsvReport().write(with_options(bundle, bom=False, separator=Separator.SEMICOLON), path)
    assert path.read_bytes().startswith(b"guid;code;")
    CsvReport().write(with_options(bundle, bom=False, separator=Separator.TAB), path)
    assert path.read_bytes().startswith(b"guid\tcode\t")


def test_attributes_and_levels_have_columns_that_the_dictionary_explains(
    bundle: ExportBundle, tmp_path: Path
) -> None:
    trust = bundle.codes[0]
    known = replace(trust.excerpts[0], stored=(("Roll", "vakt"), ("Född år", "1980")))
    known_code = replace(trust, names=("Tillit", "Grannar"), excerpts=(known,))
    attributes = (
        ExportAttribute("Roll", "choice", ("vakt", "lärare")),
        ExportAttribute("Född år", "number"),
        ExportAttribute("roll!", "text"),
    )
    report = replace(bundle, codes=(known_code,), attributes=attributes)
    path = tmp_path / "report.csv"
    CsvReport().write(report, path)
    (row,) = rows_of(path)
    assert (row["level_1"], row["level_2"]) == ("Tillit", "Grannar")
    assert (row["attribute_roll"], row["attribute_född_år"]) == ("vakt", "1980")
    assert row["attribute_roll_2"] == ""
    told = tmp_path / "report.dictionary.csv"
    assert CsvDictionary().write(report, told) == ()
    explained = {each["column"]: each for each in rows_of(told)}
    assert list(explained) == list(row)
    assert explained["attribute_roll"] == {
        "column": "attribute_roll",
        "label": "Roll",
        "type": "choice",
        "values": "vakt; lärare",
    }


def test_parts_that_are_no_rows_are_told_of(full: ExportBundle, tmp_path: Path) -> None:
    (loss,) = CsvReport().write(full, tmp_path / "report.csv")
    assert (loss.kind, loss.count) == (Lost.PARTS, 7)
