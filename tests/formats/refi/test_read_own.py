"""What only QCode has of a project comes back from its own part, and nothing else does."""

from __future__ import annotations

import json
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from exchange_material import guid, held, projects, sample
from hypothesis import given, settings
from hypothesis import strategies as st

from qcode.formats.exchange import ExchangeLink, ExchangePart, ExchangeProject, Held
from qcode.formats.refi import own
from qcode.formats.refi.losses import RefiLoss
from qcode.formats.refi.parts import NAMESPACE, Kept
from qcode.formats.refi.read_own import read_own
from qcode.formats.refi.write_project import QdpxWriter
from qcode.model.layout import Layout


class Package:
    """A project written and taken apart again."""

    def __init__(self, project: ExchangeProject, **words: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "out.qdpx"
            QdpxWriter().write(project, path, words)
            with zipfile.ZipFile(path) as package:
                self.files = {name: package.read(name) for name in package.namelist()}
        self.qde = self.files["project.qde"]
        self.own = json.loads(self.files[f"sources/{own.MEMBER}"])

    def find(self, path: str) -> Held | None:
        data = self.files.get("sources/" + path.removeprefix("internal://"))
        return None if data is None else Held(path, len(data), lambda: data)

    def back(self, standard: ExchangeProject, *, changed: bool = False) -> ExchangeProject:
        qde = self.qde + b" " if changed else self.qde
        own = read_own(held("own", json.dumps(self.own).encode()), qde, self.find)
        return own.added_to(standard) if own else standard


def bare(project: ExchangeProject) -> ExchangeProject:
    """Return what the standard part says of a project."""
    return replace(
        project,
        guid="",
        language="",
        coders=tuple(replace(each, color="") for each in project.coders),
        documents=tuple(
            replace(
                each,
                layout=Layout(),
                kind=None,
                language="",
                source=None,
                source_format="",
                encoding="",
                media=(),
            )
            for each in project.documents
        ),
        segments=tuple(replace(each, weight=None, condensed="") for each in project.segments),
        memos=tuple(
            replace(each, kind="note", links=tuple(x for x in each.links if not x.case))
            for each in project.memos
        ),
        cases=tuple(
            replace(each, links=tuple({x: (x, None) for x, _ in each.links}.values()))
            for each in project.cases
        ),
        attributes=tuple(replace(each, choices=()) for each in project.attributes),
        saved=(),
    )


@settings(max_examples=40, deadline=None)
@given(projects())
def test_everything_that_the_standard_cannot_say_comes_back(project: ExchangeProject) -> None:
    assert Package(project).back(bare(project)) == project


def test_texts_that_xml_changes_come_back() -> None:
    project = sample()
    odd = replace(
        project,
        name="a\x01 b",
        description="c\x02",
        codes=(replace(project.codes[0], name=" x  y\x03"), *project.codes[1:]),
        documents=(replace(project.documents[0], added="2025-01-01"), *project.documents[1:]),
    )
    read = bare(odd)
    changed = replace(
        read,
        name="a\N{REPLACEMENT CHARACTER} b",
        description="c\N{REPLACEMENT CHARACTER}",
        codes=(replace(read.codes[0], name="x y\N{REPLACEMENT CHARACTER}"), *read.codes[1:]),
        documents=(
            replace(read.documents[0], added="2025-01-01T00:00:00Z"),
            *read.documents[1:],
        ),
    )
    assert Package(odd).back(changed) == odd


def test_what_was_added_to_the_description_goes_again() -> None:
    words = {"qdpx_introduction": "Not shown:", "qdpx_weights": "{count} weights"}
    package = Package(sample(), **words)
    said = "Not shown:\n– 1 weights"
    assert package.own["project"]["said"] == said
    read = replace(bare(sample()), description=f"{sample().description}\n\n{said}")
    assert package.back(read).description == sample().description
    assert Package(replace(sample(), description=""), **words).back(
        replace(read, description=said)
    ).description == ""  # fmt: skip


def test_parts_of_other_formats_come_back_with_their_files() -> None:
    file = Held("a.bin", 3, lambda: b"\0\1\2")
    part = ExchangePart(guid("part"), "qda", "journal", "J", b"\xff{}", (file,))
    project = replace(sample(), parts=(part,))
    (found,) = Package(project).back(bare(sample())).parts
    assert found == part
    assert [each.read() for each in found.files] == [b"\0\1\2"]


def _graph(own: str) -> bytes:
    return f'<Graph xmlns="{NAMESPACE}" guid="{own}" name="G"/>'.encode()


def test_links_and_selections_that_stand_for_ours_are_no_parts() -> None:
    package = Package(sample())
    link = package.own["links"][0]
    parts = (
        ExchangePart(link, "qdpx", Kept.LINK, "", b""),
        ExchangePart(guid("other"), "qdpx", Kept.LINK, "", b""),
        ExchangePart(guid("sel"), "qdpx", Kept.SELECTIONS, "", b"{}"),
    )
    standard = replace(bare(sample()), parts=parts)
    assert package.back(standard).parts == ()
    assert package.back(standard, changed=True).parts == parts[1:]


def test_parts_that_the_project_had_are_its_own_again() -> None:
    part = ExchangePart(guid("g"), "qdpx", Kept.GRAPH, "", _graph(guid("g")))
    ours = ExchangePart(guid("other"), "qdpx", Kept.AUDIO, "", b"<AudioSource/>")
    package = Package(replace(sample(), parts=(part,)))
    assert package.back(replace(bare(sample()), parts=(part, ours))).parts == (part,)


# -- when somebody else has changed the project since


def test_of_a_changed_project_what_still_fits_is_taken() -> None:
    read = bare(sample())
    talk = replace(read.documents[0], text="Kort")
    changed = replace(
        read,
        documents=(talk, *read.documents[1:]),
        segments=read.segments[:1],
        memos=tuple(replace(each, links=each.links[:1]) for each in read.memos),
        cases=(replace(read.cases[0], links=()), read.cases[1]),
    )
    found = Package(sample()).back(changed, changed=True)
    assert found.segments[0].weight == 70
    assert found.documents[0].layout == Layout()
    assert found.documents[2].layout == sample().documents[2].layout
    assert found.memos[1].kind == "note"
    assert found.memos[2].links == (read.memos[2].links[0],)
    assert found.cases[0].links == ()
    assert [each.kind for each in found.losses] == [RefiLoss.OWN_PART]


def test_a_text_that_was_changed_since_stays_changed() -> None:
    code = replace(sample().codes[0], name="x\x01")
    project = replace(sample(), codes=(code, *sample().codes[1:]))
    read = bare(project)
    renamed = replace(read, codes=(replace(code, name="anew"), *read.codes[1:]))
    found = Package(project).back(renamed, changed=True)
    assert found.codes[0].name == "anew"
    assert found.losses


def test_a_memo_on_a_case_is_kept_of_a_changed_project() -> None:
    found = Package(sample()).back(bare(sample()), changed=True)
    assert ExchangeLink(case=guid("fall")) in found.memos[2].links


# -- a part that nobody should trust


def _spoilt(change: dict[str, Any]) -> ExchangeProject:
    package = Package(sample())
    package.own.update(change)
    return package.back(bare(sample()))


TALK = guid("talk")


@pytest.mark.parametrize(
    "change",
    [
        {"documents": {TALK: {"layout": "[[],[],[],[]"}}},
        {"documents": {TALK: {"layout": json.dumps([[[5, 9_999, [], None, 0, 0]], [], [], []])}}},
        {"documents": {TALK: {"layout": json.dumps([[[0, 9, [4, 2], "", 0, 0]], [], [], []])}}},
        {"documents": {TALK: {"layout": json.dumps([[], [[0, 1, "blink", ""]], [], []])}}},
        {"documents": {TALK: {"kind": "poem"}}},
        {"documents": {TALK: {"source": ["x", "../../etc/passwd"]}}},
        {"documents": {TALK: {"media": [["no guid", "", "", "", "", ""]]}}},
        {"segments": {guid("s1"): [101, ""]}},
        {"segments": {guid("s1"): [True, ""]}},
        {"segments": {guid("s1"): [1.5, ""]}},
        {"memos": {guid("m1"): ["note", [["?", "", "", "", None, None]]]}},
        {"memos": {guid("m1"): ["note", [[TALK, "", "", "", 9, 4]]]}},
        {"cases": {guid("fall"): [["?", None]]}},
        {"attributes": {guid("a1"): ["document", "number", []]}},
        {"saved": [[guid("q"), "shell", "rm", "", "", "", "", ""]]},
        {"saved": [[guid("q"), "query", "\ud800", "", "", "", "", ""]]},
        {"parts": [[guid("p"), "qda", "k", "n", "%%%", []]]},
        {"exact": {"code": {guid("Plats"): {"guid": ["x", "y"]}}}},
        {"project": [], "coders": 7, "exact": "x"},
    ],
)
def test_what_does_not_fit_is_left_out_and_counted(change: dict[str, Any]) -> None:
    found = _spoilt(change)
    assert RefiLoss.OWN_PART in {each.kind for each in found.losses}
    assert found.documents[0].text == sample().documents[0].text


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"[" * 100_000, b'{"version":2}', b"\xff"])
def test_a_part_that_is_none_says_nothing(data: bytes) -> None:
    assert read_own(held("own", data), b"", lambda _path: None) is None


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=10,
)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_no_part_makes_reading_fail(data: st.DataObject) -> None:
    package = Package(sample())
    at: Any = package.own
    while isinstance(at, dict | list) and at:
        keys = list(at) if isinstance(at, dict) else list(range(len(at)))
        key = data.draw(st.sampled_from(keys))
        inner = at[key]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.booleans()):
            at[key] = data.draw(_JSON)
            break
        at = inner
    found = package.back(bare(sample()))
    assert len(found.segments) == len(sample().segments)
