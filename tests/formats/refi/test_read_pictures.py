"""Pictures of REFI-QDA are documents with their regions, and go out again as they came."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from qdpx_material import CODEBOOK, guid, low, pack, project

from qcode.formats.exchange import ExchangeDocument, ExchangeLink, ExchangeProject
from qcode.formats.refi.losses import RefiLoss
from qcode.formats.refi.parts import Kept
from qcode.formats.refi.read_project import PROJECT_READER
from qcode.formats.refi.write_project import PROJECT_WRITER
from qcode.model.layout import Region
from qcode.model.regions import Rectangle
from qcode.model.text import Span

from ..picture_files import png

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "project.xsd"))
N = "{urn:QDA-XML:project:1.0}"
NUMBERS = iter(range(200, 10_000))


def coding(number: int = 0, code: int = 1) -> str:
    own = guid(number or next(NUMBERS))
    return f'<Coding guid="{own}"><CodeRef targetGUID="{guid(code)}"/></Coding>'


def region(number: int, corners: str, inner: str = "", name: str = "") -> str:
    places = zip(("firstX", "firstY", "secondX", "secondY"), corners.split(), strict=False)
    said = " ".join(f'{key}="{value}"' for key, value in places)
    called = f'name="{name}"' if name else ""
    return f'<PictureSelection guid="{guid(number)}" {called} {said}>{inner}</PictureSelection>'


def picture(inner: str = "", name: str = "Torg") -> str:
    return f'<PictureSource guid="{guid(8)}" name="{name}" path="internal://b.png">{inner}</PictureSource>'


class Package:
    """A project read, written and read again; `root` is its XML as it was written."""

    def __init__(self, folder: Path, inner: str, **files: bytes | str) -> None:
        self.folder = folder
        given = {"sources/b.png": png(40, 30), **{f"sources/{k}.txt": v for k, v in files.items()}}
        xml = project(f"{CODEBOOK}<Sources>{inner}</Sources>")
        self.first = PROJECT_READER.read(pack(folder / "in.qdpx", xml, given))
        self.write(self.first)

    def write(self, changed: ExchangeProject, *, own: bool = True) -> None:
        out = self.folder / "out.qdpx"
        out.unlink(missing_ok=True)
        self.losses = PROJECT_WRITER.write(changed, out, {})
        assert self.losses == PROJECT_WRITER.foresee(changed)
        with zipfile.ZipFile(out) as package:
            files = {name: package.read(name) for name in package.namelist()}
        if not own:  # as another program would leave it
            files = {name: data for name, data in files.items() if not name.endswith(".json")}
            out.unlink()
            pack(out, files.pop("project.qde"), files)
            self.back = PROJECT_READER.read(out)
            return
        self.files = files
        self.root = etree.fromstring(files["project.qde"])
        SCHEMA.assertValid(self.root)
        self.back = PROJECT_READER.read(out)

    @property
    def document(self) -> ExchangeDocument:
        (one,) = self.first.documents
        return one

    def of(self, number: int) -> etree._Element:
        return next(each for each in self.root.iter() if each.get("guid") == guid(number))


def said(found: ExchangeProject) -> list[tuple[str, tuple[int, ...]]]:
    """What the regions of the one document are called, and where they are."""
    (one,) = found.documents
    return [(one.text[e.start : e.end], Rectangle.of(e)) for e in one.layout.regions]


def same(first: ExchangeProject, second: ExchangeProject) -> bool:
    """Whether both are the same but for what is said of the files that they came in."""
    plain = []
    for each in (first, second):
        parts = sorted((part.kind, part.guid) for part in each.parts)
        alone = replace(each, origin="", losses=(), offsets=(), parts=())
        plain.append((alone, parts))
    return plain[0] == plain[1]


def test_a_picture_is_a_document_with_its_regions(tmp_path: Path) -> None:
    inner = region(20, "1 2 11 12", coding(30), "Taket") + region(21, "5 5 9 9", name="Taket")
    found = Package(tmp_path, picture(inner))
    assert found.document.text == "Torg\nTaket\nTaket"
    assert (found.document.guid, found.document.source_format) == (low(8), "png")
    assert found.document.source is not None and found.document.source.read() == png(40, 30)
    whole = ("Torg", (0, 0, 40, 30))
    assert said(found.first) == [whole, ("Taket", (1, 2, 11, 12)), ("Taket", (5, 5, 9, 9))]
    (segment,) = found.first.segments
    assert (segment.guid, segment.start, segment.end) == (low(30), 5, 10)
    assert found.first.losses == ()


def test_it_goes_out_as_it_came(tmp_path: Path) -> None:
    inner = region(20, "1 2 11 12", coding(30), "Taket") + region(21, "5 5 9 9")
    found = Package(tmp_path, picture(inner))
    assert found.losses == ()
    path = str(found.of(8).get("path")).removeprefix("internal://")
    assert found.files[f"sources/{path}"] == png(40, 30)
    assert [str(each.tag).removeprefix(N) for each in found.of(8)] == [
        *("TextDescription", "PictureSelection", "PictureSelection")
    ]
    corners = ("firstX", "firstY", "secondX", "secondY", "name")
    assert [found.of(20).get(each) for each in corners] == ["1", "2", "11", "12", "Taket"]
    assert found.of(30).getparent() is found.of(20)
    assert found.of(21).get("secondX") == "9"
    assert same(found.back, found.first)


def test_selections_with_one_rectangle_are_one_region(tmp_path: Path) -> None:
    same_place = region(20, "1 2 11 12", coding(30), "a") + region(21, "11 12 1 2", coding(31, 2))
    codes = f'<CodeBook><Codes><Code guid="{guid(1)}" name="A" isCodable="true"/>'
    codes += f'<Code guid="{guid(2)}" name="B" isCodable="true"/></Codes></CodeBook>'
    xml = project(f"{codes}<Sources>{picture(same_place)}</Sources>")
    first = PROJECT_READER.read(pack(tmp_path / "x.qdpx", xml, {"sources/b.png": png(40, 30)}))
    assert said(first)[1:] == [("a", (1, 2, 11, 12))]
    out = tmp_path / "y.qdpx"
    PROJECT_WRITER.write(first, out, {})
    with zipfile.ZipFile(out) as package:
        root = etree.fromstring(package.read("project.qde"))
    selections = {each.get("guid"): len(each) for each in root.iter(f"{N}PictureSelection")}
    assert selections == {guid(20): 1, guid(21): 1}
    assert same(PROJECT_READER.read(out), first)


def test_regions_without_a_name_are_numbered(tmp_path: Path) -> None:
    found = Package(tmp_path, picture(region(20, "1 1 9 9") + region(21, "2 2 9 9")))
    assert found.document.text == "Torg\n[1]\n[2]"


def test_what_is_said_of_regions_and_of_the_picture(tmp_path: Path) -> None:
    inner = (
        "<Description>Torget i maj</Description>"
        + region(20, "1 2 11 12", f"<Description>Plåt</Description>{coding(30)}", "Taket")
        + region(21, "5 5 9 9", f'<NoteRef targetGUID="{guid(90)}"/>', "Dörren")
        + coding(31)
        + f'<NoteRef targetGUID="{guid(91)}"/>'
    )
    notes = "".join(
        f'<Note guid="{guid(number)}" name="N"><PlainTextContent>x</PlainTextContent></Note>'
        for number in (90, 91)
    )
    found = Package(tmp_path, f"{picture(inner)}</Sources><Notes>{notes}</Notes><Sources>")
    links = {memo.text: memo.links for memo in found.first.memos if memo.text != "x"}
    assert links == {
        "Torget i maj": (ExchangeLink(low(8)),),
        "Plåt": (ExchangeLink(segment=low(30)),),
    }
    noted = {memo.guid: memo.links for memo in found.first.memos}
    door = found.document.text.index("Dörren")
    assert noted[low(90)] == (ExchangeLink(low(8), span=Span(door, door + 6)),)
    assert noted[low(91)] == (ExchangeLink(low(8)),)
    whole = next(each for each in found.first.segments if each.guid == low(31))
    assert (whole.start, whole.end) == (0, 4)
    assert found.of(31).getparent() is found.of(8)
    assert same(found.back, found.first)


def test_a_description_comes_first_and_is_counted_as_it_was(tmp_path: Path) -> None:
    passage = f'<PlainTextSelection guid="{guid(22)}" name="två" startPosition="5" endPosition="8">'
    inner = (
        f'<TextDescription guid="{guid(9)}" name="Om" plainTextPath="internal://d.txt">{passage}'
        f"{coding(30)}</PlainTextSelection></TextDescription>"
        + region(20, "1 2 11 12", coding(31), "Taket")
    )
    found = Package(tmp_path, picture(inner), d="Ett\r\ntvå tre")
    assert found.document.text == "Ett\ntvå tre\nTorg\nTaket"
    spans = {each.guid: found.document.text[each.start : each.end] for each in found.first.segments}
    assert spans == {low(30): "två", low(31): "Taket"}
    assert found.of(22).getparent() is found.of(9)
    assert found.of(9).getparent() is found.of(8)
    assert same(found.back, found.first)


@pytest.mark.parametrize("corners", ["50 2 60 9", "3 3 3 9", "a b c d", "1 2", "nan 1 2 3"])
def test_a_region_that_is_nowhere_is_kept(tmp_path: Path, corners: str) -> None:
    inner = region(20, corners, coding(30)) + region(21, "1 1 9 9", name="Här")
    found = Package(tmp_path, picture(inner))
    assert [words for words, _place in said(found.first)] == ["Torg", "Här"]
    assert {each.kind: each.count for each in found.first.losses} == {RefiLoss.HIDDEN_CODINGS: 1}
    kept = next(each for each in found.first.parts if each.kind == Kept.PICTURE)
    assert guid(20).encode() in kept.data and guid(21).encode() not in kept.data
    again = [each.get("guid") for each in found.root.iter(f"{N}PictureSelection")]
    assert again == ([guid(21), guid(20)] if corners[0] in "53" else [guid(21)])
    assert same(found.back, found.first)


def test_a_region_that_reaches_out_of_the_picture_is_cut(tmp_path: Path) -> None:
    found = Package(tmp_path, picture(region(20, "-3 -2 60 12.4", name="Himlen")))
    assert said(found.first)[1] == ("Himlen", (0, 0, 40, 12))


@pytest.mark.parametrize("data", [b"\x89PNG", None])
def test_a_picture_that_cannot_be_shown_is_kept_and_said(
    tmp_path: Path, data: bytes | None
) -> None:
    xml = project(f"{CODEBOOK}<Sources>{picture(region(20, '1 1 9 9', coding()))}</Sources>")
    files = {} if data is None else {"sources/b.png": data}
    found = PROJECT_READER.read(pack(tmp_path / "x.qdpx", xml, files))
    assert found.documents == ()
    reason = RefiLoss.MISSING_FILE if data is None else RefiLoss.NO_PICTURE
    assert {each.kind for each in found.losses} == {reason, RefiLoss.HIDDEN_CODINGS}
    assert [each.kind for each in found.parts] == [Kept.PICTURE]


def test_without_what_only_qcode_reads_no_region_is_lost(tmp_path: Path) -> None:
    long = "Ett långt namn på en region " * 8
    inner = region(20, "1 2 11 12", coding(30), "Taket") + region(21, "5 5 9 9", name=long)
    found = Package(tmp_path, picture(inner))
    found.write(found.first, own=False)
    assert said(found.back) == said(found.first)
    assert found.back.documents[0].text == found.document.text
    assert found.back.segments == found.first.segments


def test_a_region_that_another_program_moved_is_where_it_is_now(tmp_path: Path) -> None:
    found = Package(tmp_path, picture(region(20, "1 2 11 12", coding(30), "Taket")))
    moved = found.files["project.qde"].replace(b'firstX="1"', b'firstX="3"')
    path = pack(tmp_path / "moved.qdpx", found.files.pop("project.qde") and moved, found.files)
    assert said(PROJECT_READER.read(path)) == [("Torg", (0, 0, 40, 30)), ("Taket", (3, 2, 11, 12))]


def test_a_picture_without_its_file_says_so(tmp_path: Path) -> None:
    found = Package(tmp_path, picture(region(20, "1 2 11 12", coding(30), "Taket")))
    bare = replace(found.document, source=None)
    found.write(replace(found.first, documents=(bare,)))
    assert "qdpx_regions" in {each.kind for each in found.losses}
    assert found.of(8).tag == f"{N}TextSource"
    assert found.back.documents[0].layout.regions == (
        *(Region(0, 4, 0, 0, 40, 30), Region(5, 10, 1, 2, 11, 12)),
    )
    assert found.back.segments == found.first.segments
