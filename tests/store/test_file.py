"""One file, one writer; what a file is not is said in a sentence."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import DatabaseError

from qcode.model.changes import Op
from qcode.model.courtesy import courteous
from qcode.model.errors import UserError
from qcode.store import lock, schema
from qcode.store.file import Store, create_store, open_store, read_version
from qcode.store.journal import history
from qcode.store.lock import read_holder
from qcode.store.place import Place, PlaceKind


def refused(path: Path, code: str, **options: bool) -> UserError:
    """Open a file that cannot be opened and return why."""
    with pytest.raises(UserError) as caught:
        open_store(path, **options)
    assert caught.value.code == code
    return caught.value


def test_a_new_project_says_what_it_is_in_its_header(store: Store, path: Path) -> None:
    store.close()
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA application_id").fetchone() == (schema.APPLICATION_ID,)
        assert raw.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
    assert read_version(path) == schema.VERSION


def test_a_new_project_has_all_tables_and_indexes_that_the_schema_names(
    store: Store, path: Path
) -> None:
    engine = create_engine("sqlite://")
    question = "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index')"
    with engine.connect() as named:
        schema.metadata.create_all(named)
        wanted = set(named.exec_driver_sql(question).tuples())
    engine.dispose()
    store.close()
    with closing(sqlite3.connect(path)) as raw:
        assert set(raw.execute(question)) == wanted


def test_a_closed_project_is_exactly_one_file(store: Store, path: Path) -> None:
    assert len(list(path.parent.iterdir())) > 1  # the lock, at least
    store.close()
    assert list(path.parent.iterdir()) == [path]


def test_reading_a_closed_project_leaves_nothing_beside_it(store: Store, path: Path) -> None:
    store.close()
    with open_store(path, read_only=True) as reader:
        assert reader.last_operation() == 4
    assert list(path.parent.iterdir()) == [path]


def test_a_project_closed_while_somebody_reads_it_is_folded_by_the_next(
    store: Store, path: Path
) -> None:
    with open_store(path, read_only=True) as reader, reader.reading() as view:
        history(view)
        store.close()
    with open_store(path) as again:
        assert again.last_operation() == 4
    assert list(path.parent.iterdir()) == [path]


def test_a_commit_is_on_the_disk_in_the_way_that_is_promised(store: Store) -> None:
    with store.reading() as view:
        assert view.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert view.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert view.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_reader_sees_one_state_while_others_write(store: Store) -> None:
    with store.reading() as view:
        before = len(history(view))
        with store.writing(Op.RENAME_CODE, coder="Anna") as unit:
            unit.set(schema.code, 1, name="Förtroende")
        assert len(history(view)) == before
    with store.reading() as view:
        assert len(history(view)) == before + 1


def test_an_existing_file_is_never_replaced_by_a_new_project(store: Store, path: Path) -> None:
    with pytest.raises(UserError, match="project_exists"):
        create_store(path, {}, coder="Anna")


def test_a_project_in_no_folder_cannot_be_made(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="folder_missing"):
        create_store(tmp_path / "none" / "p.qcode", {}, coder="Anna")


def test_what_is_no_project_is_refused(tmp_path: Path) -> None:
    refused(tmp_path / "none.qcode", "project_missing")
    text = tmp_path / "text.qcode"
    text.write_text("Hej")
    refused(text, "not_a_project")
    empty = tmp_path / "empty.qcode"
    empty.touch()
    refused(empty, "not_a_project")
    other = tmp_path / "other.qcode"
    with closing(sqlite3.connect(other)) as raw:
        raw.execute("CREATE TABLE t(x)")
        raw.commit()
    refused(other, "not_a_project")


def test_a_newer_project_is_refused_and_left_as_it_was(store: Store, path: Path) -> None:
    store.close()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(f"PRAGMA user_version={schema.VERSION + 1}")
    before = path.read_bytes()
    refused(path, "project_newer")
    assert path.read_bytes() == before


def test_a_truncated_project_is_said_to_be_damaged(store: Store, path: Path) -> None:
    store.close()
    path.write_bytes(path.read_bytes()[:40_000])
    refused(path, "project_damaged")
    assert list(path.parent.iterdir()) == [path]


def test_a_second_opener_is_told_who_has_it_and_may_read(store: Store, path: Path) -> None:
    error = refused(path, "project_locked")
    assert error.params["user"] == lock.login_name()
    with open_store(path, read_only=True) as reader:
        assert reader.last_operation() == store.last_operation()
        with (
            pytest.raises(UserError, match="read_only"),
            reader.writing(Op.EDIT_CODE, coder="Bo"),
        ):
            pass


def test_another_process_is_refused_too(store: Store, path: Path) -> None:
    script = (
        "import sys, pathlib; from qcode.store.file import open_store\n"
        "from qcode.model.errors import UserError\n"
        "try: open_store(pathlib.Path(sys.argv[1]))\n"
        "except UserError as error: print(error.code)\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "project_locked"


def test_a_lock_whose_process_died_is_taken_over(store: Store, path: Path) -> None:
    store.close()
    script = (
        "import os, sys, pathlib; from qcode.store.file import open_store\n"
        "open_store(pathlib.Path(sys.argv[1])); os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert lock.lock_path(path).exists()
    with open_store(path) as again:
        assert not again.read_only
    assert list(path.parent.iterdir()) == [path]


def test_a_lock_from_another_machine_is_believed_until_it_is_forced(
    store: Store, path: Path
) -> None:
    store.close()
    holder = '{"user": "bo", "host": "laptop-of-bo", "process": 1, "since": "2026-01-01"}'
    lock.lock_path(path).write_text(holder, encoding="utf-8")
    assert refused(path, "project_locked").params["host"] == "laptop-of-bo"
    with open_store(path, force=True) as again:
        held = read_holder(lock.lock_path(path))
        assert held is not None
        assert held.process == os.getpid()
        assert not again.read_only


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_others_may_read_whom_the_lock_names_and_not_change_it(store: Store, path: Path) -> None:
    mode = stat.S_IMODE(lock.lock_path(path).stat().st_mode)
    assert mode & ~0o644 == 0


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_project_opened_through_a_link_has_the_same_lock(store: Store, path: Path) -> None:
    link = path.with_name("link.qcode")
    link.symlink_to(path)
    refused(link, "project_locked")


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_in_the_place_of_the_lock_is_not_followed(store: Store, path: Path) -> None:
    store.close()
    victim = path.with_name("thesis.txt")
    victim.write_text("years of work")
    lock.lock_path(path).symlink_to(victim)
    with open_store(path) as again:
        assert not again.read_only
    assert victim.read_text() == "years of work"
    assert not lock.lock_path(path).exists()


@pytest.fixture
def of_another_user(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Let the lock file that is there be somebody else's: readable, and no more."""
    opened = os.open

    def refuse(name: os.PathLike[str], flags: int, mode: int = 0o777) -> int:
        if flags & os.O_RDWR and Path(name).exists():
            raise PermissionError(13, "Permission denied", name)
        return opened(name, flags, mode)

    monkeypatch.setattr(lock.os, "open", refuse)


@pytest.mark.usefixtures("of_another_user")
def test_another_users_live_lock_names_its_holder(store: Store, path: Path) -> None:
    assert refused(path, "project_locked").params["user"] == lock.login_name()


@pytest.mark.usefixtures("of_another_user")
@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed there")
def test_a_lock_that_another_user_left_is_taken_over(store: Store, path: Path) -> None:
    holder = lock.lock_path(path).read_text(encoding="utf-8")
    store.close()
    lock.lock_path(path).write_text(holder, encoding="utf-8")
    with open_store(path) as again:
        assert not again.read_only


def test_a_project_that_may_only_be_read_says_so(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    refused(path, "project_not_writable")
    with open_store(path, read_only=True) as reader:
        assert reader.last_operation() == 4


def test_a_project_that_cannot_be_made_whole_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "p.qcode"
    with pytest.raises(DatabaseError):
        create_store(path, {"name": object()}, coder="Anna")
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_full_for_the_lock_is_said_to_be(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> int:
        raise OSError(28, "No space left on device")

    store.close()
    monkeypatch.setattr(lock.os, "write", full)
    refused(path, "disk_full")
    assert list(path.parent.iterdir()) == [path]


def test_a_name_that_no_system_allows_is_a_project_that_is_missing(tmp_path: Path) -> None:
    refused(tmp_path / ("x" * 1000), "project_missing")


def test_closing_a_project_that_was_taken_away_makes_no_empty_file(
    store: Store, path: Path
) -> None:
    path.unlink()
    store.close()
    assert not path.exists()


def test_a_page_that_was_overwritten_is_the_users_case(store: Store, path: Path) -> None:
    store.close()
    data = bytearray(path.read_bytes())
    with closing(sqlite3.connect(path)) as raw:
        size = raw.execute("PRAGMA page_size").fetchone()[0]
        (root,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name='code'").fetchone()
    data[(root - 1) * size : root * size] = b"\xff" * size
    path.write_bytes(data)
    with (
        open_store(path, read_only=True) as damaged,
        pytest.raises(UserError, match="project_damaged"),
        damaged.reading() as view,
    ):
        view.execute(schema.code.select())


@pytest.mark.parametrize(
    ("old", "new"), [(b"avoid_when", b"avoid_whon"), (b"CREATE", b"\xffREATE")]
)
def test_a_garbled_schema_is_the_users_case(
    store: Store, path: Path, old: bytes, new: bytes
) -> None:
    store.close()
    path.write_bytes(path.read_bytes().replace(old, new))
    with (
        pytest.raises(UserError, match="project_damaged"),
        open_store(path) as damaged,
        damaged.reading() as view,
    ):
        view.execute(schema.code.select())
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be copied there")
def test_a_reader_mends_what_a_crash_left_with_a_rollback_journal(
    path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    monkeypatch.setattr("qcode.store.file.judge", lambda _path: Place(PlaceKind.REMOVABLE))
    script = (
        "import os, sys, sqlite3\n"
        "raw = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "raw.execute('PRAGMA cache_size=1')\n"
        "raw.execute('BEGIN IMMEDIATE')\n"
        "raw.execute('CREATE TABLE x AS SELECT * FROM content, change')\n"
        "raw.execute('UPDATE counter SET value = 99')\n"
        "raw.execute('INSERT INTO x SELECT * FROM x')\n"
        "os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert path.with_name(path.name + "-journal").exists()
    with open_store(path, read_only=True) as reader:
        assert reader.last_operation() == 4
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("name", ["Å ä ö.qcode", "a%20b?.qcode", "#1 & 2.qcode"])
def test_odd_names_of_files_are_just_names(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    create_store(path, {"name": "x"}, coder="Anna").close()
    with open_store(path) as store:
        assert store.last_operation() == 1
    assert [entry.name for entry in tmp_path.iterdir()] == [name]


def test_pages_are_let_go_and_read_again(store: Store) -> None:
    def operations() -> int:
        with store.reading() as view:
            return len(history(view))

    before = operations()
    with store.writing(Op.EDIT_PROJECT, coder="A") as unit:
        store.let_pages_go()  # the unit's own connection is left alone
        unit.set(schema.project, 1, name="Named meanwhile")
    store.let_pages_go()
    assert operations() == before + 1
    with store.reading():
        store.let_pages_go()  # this one is not idle
    store.undo(coder="A")
    assert operations() == before + 2


def test_whoever_reads_or_writes_much_lets_the_window_go_first(store: Store) -> None:
    waits: list[str] = []
    with courteous(lambda: waits.append("waits")):
        with store.reading() as view:
            view.exec_driver_sql(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)"
                " SELECT sum(i) FROM n"
            ).scalar_one()
        reading = len(waits)
        with store.writing(Op.ADD_CODE, coder="Anna") as unit:
            for number in range(100):
                unit.add(schema.code, name=f"Code {number}", position=number, color="#445566")
    assert reading > 1
    assert len(waits) > reading
