"""Automatic backups, copies on request, restoring, and settings that survive damage."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qcode.model.errors import UserError
from qcode.services import codes, projects, safety, settings
from qcode.services.crashes import write_report
from qcode.services.folders import backup_folder, cache_folder, settings_folder
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


@pytest.fixture(autouse=True)
def _backups() -> None:
    """Let copies be made."""


@pytest.fixture
def unsettled(monkeypatch: pytest.MonkeyPatch) -> None:
    """No window ever comes to rest after opening."""
    monkeypatch.setattr(safety, "SETTLED", 3600.0)


def forget_backups(project: Project) -> None:
    for old in list_backups(backup_folder(project.info.guid)):
        old.path.unlink()


@pytest.mark.usefixtures("unsettled")
def test_the_backup_of_opening_waits_for_the_first_change_and_has_what_was_before(
    project: Project,
) -> None:
    path, before = project.path, project.last_operation()
    project.close()
    forget_backups(project)
    with projects.open_project(path, coder="Kim") as again:
        assert backups(again) == []
        codes.add_path(again, "Ny")
        again._backups.close()
        assert backups(again) == [before]


@pytest.mark.usefixtures("unsettled")
@pytest.mark.parametrize("way", ["undo", "redo"])
def test_undo_and_redo_are_changes_too(project: Project, way: str) -> None:
    codes.add_path(project, "Ny")
    if way == "redo":
        project.undo()
    path, before = project.path, project.last_operation()
    project.close()
    forget_backups(project)
    with projects.open_project(path, coder="Kim") as again:
        getattr(again, way)()
        again._backups._thread.join()
        assert backups(again) == [before]


@pytest.mark.usefixtures("unsettled")
def test_the_backup_of_opening_is_there_when_a_project_is_only_looked_at(
    project: Project,
) -> None:
    path, number = project.path, project.last_operation()
    project.close()
    forget_backups(project)
    with projects.open_project(path, coder="Kim") as again:
        assert backups(again) == []
    assert backups(project) == [number]


def test_a_change_does_not_wait_for_a_backup_that_cannot_begin(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = project.path
    project.close()
    monkeypatch.setattr(safety, "SETTLED", 3600.0)
    monkeypatch.setattr(safety, "_PATIENCE", 3600.0)
    for old in list_backups(backup_folder(project.info.guid)):
        old.path.unlink()
    monkeypatch.setattr(
        safety.copies, "add_backup", lambda *_: (_ for _ in ()).throw(OSError("full"))
    )
    with projects.open_project(path, coder="Kim") as again:
        codes.add_path(again, "Ny")
        assert again.verify() != []


def test_a_backup_is_made_every_so_many_operations(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = project.path
    project.close()
    monkeypatch.setattr(safety, "OPERATIONS", 5)
    monkeypatch.setattr(safety, "APART", timedelta(0))
    with projects.open_project(path, coder="Kim") as again:
        before = again.last_operation()
        for number in range(12):
            codes.add_path(again, f"Kod {number}")
            again._backups.close()  # let each one finish, so that the count is certain
        assert sum(operation > before for operation in backups(again)) >= 2


def test_many_operations_within_a_minute_make_one_backup(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = project.path
    project.close()
    monkeypatch.setattr(safety, "OPERATIONS", 5)
    monkeypatch.setattr(safety, "APART", timedelta(days=1))  # a long minute
    with projects.open_project(path, coder="Kim") as again:
        again._backups.close()  # that of opening
        before = backups(again)
        again._backups._made = datetime.now(UTC)
        for number in range(12):
            codes.add_path(again, f"Kod {number}")
        again._backups.close()
        assert backups(again) == before
        again._backups._made -= safety.APART
        codes.add_path(again, "Senare")
        again._backups.close()
        assert again.last_operation() in backups(again)


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
    monkeypatch.setattr(safety, "APART", timedelta(0))
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


def test_restoring_an_older_state_does_not_stop_automatic_backups(
    project: Project, tmp_path: Path
) -> None:
    path = project.path
    codes.add_path(project, "Före")  # more than was copied when the project was opened
    copy = safety.back_up(path, tmp_path / "kopia.qcode")
    for number in range(3):
        codes.add_path(project, f"Kod {number}")
    project.close()
    safety.restore(copy.path, path)
    with open_store(path, read_only=True) as store:
        restored = store.last_operation()
        assert restored not in backups(project)
        assert restored < max(backups(project))
        keeper = safety.BackupKeeper(store, backup_folder(project.info.guid))
        keeper._made -= safety.AGE
        keeper.consider(restored)
        keeper.close()
    assert restored in backups(project)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_restoring_onto_a_link_leaves_the_link(copied: Path, project: Project) -> None:
    project.close()
    link = project.path.with_name("link.qcode")
    link.symlink_to(project.path)
    assert safety.restore(copied, link).path == link
    assert link.is_symlink()
    assert not project.path.is_symlink()


def test_restoring_over_a_folder_is_refused(copied: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="file_exists"):
        safety.restore(copied, tmp_path)


def test_a_project_may_be_restored_over_itself(project: Project) -> None:
    path, before = project.path, project.last_operation()
    project.close()
    safety.restore(path, path)
    with projects.open_project(path, coder="Kim") as again:
        assert again.last_operation() == before
        assert again.verify() == []


def test_without_a_home_the_work_goes_on_and_the_lack_of_backups_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("QCODE_HOME", str(tmp_path / "file" / "home"))
    with projects.create_project(tmp_path / "p.qcode", coder="Kim") as made:
        codes.add_path(made, "Tillit")
        made._backups.close()  # type: ignore[union-attr]
        assert [finding.code for finding in made.verify()] == ["backup"]
    assert settings.load_settings() == settings.Settings()
    assert write_report("Traceback (most recent call last):\nKeyError: 1").exists()


@pytest.mark.parametrize("guid", ["../../evil", "/evil", "", "C:\\evil", "a/b"])
def test_a_guid_never_names_a_folder_elsewhere(home: Path, guid: str) -> None:
    for folder in (backup_folder(guid), cache_folder(guid)):
        assert home in folder.parents
        assert ".." not in folder.parts


def test_a_crash_report_has_no_line_of_what_an_error_says() -> None:
    trace = (
        "Traceback (most recent call last):\n"
        '  File "a.py", line 1, in f\n    g(x)\n    ^^^^\n'
        "ValueError: IP1 said\n  secret one\nsecret two: more\n\nsecret three\n\n"
        "During handling of the above exception, another exception occurred:\n\n"
        "Traceback (most recent call last):\n"
        '  File "b.py", line 2, in h\n    h(x)\nsqlalchemy.exc.DataError: secret four\n'
    )
    text = write_report(trace).read_text(encoding="utf-8")
    assert "secret" not in text
    for kept in ('File "a.py", line 1', "ValueError\n", 'File "b.py"', "sqlalchemy.exc.DataError"):
        assert kept in text


def test_settings_come_back_as_they_were() -> None:
    chosen = settings.Settings(
        coder="Kim", language="sv", theme="dark", recent=("a",), window={"x": "y"}, places={"p": 3}
    )
    settings.save_settings(chosen)
    assert settings.load_settings() == chosen
    assert settings.coder_name() == "Kim"


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "[" * 100_000, '{"coder": 5, "recent": "x", "places": []}'),
        '{"window": {"geometry": 5}, "places": {"a": "b", "c": true}, "keys": {"undo": null}}',
        '{"active": {"p": [1]}, "stop_words": {"sv": [1]}, "imports": {"txt": {"kind": []}}}',
    ],
)
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
