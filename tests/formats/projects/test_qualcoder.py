"""Projects of QualCoder come in with codes, passages, memos, cases and attributes.

The tables are those that QualCoder's own source makes, of version 1.3 and of August 2026.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from qcode.formats.exchange import ExchangeLink, ExchangeProject
from qcode.formats.foreign_values import ForeignLoss
from qcode.formats.picture_size import PictureSize
from qcode.formats.picture_text import seen
from qcode.formats.project_readers import reader_for
from qcode.formats.qualcoder import PROJECT_READER
from qcode.formats.refi.parts import FORMAT, NAMESPACE, Kept
from qcode.model.document import AttributeTarget, AttributeType
from qcode.model.errors import UserError
from qcode.model.layout import Region
from qcode.model.regions import Rectangle

from ..picture_files import png
from .conftest import QualCoder

Maker = Callable[..., QualCoder]
TEXT = "Anna: 🙂 Jag litade på kommunen.\nBo: Det gjorde inte jag 🙂."


def read(study: QualCoder) -> ExchangeProject:
    return PROJECT_READER.read(study.folder)


def words(project: ExchangeProject) -> list[str]:
    texts = {each.guid: each.text for each in project.documents}
    return [texts[s.document][s.start : s.end] for s in project.segments]


def losses(project: ExchangeProject) -> dict[str, int]:
    """What was lost, but for the time zone that no project has."""
    found = {loss.kind: loss.count for loss in project.losses}
    found.pop(ForeignLoss.HOURS, None)
    return found


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize("is_first", [True, False])
def test_a_project_of_any_version_comes_in(qualcoder: Maker, is_first: bool) -> None:
    study = qualcoder(is_first=is_first)
    source = study.source("möte.txt", TEXT)
    study.mark(source, study.code("Tillit", color="#FF8800"), TEXT.index("litade"), "litade")
    found = read(study)
    assert (found.name, found.origin, found.description) == ("Tillit", "QualCoder", "Om tillit")
    assert found.created == "2026-03-01T09:00:00.000Z"
    (document,) = found.documents
    assert (document.name, document.text, document.language) == ("möte.txt", TEXT, "sv")
    (code,) = found.codes
    assert (code.name, code.color, code.codable) == ("Tillit", "#ff8800", True)
    (segment,) = found.segments
    assert words(found) == ["litade"]
    assert [(coder.name, coder.guid == segment.coder) for coder in found.coders] == [("anna", True)]
    assert segment.made == "2026-03-02T10:00:00.000Z"
    assert losses(found) == {}


def test_positions_are_counted_as_their_words_say(qualcoder: Maker) -> None:
    study = qualcoder()
    source, code = study.source("a", TEXT), study.code("Tillit")
    found_by_program = TEXT.index("litade")
    study.mark(source, code, found_by_program, "litade")
    before = TEXT[: TEXT.index("kommunen")]
    chosen = "kommunen.\u2029Bo"  # as the window gives the end of a paragraph
    study.mark(source, code, units(before), chosen)
    last = TEXT.rindex("🙂")
    study.mark(
        source, code, 0, "", pos0=units(TEXT[:last]), pos1=units(TEXT[: last + 1]), seltext="🙂"
    )
    project = read(study)
    assert words(project) == ["litade", "kommunen.\nBo", "🙂"]
    (offsets,) = project.offsets
    assert (offsets.score, offsets.checked) == (1, 3)
    assert offsets.dialect == "code point or UTF-16 unit, end exclusive"
    assert losses(project) == {}


def test_positions_without_words_are_counted_as_others_are(qualcoder: Maker) -> None:
    study = qualcoder()
    source, code = study.source("a", TEXT), study.code("Tillit")
    start = units(TEXT[: TEXT.index("gjorde")])
    study.mark(source, code, start, "gjorde")
    study.mark(source, code, start, "gjorde", owner="bo", seltext=None)
    study.add("annotation", fid=source, pos0=start, pos1=start + 6, memo="Varför?", owner="bo")
    project = read(study)
    assert words(project) == ["gjorde", "gjorde"]
    (memo,) = project.memos
    (link,) = memo.links
    assert (memo.title, memo.text) == ("Varför?", "Varför?")
    assert link.span is not None
    assert TEXT[link.span.start : link.span.end] == "gjorde"


def test_what_the_canonical_text_lacks_shifts_what_comes_after(qualcoder: Maker) -> None:
    study = qualcoder()
    raw = "\ufeffett\r\ntvå\r\ntre"
    source, code = study.source("a", raw), study.code("Tal")
    for said in ("ett", "två\r\ntre", "tre"):
        study.mark(source, code, raw.index(said), said)
    project = read(study)
    assert project.documents[0].text == "ett\ntvå\ntre"
    assert words(project) == ["ett", "två\ntre", "tre"]


def test_a_passage_that_has_moved_a_little_is_found_by_its_words(qualcoder: Maker) -> None:
    study = qualcoder()
    source, code = study.source("a", TEXT), study.code("Tillit")
    study.mark(source, code, TEXT.index("litade") + 3, "litade")
    study.mark(source, code, 5, "står inte där")
    study.mark(source, code, 900, "bort", owner="bo")
    project = read(study)
    assert words(project) == [TEXT[5:18], "litade"]
    assert losses(project) == {ForeignLoss.MISPLACED: 1, ForeignLoss.OUTSIDE: 1}
    assert project.offsets[0].score == 0


def test_categories_are_codes_that_only_group(qualcoder: Maker) -> None:
    study = qualcoder()
    outer = study.add("code_cat", name="Värden", owner="anna", memo="Om värden")
    inner = study.add("code_cat", name="Tro", owner="anna", supercatid=outer)
    trust = study.code("tillit", catid=inner)
    study.code("Tillit till staden", supercid=trust)
    study.code("Oro")
    study.code("Tro", catid=outer)  # beside the category of that name
    study.code("Borta", catid=99)
    study.add("code_cat", catid=50, name="Ring", owner="anna", supercatid=51)
    study.add("code_cat", catid=51, name="Rund", owner="anna", supercatid=50)
    project = read(study)
    names = {code.guid: code.name for code in project.codes}
    tree = [(code.name, names.get(code.parent, ""), code.codable) for code in project.codes]
    assert tree == [
        ("Ring", "", False),
        ("Rund", "Ring", False),
        ("Värden", "", False),
        ("Tro", "Värden", False),
        ("tillit", "Tro", True),
        ("Tillit till staden", "tillit", True),
        ("Tro (2)", "Värden", True),
        ("Borta", "", True),
        ("Oro", "", True),
    ]
    assert losses(project) == {ForeignLoss.DANGLING: 2, ForeignLoss.SAME_NAME: 1}
    (memo,) = project.memos
    assert (memo.title, memo.text) == ("Värden", "Om värden")
    assert memo.links == (ExchangeLink(code=project.codes[2].guid),)


def test_memos_stay_with_what_they_are_about(qualcoder: Maker) -> None:
    study = qualcoder()
    source = study.source("a", TEXT, memo="På kontoret")
    code = study.code("Tillit", memo="Att lita på", owner="bo")
    study.mark(source, code, 0, "Anna", memo="Namnet\nbyts", important=1, owner="bo")
    study.add("cases", name="Anna", memo="Lärare", owner="bo")
    study.add("attribute_type", name="Ålder", memo="I år", caseOrFile="case", valuetype="numeric")
    study.add("journal", name="Dag 1", jentry="Vi började", owner="bo")
    project = read(study)
    (segment,), (case,), (document,) = project.segments, project.cases, project.documents
    assert segment.weight == 100
    assert {(memo.title, memo.text, memo.kind, memo.links) for memo in project.memos} == {
        ("a", "På kontoret", "note", (ExchangeLink(document=document.guid),)),
        ("Tillit", "Att lita på", "note", (ExchangeLink(code=project.codes[0].guid),)),
        ("Namnet", "Namnet\nbyts", "note", (ExchangeLink(segment=segment.guid),)),
        ("Anna", "Lärare", "note", (ExchangeLink(case=case.guid),)),
        ("Ålder", "I år", "note", (ExchangeLink(),)),
        ("Dag 1", "Vi började", "journal", ()),
    }


def test_cases_have_the_documents_that_are_wholly_theirs(qualcoder: Maker) -> None:
    study = qualcoder()
    case = study.add("cases", name="Anna", owner="anna")
    texts = {name: study.source(name, TEXT) for name in ("whole", "old", "zero", "part")}
    picture = study.source("torg.jpg", mediapath="/images/torg.jpg")
    ends = {"whole": len(TEXT), "old": len(TEXT) - 1, "zero": 0, "part": 4}
    for name, end in ends.items():
        study.add("case_text", caseid=case, fid=texts[name], pos0=0, pos1=end)
    study.add("case_text", caseid=case, fid=picture, pos0=0, pos1=0)
    study.add("case_text", caseid=77, fid=picture, pos0=0, pos1=0)
    project = read(study)
    names = {document.guid: document.name for document in project.documents}
    (found,) = project.cases
    assert [(names[each], speaker) for each, speaker in found.links] == [
        ("whole", None),
        ("old", None),
        ("zero", None),
    ]
    (part,) = (each for each in project.parts if each.kind == "case_text")
    kept = json.loads(part.data)
    assert [(row["case"], row.get("start"), row.get("end")) for row in kept] == [
        (found.guid, 0, 4),
        (found.guid, None, None),
    ]
    expected = {ForeignLoss.CASE_PARTS: 1, ForeignLoss.DANGLING: 1, ForeignLoss.FILES: 1}
    assert losses(project) == expected


def test_attributes_have_their_types_and_values(qualcoder: Maker) -> None:
    study = qualcoder()
    source = study.source("a", TEXT)
    picture = study.source("torg.jpg", mediapath="/images/torg.jpg")
    case = study.add("cases", name="Anna", owner="anna")
    for name, of, kind in (
        ("Ålder", "case", "numeric"),
        ("Barn", "case", "numeric"),
        ("Ort", "file", "character"),
    ):
        study.add("attribute_type", name=name, caseOrFile=of, valuetype=kind)
    for name, of, value, number in (
        ("Ålder", "case", "3,50", case),
        ("Barn", "case", "flera", case),
        ("Ort", "file", " Umeå  C ", source),
        ("Ort", "file", "Luleå", picture),
        ("Ort", "file", "", source),
        ("Ålder", "journal", "3", 1),
    ):
        study.add("attribute", name=name, attr_type=of, value=value, id=number)
    project = read(study)
    names = {each.guid: each.name for each in project.attributes}
    assert {(each.name, each.target, each.type) for each in project.attributes} == {
        ("Ålder", AttributeTarget.CASE, AttributeType.NUMBER),
        ("Barn", AttributeTarget.CASE, AttributeType.TEXT),
        ("Ort", AttributeTarget.DOCUMENT, AttributeType.TEXT),
    }
    assert {(names[v.attribute], v.value) for v in project.values} == {
        ("Ålder", "3.5"),
        ("Barn", "flera"),
        ("Ort", "Umeå C"),
    }
    (part,) = (each for each in project.parts if each.kind == "attribute")
    assert [row["value"] for row in json.loads(part.data)] == ["Luleå", "3"]
    assert losses(project) == {
        ForeignLoss.NUMBERS: 1,
        ForeignLoss.VALUES: 2,
        ForeignLoss.FILES: 1,
    }


def test_originals_are_fetched_from_the_folder_alone(qualcoder: Maker) -> None:
    study = qualcoder()
    (study.folder / "documents" / "a.docx").write_bytes(b"original")
    outside = study.folder.parent / "secret.txt"
    outside.write_text("secret")
    (study.folder / "documents" / "link.txt").symlink_to(outside)
    for name, place in (
        ("a.docx", "/docs/a.docx"),
        ("b", "/docs/../../secret.txt"),
        ("c", f"docs:{outside}"),
        ("d", "/docs/link.txt"),
        ("e", "/docs/..\\..\\secret.txt"),
        ("f", "/docs/"),
        ("../g", None),
        ("h\0", None),
    ):
        study.source(name, TEXT, mediapath=place)
    project = read(study)
    held = [document.source for document in project.documents if document.source]
    assert [(each.name, each.size, each.read()) for each in held] == [("a.docx", 8, b"original")]
    assert project.documents[0].source_format == "docx"
    assert losses(project) == {ForeignLoss.FILES: 5}


def test_pictures_and_recordings_are_kept_as_refi_qda_says_them(qualcoder: Maker) -> None:
    study = qualcoder()
    (study.folder / "images" / "torg.jpg").write_bytes(b"picture")
    (study.folder / "audio" / "samtal.mp3").write_bytes(b"sound")
    code = study.code("Torg")
    picture = study.source("torg.jpg", mediapath="/images/torg.jpg", memo="En söndag")
    text = study.source("samtal.mp3.txt", TEXT)
    sound = study.source("samtal.mp3", mediapath="/audio/samtal.mp3", av_text_id=text)
    study.source("film.mp4", mediapath="video:C:\\film.mp4")
    page = study.source("rapport.pdf", TEXT, mediapath="/docs/rapport.pdf")
    area = {"x1": 1, "y1": 2, "width": 30, "height": 40, "cid": code, "owner": "bo"}
    study.add("code_image", id=picture, memo="Fontän", **area)
    study.add("code_image", id=page, pdf_page=3, **area)
    study.add("code_av", id=sound, pos0=100, pos1=2500, cid=code, owner="bo", memo="")
    study.add("code_av", id=sound, pos0=100, pos1=2500, cid=99, owner="bo", memo="")
    project = read(study)
    parts = {part.kind: part for part in project.parts}
    assert set(parts) == {Kept.PICTURE, Kept.AUDIO, Kept.VIDEO, Kept.PDF}
    assert {part.format for part in project.parts} == {FORMAT}
    (file,) = parts[Kept.PICTURE].files
    assert file.read() == b"picture"
    tag = f"{{{NAMESPACE}}}"
    element = etree.fromstring(parts[Kept.PICTURE].data)
    assert element.get("path") == f"internal://{file.name}"
    assert element.findtext(f"{tag}Description") == "En söndag"
    (selection,) = element.iter(f"{tag}PictureSelection")
    place = [selection.get(name) for name in ("firstX", "firstY", "secondX", "secondY")]
    assert place == ["1", "2", "31", "42"]
    (reference,) = selection.iter(f"{tag}CodeRef")
    assert reference.get("targetGUID") == project.codes[0].guid.upper()
    (area_of_page,) = etree.fromstring(parts[Kept.PDF].data).iter(f"{tag}PDFSelection")
    assert area_of_page.get("page") == "3"
    (times,) = etree.fromstring(parts[Kept.AUDIO].data).iter(f"{tag}AudioSelection")
    assert (times.get("begin"), times.get("end")) == ("100", "2500")
    assert etree.fromstring(parts[Kept.VIDEO].data).get("path") == "absolute:///C:/film.mp4"
    transcript = next(each for each in project.documents if each.name == "samtal.mp3.txt")
    (media,) = transcript.media
    assert media.guid == parts[Kept.AUDIO].guid
    assert media.held is not None
    assert (media.path, media.held.read()) == ("audio/samtal.mp3", b"sound")
    assert losses(project) == {ForeignLoss.DANGLING: 1, ForeignLoss.FILES: 2}


def test_pictures_are_documents_with_their_areas_as_regions(qualcoder: Maker) -> None:
    study = qualcoder()
    (study.folder / "images" / "torg.png").write_bytes(png(200, 100))
    code = study.code("Torg")
    picture = study.source("torg.png", mediapath="/images/torg.png", memo="En söndag")
    case = study.add("cases", name="Anna", owner="anna")
    study.add("case_text", caseid=case, fid=picture, pos0=0, pos1=0)
    area = {"id": picture, "cid": code, "width": 30, "height": 40}
    study.add("code_image", x1=1, y1=2, owner="bo", memo="Fontän", important=1, **area)
    study.add("code_image", x1=1, y1=2, owner="eva", memo="", **area)
    study.add("code_image", x1=190, y1=90, owner="bo", memo="", **area)
    study.add("code_image", x1=500, y1=2, owner="bo", memo="", **area)
    project = read(study)
    (document,) = project.documents
    assert (document.name, document.source_format) == ("torg.png", "png")
    assert document.source is not None and document.source.read() == png(200, 100)
    assert document.text == "torg.png\n[1]\n[2]"
    assert document.layout.regions == (
        *(Region(0, 8, 0, 0, 200, 100), Region(9, 12, 1, 2, 31, 42)),
        Region(13, 16, 190, 90, 200, 100),
    )
    coders = {each.guid: each.name for each in project.coders}
    assert [(coders[each.coder], each.start, each.weight) for each in project.segments] == [
        *(("bo", 9, 100), ("eva", 9, None), ("bo", 13, None)),
    ]
    memos = {memo.text: memo.links for memo in project.memos}
    assert memos == {
        "En söndag": (ExchangeLink(document=document.guid),),
        "Fontän": (ExchangeLink(segment=project.segments[0].guid),),
    }
    assert project.cases[0].links == ((document.guid, None),)
    (part,) = project.parts  # what is outside of the picture
    (selection,) = etree.fromstring(part.data).iter(f"{{{NAMESPACE}}}PictureSelection")
    assert (part.kind, selection.get("firstX"), part.files) == (Kept.PICTURE, "500", ())


def test_areas_of_a_turned_picture_are_where_they_are_seen(qualcoder: Maker) -> None:
    study = qualcoder()
    (study.folder / "images" / "a.png").write_bytes(png(200, 100, orientation=6))
    picture = study.source("a.png", mediapath="/images/a.png")
    place = {"x1": 0, "y1": 0, "width": 50, "height": 20, "cid": study.code("A")}
    study.add("code_image", id=picture, owner="bo", memo="", **place)
    (document,) = read(study).documents
    whole, region = document.layout.regions
    assert (whole.right, whole.bottom) == (100, 200)
    assert (region.left, region.top, region.right, region.bottom) == (80, 0, 100, 50)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_way_of_holding_a_camera(orientation: int) -> None:
    measured = PictureSize("png", 200, 100, orientation)
    found = seen(Rectangle(0, 0, 10, 5), measured)
    # As Exif says: where row 0 and column 0 of what is stored are when it is looked at.
    row = {1: "top", 2: "top", 3: "bottom", 4: "bottom"} | dict.fromkeys((5, 8), "left")
    side = (row | dict.fromkeys((6, 7), "right"))[orientation]
    column = {1: "left", 2: "right", 3: "right", 4: "left", 5: "top", 6: "top"}
    other = column.get(orientation, "bottom")
    edges = {
        "top": found.top == 0,
        "left": found.left == 0,
        "bottom": found.bottom == measured.height,
        "right": found.right == measured.width,
    }
    assert edges[side] and edges[other]
    assert sorted(found.size) == [5, 10]


def test_other_tables_are_kept_as_they_are(qualcoder: Maker) -> None:
    study = qualcoder()
    study.add("ris", risid=1, tag="TI", longtag="Title", value="Tillit")
    study.add("graph", name="Karta", description="")
    study.add("gr_free_text_item", grid=1, x=1, y=2, free_text="Mitten")
    study.add("coder_names", name="Ines", visibility=1)
    found = read(study)
    assert [coder.name for coder in found.coders] == ["Ines"]
    names = {part.kind: part.name for part in found.parts}
    assert names == {"ris": "Tillit", "graph": "Karta", "gr_free_text_item": "gr_free_text_item"}
    kept = {part.kind: json.loads(part.data) for part in found.parts}
    assert set(kept) == {"ris", "graph", "gr_free_text_item"}
    assert kept["ris"] == [{"risid": 1, "tag": "TI", "longtag": "Title", "value": "Tillit"}]


def test_the_same_project_is_the_same_each_time_and_in_each_copy(qualcoder: Maker) -> None:
    def fill(study: QualCoder, shift: int) -> ExchangeProject:
        source = study.source("a", TEXT, id=shift)
        study.mark(source, study.code("Tillit", cid=shift), 0, "Anna", memo="x", ctid=shift)
        return read(study)

    first = fill(qualcoder(), 1)
    copy = fill(qualcoder("copy.qda"), 40)
    assert first.guid == copy.guid
    assert (first.segments, first.memos, first.codes) == (copy.segments, copy.memos, copy.codes)


def test_a_folder_is_known_by_its_database(qualcoder: Maker, tmp_path: Path) -> None:
    study = qualcoder("named otherwise")
    assert reader_for(study.folder) is PROJECT_READER
    assert PROJECT_READER.read(study.path) == read(study)
    empty = tmp_path / "empty.qda"
    empty.mkdir()
    other = tmp_path / "other.qda"
    other.write_text("text")
    for path, code in ((empty, "folder_not_project"), (other, "not_that_project")):
        assert not PROJECT_READER.knows(path)
        with pytest.raises(UserError, match=code):
            PROJECT_READER.read(path)
    with study.open() as base:
        base.execute("ALTER TABLE code_text RENAME COLUMN pos0 TO begins")
    with pytest.raises(UserError, match="project_of_other_version"):
        read(study)
    with study.open() as base:
        base.execute("DROP TABLE code_text")
    with pytest.raises(UserError, match="not_that_project"):
        read(study)


def test_a_folder_that_may_not_be_read_is_said_to_be_one(
    qualcoder: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = qualcoder()
    looked_at = Path.stat

    def refuse(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if path == study.path:
            raise PermissionError(errno.EACCES, "no")
        return looked_at(path, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", refuse)
    with pytest.raises(UserError, match="file_not_allowed"):
        PROJECT_READER.read(study.folder)


def test_what_speaks_of_nothing_is_counted(qualcoder: Maker) -> None:
    study = qualcoder()
    source, code = study.source("a", TEXT), study.code("Tillit")
    study.mark(99, code, 0, "Anna")
    study.mark(source, 99, 0, "Anna")
    study.mark(source, code, 0, "", pos0="x", seltext=b"y")
    study.add("annotation", fid=99, pos0=0, pos1=1, memo="x", owner="bo")
    study.add("annotation", fid=source, pos0=900, pos1=990, memo="Utanför", owner="bo")
    study.add("code_image", id=99, x1=1, y1=1, width=1, height=1, cid=code)
    project = read(study)
    assert project.segments == ()
    (memo,) = project.memos
    assert memo.links == (ExchangeLink(document=project.documents[0].guid),)
    assert losses(project) == {ForeignLoss.DANGLING: 4, ForeignLoss.OUTSIDE: 2}
