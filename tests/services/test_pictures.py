"""Pictures in a project: regions marked, coded, named, moved and removed, and all of it undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qcode.model.document import DocumentId
from qcode.model.edits import TextChange
from qcode.model.errors import UserError
from qcode.model.memo import MemoLink
from qcode.model.text import Span
from qcode.services import (
    codes,
    coding,
    documents,
    exchange_in,
    importing,
    memos,
    pictures,
    projects,
    retrieval,
    text_editing,
)
from qcode.services.exchange_files import export_project, read_project
from qcode.services.history import describe
from qcode.services.pictures import Rectangle
from qcode.services.projects import Project

from ..formats.picture_files import png

NAME = "Torget.png"
ROOF = Rectangle(10, 10, 60, 50)


@pytest.fixture
def picture(project: Project, tmp_path: Path) -> DocumentId:
    """A picture of 200 × 100 pixels."""
    path = tmp_path / NAME
    path.write_bytes(png(200, 100))
    (one,) = importing.import_paths(project, [path]).imported
    return one.document.id


def words(project: Project, picture: DocumentId) -> list[str]:
    return project.text(picture).text.split("\n")


def rectangles(project: Project, picture: DocumentId) -> list[Rectangle]:
    return [Rectangle.of(each) for each in project.text(picture).layout.regions]


def coded(project: Project, picture: DocumentId) -> list[tuple[str, str]]:
    text, book = project.text(picture).text, project.codebook()
    found = coding.segments_of(project, picture)
    return [(book.path(each.code), text[each.start : each.end]) for each in found]


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(UserError) as caught:
        act()
    return caught.value.code


def test_a_picture_knows_its_size_and_its_bytes(project: Project, picture: DocumentId) -> None:
    found = pictures.open_picture(project, picture)
    assert found.size == (200, 100)
    assert found.data == png(200, 100)
    other = project.documents()[0]
    assert not pictures.is_picture(other)
    assert refused(lambda: pictures.open_picture(project, other.id)) == "no_picture"


def test_marking_and_coding_is_one_operation(project: Project, picture: DocumentId) -> None:
    codes.add_path(project, "Hus")
    segment, changes = pictures.code_region(project, picture, ROOF, "Hus/Tak")
    assert coded(project, picture) == [("Hus/Tak", "Region 1")]
    assert rectangles(project, picture) == [(0, 0, 200, 100), ROOF]
    assert changes.texts == {picture}
    assert "Hus" in describe(changes) and "Torget" in describe(changes)
    project.undo()
    assert (words(project, picture), coded(project, picture)) == ([NAME], [])
    assert [code.name for code in project.codebook().codes.values()] == ["Hus"]
    project.redo()
    assert coding.get_segment(project, segment).span == Span(11, 19)


def test_a_region_with_that_rectangle_is_not_doubled(project: Project, picture: DocumentId) -> None:
    first, _changes = pictures.code_region(project, picture, ROOF, "Hus")
    again, changes = pictures.code_region(project, picture, ROOF, "Hus")
    assert (first, bool(changes)) == (again, False)
    code = codes.find_code(project, "Hus").id
    assert pictures.code_region(project, picture, ROOF, code)[0] == first
    pictures.code_region(project, picture, ROOF, "Tak")
    assert words(project, picture) == [NAME, "Region 1"]
    span, changes = pictures.add_region(project, picture, ROOF)
    assert (span, bool(changes)) == (Span(11, 19), False)


def test_the_whole_of_a_picture_is_coded_as_its_first_paragraph(
    project: Project, picture: DocumentId
) -> None:
    pictures.code_region(project, picture, Rectangle(-5, -5, 999, 999), "Allt")
    assert coded(project, picture) == [("Allt", NAME)]


def test_what_is_outside_is_cut_or_refused(project: Project, picture: DocumentId) -> None:
    pictures.add_region(project, picture, Rectangle(150, 50, 900, 900))
    assert rectangles(project, picture)[1] == (150, 50, 200, 100)
    for outside in (Rectangle(200, 10, 260, 60), Rectangle(5, 5, 6, 50), Rectangle(9, 9, 5, 5)):
        assert refused(lambda at=outside: pictures.add_region(project, picture, at)) == (
            "region_empty"
        )


def test_a_name_is_taken_over_by_all_that_is_on_the_region(
    project: Project, picture: DocumentId
) -> None:
    segment, _changes = pictures.code_region(project, picture, ROOF, "Hus")
    pictures.code_region(project, picture, Rectangle(70, 10, 90, 40), "Träd")
    span = coding.get_segment(project, segment).span
    memo = memos.add_memo(project, "Rött", "tegel", links=[MemoLink(document=picture, span=span)])
    coding.apply_path(project, picture, Span(span.start, span.start + 3), "Del")
    changes = pictures.name_region(project, picture, span, "  Ett  tak ")
    assert sorted(coded(project, picture)) == [
        ("Del", "Ett tak"),
        ("Hus", "Ett tak"),
        ("Träd", "Region 2"),
    ]
    (link,) = memos.get_memo(project, memo).links
    assert link.span == Span(11, 18)
    assert "Ett tak" in describe(changes)
    assert refused(lambda: pictures.name_region(project, picture, Span(11, 18), " ")) == (
        "region_nameless"
    )
    assert refused(lambda: pictures.name_region(project, picture, span, "Nej")) == (
        "region_unknown"
    )
    pictures.name_region(project, picture, Span(0, len(NAME)), "Torget om natten")
    assert words(project, picture)[0] == "Torget om natten"


def test_a_moved_region_keeps_its_codings(project: Project, picture: DocumentId) -> None:
    segment, _changes = pictures.code_region(project, picture, ROOF, "Hus")
    span = coding.get_segment(project, segment).span
    changes = pictures.move_region(project, picture, span, Rectangle(100, 20, 250, 90))
    assert rectangles(project, picture)[1] == (100, 20, 200, 90)
    assert coded(project, picture) == [("Hus", "Region 1")]
    assert "Region 1" in describe(changes)
    whole = Span(0, len(NAME))
    assert refused(lambda: pictures.move_region(project, picture, whole, ROOF)) == "region_whole"
    assert refused(lambda: pictures.remove_region(project, picture, whole)) == "region_whole"
    project.undo()
    assert rectangles(project, picture)[1] == ROOF


def test_a_removed_region_takes_its_codings_along_and_leaves_its_memos(
    project: Project, picture: DocumentId
) -> None:
    segment, _changes = pictures.code_region(project, picture, ROOF, "Hus")
    pictures.code_region(project, picture, Rectangle(70, 10, 90, 40), "Träd")
    span = coding.get_segment(project, segment).span
    memos.add_memo(project, "Rött", "tegel", links=[MemoLink(segment=segment)])
    memos.add_memo(project, "Snett", "lutar", links=[MemoLink(document=picture, span=span)])
    assert pictures.removal_of(project, picture, span) == pictures.RegionRemoval(1, 2)
    pictures.remove_region(project, picture, span)
    assert words(project, picture) == [NAME, "Region 2"]
    assert coded(project, picture) == [("Träd", "Region 2")]
    assert {memo.title for memo in memos.list_memos(project)} == {"Rött", "Snett"}
    project.undo()
    assert coded(project, picture) == [("Hus", "Region 1"), ("Träd", "Region 2")]
    assert len(rectangles(project, picture)) == 3


def test_regions_get_the_first_free_number(project: Project, picture: DocumentId) -> None:
    for left in (0, 20, 40):
        pictures.add_region(project, picture, Rectangle(left, 0, left + 10, 10))
    found = project.text(picture).layout.regions[1]
    pictures.remove_region(project, picture, Span(found.start, found.end))
    pictures.add_region(project, picture, Rectangle(60, 0, 70, 10))
    assert words(project, picture) == [NAME, "Region 2", "Region 3", "Region 4"]


def test_an_edit_of_the_text_keeps_regions_and_codings(
    project: Project, picture: DocumentId
) -> None:
    pictures.code_region(project, picture, ROOF, "Hus")
    text = project.text(picture).text
    change = TextChange.replace(text, 0, len(NAME), "Torget, mars")
    text_editing.edit_text(project, picture, change)
    assert coded(project, picture) == [("Hus", "Region 1")]
    assert rectangles(project, picture) == [(0, 0, 200, 100), ROOF]
    documents.set_turns(project, picture, ())
    assert rectangles(project, picture) == [(0, 0, 200, 100), ROOF]


def test_a_coded_region_is_found_among_the_passages(project: Project, picture: DocumentId) -> None:
    pictures.code_region(project, picture, ROOF, "Hus")
    (found,) = [e for e in retrieval.excerpts(project) if e.segment.document == picture]
    assert found.text == "Region 1"


def test_a_project_goes_out_and_comes_back_with_its_pictures_and_regions(
    project: Project, picture: DocumentId, tmp_path: Path
) -> None:
    pictures.code_region(project, picture, ROOF, "Hus")
    path = tmp_path / "ut.qdpx"
    export_project(project, path)
    with projects.create_project(tmp_path / "hem.qcode", coder="Bo") as home:
        exchange_in.take_in(home, read_project(path), name=path.name)
        (found,) = [each for each in home.documents() if each.name == "Torget"]
        assert rectangles(home, found.id) == rectangles(project, picture)
        assert coded(home, found.id) == [("Hus", "Region 1")]
        assert pictures.open_picture(home, found.id).data == png(200, 100)


def test_two_pictures_of_one_name_are_two_documents(project: Project, tmp_path: Path) -> None:
    paths = []
    for folder, width in (("a", 10), ("b", 20), ("c", 10)):
        (tmp_path / folder).mkdir()
        paths.append(tmp_path / folder / "IMG_1.png")
        paths[-1].write_bytes(png(width, 10))
    result = importing.import_paths(project, paths)
    assert len(result.imported) == 2
    (skipped,) = result.skipped
    assert skipped.reason.code == "same_content"
