"""Reports show the parts of pictures that are coded, and keep them when they are refreshed."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree, html
from PIL import Image

from qcode.formats.docx_refresh_file import W
from qcode.formats.picture_crop import Cut
from qcode.model.document import DocumentId
from qcode.model.refresh import What
from qcode.model.report import Repeat, ReportOptions
from qcode.model.text import Span
from qcode.services import coding, importing, pictures, report_pictures
from qcode.services.exporting import export, foresee
from qcode.services.pictures import Rectangle
from qcode.services.projects import Project
from qcode.services.report_preview import preview
from qcode.services.report_refresh import Refresh, prepare, refresh
from qcode.services.retrieval import EVERYTHING

from ..formats.picture_files import png

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
ROOF, DOOR = Rectangle(0, 0, 100, 50), Rectangle(100, 50, 200, 100)


@pytest.fixture
def picture(project: Project, tmp_path: Path) -> DocumentId:
    """A photograph, red up to the left and blue elsewhere, taken at a known place."""
    image = Image.new("RGB", (200, 100), "blue")
    image.paste("red", ROOF)
    exif = Image.Exif()
    exif[0x010E] = "Sävköping"
    image.save(tmp_path / "Torget.jpg", exif=exif)
    (one,) = importing.import_paths(project, [tmp_path / "Torget.jpg"]).imported
    return one.document.id


def coded(project: Project, picture: DocumentId, place: Rectangle, code: str, name: str) -> Span:
    pictures.code_region(project, picture, place, code)
    span, _changes = pictures.add_region(project, picture, place)
    pictures.name_region(project, picture, span, name)
    return Span(span.start, span.start + len(name))


def drawn(path: Path) -> list[tuple[str, bytes]]:
    """The parts of pictures in a Word file, in the order of the text: alternative text, bytes."""
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        assert len(set(names)) == len(names)
        root = etree.fromstring(package.read("word/document.xml"))
        rels = etree.fromstring(package.read("word/_rels/document.xml.rels"))
        types = package.read("[Content_Types].xml").decode()
        targets = {each.get("Id"): each.get("Target") for each in rels}
        found = []
        for inline in root.iter(f"{_WP}inline"):
            blip = next(inline.iter(f"{_A}blip"), None)
            if blip is not None:
                target = targets[blip.get(f"{_R}embed")]
                assert f'Extension="{target.rpartition(".")[2]}"' in types
                alt = next(inline.iter(f"{_WP}docPr")).get("descr")
                found.append((alt, package.read(f"word/{target}")))
        ids = [each.get("id") for each in root.iter(f"{_WP}docPr")]
    assert len(set(ids)) == len(ids)
    return found


def color(data: bytes) -> str:
    red, _green, blue = Image.open(io.BytesIO(data)).convert("RGB").getpixel((20, 20))
    return "red" if red > blue else "blue"


def said(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    return "\n".join("".join(p.itertext(f"{W}t")) for p in root.iter(f"{W}p"))


def test_a_word_report_shows_the_part_under_its_words(
    project: Project, picture: DocumentId
) -> None:
    coded(project, picture, ROOF, "Hus", "Taket")
    coded(project, picture, DOOR, "Hus", "Dörren")
    done = export(project, project.path.with_name("ut.docx"))
    assert done.losses == ()
    (roof, first), (door, second) = drawn(done.path)
    assert "Torget" in roof and "Taket" in roof and "Dörren" in door
    assert (color(first), color(second)) == ("red", "blue")
    assert Image.open(io.BytesIO(first)).size == (100, 50)
    assert not Image.open(io.BytesIO(first)).getexif()
    assert re.search("”Taket”\n\nTorget, ¶ 2 · ", said(done.path))  # words, picture, source


def test_the_same_part_is_in_the_file_once(project: Project, picture: DocumentId) -> None:
    coded(project, picture, ROOF, "Hus", "Taket")
    pictures.code_region(project, picture, ROOF, "Tegel")
    path = export(project, project.path.with_name("ut.docx")).path
    assert len(drawn(path)) == 2
    with zipfile.ZipFile(path) as package:
        assert sum(name.startswith("word/media/") for name in package.namelist()) == 1
    options = ReportOptions(repeat=Repeat.REFERENCED)
    assert len(drawn(export(project, project.path.with_name("b.docx"), options=options).path)) == 1


def test_a_passage_with_several_regions_shows_what_is_around_them(
    project: Project, picture: DocumentId
) -> None:
    coded(project, picture, ROOF, "Hus", "Taket")
    coded(project, picture, Rectangle(100, 0, 200, 50), "Hus", "Himlen")
    text = project.text(picture).text
    coding.apply_path(project, picture, Span(text.index("Taket"), len(text)), "Övre")
    shown = drawn(export(project, project.path.with_name("ut.docx")).path)
    sizes = {alt: Image.open(io.BytesIO(data)).size for alt, data in shown}
    assert (200, 50) in sizes.values()


def test_a_web_report_has_the_part_in_itself(project: Project, picture: DocumentId) -> None:
    coded(project, picture, ROOF, "Hus", "Taket <1>")
    done = export(project, project.path.with_name("ut.html"))
    assert done.losses == ()
    (shown,) = html.parse(done.path).iterfind(".//figure//img")
    head, _, data = shown.get("src").partition(",")
    assert head == "data:image/jpeg;base64"
    assert color(base64.b64decode(data)) == "red"
    assert "Taket <1>" in shown.get("alt")


def test_slides_show_the_part_below_its_words(project: Project, picture: DocumentId) -> None:
    coded(project, picture, ROOF, "Hus", "Taket")
    coded(project, picture, DOOR, "Hus", "Dörren " * 200)
    done = export(project, project.path.with_name("ut.pptx"))
    assert "report_pictures" not in {each.kind for each in done.losses}
    with zipfile.ZipFile(done.path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    found = []
    for name, data in parts.items():
        for shown in etree.fromstring(data).iter(f"{_P}pic") if "slides/slide" in name else ():
            listing = etree.fromstring(parts[name.replace("slides/", "slides/_rels/") + ".rels"])
            targets = {each.get("Id"): each.get("Target") for each in listing}
            blip = next(shown.iter(f"{_A}blip"))
            place = next(shown.iter(f"{_A}off")), next(shown.iter(f"{_A}ext"))
            bottom = int(place[0].get("y")) + int(place[1].get("cy"))
            assert 0 < bottom <= 6_858_000
            assert int(place[0].get("x")) + int(place[1].get("cx")) <= 12_192_000
            alt = next(shown.iter(f"{_P}cNvPr")).get("descr")
            found.append((alt.split()[2], color(parts[targets[blip.get(f"{_R}embed")][1:]])))
    assert found == [("Taket", "red"), ("Dörren", "blue")]
    assert b'Extension="jpeg"' in parts["[Content_Types].xml"]


@pytest.mark.parametrize("suffix", [".md", ".xlsx", ".csv", ".json"])
def test_other_formats_have_the_words_and_say_so(
    project: Project, picture: DocumentId, suffix: str
) -> None:
    coded(project, picture, ROOF, "Hus", "Taket")
    expected = {each.kind: each.count for each in foresee(project, Path(f"ut{suffix}"))}
    done = export(project, project.path.with_name(f"ut{suffix}"))
    losses = {each.kind: each.count for each in done.losses}
    assert expected["report_pictures"] == losses["report_pictures"] == 1


def test_pictures_can_be_left_out(project: Project, picture: DocumentId) -> None:
    coded(project, picture, ROOF, "Hus", "Taket")
    options = ReportOptions(pictures=False)
    done = export(project, project.path.with_name("ut.docx"), options=options)
    assert (done.losses, drawn(done.path)) == ((), [])


def test_a_picture_that_is_damaged_leaves_its_words(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "trasig.png"
    path.write_bytes(png(200, 100)[:60])
    (one,) = importing.import_paths(project, [path]).imported
    coded(project, one.document.id, ROOF, "Hus", "Taket")
    done = export(project, project.path.with_name("ut.docx"))
    assert {each.kind: each.count for each in done.losses} == {"uncut_pictures": 1}
    assert drawn(done.path) == []
    assert "Taket" in said(done.path)


def test_the_preview_shows_it(project: Project, picture: DocumentId) -> None:
    coded(project, picture, ROOF, "Hus", "Taket")
    blocks = repr(preview(project, EVERYTHING, ReportOptions()))
    assert "Torget: Taket" in blocks


# -- refreshing


def refreshed(project: Project, path: Path) -> Refresh:
    found = prepare(project, path)
    refresh(found)
    return found


def test_refreshing_keeps_the_pictures_and_brings_new_ones(
    project: Project, picture: DocumentId
) -> None:
    coded(project, picture, ROOF, "Hus", "Taket")
    path = export(project, project.path.with_name("ut.docx")).path
    before = drawn(path)
    assert not refreshed(project, path).changes
    coded(project, picture, DOOR, "Hus", "Dörren")
    refreshed(project, path)
    assert [color(data) for _alt, data in drawn(path)] == ["red", "blue"]
    assert drawn(path)[0] == before[0]
    pictures.code_region(project, picture, DOOR, "Trä")
    refreshed(project, path)
    assert [color(data) for _alt, data in drawn(path)] == ["red", "blue", "blue"]


def test_a_region_that_was_renamed_or_moved_is_shown_as_it_is_now(
    project: Project, picture: DocumentId
) -> None:
    span = coded(project, picture, ROOF, "Hus", "Taket")
    path = export(project, project.path.with_name("ut.docx")).path
    pictures.move_region(project, picture, span, DOOR)
    assert {each.what for each in refreshed(project, path).changes} == {What.CHANGED}
    assert [color(data) for _alt, data in drawn(path)] == ["blue"]
    pictures.name_region(project, picture, span, "Dörren")
    refreshed(project, path)
    assert [color(data) for _alt, data in drawn(path)] == ["blue"]
    assert "Dörren" in said(path)


def test_a_picture_that_somebody_took_out_does_not_come_back(
    project: Project, picture: DocumentId
) -> None:
    span = coded(project, picture, ROOF, "Hus", "Taket")
    path = export(project, project.path.with_name("ut.docx")).path
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    for each in list(root.iter(f"{W}drawing")):
        each.getparent().remove(each)
    parts["word/document.xml"] = etree.tostring(root)
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    pictures.move_region(project, picture, span, DOOR)
    assert not refreshed(project, path).changes
    assert drawn(path) == []


def test_a_report_that_is_made_again_unpacks_no_picture(
    project: Project, picture: DocumentId, monkeypatch: pytest.MonkeyPatch
) -> None:
    coded(project, picture, ROOF, "Hus", "Taket")
    first = drawn(export(project, project.path.with_name("a.docx")).path)

    def refuse(*_args: object) -> None:
        raise AssertionError("unpacked again")

    monkeypatch.setattr(report_pictures, "Cutter", refuse)
    assert drawn(export(project, project.path.with_name("b.docx")).path) == first


def test_of_many_cuts_the_last_are_kept() -> None:
    kept = report_pictures._Kept(most=25)
    cuts = [Cut(bytes(10), "png", 1, 1) for _ in range(3)]
    for number, cut in enumerate(cuts):
        kept.put(("a", Rectangle(number, 0, 9, 9)), cut)
    found = [kept.get(("a", Rectangle(number, 0, 9, 9))) for number in range(3)]
    assert found == [None, *cuts[1:]]
