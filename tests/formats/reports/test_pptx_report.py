"""The report as slides, read part by part as a stranger would."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from qcode.formats.bundle import ExportBundle
from qcode.formats.bundle_parts import ExportColumn, ExportSection, ExportTable
from qcode.formats.losses import Lost
from qcode.formats.pptx_frame import is_deck, read_frame
from qcode.formats.pptx_own import own_parts
from qcode.formats.pptx_report import PptxReport
from qcode.formats.pptx_slide import fitted
from qcode.formats.slide_flow import Box
from qcode.formats.slide_measure import width
from qcode.model.errors import Cancelled
from qcode.model.job import Silent

BundleOf = Callable[..., ExportBundle]
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def parts_of(bundle: ExportBundle, folder: Path) -> dict[str, bytes]:
    path = folder / "report.pptx"
    PptxReport().write(bundle, path)
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def texts(xml: bytes) -> list[str]:
    root = etree.fromstring(xml)
    found = ("".join(t.text or "" for t in p.iter(f"{A}t")) for p in root.iter(f"{A}p"))
    return [text for text in found if text]


def slides_of(parts: dict[str, bytes]) -> list[list[str]]:
    count = sum(name.startswith("ppt/slides/slide") for name in parts)
    return [texts(parts[f"ppt/slides/slide{n}.xml"]) for n in range(1, count + 1)]


def test_there_is_a_title_a_slide_for_each_theme_and_how_it_was_done(
    bundle: ExportBundle, tmp_path: Path
) -> None:
    cover, trust, closing = slides_of(parts_of(bundle, tmp_path))
    assert cover[:2] == ["Trygghet på torget", "Lillköping"]
    assert trust[0] == "Tillit & förtroende"
    assert "Att lita på någon." in trust
    assert "”Torget är vårt.”" in trust
    assert "IP1, ¶ 9" in trust
    assert closing[0] == "Method"
    assert "Urval: Koder: Tillit & förtroende med underkoder" in closing


def test_the_notes_hold_the_full_references(bundle: ExportBundle, tmp_path: Path) -> None:
    notes = texts(parts_of(bundle, tmp_path)["ppt/notesSlides/notesSlide2.xml"])
    (found,) = (note for note in notes if "00:14:05" in note)
    assert found.endswith("… · IP1, ¶ 3–5, 00:14:05 · ÅÖ · Åsa Öst-Berg")


def test_the_slide_is_as_it_was_approved(
    bundle: ExportBundle, golden: Callable[[str, str], None], tmp_path: Path
) -> None:
    parts = parts_of(bundle, tmp_path)
    golden("ppt_slides_slide2.xml", parts["ppt/slides/slide2.xml"].decode())
    golden("ppt_notesSlides_notesSlide2.xml", parts["ppt/notesSlides/notesSlide2.xml"].decode())


def test_every_relationship_leads_to_a_part_with_a_type(
    bundle: ExportBundle, tmp_path: Path
) -> None:
    parts = parts_of(bundle, tmp_path)
    types = parts["[Content_Types].xml"].decode()
    for name, data in parts.items():
        if name.endswith(".rels"):
            for target in re.findall(r'Target="/?([^"]+)"', data.decode()):
                assert target in parts
                assert f'"/{target}"' in types


def test_a_long_quotation_goes_on_over_slides_and_is_whole(
    bundle_of: BundleOf, tmp_path: Path
) -> None:
    words = " ".join(f"ord{n}" for n in range(600))
    _cover, *told, _closing = slides_of(parts_of(bundle_of(words), tmp_path))
    assert len(told) > 2
    assert [slide[0] for slide in told[1:]] == ["Yrke (continued)"] * (len(told) - 1)
    said = [text for slide in told for text in slide[1:] if text.startswith("ord")]
    assert " ".join(said) == words


def test_what_is_not_on_the_slides_is_told_before_and_after(
    bundle: ExportBundle, tmp_path: Path
) -> None:
    one = replace(bundle, options=replace(bundle.options, slide_quotes=1))
    quotations, parts = PptxReport().foresee(one)
    assert (quotations.kind, quotations.count) == (Lost.QUOTATIONS, 2)
    assert (parts.kind, parts.detail) == (Lost.PARTS, "Dokument, Kodbok")
    assert PptxReport().write(one, tmp_path / "r.pptx") == (quotations, parts)


def test_a_title_is_made_smaller_and_at_last_shortened() -> None:
    box = Box(400, 60)
    assert fitted("Kort", box) == (32, "Kort")
    size, text = fitted("Ett ganska långt namn på en kod i kodboken", box)
    assert (size < 32, text) == (True, "Ett ganska långt namn på en kod i kodboken")
    size, text = fitted("Ord " * 200, box)
    assert text.endswith("…")
    assert width(text, size) <= 3 * box.width


def test_it_can_be_stopped(bundle: ExportBundle, tmp_path: Path) -> None:
    class Stopping(Silent):
        def check(self) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        PptxReport().write(bundle, tmp_path / "r.pptx", Stopping())


def zipped(parts: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return data.getvalue()


@pytest.fixture
def template() -> dict[str, bytes]:
    """A presentation of one's own: green, lower boxes, a slide, a macro, a fetched picture."""
    parts = own_parts()
    theme = "ppt/theme/theme1.xml"
    parts[theme] = parts[theme].replace(b"2F6D8C", b"00AA00")
    master = "ppt/slideMasters/slideMaster1.xml"
    parts[master] = parts[master].replace(b'cy="4754880"', b'cy="1828800"')
    layout = "ppt/slideLayouts/slideLayout2.xml"
    tag = b'<p:custDataLst><p:tags r:id="rId7"/></p:custDataLst></p:cSld>'
    parts[layout] = parts[layout].replace(b"</p:cSld>", tag)
    parts["ppt/slides/slide1.xml"] = b"<p:sld/>"
    parts["ppt/vbaProject.bin"] = b"macro"
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    more = (
        b'<Relationship Id="rId8" Type="' + office + b'/slide" Target="slides/slide1.xml"/>'
        b'<Relationship Id="rId9" Type="' + office + b'/vbaProject" Target="vbaProject.bin"/>'
        b"</Relationships>"
    )
    rels = "ppt/_rels/presentation.xml.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", more)
    away = (
        b'<Relationship Id="rId7" Type="' + office + b'/image" TargetMode="External" '
        b'Target="http://example.org/seen.png"/></Relationships>'
    )
    rels = "ppt/slideLayouts/_rels/slideLayout2.xml.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", away)
    return parts


def test_a_template_gives_its_looks_and_nothing_else(
    bundle: ExportBundle, template: dict[str, bytes], tmp_path: Path
) -> None:
    data = zipped(template)
    assert is_deck(data)
    parts = parts_of(replace(bundle, template=data), tmp_path)
    whole = b"".join(parts.values())
    assert b"00AA00" in parts["ppt/theme/theme1.xml"]
    assert "ppt/vbaProject.bin" not in parts
    assert b"example.org" not in whole
    assert b"custDataLst" not in whole
    assert b'srgbClr val="4477AA"' not in parts["ppt/slides/slide2.xml"]
    assert len(slides_of(parts)) > len(slides_of(parts_of(bundle, tmp_path)))


@pytest.mark.parametrize("spoilt", ["[Content_Types].xml", "ppt/presentation.xml"])
def test_what_is_no_presentation_is_no_template(spoilt: str, template: dict[str, bytes]) -> None:
    assert not is_deck(b"PK")
    assert not is_deck(zipped({**template, spoilt: b"<"}))
    del template[spoilt]
    assert not is_deck(zipped(template))


def test_a_presentation_without_a_master_for_notes_gets_one(
    template: dict[str, bytes],
) -> None:
    rels = "ppt/_rels/presentation.xml.rels"
    template[rels] = re.sub(rb'<Relationship Id="rId2"[^>]*/>', b"", template[rels])
    frame = read_frame(template)
    assert frame.notes in frame.parts
    assert frame.types[frame.notes].endswith("notesMaster+xml")


def test_a_kept_library_opens_it(bundle: ExportBundle, tmp_path: Path) -> None:
    pptx = pytest.importorskip("pptx")
    path = tmp_path / "r.pptx"
    PptxReport().write(bundle, path)
    slides = list(pptx.Presentation(str(path)).slides)
    assert slides[1].shapes.title.text == "Tillit & förtroende"
    assert "¶ 3–5" in slides[1].notes_slide.notes_text_frame.text


def test_right_to_left_words_stand_from_the_right(bundle_of: BundleOf, tmp_path: Path) -> None:
    parts = parts_of(bundle_of("אני סומך עליהם."), tmp_path)
    assert b'rtl="1"' in parts["ppt/slides/slide2.xml"]


def test_nothing_but_a_title_is_a_presentation_too(bundle: ExportBundle, tmp_path: Path) -> None:
    empty = replace(bundle, codes=(), codebook=(), documents=(), filter="", summary="")
    assert len(slides_of(parts_of(empty, tmp_path))) == 1


def test_the_closing_shortens_long_lists_and_has_them_whole_in_the_notes(
    bundle: ExportBundle, tmp_path: Path
) -> None:
    (one, *_more) = bundle.documents
    names = [f"Intervju {number}" for number in range(40)]
    table = ExportTable("weeks", "Weeks", (ExportColumn("Week"),), (("1",),))
    sections = (
        ExportSection("method", "How", 1, ("All in one week.",)),
        ExportSection("method:weeks", "Week by week", 2, ("Counted:",), (table,)),
    )
    many = replace(
        bundle, documents=tuple(replace(one, name=name) for name in names), sections=sections
    )
    parts = parts_of(many, tmp_path)
    slides = slides_of(parts)
    closing = slides[-1]
    assert any("Intervju 7 and 32 more" in text for text in closing)
    assert "All in one week." in closing
    assert "Counted:" not in closing
    notes = b"".join(parts[f"ppt/notesSlides/notesSlide{len(slides)}.xml"].splitlines())
    assert ", ".join(names).encode() in notes
    assert any("Week by week" in loss.detail for loss in PptxReport().foresee(many))
