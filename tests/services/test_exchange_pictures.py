"""Pictures in projects of other programs: known by their files, and clean where that is wished."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from qcode.services import exchange_in, importing, pictures, projects
from qcode.services.exchange_files import export_project, foresee, read_project
from qcode.services.exchange_plan import Noun
from qcode.services.pictures import Rectangle
from qcode.services.projects import Project


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    """A picture, turned, that says where it was taken."""
    image = Image.new("RGB", (80, 60), "green")
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "HEMLIG"
    exif.get_ifd(0x8825).update({1: "N", 2: (65.0, 35.0, 4.0)})
    file = io.BytesIO()
    image.save(file, "JPEG", exif=exif)
    path = tmp_path / "IMG_1.jpg"
    path.write_bytes(file.getvalue())
    return path


def written(path: Path) -> bytes:
    with zipfile.ZipFile(path) as package:
        return next(
            package.read(name) for name in package.namelist() if name.endswith((".jpeg", ".jpg"))
        )


def test_the_import_says_that_a_picture_knows_its_place(project: Project, photograph: Path) -> None:
    (one,) = importing.import_paths(project, [photograph]).imported
    assert [loss.kind for loss in one.imported.losses] == ["picture_located"]


def test_a_picture_goes_out_as_it_came_or_clean(
    project: Project, photograph: Path, tmp_path: Path
) -> None:
    (one,) = importing.import_paths(project, [photograph]).imported
    pictures.code_region(project, one.document.id, Rectangle(0, 0, 20, 30), "Hus")
    assert foresee(project, tmp_path / "ut.qdpx").pictured
    export_project(project, tmp_path / "as-it-is.qdpx")
    assert written(tmp_path / "as-it-is.qdpx") == photograph.read_bytes()
    clean = tmp_path / "clean.qdpx"
    export_project(project, clean, clean=True)
    assert b"HEMLIG" not in written(clean) and b"HEMLIG" not in clean.read_bytes()
    with projects.create_project(tmp_path / "hem.qcode", coder="Bo") as home:
        exchange_in.take_in(home, read_project(clean), name=clean.name)
        (found,) = [each for each in home.documents() if each.name == "IMG_1"]
        assert pictures.open_picture(home, found.id).size == (60, 80)
        assert home.text(found.id).layout == project.text(one.document.id).layout


def test_without_pictures_there_is_nothing_to_clean(project: Project, tmp_path: Path) -> None:
    assert not foresee(project, tmp_path / "ut.qdpx").pictured


def test_two_pictures_with_the_same_words_are_two_documents(
    project: Project, photograph: Path, tmp_path: Path
) -> None:
    importing.import_paths(project, [photograph])
    other = tmp_path / "b" / "IMG_1.jpg"
    other.parent.mkdir()
    Image.new("RGB", (30, 20)).save(other)
    with projects.create_project(tmp_path / "hem.qcode", coder="Bo") as home:
        importing.import_paths(home, [other])
        export_project(home, tmp_path / "other.qdpx")
    exchange = read_project(tmp_path / "other.qdpx")
    result = exchange_in.take_in(project, exchange, name="other.qdpx")
    assert result.new(Noun.DOCUMENTS) == 1
    again = exchange_in.take_in(project, exchange, name="other.qdpx")
    assert again.changes is None
    sizes = {
        pictures.open_picture(project, each.id).size
        for each in project.documents()
        if pictures.is_picture(each)
    }
    assert sizes == {(60, 80), (30, 20)}


def test_the_same_picture_from_elsewhere_is_known(
    project: Project, photograph: Path, tmp_path: Path
) -> None:
    importing.import_paths(project, [photograph])
    with projects.create_project(tmp_path / "hem.qcode", coder="Bo") as home:
        importing.import_paths(home, [photograph])
        export_project(home, tmp_path / "same.qdpx")
    result = exchange_in.take_in(project, read_project(tmp_path / "same.qdpx"), name="same.qdpx")
    assert result.new(Noun.DOCUMENTS) == 0
