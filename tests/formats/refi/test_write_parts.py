"""What was kept of another program's project is written back where it was, as the schema has it."""

from __future__ import annotations

import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from exchange_material import PDF, docx_bytes, held
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from qdpx_material import CODEBOOK, guid, low, pack, project

from qcode.formats.exchange import (
    ExchangeCode,
    ExchangeDocument,
    ExchangePart,
    ExchangeProject,
)
from qcode.formats.refi.parts import Kept
from qcode.formats.refi.read_project import QdpxReader
from qcode.formats.refi.tree import _ATTRIBUTES, _ELEMENTS
from qcode.formats.refi.write_project import QdpxWriter

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "project.xsd"))
N = "{urn:QDA-XML:project:1.0}"
TEXT = "En rad om tröttheten.\nEn rad till."
SELECTION = (
    f'<PlainTextSelection guid="{guid(21)}" startPosition="10" endPosition="20">'
    f'<Coding guid="{guid(22)}"><CodeRef targetGUID="{guid(1)}"/></Coding>'
    f'<Coding guid="{guid(23)}"><CodeRef targetGUID="{guid(2)}"/></Coding></PlainTextSelection>'
)
CODES = CODEBOOK.replace("</Codes>", f'<Code guid="{guid(2)}" name="B" isCodable="true"/></Codes>')
CODING = f'<Coding guid="{guid(31)}"><CodeRef targetGUID="{guid(1)}"/></Coding>'


class Exchanged:
    """A project read, written and opened again as XML; `back` is how it is read then."""

    def __init__(self, folder: Path, xml: str, files: dict[str, str | bytes]) -> None:
        self.project = QdpxReader().read(pack(folder / "in.qdpx", xml, files))
        self.folder = folder
        self.write(self.project)

    def write(self, changed: ExchangeProject) -> None:
        out = self.folder / "out.qdpx"
        out.unlink(missing_ok=True)
        losses = QdpxWriter().write(changed, out, {})
        assert losses == QdpxWriter().foresee(changed)
        self.losses = {loss.kind for loss in losses}
        self.back = QdpxReader().read(out)
        with zipfile.ZipFile(out) as package:
            self.files = {name: package.read(name) for name in package.namelist()}
        self.root = etree.fromstring(self.files["project.qde"])
        SCHEMA.assertValid(self.root)
        guids = [each.get("guid") for each in self.root.iter() if each.get("guid")]
        assert len(set(guids)) == len(guids)

    def of(self, number: int) -> etree._Element:
        return next(each for each in self.root.iter() if each.get("guid") == guid(number))

    def file(self, path: str | None) -> bytes:
        return self.files["sources/" + str(path).removeprefix("internal://")]


def _exchanged(folder: Path, inner: str, files: dict[str, str | bytes] | None = None) -> Exchanged:
    text = (
        f'<TextSource guid="{guid(20)}" name="T" plainTextPath="internal://t.txt">{SELECTION}'
        "</TextSource>"
    )
    xml = project(inner.replace("<T/>", text))
    return Exchanged(folder, xml, {"sources/t.txt": TEXT, **(files or {})})


def test_codings_of_one_selection_stay_in_it(tmp_path: Path) -> None:
    found = _exchanged(tmp_path, f"{CODES}<Sources><T/></Sources>")
    assert [each.get("guid") for each in found.of(21)] == [guid(22), guid(23)]
    assert (found.of(21).get("startPosition"), found.of(21).get("endPosition")) == ("10", "20")


def test_a_coding_that_moved_leaves_its_selection(tmp_path: Path) -> None:
    found = _exchanged(tmp_path, f"{CODES}<Sources><T/></Sources>")
    first, second = found.project.segments
    found.write(replace(found.project, segments=(first, replace(second, end=15))))
    assert found.of(22).getparent() is found.of(21)
    assert found.of(23).getparent().get("endPosition") == "15"


def test_a_picture_with_its_regions_and_its_file(tmp_path: Path) -> None:
    picture = (
        f'<PictureSource guid="{guid(30)}" name="Bild" path="internal://b.jpg">'
        f'<PictureSelection guid="{guid(32)}" firstX="1" firstY="2" secondX="3" secondY="4">'
        f"{CODING}</PictureSelection></PictureSource>"
    )
    found = _exchanged(tmp_path, f"{CODES}<Sources>{picture}</Sources>", {"sources/b.jpg": b"jpg"})
    assert found.file(found.of(30).get("path")) == b"jpg"
    assert found.of(32).get("secondY") == "4"
    assert found.of(31).getparent() is found.of(32)
    assert [part.files[0].read() for part in found.back.parts if part.files] == [b"jpg"]


def test_the_description_of_a_picture_keeps_its_codings(tmp_path: Path) -> None:
    picture = (
        f'<PictureSource guid="{guid(30)}" name="Bild" path="internal://b.jpg"><TextDescription'
        f' guid="{guid(33)}" name="Om" plainTextPath="internal://t.txt">{SELECTION}</TextDescription>'
        f'<PictureSelection guid="{guid(32)}" firstX="1" firstY="2" secondX="3" secondY="4"/>'
        "</PictureSource>"
    )
    found = _exchanged(tmp_path, f"{CODES}<Sources>{picture}</Sources>", {"sources/b.jpg": b"jpg"})
    assert found.of(33).tag == f"{N}TextDescription"
    assert found.of(21).getparent() is found.of(33)
    assert found.of(32).getparent() is found.of(30)
    assert found.back.documents == found.project.documents


def test_rectangles_on_the_pages_of_a_pdf(tmp_path: Path) -> None:
    source = (
        f'<PDFSource guid="{guid(30)}" name="P" path="internal://p.pdf"><PDFSelection'
        f' guid="{guid(32)}" page="1" firstX="1" firstY="2" secondX="3" secondY="4"/>'
        f'<Representation guid="{guid(33)}" plainTextPath="internal://t.txt">{SELECTION}'
        "</Representation></PDFSource>"
    )
    found = _exchanged(tmp_path, f"{CODES}<Sources>{source}</Sources>", {"sources/p.pdf": PDF})
    assert found.file(found.of(30).get("path")) == PDF
    assert found.of(32).getparent() is found.of(30)
    assert found.back.segments == found.project.segments


def test_a_recording_with_codings_in_time(tmp_path: Path) -> None:
    audio = (
        f'<AudioSource guid="{guid(30)}" name="ljud" path="relative:///x/ljud.mp3">'
        f'<Transcript guid="{guid(33)}" name="Utskrift" plainTextPath="internal://t.txt">'
        f'<SyncPoint guid="{guid(34)}" position="0" timeStamp="0"/>'
        f'<SyncPoint guid="{guid(35)}" position="22" timeStamp="5000"/></Transcript>'
        f'<AudioSelection guid="{guid(32)}" begin="10" end="90">{CODING}</AudioSelection>'
        "</AudioSource>"
    )
    found = _exchanged(tmp_path, f"{CODES}<Sources>{audio}</Sources>")
    assert found.of(31).getparent() is found.of(32)
    assert found.of(32).getparent() is found.of(30)
    points = [(each.get("position"), each.get("timeStamp")) for each in
              found.of(30).iter(f"{N}SyncPoint")]  # fmt: skip
    assert {("0", "0"), ("22", "5000")} <= set(points)
    assert found.back.documents == found.project.documents
    before = [each.get("guid") for each in found.root.iter()]
    again = (tmp_path / "out.qdpx").rename(tmp_path / "again.qdpx")
    found.write(QdpxReader().read(again))
    assert [each.get("guid") for each in found.root.iter()] == before


def test_links_sets_graphs_cases_notes_and_variables(tmp_path: Path) -> None:
    inner = (
        f'<Users><User guid="{guid(3)}" name="Anna" id="AN"/></Users>{CODES}'
        f'<Variables><Variable guid="{guid(40)}" name="När" typeOfVariable="DateTime">'
        "<Description>om</Description></Variable></Variables>"
        f'<Cases><Case guid="{guid(41)}" name="Fall"><CodeRef targetGUID="{guid(1)}"/>'
        f'<VariableValue><VariableRef targetGUID="{guid(40)}"/>'
        "<DateTimeValue>2024-05-31T07:08:09.5+02:00</DateTimeValue></VariableValue>"
        f'<SourceRef targetGUID="{guid(20)}"/><SelectionRef targetGUID="{guid(21)}"/>'
        "</Case></Cases>"
        "<Sources><T/></Sources>"
        f'<Notes><Note guid="{guid(42)}" name="N" richTextPath="internal://n.docx"'
        ' plainTextPath="internal://n.txt"/></Notes>'
        f'<Links><Link guid="{guid(43)}" direction="OneWay" originGUID="{guid(1)}"'
        f' targetGUID="{guid(2)}"/></Links>'
        f'<Sets><Set guid="{guid(44)}" name="S"><MemberCode targetGUID="{guid(1)}"/>'
        f'<MemberSource targetGUID="{guid(20)}"/></Set></Sets>'
        f'<Graphs><Graph guid="{guid(45)}" name="G"><Vertex guid="{guid(46)}"'
        f' representedGUID="{guid(1)}" firstX="1" firstY="2"/><Vertex guid="{guid(47)}"'
        f' firstX="3" firstY="4"/><Edge guid="{guid(48)}" sourceVertex="{guid(46)}"'
        f' targetVertex="{guid(47)}" lineStyle="dotted"/></Graph></Graphs>'
    )
    files = {"sources/n.txt": "text", "sources/n.docx": docx_bytes("text")}
    found = _exchanged(tmp_path, inner, files)
    assert found.of(3).get("id") == "AN"
    assert found.of(40).get("typeOfVariable") == "DateTime"
    assert found.of(40).findtext(f"{N}Description") == "om"
    assert [each.tag.removeprefix(N) for each in found.of(41)] == [
        *("CodeRef", "VariableValue", "SourceRef", "SelectionRef")
    ]
    assert found.file(found.of(42).get("richTextPath")) == docx_bytes("text")
    assert found.of(43).get("originGUID") == guid(1)
    assert [each.tag.removeprefix(N) for each in found.of(44)] == ["MemberCode", "MemberSource"]
    assert found.of(48).get("sourceVertex") == guid(46)
    assert found.losses == set()
    kept = {(part.kind, part.guid) for part in found.project.parts}
    assert {(part.kind, part.guid) for part in found.back.parts} == kept


def test_a_variable_of_documents_and_of_cases_is_one(tmp_path: Path) -> None:
    value = (
        f'<VariableValue><VariableRef targetGUID="{guid(40)}"/>'
        "<IntegerValue>{}</IntegerValue></VariableValue>"
    )
    inner = (
        f'{CODES}<Variables><Variable guid="{guid(40)}" name="År" typeOfVariable="Integer"/>'
        f'</Variables><Cases><Case guid="{guid(41)}" name="F">{value.format(1)}</Case></Cases>'
        f'<Sources><TextSource guid="{guid(20)}" name="T" plainTextPath="internal://t.txt">'
        f"{value.format(2)}</TextSource></Sources>"
    )
    found = _exchanged(tmp_path, inner)
    assert len(list(found.root.iter(f"{N}Variable"))) == 1
    assert found.back.attributes == found.project.attributes
    assert set(found.back.values) == set(found.project.values)


def test_a_docx_that_came_beside_another_text_goes_out_until_that_is_changed(
    tmp_path: Path,
) -> None:
    """Programs write a text and its Word file with other white space, and read them so."""
    path = f'<Sources><TextSource guid="{guid(20)}" name="T" richTextPath="internal://t.docx"'
    inner = f'{path} plainTextPath="internal://t.txt"/></Sources>'
    files = {"sources/t.docx": docx_bytes("En rad.")}
    found = _exchanged(tmp_path, inner, files)
    assert found.file(found.of(20).get("richTextPath")) == files["sources/t.docx"]
    (document,) = found.project.documents
    found.write(replace(found.project, documents=(replace(document, text="En annan"),)))
    assert found.of(20).get("richTextPath") is None
    assert found.losses == {"qdpx_edited"}


def test_what_was_deleted_takes_the_references_to_it_along(tmp_path: Path) -> None:
    inner = (
        f"{CODES}<Sources><PictureSource guid='{guid(30)}' path='internal://b.jpg'>"
        f"{CODING}</PictureSource></Sources><Links><Link guid='{guid(43)}'"
        f" originGUID='{guid(1)}' targetGUID='{guid(2)}'/></Links>"
        f"<Sets><Set guid='{guid(44)}' name='S'><MemberCode targetGUID='{guid(1)}'/></Set></Sets>"
        f"<Graphs><Graph guid='{guid(45)}'><Vertex guid='{guid(46)}' representedGUID='{guid(1)}'"
        f" firstX='0' firstY='0'/></Graph></Graphs>"
    )
    found = _exchanged(tmp_path, inner, {"sources/b.jpg": b"jpg"})
    codes = [each for each in found.project.codes if each.guid != low(1)]
    found.write(replace(found.project, codes=tuple(codes)))
    names = {str(each.tag).removeprefix(N) for each in found.root.iter()}
    assert not names & {"Coding", "Link", "Set"}
    assert found.of(46).get("representedGUID") is None
    assert found.losses == {"qdpx_dangling"}
    assert {part.kind for part in found.back.parts} >= {"Link", "Set"}  # as they were kept


@pytest.mark.parametrize(
    "wrong",
    [
        '<PictureSelection firstX="a" firstY="2" secondX="3" secondY="4"/>',
        '<PictureSelection firstX="1"/>',
        "<Coding><CodeRef/></Coding>",
        "<VariableValue><IntegerValue>x</IntegerValue></VariableValue>",
        "<Blink/><NoteRef targetGUID='none'/>",
        f"<Description>a</Description>{CODING}<Description>b</Description>",
    ],
)
def test_what_the_schema_forbids_is_not_written(tmp_path: Path, wrong: str) -> None:
    picture = f'<PictureSource guid="{guid(30)}" path="internal://b.jpg">{wrong}</PictureSource>'
    found = _exchanged(tmp_path, f"{CODES}<Sources>{picture}</Sources>", {"sources/b.jpg": b"jpg"})
    assert found.of(30).tag == f"{N}PictureSource"


def test_sources_without_their_file_are_for_qcode_alone(tmp_path: Path) -> None:
    inner = (
        f'<Sources><TextSource guid="{guid(20)}" plainTextPath="internal://gone.txt"/>'
        f'<PictureSource guid="{guid(30)}" path="internal://gone.jpg"/></Sources>'
    )
    found = _exchanged(tmp_path, inner)
    assert found.root.find(f"{N}Sources") is None
    assert found.losses == {"qdpx_parts"}
    kept = {(part.kind, part.guid, part.data) for part in found.project.parts}
    assert {(part.kind, part.guid, part.data) for part in found.back.parts} == kept


# -- parts that nobody wrote by the standard

_NAMES = st.sampled_from([*_ELEMENTS, "Blink"])
_VALUES = st.sampled_from(
    ["", "x", "1", "-1", "1.5", "#ff0000", "solid", "OneWay", "2024-01-01T00:00:00", "internal://a"]
    + [guid(number) for number in (1, 20, 50, 51)]
    + ["{" + low(50) + "}"]
)


@st.composite
def _elements(draw: st.DrawFn, depth: int = 3, name: str = "") -> etree._Element:
    element = etree.Element(N + (name or draw(_NAMES)), nsmap={None: N[1:-1]})
    for each in draw(st.lists(st.sampled_from(_ATTRIBUTES), max_size=9, unique=True)):
        element.set(each, draw(_VALUES))
    element.text = draw(_VALUES)
    if depth:
        for child in draw(st.lists(_elements(depth - 1), max_size=4)):
            element.append(child)
    return element


@settings(max_examples=35, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_part_leaves_a_valid_project(data: st.DataObject) -> None:
    parts = []
    for number, kind in enumerate(data.draw(st.lists(st.sampled_from(Kept), max_size=4))):
        element = data.draw(_elements(name=kind if kind != Kept.SELECTIONS else "Set"))
        own = data.draw(st.sampled_from([low(1), low(20), low(60 + number)]))
        files = (held("a", b"file"),) if data.draw(st.booleans()) else ()
        parts.append(ExchangePart(own, "qdpx", kind, "", etree.tostring(element), files))
    odd = ExchangeProject(
        "P",
        codes=(ExchangeCode(low(1), "A"),),
        documents=(ExchangeDocument(low(20), "T", TEXT, source=held("p.pdf", PDF)),),
        parts=tuple(parts),
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.qdpx"
        QdpxWriter().write(odd, path, {})
        with zipfile.ZipFile(path) as package:
            root = etree.fromstring(package.read("project.qde"))
        back = QdpxReader().read(path)
    SCHEMA.assertValid(root)
    guids = [each.get("guid") for each in root.iter() if each.get("guid")]
    assert len(set(guids)) == len(guids)
    assert {each.get("targetGUID") for each in root.iter() if each.get("targetGUID")} <= set(guids)
    assert back.documents[0].text == TEXT
