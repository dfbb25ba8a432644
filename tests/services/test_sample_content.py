"""The sample project holds what its README says, checked without a project file."""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from datetime import date
from functools import cache
from itertools import combinations, pairwise
from typing import Any

import pytest

from qcode.formats.base import ImportedDocument
from qcode.formats.registry import read_document
from qcode.model.codebook import split_path
from qcode.model.colors import lab
from qcode.model.document import AttributeTarget, AttributeType, DocumentKind
from qcode.model.layout import NoteKind, Style
from qcode.model.memo import MemoKind
from qcode.services.resources import resource

SAMPLE = resource("sample")
PROJECT: dict[str, Any] = json.loads((SAMPLE / "project.json").read_text("utf-8"))
FILES = [document["file"] for document in PROJECT["documents"]]
PATHS = [code["path"] for code in PROJECT["codes"]]
CODERS = [coder["name"] for coder in PROJECT["coders"]]
SEGMENTS = PROJECT["segments"]
MEMOS = {memo["file"]: (SAMPLE / memo["file"]).read_text("utf-8") for memo in PROJECT["memos"]}


@cache
def read(file: str) -> ImportedDocument:
    return read_document(SAMPLE / file)


def spans_of(file: str) -> list[tuple[int, int]]:
    text = read(file).text
    spans = []
    for segment in SEGMENTS:
        if segment["document"] == file:
            start = -1
            for _ in range(segment.get("nth", 1)):
                start = text.index(segment["quote"], start + 1)
            spans.append((start, start + len(segment["quote"])))
    return spans


def shared_form(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("file", FILES)
def test_every_quotation_is_in_its_document_and_says_which_one_it_means(file: str) -> None:
    text = read(file).text
    for segment in SEGMENTS:
        if segment["document"] != file:
            continue
        times = text.count(segment["quote"])
        assert times, f"not in {file}: {segment['quote']!r}"
        if "nth" in segment:
            assert 1 <= segment["nth"] <= times
            assert times > 1, f"needs no nth: {segment['quote']!r}"
        else:
            assert times == 1, f"needs an nth, {times} in {file}: {segment['quote']!r}"


@pytest.mark.parametrize("file", FILES)
def test_segments_stand_in_the_order_of_the_text(file: str) -> None:
    starts = [start for start, _ in spans_of(file)]
    assert starts == sorted(starts)


@pytest.mark.parametrize("file", FILES)
def test_each_document_is_coded_by_both_with_passages_that_overlap(file: str) -> None:
    assert {s["coder"] for s in SEGMENTS if s["document"] == file} == set(CODERS)
    assert any(later < end for (_, end), (later, _) in pairwise(spans_of(file)))


@pytest.mark.parametrize("file", FILES)
def test_texts_are_read_without_loss_in_their_language(file: str) -> None:
    (declared,) = (d for d in PROJECT["documents"] if d["file"] == file)
    document = read(file)
    assert not document.losses
    assert document.language == declared["language"]
    assert not re.search("[\r\0\ufeff\ufffd\u2028\u2029\ud800-\udfff]", document.text)


def test_the_interviews_have_the_length_and_the_turns_of_interviews() -> None:
    for document in PROJECT["documents"]:
        if document["kind"] == DocumentKind.INTERVIEW:
            imported = read(document["file"])
            assert 900 <= len(imported.text.split()) <= 1700, document["file"]
            assert len(imported.layout.turns) >= 30, document["file"]
            assert len(imported.layout.speakers()) == 2, document["file"]


def test_the_documents_show_what_readers_can_do() -> None:
    assert Counter(file.rpartition(".")[2] for file in FILES) == {
        "docx": 3,
        "odt": 1,
        "txt": 2,
        "vtt": 1,
    }
    assert len({read(file).turn_dialect for file in FILES}) >= 4
    layouts = [read(file).layout for file in FILES]
    styles = {mark.style for layout in layouts for mark in layout.formats}
    assert styles >= {Style.HEADING, Style.BOLD, Style.ITALIC, Style.CELL}
    assert NoteKind.COMMENT in {note.kind for layout in layouts for note in layout.notes}
    assert any(turn.start_ms for layout in layouts for turn in layout.turns)
    assert any(ord(character) > 0xFFFF for file in FILES for character in read(file).text)


def test_the_codebook_is_a_tree_with_all_its_fields() -> None:
    assert 14 <= len(PATHS) <= 18
    seen: set[tuple[str, ...]] = set()
    for code in PROJECT["codes"]:
        names = split_path(code["path"])
        assert len(names) == 1 or names[:-1] in seen, f"parent comes later: {code['path']}"
        assert names not in seen
        seen.add(names)
        for field in ("definition", "use_when", "avoid_when", "example"):
            assert code[field].strip(), (code["path"], field)


def test_an_example_of_a_code_is_said_in_the_material() -> None:
    material = "\n".join(read(file).text for file in FILES).casefold()
    for code in PROJECT["codes"]:
        found = re.fullmatch(r"”(.+?)[.]?” \(.+\)", code["example"])
        assert found, code["example"]
        assert found[1].casefold() in material, code["example"]


def test_codes_have_colours_that_differ_to_the_eye() -> None:
    for one, other in combinations([code["color"] for code in PROJECT["codes"]], 2):
        assert math.dist(lab(one), lab(other)) >= 0.069, (one, other)


def test_segments_use_every_code_and_nothing_that_is_not_defined() -> None:
    assert 110 <= len(SEGMENTS) <= 140
    uses = Counter(segment["code"] for segment in SEGMENTS)
    assert set(uses) == set(PATHS)
    assert min(uses.values()) >= 4
    by_coder = Counter(segment["coder"] for segment in SEGMENTS)
    assert set(by_coder) == set(CODERS)
    assert min(by_coder.values()) >= 50
    assert {segment["document"] for segment in SEGMENTS} == set(FILES)


def test_no_coder_codes_the_same_passage_twice_with_one_code() -> None:
    keys = Counter(
        (s["document"], s["quote"], s.get("nth"), s["code"], s["coder"]) for s in SEGMENTS
    )
    assert max(keys.values()) == 1


def test_lengths_run_from_a_phrase_to_several_turns() -> None:
    lengths = [len(segment["quote"].split()) for segment in SEGMENTS]
    assert min(lengths) <= 4
    assert max(lengths) >= 80
    assert sum("\n" in segment["quote"] for segment in SEGMENTS) >= 5


def test_some_segments_carry_memos_weights_and_wordings() -> None:
    assert 20 <= sum("memo" in segment for segment in SEGMENTS) <= 40
    assert sum("weight" in segment for segment in SEGMENTS) >= 5
    assert sum("condensed" in segment for segment in SEGMENTS) >= 5
    for segment in SEGMENTS:
        assert 0 <= segment.get("weight", 0) <= 100
        assert segment.get("memo", "-").strip()
        assert len(segment.get("condensed", "")) < len(segment["quote"])


def test_what_is_referred_to_exists() -> None:
    cases = {case["name"] for case in PROJECT["cases"]}
    for memo in PROJECT["memos"]:
        assert memo["coder"] in CODERS
        assert MemoKind(memo["kind"])
        for link in memo["links"]:
            ((target, value),) = link.items()
            known = {"document": FILES, "code": PATHS, "case": cases, "project": [True]}[target]
            assert value in known
    for group in PROJECT["sets"]:
        assert set(group["documents"]) <= set(FILES)
    for case in PROJECT["cases"]:
        for link in case["links"]:
            speakers = read(link["document"]).layout.speakers()
            assert "speaker" not in link or link["speaker"] in speakers, link


def test_attributes_have_values_of_their_type() -> None:
    types = {a["name"]: (a["target"], AttributeType(a["type"])) for a in PROJECT["attributes"]}
    choices = {a["name"]: a.get("choices", []) for a in PROJECT["attributes"]}
    used: dict[str, set[object]] = defaultdict(set)
    described = [(AttributeTarget.DOCUMENT, d) for d in PROJECT["documents"]]
    described += [(AttributeTarget.CASE, c) for c in PROJECT["cases"]]
    for target, thing in described:
        for name, value in thing["attributes"].items():
            expected, kind = types[name]
            assert expected == target, (thing["name"], name)
            used[name].add(value)
            match kind:
                case AttributeType.BOOLEAN:
                    assert isinstance(value, bool)
                case AttributeType.NUMBER:
                    assert isinstance(value, int | float)
                    assert not isinstance(value, bool)
                case AttributeType.DATE:
                    assert date.fromisoformat(value)
                case AttributeType.CHOICE:
                    assert value in choices[name]
                case AttributeType.TEXT:
                    assert value.strip()
    assert set(used) == set(types)


def test_only_declared_names_are_named() -> None:
    """A capital inside a sentence is a name; all names of people and places are our own."""
    declared = {
        word for names in PROJECT["names"].values() for name in names for word in name.split()
    }
    codes = {split_path(path)[-1].split()[0] for path in PATHS}
    words = {"Folkets", "Trygg", "Trygga", "Kvinnojouren", "GÄRNA", "Swedish", "Friday", "I"}
    months = {"March", "April", "August", "November"}
    known = declared | codes | words | months
    texts = [read(file).text for file in FILES] + list(MEMOS.values())
    texts += [s.get("memo", "") + "\n" + s.get("condensed", "") for s in SEGMENTS]
    for text in texts:
        for found in re.finditer(r"(?<=[\w,;–] )[A-ZÅÄÖ][\w-]+", text):
            name = found[0]
            if name not in known and name.removesuffix("s") not in known:
                line = text[max(0, found.start() - 40) : found.end() + 20]
                assert name == "Petror", f"{name}: {line!r}"  # Petra, in the plural


def test_the_file_is_written_as_its_readme_says() -> None:
    raw = (SAMPLE / "project.json").read_text("utf-8")
    assert raw == shared_form(PROJECT)
    assert PROJECT["format"] == 1
    assert not re.search(r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-", raw)
    described = set(re.findall(r"`(\w+)`", (SAMPLE / "README.md").read_text("utf-8")))
    assert described >= set(PROJECT) | {key for segment in SEGMENTS for key in segment}


def test_nothing_lies_in_the_folder_that_the_project_does_not_use() -> None:
    files = {path.relative_to(SAMPLE).as_posix() for path in SAMPLE.rglob("*") if path.is_file()}
    assert files == {*FILES, *MEMOS, "project.json", "README.md"}
