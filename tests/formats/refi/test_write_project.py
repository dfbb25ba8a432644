"""Projects written as REFI-QDA: valid, strict, and the same each time."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from exchange_material import NOTES, PDF, TALK, docx_bytes, guid, held, projects, sample
from hypothesis import given, settings
from lxml import etree

from qcode.formats.exchange import (
    ExchangeCode,
    ExchangeDocument,
    ExchangeLink,
    ExchangeMemo,
    ExchangeProject,
    ExchangeSegment,
    ExchangeSet,
    ExchangeValue,
)
from qcode.formats.refi.write_project import QdpxWriter
from qcode.model.errors import Cancelled
from qcode.model.text import Span

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "project.xsd"))
SHARED = Path(__file__).parents[4] / "shared/data/refi/Project-v1.0.openqda.xsd"
N = "{urn:QDA-XML:project:1.0}"
STRICT_GUID = re.compile(r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}")


class Written:
    """A package that was written, opened again."""

    def __init__(self, project: ExchangeProject, **words: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "out.qdpx"
            foreseen = QdpxWriter().foresee(project)
            self.losses = QdpxWriter().write(project, path, words)
            assert self.losses == foreseen
            self.bytes = path.read_bytes()
            with zipfile.ZipFile(path) as package:
                self.names = package.namelist()
                self.files = {name: package.read(name) for name in self.names}
        self.xml = self.files["project.qde"]
        self.root = etree.fromstring(self.xml)

    def all(self, name: str) -> list[etree._Element]:
        return list(self.root.iter(f"{N}{name}"))

    def of(self, name: str) -> etree._Element:
        return next(each for each in self.root.iter() if each.get("guid") == guid(name).upper())

    def file(self, path: str | None) -> bytes:
        assert path is not None and path.startswith("internal://")
        return self.files["sources/" + path.removeprefix("internal://")]


@pytest.fixture(scope="module")
def written() -> Written:
    return Written(sample())


def _check_strict(written: Written) -> None:
    SCHEMA.assertValid(written.root)
    guids = Counter(each.get("guid") for each in written.root.iter() if each.get("guid"))
    assert max(guids.values(), default=1) == 1
    assert all(map(STRICT_GUID.fullmatch, guids))
    assert set(_references(written.root)) <= set(guids)
    assert not [each for each in written.root.iter() if each.tag in _LISTS and not len(each)]
    for path in _internal(written.root):
        assert f"sources/{path}" in written.files


_LISTS = {f"{N}{name}" for name in (
    "Users", "CodeBook", "Codes", "Variables", "Cases", "Sources", "Notes", "Links", "Sets",
    "Graphs")}  # fmt: skip
_REFERRING = ("targetGUID", "originGUID", "creatingUser", "modifyingUser", "creatingUserGUID",
              "modifyingUserGUID", "fromSyncPoint", "toSyncPoint", "representedGUID",
              "sourceVertex", "targetVertex")  # fmt: skip


def _references(root: etree._Element) -> Iterator[str]:
    for each in root.iter():
        yield from (str(each.get(name)) for name in _REFERRING if each.get(name))


def _internal(root: etree._Element) -> Iterator[str]:
    for each in root.iter():
        for name in ("path", "plainTextPath", "richTextPath"):
            if str(each.get(name, "")).startswith("internal://"):
                yield str(each.get(name)).removeprefix("internal://")


def test_everything_is_valid_and_refers_to_what_is_there(written: Written) -> None:
    _check_strict(written)


def test_the_other_published_schema_finds_it_valid(written: Written) -> None:
    if not SHARED.exists():
        pytest.skip("needs the shared data")
    etree.XMLSchema(etree.parse(SHARED)).assertValid(written.root)


@settings(max_examples=35, deadline=None)
@given(projects())
def test_any_project_is_strict(project: ExchangeProject) -> None:
    _check_strict(Written(project))


@settings(max_examples=10, deadline=None)
@given(projects())
def test_equal_projects_give_equal_bytes(project: ExchangeProject) -> None:
    assert Written(project).bytes == Written(project).bytes


def test_an_empty_project_is_valid() -> None:
    written = Written(ExchangeProject(""))
    _check_strict(written)
    assert len(written.root) == 0


def test_the_package_has_one_project_file_and_one_flat_folder(written: Written) -> None:
    rest = [name for name in written.names if name != "project.qde"]
    assert all(re.fullmatch(r"sources/[0-9A-F-]{36}\.[a-z0-9]+", name) for name in rest)
    assert len(set(map(str.lower, written.names))) == len(written.names)
    assert not written.xml.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in written.xml


def test_a_text_counts_in_code_points_of_its_file(written: Written) -> None:
    source = written.of("talk")
    text = written.file(source.get("plainTextPath")).decode()
    assert text == TALK
    found = {
        each.get("name"): text[int(each.get("startPosition")) : int(each.get("endPosition"))]
        for each in source.iter(f"{N}PlainTextSelection")
    }
    assert found == {name: name for name in ("👩‍👩‍👧 gick", '"bra" & <skönt>', "hem")}
    assert written.file(source.get("richTextPath")) == docx_bytes(TALK)


def test_control_characters_stay_in_texts_and_not_in_names(written: Written) -> None:
    source = written.of("field")
    assert written.file(source.get("plainTextPath")).decode() == NOTES
    (selection,) = source.iter(f"{N}PlainTextSelection")
    assert selection.get("name") == "regn.\N{REPLACEMENT CHARACTER} Slut"


def test_only_a_docx_is_a_rich_text() -> None:
    for name, data in (("a.docx", b"PK\3\4"), ("b.rtf", b"{\\rtf1 x}"), ("c.docx", b"no")):
        document = ExchangeDocument(guid("d"), "D", "text", source=held(name, data))
        written = Written(ExchangeProject("P", documents=(document,)))
        assert written.of("d").get("richTextPath") is None
        assert data in written.files.values()


def test_a_docx_that_no_longer_says_the_text_is_not_shown_to_others() -> None:
    """Programs that show it would have the codings of the changed text elsewhere."""
    data = docx_bytes("As it was")
    document = ExchangeDocument(
        *(guid("d"), "D", "As it is"), source=held("d.docx", data), source_format="docx"
    )
    written = Written(ExchangeProject("P", documents=(document,)))
    assert written.of("d").get("richTextPath") is None
    assert data in written.files.values()
    assert {loss.kind: loss.detail for loss in written.losses} == {"qdpx_edited": "d.docx"}


def test_what_is_only_found_while_writing_is_said_in_the_file() -> None:
    document = ExchangeDocument(
        *(guid("d"), "D", "As it is"),
        source=held("d.docx", docx_bytes("As it was")),
        source_format="docx",
    )
    project = ExchangeProject("P", documents=(document,))
    written = Written(project, qdpx_introduction="Not shown:", qdpx_edited="Edited: {count}")
    assert written.root.findtext(f"{N}Description") == "Not shown:\n– Edited: 1"


def test_an_original_that_is_the_text_is_there_once() -> None:
    document = ExchangeDocument(guid("d"), "D", "text\n", source=held("d.txt", b"text\n"))
    written = Written(ExchangeProject("P", documents=(document,)))
    assert list(written.files.values()).count(b"text\n") == 1


def test_a_pdf_carries_its_codings_in_its_representation(written: Written) -> None:
    source = written.of("paper")
    assert source.tag == f"{N}PDFSource"
    assert written.file(source.get("path")) == PDF
    (representation,) = source.iter(f"{N}Representation")
    assert written.file(representation.get("plainTextPath")) == b"Ett\nTv\xc3\xa5\n"
    (selection,) = representation
    assert (selection.get("startPosition"), selection.get("endPosition")) == ("0", "3")


def test_a_recording_has_a_transcript_with_the_times_of_turns(written: Written) -> None:
    audio, film = written.of("mp3"), written.of("mp4")
    assert (audio.tag, film.tag) == (f"{N}AudioSource", f"{N}VideoSource")
    assert audio.get("path") == "relative:///ljud/samtal.mp3"
    assert written.file(film.get("path")) == b"\0film"
    (transcript,) = audio
    assert transcript.get("plainTextPath") == written.of("talk").get("plainTextPath")
    points = [(int(each.get("position")), int(each.get("timeStamp"))) for each in transcript]
    second = TALK.index("B:")
    assert points == [(0, 0), (second - 2, 4_500), (second, 4_500)]


@pytest.mark.parametrize(
    ("path", "said"),
    [("C:\\A b\\c.mp3", "absolute:///C:/A b/c.mp3"), ("/x/y.mp3", "absolute:///x/y.mp3"),
     ("y.mp3", "relative:///y.mp3")],
)  # fmt: skip
def test_paths_outside(path: str, said: str) -> None:
    project = sample()
    (talk, *_rest) = project.documents
    media = replace(talk.media[0], path=path)
    documents = (replace(talk, media=(media,)),)
    written = Written(ExchangeProject("P", documents=documents))
    assert written.of("mp3").get("path") == said


def test_the_code_tree_with_colours_and_texts(written: Written) -> None:
    above, below = written.of("Känslor"), written.of("Glädje")
    assert below.getparent() is above
    assert (above.get("isCodable"), above.get("color")) == ("false", "#4477AA")
    assert below.get("name") == "Glädje\n& sorg"
    assert below.findtext(f"{N}Description") == (
        "När någon är glad.\n\n\\Use when: ja\n\nAnvänds när: uttryckt"
        "\n\nAnvänds inte när: antytt\n\nExempel: »skönt!«"
    )


def test_codes_in_a_circle_or_below_nothing_are_not_lost() -> None:
    a, b, c = guid("a"), guid("b"), guid("c")
    codes = (ExchangeCode(a, "A", b), ExchangeCode(b, "B", a), ExchangeCode(c, "C", guid("?")))
    written = Written(ExchangeProject("P", codes=codes))
    _check_strict(written)
    assert {each.get("name") for each in written.all("Code")} == {"A", "B", "C"}


def test_variables_have_the_type_that_all_their_values_have(written: Written) -> None:
    found = {each.get("name"): each.get("typeOfVariable") for each in written.all("Variable")}
    assert found == {
        "Ålder": "Integer",
        "Ålder (2)": "Float",
        "Datum": "Date",
        "Ort": "Text",
        "Ny": "Boolean",
        "Tom": "Text",
    }
    values = [each[1].text for each in written.of("fall").iter(f"{N}VariableValue")]
    assert values == ["34", "Umeå", "true"]


def test_a_value_that_is_not_of_its_type_makes_the_variable_text() -> None:
    project = sample()
    odd = ExchangeValue(guid("a3"), guid("field"), "våren 2024")
    written = Written(replace(project, values=(*project.values, odd)))
    _check_strict(written)
    assert written.of("a3").get("typeOfVariable") == "Text"


def test_notes_hang_on_what_they_are_about(written: Written) -> None:
    note = guid("m3").upper()
    places = {
        each.getparent().tag.removeprefix(N)
        for each in written.all("NoteRef")
        if each.get("targetGUID") == note
    }
    assert places == {"TextSource", "Code", "PlainTextSelection"}
    links = {(each.get("originGUID"), each.get("targetGUID")) for each in written.all("Link")}
    (span,) = [
        each for each in written.all("PlainTextSelection") if each.find(f"{N}Coding") is None
    ]
    assert links == {(note, guid("fall").upper()), (note, span.get("guid"))}
    assert written.file(written.of("m3").get("plainTextPath")) == b"x < y & z"
    assert written.root[-1].get("targetGUID") == guid("m1").upper()


def test_each_coder_is_said_on_the_coding_and_its_selection(written: Written) -> None:
    for name, coder in (("s1", "Åsa"), ("s2", "Bo")):
        coding = written.of(name)
        assert coding.get("creatingUser") == guid(coder).upper()
        assert coding.getparent().get("creatingUser") == guid(coder).upper()
    assert written.of("s1").getparent() is not written.of("s2").getparent()


def test_what_leads_nowhere_is_left_out_and_counted() -> None:
    project = sample()
    astray = replace(
        project,
        segments=(
            ExchangeSegment(guid("x1"), guid("?"), guid("Plats"), guid("Bo"), 0, 1),
            ExchangeSegment(guid("x2"), guid("talk"), guid("?"), guid("Bo"), 0, 1),
            ExchangeSegment(guid("x3"), guid("talk"), guid("Plats"), guid("Bo"), 5, 9_999),
        ),
        memos=(
            ExchangeMemo(
                *(guid("m"), "M", "t"),
                links=(
                    ExchangeLink(case=guid("?")),
                    ExchangeLink(document=guid("talk"), span=Span(5, 9_999)),
                ),
            ),
        ),
        values=(ExchangeValue(guid("?"), guid("fall"), "1"),),
        sets=(ExchangeSet(guid("u"), "U", (guid("?"),)),),
    )
    written = Written(astray)
    _check_strict(written)
    assert {(loss.kind, loss.count) for loss in written.losses} >= {("qdpx_no_place", 7)}


def test_one_guid_for_two_things_is_used_once() -> None:
    code = ExchangeCode(guid("same"), "C")
    document = ExchangeDocument(guid("same"), "D", "text")
    segment = ExchangeSegment(guid("s"), guid("same"), guid("same"), "", 0, 4)
    written = Written(
        ExchangeProject("P", codes=(code,), documents=(document,), segments=(segment,))
    )
    _check_strict(written)
    assert len(written.all("Coding")) == 1
    assert "qdpx_guids" in {loss.kind for loss in written.losses}


def test_what_is_there_twice_is_written_once() -> None:
    project = sample()
    doubled = replace(
        project,
        documents=project.documents * 2,
        memos=project.memos * 2,
        segments=project.segments * 2,
        codes=project.codes * 2,
    )
    written = Written(doubled)
    _check_strict(written)
    assert written.xml == Written(project).xml


def test_a_long_passage_is_quoted_to_the_end_of_a_word() -> None:
    text = "ord " * 24 + "sammanhängande " + "ord " * 9
    segment = ExchangeSegment(guid("s"), guid("d"), guid("c"), "", 0, len(text))
    written = Written(
        ExchangeProject(
            "P",
            codes=(ExchangeCode(guid("c"), "C"),),
            documents=(ExchangeDocument(guid("d"), "D", text),),
            segments=(segment,),
        )
    )
    (selection,) = written.all("PlainTextSelection")
    assert selection.get("name") == ("ord " * 24).rstrip() + "…"


def test_what_others_will_not_see_is_foreseen_and_said() -> None:
    foreseen = QdpxWriter().foresee(sample())
    assert {loss.kind.removeprefix("qdpx_"): (loss.count, loss.detail) for loss in foreseen} == {
        "weights": (1, "Glädje\n& sorg"),
        "condensed": (1, "hemgång"),
        "memo_kinds": (3, "Om projektet"),
        "memo_links": (1, "Överallt"),
        "speakers": (2, "Anna"),
        "turns": (1, "Samtal 1"),
        "notes": (1, "Samtal 1"),
        "kinds": (2, "Samtal 1"),
        "languages": (1, "Samtal 1"),
        "choices": (1, "Ort"),
        "attributes": (2, "Ålder"),
        "coder_colors": (1, "Åsa"),
        "originals": (1, "falt.odt"),
        "media": (1, "anteckning.xyz"),
        "saved": (2, "Glada"),
        "no_media_file": (1, "samtal.mp3"),
    }
    written = Written(sample(), qdpx_introduction="Not shown:", qdpx_kinds="Kinds: {count}")
    assert written.losses == foreseen
    description = written.root.findtext(f"{N}Description")
    assert description == "Om vad\n\nden handlar.\n\nNot shown:\n– Kinds: 2"


class _Stopping:
    def progress(self, done: int, total: int, detail: str = "") -> None: ...

    def check(self) -> None:
        raise Cancelled


def test_writing_stops_when_asked(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        QdpxWriter().write(sample(), tmp_path / "out.qdpx", {}, _Stopping())
