from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from qcode.formats.bundle import ExportBundle
from qcode.formats.bundle_parts import ExportAttribute
from qcode.formats.json_report import JsonReport

BundleOf = Callable[..., ExportBundle]


@given(text=st.text(st.characters(codec="utf-8")))
def test_any_excerpt_comes_back_character_for_character(text: str, bundle_of: BundleOf) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "report.json")
        assert JsonReport().write(bundle_of(text), path) == ()
        read = json.loads(path.read_bytes())
    assert read["codes"][0]["excerpts"][0]["text"] == text


def test_the_value_is_as_it_was_approved(
    bundle: ExportBundle, golden: Callable[[str, str], None], tmp_path: Path
) -> None:
    path = tmp_path / "report.json"
    JsonReport().write(bundle, path)
    golden("report.json", path.read_bytes().decode("utf-8"))


def test_the_dictionary_explains_what_excerpts_have(bundle: ExportBundle, tmp_path: Path) -> None:
    attributes = (ExportAttribute("Roll", "choice", ("elev", "rektor")),)
    path = tmp_path / "report.json"
    JsonReport().write(replace(bundle, attributes=attributes), path)
    read = json.loads(path.read_bytes())
    entries = {entry["key"]: entry for entry in read["dictionary"]}
    prefix = "codes[].excerpts[]."
    excerpt = next(e for code in read["codes"] for e in code["excerpts"])
    assert {k.removeprefix(prefix) for k in entries if ".stored." not in k} <= set(excerpt)
    assert entries[f"{prefix}start"]["type"] == "integer"
    assert entries[f"{prefix}stored.Roll"] == {
        "key": f"{prefix}stored.Roll",
        "type": "choice",
        "label": "Roll",
        "values": ["elev", "rektor"],
    }
