"""Projects of REFI-QDA that are written badly, in every way that is known: they are read anyway."""

from __future__ import annotations

import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from qdpx_material import CODEBOOK, NAMESPACE, guid, low, pack, project

from qcode.formats.exchange import ExchangeProject
from qcode.formats.refi.losses import RefiLoss
from qcode.formats.refi.parts import Kept
from qcode.formats.refi.read_project import PROJECT_READER
from qcode.model.errors import UserError

TEXT = "Åsa sa det.\nSedan gick hon hem.\n"
CODING = f'<Coding guid="{guid(30)}"><CodeRef targetGUID="{guid(1)}"/></Coding>'


def _source(path: str = "internal://t.txt", inner: str = "", codings: str = CODING) -> str:
    return (
        f'<Sources><TextSource guid="{guid(7)}" name="T" plainTextPath="{path}">{inner}'
        f'<PlainTextSelection guid="{guid(20)}" name="Åsa sa det." startPosition="0"'
        f' endPosition="11">{codings}</PlainTextSelection></TextSource></Sources>'
    )


def _losses(found: ExchangeProject) -> dict[str, int]:
    return {loss.kind: loss.count for loss in found.losses}


def _is_read(found: ExchangeProject) -> bool:
    passages = [found.documents[0].text[each.start : each.end] for each in found.segments]
    return found.documents[0].text == TEXT and passages == ["Åsa sa det."]


def _zip(path: Path, files: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as package:
        for name, data in files.items():
            package.writestr(name, data)
    return path


_GOOD = project(CODEBOOK + _source())


@pytest.mark.parametrize(
    "files",
    [
        {"Mitt projekt.QDE": _GOOD, "Sources/t.txt": TEXT},
        {"a/b/project.qde": _GOOD, "a/b/sources/T.TXT": TEXT},
        {"project.qde": _GOOD, "t.txt": TEXT},
        {"./project.qde": _GOOD, "./sources/t.txt": TEXT},
        {"project.qde": _GOOD, "sources\\t.txt": TEXT},
        {"__MACOSX/._project.qde": "x", "project.qde": _GOOD, "sources/t.txt": TEXT},
        {"project.qde": "\ufeff" + _GOOD, "sources/t.txt": "\ufeff" + TEXT.replace("\n", "\r\n")},
        {"project.qde": _GOOD.encode("utf-8"), "sources/t.txt": TEXT.encode("utf-16")},
    ],
)
def test_names_and_places_of_files(tmp_path: Path, files: dict[str, str | bytes]) -> None:
    assert _is_read(PROJECT_READER.read(_zip(tmp_path / "p.qdpx", files)))


@pytest.mark.parametrize("path", ["t.txt", "internal:///t.txt", "INTERNAL://sources/t.txt"])
def test_paths_of_texts(tmp_path: Path, path: str) -> None:
    file = pack(tmp_path / "p.qdpx", project(CODEBOOK + _source(path)), {"sources/t.txt": TEXT})
    assert _is_read(PROJECT_READER.read(file))


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace(NAMESPACE, "urn:QDA-XML:project:1:0"),
        lambda xml: xml.replace(f' xmlns="{NAMESPACE}"', ""),
        lambda xml: xml.replace("<", "<q:").replace("<q:/", "</q:").replace("<q:?", "<?")
        .replace("xmlns=", "xmlns:q="),
        lambda xml: xml.replace("guid=", "GUID=").replace("startPosition", "startposition"),
        lambda xml: xml.replace("PlainTextSelection", "plaintextselection"),
        lambda xml: xml.replace(guid(1), "{" + low(1) + "}"),
        lambda xml: xml.replace("</Project>", "<Sets/><Graphs/><Links></Links></Project>"),
        lambda xml: xml.replace("</Project>", ""),
        lambda xml: xml.replace('name="P"', 'name="A & B"'),
        lambda xml: xml.replace("<Sources>", "").replace("</Sources>", ""),
    ],
)  # fmt: skip
def test_ways_of_writing_xml(tmp_path: Path, change) -> None:  # type: ignore[no-untyped-def]
    file = pack(tmp_path / "p.qdpx", change(_GOOD), {"sources/t.txt": TEXT})
    assert _is_read(PROJECT_READER.read(file))


def test_damaged_xml_is_read_as_far_as_it_goes_and_said(tmp_path: Path) -> None:
    xml = _GOOD.replace("</Project>", "<Notes><Note guid=")
    found = PROJECT_READER.read(pack(tmp_path / "p.qdpx", xml, {"sources/t.txt": TEXT}))
    assert _is_read(found)
    assert _losses(found)[RefiLoss.MENDED] == 1


def test_characters_that_xml_may_not_have_are_replaced(tmp_path: Path) -> None:
    users = f'<Users><User guid="{guid(3)}" name="A&#1;B" id="&#0;"/></Users>'
    xml = project(users + CODEBOOK + _source()).replace('name="T"', 'name="T&#xFFFE;"')
    found = PROJECT_READER.read(pack(tmp_path / "p.qdpx", xml, {"sources/t.txt": TEXT}))
    assert _is_read(found)
    assert [coder.name for coder in found.coders] == ["A\ufffdB"]
    assert _losses(found) == {RefiLoss.MENDED: 1}
    half = xml.replace('name="A&#1;B"', 'name="Å&#xD800;&#9;B"')  # of a pair of UTF-16
    found = PROJECT_READER.read(pack(tmp_path / "h.qdpx", half, {"sources/t.txt": TEXT}))
    assert [coder.name for coder in found.coders] == ["Å\ufffd B"]
    named = xml.replace(" name=", ' xmlns:x="a}b" x:c="d" name=', 1)
    assert _is_read(PROJECT_READER.read(pack(tmp_path / "n.qdpx", named, {"sources/t.txt": TEXT})))
    wide = half.replace('encoding="utf-8"', 'encoding="utf-16"').encode("utf-16")
    with pytest.raises(UserError, match="file_damaged"):
        PROJECT_READER.read(pack(tmp_path / "w.qdpx", wide, {"sources/t.txt": TEXT}))


def test_a_bare_project_finds_the_texts_in_the_folder_beside_it(tmp_path: Path) -> None:
    (tmp_path / "Sources").mkdir()
    (tmp_path / "Sources/t.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "p.qde").write_text(_GOOD, encoding="utf-8")
    assert PROJECT_READER.knows(tmp_path / "p.qde")
    assert _is_read(PROJECT_READER.read(tmp_path / "p.qde"))


@pytest.mark.parametrize(
    "path",
    [
        "../secret.txt",
        "internal://../secret.txt",
        "relative:///secret.txt",
        "absolute:///etc/passwd",
        "file:///etc/passwd",
        "internal://%2e%2e/secret.txt",
    ],
)
def test_nothing_outside_the_package_is_read(tmp_path: Path, path: str) -> None:
    (tmp_path / "secret.txt").write_text("hemligt")
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    xml = project(CODEBOOK + _source(path) + _source("internal://link.txt").replace("7-", "8-"))
    (tmp_path / "p.qde").write_text(xml, encoding="utf-8")
    for file in (tmp_path / "p.qde", pack(tmp_path / "p.qdpx", xml, {"sources/x.txt": TEXT})):
        found = PROJECT_READER.read(file)
        assert found.documents == ()
        assert _losses(found)[RefiLoss.MISSING_FILE] == 2
        assert [part.kind for part in found.parts].count(Kept.TEXT) == 2
        assert _losses(found)[RefiLoss.NO_TEXT] == 2


def test_references_to_nothing_keep_what_they_stand_at(tmp_path: Path) -> None:
    coding = (
        f'<Coding guid="{guid(30)}" creatingUser="{guid(77)}"><CodeRef targetGUID="{guid(78)}"/>'
        f'<NoteRef targetGUID="{guid(79)}"/></Coding><Coding guid="{guid(31)}"/>'
    )
    cases = (
        f'<Cases><Case guid="{guid(5)}" name="F"><VariableValue><VariableRef'
        f' targetGUID="{guid(80)}"/><TextValue>x</TextValue></VariableValue>'
        f'<SourceRef targetGUID="{guid(81)}"/></Case></Cases>'
    )
    xml = project(cases + _source(codings=coding))
    found = PROJECT_READER.read(pack(tmp_path / "p.qdpx", xml, {"sources/t.txt": TEXT}))
    assert _is_read(found)
    assert [code.guid for code in found.codes] == [low(78)]
    assert [coder.guid for coder in found.coders] == [low(77)]
    assert _losses(found) == {
        RefiLoss.NO_CODE: 1,
        RefiLoss.UNKNOWN_CODE: 1,
        RefiLoss.UNKNOWN_CODER: 1,
        RefiLoss.UNKNOWN_NOTE: 1,
        RefiLoss.UNKNOWN_SOURCE: 1,
        RefiLoss.UNKNOWN_VARIABLE: 1,
    }
    # Each is told by something that one can look for.
    assert {loss.kind: loss.detail for loss in found.losses} == {
        RefiLoss.NO_CODE: "T",
        RefiLoss.UNKNOWN_CODE: low(78)[:8],
        RefiLoss.UNKNOWN_CODER: low(77)[:8],
        RefiLoss.UNKNOWN_NOTE: "Åsa sa det.",
        RefiLoss.UNKNOWN_SOURCE: "F",
        RefiLoss.UNKNOWN_VARIABLE: "F",
    }
    assert [part.kind for part in found.parts] == [Kept.CASE, Kept.SELECTIONS]


def test_a_guid_used_twice_and_a_coding_made_twice(tmp_path: Path) -> None:
    other = CODING.replace(guid(1), guid(2))
    codes = CODEBOOK.replace("</Codes>", f'<Code guid="{guid(2)}" name="B"/></Codes>')
    xml = project(codes + _source(codings=CODING + CODING + other))
    file = pack(tmp_path / "p.qdpx", xml, {"sources/t.txt": TEXT})
    found, again = PROJECT_READER.read(file), PROJECT_READER.read(file)
    assert len({each.guid for each in found.segments}) == 2
    assert found.segments == again.segments
    assert _losses(found) == {RefiLoss.SAME_CODING: 1, RefiLoss.SAME_GUID: 1}


def test_the_text_of_a_styled_original_where_the_plain_one_is_missing(tmp_path: Path) -> None:
    rich = "{\\rtf1 \\'c5sa sa det.\\par Sedan.}"
    xml = project(CODEBOOK + _source()).replace(
        'name="T"', 'name="T" richTextPath="internal://t.rtf"'
    )
    found = PROJECT_READER.read(pack(tmp_path / "p.qdpx", xml, {"sources/t.rtf": rich}))
    (document,) = found.documents
    (segment,) = found.segments
    assert document.text[segment.start : segment.end] == "Åsa sa det."
    assert _losses(found) == {RefiLoss.MISSING_FILE: 1}


def test_a_selection_that_is_not_in_the_text_is_kept_as_it_was(tmp_path: Path) -> None:
    xml = _GOOD.replace('startPosition="0"', 'startPosition="900"').replace('"11"', '"950"')
    found = PROJECT_READER.read(pack(tmp_path / "p.qdpx", xml, {"sources/t.txt": TEXT}))
    assert found.segments == ()
    assert _losses(found)[RefiLoss.UNPLACED] == 1
    assert b"<PlainTextSelection" in found.parts[-1].data


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"a.txt": "x"}, "file_damaged"),
        ({"project.qde": ""}, "file_damaged"),
        ({"mitt/projekt.qdpx": "PK"}, "project_packed"),
        ({"project.qde": "<Projekt/>"}, "file_damaged"),
        ({"project.qde": '<!DOCTYPE p [<!ENTITY a "b">]><Project>&a;</Project>'},
         "file_has_entities"),
        ({"project.qde": "<Project>" + "<Code>" * 300 + "</Code>" * 300 + "</Project>"},
         "file_too_complex"),
    ],
)  # fmt: skip
def test_what_is_no_project_is_one_sentence(
    tmp_path: Path, files: dict[str, str | bytes], code: str
) -> None:
    with pytest.raises(UserError) as raised:
        PROJECT_READER.read(_zip(tmp_path / "p.qdpx", files))
    assert raised.value.code == code


def test_a_file_that_is_no_package_at_all(tmp_path: Path) -> None:
    for name, data in (("a.qdpx", b"PK\x03\x04 nothing"), ("b.qdpx", b""), ("c.qde", b"\0" * 99)):
        (tmp_path / name).write_bytes(data)
        assert not PROJECT_READER.knows(tmp_path / name)
        with pytest.raises(UserError):
            PROJECT_READER.read(tmp_path / name)
    assert not PROJECT_READER.knows(tmp_path / "missing.qdpx")
    assert not PROJECT_READER.knows(tmp_path)


def test_a_bomb_costs_no_memory(tmp_path: Path) -> None:
    bomb = pack(tmp_path / "p.qdpx", _GOOD, {"sources/t.txt": b"a" * (200 << 20)})
    tracemalloc.start()
    found = PROJECT_READER.read(bomb)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert _losses(found)[RefiLoss.LARGE_FILE] == 1
    assert peak < 20 << 20


def test_a_member_that_lies_about_its_size(tmp_path: Path) -> None:
    path = pack(tmp_path / "p.qdpx", _GOOD, {"sources/t.txt": b"a" * (100 << 20)})
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<L", data, at + 24, 40)
    path.write_bytes(data)
    tracemalloc.start()
    found = PROJECT_READER.read(path)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert _losses(found)[RefiLoss.MISSING_FILE] == 1
    assert peak < 20 << 20


def test_a_recording_of_any_size_may_be_in_the_package(tmp_path: Path) -> None:
    audio = f'<Sources><AudioSource guid="{guid(8)}" name="L" path="internal://l.m4a"/></Sources>'
    path = pack(tmp_path / "p.qdpx", project(audio), {"sources/l.m4a": b"abc"})
    (part,) = PROJECT_READER.read(path).parts
    assert part.files[0].read() == b"abc"
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<L", data, at + 24, 3_000_000_000)
    path.write_bytes(data)
    found = PROJECT_READER.read(path)
    assert _losses(found)[RefiLoss.LARGE_FILE] == 1
    assert found.parts[0].files == ()
