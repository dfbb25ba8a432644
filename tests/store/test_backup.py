"""Backups are whole, checked, numbered, and thinned out by age."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.model.changes import Op, OperationId
from qcode.model.errors import UserError
from qcode.store import backup, journal, schema
from qcode.store.backup import Backup
from qcode.store.file import Store, open_store

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_a_backup_is_the_whole_project_in_one_file(store: Store, tmp_path: Path) -> None:
    made = backup.add_backup(store, tmp_path / "backups")
    assert made.operation == store.last_operation()
    assert [entry.name for entry in made.path.parent.iterdir()] == [made.path.name]
    with (
        open_store(made.path, read_only=True) as copy,
        store.reading() as view,
        copy.reading() as other,
    ):
        assert journal.snapshot(other) == journal.snapshot(view)
    assert backup.list_backups(made.path.parent) == [made]


def test_a_backup_made_while_others_write_is_whole(
    store: Store, tmp_path: Path, columns: Callable[..., dict[str, object]]
) -> None:
    def write() -> None:
        for at in range(60):
            with store.writing(Op.APPLY_CODE, coder="Anna") as unit:
                unit.add(schema.segment, **columns(at, at + 9))

    thread = threading.Thread(target=write)
    thread.start()
    copies = [backup.add_backup(store, tmp_path / f"backups{n}") for n in range(5)]
    thread.join()
    for made in copies:
        backup.check_copy(made.path)
        with open_store(made.path, read_only=True) as copy:
            assert copy.last_operation() == made.operation


def test_a_copy_that_fails_its_check_is_not_kept(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Store.backup_to

    def truncated(self: Store, target: Path, begun: Callable[[], object]) -> None:
        whole(self, target, begun)
        target.write_bytes(target.read_bytes()[:5000])

    monkeypatch.setattr(Store, "backup_to", truncated)
    with pytest.raises(UserError, match="backup_failed"):
        backup.copy(store, tmp_path / "copy.qcode")
    assert not (tmp_path / "copy.qcode").exists()


def test_other_files_in_the_folder_are_no_backups(tmp_path: Path) -> None:
    (tmp_path / "Mine.qcode").touch()
    (tmp_path / "20260101T000000Z-x.qcode").touch()
    assert backup.list_backups(tmp_path) == []


def made(hours: float) -> Backup:
    """A backup of so many hours ago."""
    moment = NOW - timedelta(hours=hours)
    return Backup(moment, OperationId(1), Path(f"{moment:%Y%m%dT%H%M%S}"))


def test_all_of_a_day_one_a_day_of_a_month_and_one_a_month_are_kept() -> None:
    backups = sorted(made(hours) for hours in range(0, 24 * 400, 6))
    gone = set(backup.superfluous(backups, NOW))
    kept = [each for each in backups if each not in gone]
    today = [each for each in kept if NOW - each.made < timedelta(days=1)]
    month = [each for each in kept if NOW - each.made < timedelta(days=31)]
    assert len(today) == 4
    assert 31 <= len({each.made.date() for each in month}) <= 32
    assert 43 <= len(kept) <= 50


@given(st.lists(st.integers(0, 24 * 900), min_size=1, max_size=60, unique=True))
def test_thinning_out_keeps_the_newest_and_what_is_young(hours: list[int]) -> None:
    backups = sorted(made(hour) for hour in hours)
    gone = backup.superfluous(backups, NOW)
    assert backups[-1] not in gone
    assert all(NOW - each.made >= timedelta(days=1) for each in gone)
    rest = [each for each in backups if each not in gone]
    assert backup.superfluous(rest, NOW) == []
