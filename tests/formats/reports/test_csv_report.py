from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from qcode.formats.bundle import ExportBundle
from qcode.formats.csv_report import COLUMNS, CsvReport
from qcode.formats.losses import Lost

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
    assert tuple(rows[0]) == COLUMNS
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
