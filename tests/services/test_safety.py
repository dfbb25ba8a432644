"""Automatic backups, copies on request, restoring, and settings that survive damage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from qcode.model.errors import UserError
from qcode.services import codes, projects, safety, settings
from qcode.services.folders import backup_folder, settings_folder
from qcode.services.projects import Project
from qcode.store.backup import list_backups
from qcode.store.file import open_store


def backups(project: Project) -> list[int]:
    """The last operations of the automatic backups there are."""
    return [backup.operation for backup in list_backups(backup_folder(project.info.guid))]


def test_opening_a_changed_project_backs_it_up(project: Project) -> None:
    path, number = project.path, project.last_operation()
    project.close()
    made = backups(project)
    with projects.open_project(path, coder="Kim"):
        pass
    assert len(backups(project)) >= len(made)
    assert max(backups(project)) <= number


def test_a_backup_is_made_every_so_many_operations(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = project.path
    project.close()
    monkeypatch.setattr(safety, "OPERATIONS", 5)
    with projects.open_project(path, coder="Kim") as again:
        before = again.last_operation()
        for number in range(12):
            codes.add_path(again, f"Kod {number}")
            again._backups.close()  # let each one finish, so that the count is certain
        assert sum(operation > before for operation in backups(again)) >= 2


def test_a_young_backup_is_enough_until_it_is_old(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = project.path
    project.close()
    count = len(backups(project))
    with projects.open_project(path, coder="Kim") as again:
        codes.add_path(again, "Ny")
    assert len(backups(project)) <= count + 1
    monkeypatch.setattr(safety, "AGE", timedelta(0))
    with projects.open_project(path, coder="Kim") as again:
        codes.add_path(again, "Nyare")
        number = again.last_operation()
    with projects.open_project(path, coder="Kim"):
        pass
    assert number in backups(project)


def test_a_backup_that_fails_is_told_and_the_work_goes_on(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = project.path
    project.close()
    monkeypatch.setattr(safety, "OPERATIONS", 1)
    monkeypatch.setattr(
        safety.copies, "add_backup", lambda *_: (_ for _ in ()).throw(OSError("full"))
    )
    with projects.open_project(path, coder="Kim") as again:
        codes.add_path(again, "Ny")
        again._backups.close()
        assert [finding.code for finding in again.verify()] == ["backup"]
        assert len(again.codebook()) == 1


def test_a_copy_can_be_made_while_the_project_is_open(project: Project, tmp_path: Path) -> None:
    copy = safety.back_up(project.path, tmp_path / "kopia.qcode")
    with open_store(copy.path, read_only=True) as store:
        assert store.last_operation() == project.last_operation()
    with pytest.raises(UserError, match="file_exists"):
        safety.back_up(project.path, tmp_path / "kopia.qcode")


@pytest.fixture
def copied(project: Project, tmp_path: Path) -> Iterator[Path]:
    """A copy of the project before a code was added; the project is closed."""
    copy = safety.back_up(project.path, tmp_path / "kopia.qcode")
    codes.add_path(project, "Senare")
    project.close()
    yield copy.path


def test_restoring_puts_the_copy_there_and_keeps_what_was(copied: Path, project: Project) -> None:
    safety.restore(copied, project.path)
    with projects.open_project(project.path, coder="Kim") as again:
        assert len(again.codebook()) == 0
        assert again.verify() == []
    newest = list_backups(backup_folder(project.info.guid))[-1]
    with projects.open_project(newest.path, coder="Kim", read_only=True) as kept:
        assert len(kept.codebook()) == 1


def test_restoring_over_a_damaged_project_keeps_its_bytes(copied: Path, project: Project) -> None:
    project.path.write_bytes(b"not a project any more")
    safety.restore(copied, project.path)
    kept = [p for p in project.path.parent.glob("study (replaced*") if p.is_file()]
    assert [p.read_bytes() for p in kept] == [b"not a project any more"]
    with projects.open_project(project.path, coder="Kim") as again:
        assert again.verify() == []


def test_restoring_over_an_open_project_is_refused(copied: Path, project: Project) -> None:
    with (
        projects.open_project(project.path, coder="Kim"),
        pytest.raises(UserError, match="project_locked"),
    ):
        safety.restore(copied, project.path)


def test_restoring_what_is_no_backup_changes_nothing(project: Project, tmp_path: Path) -> None:
    path = project.path
    project.close()
    before = path.read_bytes()
    (tmp_path / "annat.qcode").write_bytes(b"hej")
    with pytest.raises(UserError, match="not_a_project"):
        safety.restore(tmp_path / "annat.qcode", path)
    assert path.read_bytes() == before


def test_settings_come_back_as_they_were() -> None:
    chosen = settings.Settings(
        coder="Kim", language="sv", theme="dark", recent=("a",), window={"x": "y"}, places={"p": 3}
    )
    settings.save_settings(chosen)
    assert settings.load_settings() == chosen
    assert settings.coder_name() == "Kim"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"coder": 5, "recent": "x", "places": []}'])
def test_damaged_settings_are_the_defaults(text: str) -> None:
    (settings_folder() / "settings.json").write_text(text)
    assert settings.load_settings() == settings.Settings()


def test_recent_projects_are_the_last_dozen_and_can_be_forgotten(tmp_path: Path) -> None:
    for number in range(20):
        settings.remember_project(tmp_path / f"{number % 15}.qcode")
    recent = settings.load_settings().recent
    assert len(recent) == len(set(recent)) == 12
    assert recent[0].endswith("4.qcode")
    settings.save_settings(replace(settings.load_settings(), coder="Kim"))
    settings.forget_projects()
    assert settings.load_settings() == settings.Settings(coder="Kim")
