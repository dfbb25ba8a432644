"""Projects of other programs are known by their names and by what is in them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from qcode.formats import project_readers
from qcode.formats.base import Loss
from qcode.formats.exchange import ExchangeProject
from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job


class Reader:
    """Knows what begins with its word."""

    def __init__(self, name: str, *suffixes: str) -> None:
        self.name, self.suffixes = name, suffixes

    def knows(self, path: Path) -> bool:
        return path.is_file() and path.read_bytes().startswith(self.name.encode())

    def read(self, path: Path, job: Job = SILENT) -> ExchangeProject:
        return ExchangeProject(path.stem)


class Writer:
    name, suffixes = "Boxes", (".box",)

    def foresee(self, project: ExchangeProject) -> tuple[Loss, ...]:
        return ()

    def write(
        self,
        project: ExchangeProject,
        path: Path,
        words: Mapping[str, str],
        job: Job = SILENT,
    ) -> tuple[Loss, ...]:
        return ()


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make two readers known and one writer, as the modules of the package make theirs."""
    modules = {
        "box": SimpleNamespace(PROJECT_READER=Reader("box", ".box"), PROJECT_WRITER=Writer()),
        "base": SimpleNamespace(PROJECT_READER=Reader("base", ".sqlite3")),
    }

    def module(name: str) -> object:
        return modules[name.rpartition(".")[2]]

    monkeypatch.setattr(project_readers, "import_module", module)
    monkeypatch.setattr(project_readers, "READERS", ("box", "base"))
    monkeypatch.setattr(project_readers, "WRITERS", ("box",))


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.box", "box", "box"),
        ("a.BOX", "box", "box"),
        ("a.sqlite3", "base", "base"),
        ("a.zip", "box", "box"),  # known by what is in it
        ("a.box", "base", "base"),
        ("a.box", "", "box"),  # its reader says what is wrong
    ],
)
@pytest.mark.usefixtures("known")
def test_a_project_is_known(tmp_path: Path, name: str, content: str, expected: str) -> None:
    path = tmp_path / name
    path.write_text(content)
    assert project_readers.reader_for(path).name == expected


@pytest.mark.usefixtures("known")
def test_what_is_none_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite3"  # may be a database of anything
    path.write_text("other")
    text = tmp_path / "text.txt"
    text.write_text("other")
    for wrong in (path, text):
        assert not project_readers.is_meant(wrong)
        with pytest.raises(UserError, match="not_another_project") as caught:
            project_readers.reader_for(wrong)
        assert caught.value.params["known"] == ".box, .sqlite3"


@pytest.mark.usefixtures("known")
def test_what_is_expected_is_said_of_a_folder_and_of_a_database(tmp_path: Path) -> None:
    base = tmp_path / "other.sqlite3"
    with closing(sqlite3.connect(base)) as there, there:
        there.execute("CREATE TABLE other (number)")
    assert project_readers.is_meant(base)
    with pytest.raises(UserError, match="database_not_project"):
        project_readers.reader_for(base)
    hollow = tmp_path / "empty.sqlite3"
    hollow.touch()
    with pytest.raises(UserError, match="file_empty"):
        project_readers.reader_for(hollow)
    with pytest.raises(UserError, match="folder_not_project"):
        project_readers.reader_for(tmp_path)
    with pytest.raises(UserError, match="file_missing"):
        project_readers.coded_reader_for(tmp_path / "none.txt")
    with pytest.raises(UserError, match="file_is_folder"):
        project_readers.coded_reader_for(tmp_path)


@pytest.mark.usefixtures("known")
def test_a_writer_is_found_by_suffix() -> None:
    assert project_readers.writer_for(Path("a.Box")).name == "Boxes"
    with pytest.raises(UserError, match="format_not_writable"):
        project_readers.writer_for(Path("a.sqlite3"))


def test_every_module_that_is_named_is_there() -> None:
    assert all(reader.suffixes for reader in project_readers.readers())
    assert all(writer.suffixes for writer in project_readers.writers())
