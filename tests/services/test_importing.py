"""Importing: what can be read goes in, what cannot is said, nothing goes in twice."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from qcode.model.document import DocumentKind
from qcode.model.errors import Cancelled, UserError
from qcode.model.job import Silent
from qcode.services import documents, importing
from qcode.services.history import history
from qcode.services.projects import Project


def test_a_bad_file_is_reported_and_the_rest_goes_in(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / "a.txt").write_text("I: Ett\nIP: Två\n")
    (folder / "b.docx").write_bytes(b"PK\x03\x04 broken")
    (folder / "c.xyz").write_text("?")
    (folder / "d.txt").touch()
    (folder / ".hidden.txt").write_text("x")
    result = importing.import_paths(project, [folder])
    assert [one.path.name for one in result.imported] == ["a.txt"]
    assert {left.path.name for left in result.failed} == {"b.docx", "d.txt"}
    assert [left.path.name for left in result.skipped] == ["c.xyz"]
    assert history(project)[0].summary == "Import “a”"


def test_the_same_content_is_noticed_in_the_project_and_in_the_batch(
    project: Project, tmp_path: Path
) -> None:
    for name in ("x.txt", "y.txt"):
        (tmp_path / name).write_text("Samma ord.")
    copy = tmp_path / "kopia.txt"
    copy.write_bytes((tmp_path / "Anna.txt").read_bytes())
    result = importing.import_paths(project, [tmp_path / "x.txt", tmp_path / "y.txt", copy])
    assert [one.path.name for one in result.imported] == ["x.txt"]
    twins = {left.path.name: left.reason.params["document"] for left in result.skipped}
    assert twins == {"y.txt": "x.txt", "kopia.txt": "Anna"}
    again = importing.import_paths(project, [tmp_path / "x.txt"])
    assert again.changes is None


def test_names_are_made_unique(project: Project, tmp_path: Path) -> None:
    for number in range(2):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "Anna.txt").write_text(f"Nummer {number}")
    result = importing.import_paths(project, [tmp_path / "0", tmp_path / "1"])
    assert [one.document.name for one in result.imported] == ["Anna (2)", "Anna (3)"]


def test_folders_are_searched_deeper_only_on_request(project: Project, tmp_path: Path) -> None:
    deep = tmp_path / "mapp" / "inre"
    deep.mkdir(parents=True)
    (deep / "z.txt").write_text("Hej")
    assert importing.find_files([tmp_path / "mapp"]) == ([], [])
    files, _skipped = importing.find_files([tmp_path / "mapp"], recursive=True)
    assert [file.name for file in files] == ["z.txt"]


def test_what_the_user_changed_in_a_proposal_counts(project: Project, tmp_path: Path) -> None:
    (tmp_path / "n.txt").write_text("Hej")
    candidate = importing.read_file(tmp_path / "n.txt")
    changed = replace(candidate, name="Fältdag", kind=DocumentKind.FIELD_NOTE, language="no")
    result = importing.add_candidates(project, [changed, replace(candidate, include=False)])
    (one,) = result.imported
    assert one.document.name == "Fältdag"
    assert one.document.kind is DocumentKind.FIELD_NOTE
    assert one.document.language == "no"
    assert len(result.skipped) == 1


def test_stopping_an_import_changes_nothing(project: Project, tmp_path: Path) -> None:
    class Stopping(Silent):
        calls = 0

        def check(self) -> None:
            self.calls += 1
            if self.calls > 4:
                raise Cancelled

    for number in range(4):
        (tmp_path / f"{number}.txt").write_text(f"text {number}")
    before = project.last_operation()
    with pytest.raises(Cancelled):
        paths = [tmp_path / f"{number}.txt" for number in range(4)]
        importing.import_paths(project, paths, job=Stopping())
    assert project.last_operation() == before
    assert len(project.documents()) == 2


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("Intervju", "I: Ett\nIP: Två\nI: Tre\nIP: Fyra\n", DocumentKind.INTERVIEW),
        ("Fokusgrupp 1", "I: Ett\nIP: Två\nI: Tre\n", DocumentKind.FOCUS_GROUP),
        ("Observation torget", "Två boende sitter.\n", DocumentKind.OBSERVATION),
        ("Anteckning", "Bara text.\n", DocumentKind.OTHER),
        ("Samtal", "".join(f"{s}: Hej\n" for s in "ABCDABCD"), DocumentKind.FOCUS_GROUP),
    ],
)
def test_the_kind_is_proposed_by_name_and_by_who_speaks(
    tmp_path: Path, name: str, text: str, kind: DocumentKind
) -> None:
    path = tmp_path / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    assert importing.read_file(path).kind is kind


def test_a_folder_that_cannot_be_read_is_said(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "new" / "closed"
    closed.mkdir(parents=True)
    (tmp_path / "new" / "a.txt").write_text("I: Ett\nIP: Två\n")
    scandir = os.scandir

    def refuse(folder: str) -> object:
        if Path(folder) == closed:
            raise PermissionError(13, "Permission denied", folder)
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    result = importing.import_paths(project, [tmp_path / "new"], recursive=True)
    assert [one.path.name for one in result.imported] == ["a.txt"]
    assert [left.reason.code for left in result.skipped] == ["file_not_allowed"]
    alone = importing.import_paths(project, [closed])
    assert [left.reason.code for left in alone.skipped] == ["file_not_allowed"]


def test_large_originals_wait_on_the_disk_and_are_given_back_whole(
    project: Project, tmp_path: Path
) -> None:
    paths = [tmp_path / f"{name}.txt" for name in ("kept", "changed", "gone")]
    for path in paths:
        path.write_text(f"I: {path.stem}\n" + "Trygghet är att veta.\n" * 20_000, encoding="utf-8")
    original = paths[0].read_bytes()
    reading = importing.read_files(project, paths)
    assert not [each for each in reading.candidates if isinstance(each.source, bytes)]
    paths[1].write_text("I: något annat", encoding="utf-8")
    paths[2].unlink()
    with pytest.raises(UserError) as raised:
        importing.add_candidates(project, reading.candidates)
    assert (raised.value.code, len(project.documents())) == ("file_changed", 2)
    result = importing.add_candidates(project, reading.candidates, go_on=True)
    assert [each.document.name for each in result.imported] == ["kept"]
    assert [each.reason.code for each in result.failed] == ["file_changed", "file_missing"]
    documents.save_source(project, result.imported[0].document.id, tmp_path / "back.txt")
    assert (tmp_path / "back.txt").read_bytes() == original
    assert history(project)[0].summary == "Import “kept”"


def test_an_import_of_which_nothing_is_left_is_no_operation(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "gone.txt"
    path.write_text("I: hej\n" * 100_000, encoding="utf-8")
    reading = importing.read_files(project, [path])
    path.unlink()
    before = project.last_operation()
    result = importing.add_candidates(project, reading.candidates, go_on=True)
    assert (result.imported, result.changes) == ((), None)
    assert project.last_operation() == before
