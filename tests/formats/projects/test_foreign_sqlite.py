"""Databases of others are read without trusting them, and never changed."""

from __future__ import annotations

import shutil
import sqlite3
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from qcode.formats import foreign_sqlite
from qcode.formats.foreign_sqlite import foreign_database, is_database
from qcode.model.errors import Cancelled, UserError

Open = Callable[[Path], sqlite3.Connection]


class Stopping:
    """A job that is stopped after so many questions."""

    def __init__(self, after: int = 0) -> None:
        self.left = after

    def progress(self, done: int, total: int, detail: str = "") -> None:
        pass

    def check(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


@pytest.fixture
def base(tmp_path: Path, open_base: Open) -> Path:
    path = tmp_path / "a b?#ö.db"
    there = open_base(path)
    there.execute("CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT)")
    there.executemany("INSERT INTO thing (name) VALUES (?)", [("två",), ("ett",), (None,)])
    there.commit()
    return path


def names(path: Path) -> list[object]:
    with foreign_database(path, "Things") as database:
        return [row[0] for row in database.rows("thing", ("name",), order=("id",))]


def test_rows_come_in_order_with_none_for_what_is_missing(base: Path) -> None:
    with foreign_database(base, "Things") as database:
        database.check()
        wanted = ("id", "colour", "name")
        rows = list(database.rows("thing", wanted, order=("shape", "name"), only="name"))
        assert rows == [(2, None, "ett"), (1, None, "två")]
        assert list(database.rows("other", ("id",))) == []
        assert list(database.rows("thing", ("id",), only="colour")) == []
        assert database.cell("thing", "name", "id", 2) == "ett"
        assert database.cell("thing", "name", "id", 9) is None
        assert database.cell("thing", "colour", "id", 2) is None
        assert (database.count("thing"), database.count("other")) == (3, 0)
        assert database.has("thing", "id") and not database.has("thing", "colour")
        database.need("thing", "name")
        with pytest.raises(UserError, match="project_of_other_version"):
            database.need("thing", "colour")


def test_nothing_is_changed_and_no_file_is_left(base: Path) -> None:
    before = base.read_bytes()
    assert names(base) == ["två", "ett", None]
    assert base.read_bytes() == before
    assert [path.name for path in base.parent.iterdir()] == [base.name]


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    for content in (b"no database", b"\x8f" * 4096, b"SQLite format 3"):
        path.write_bytes(content)
        assert not is_database(path)
        with pytest.raises(UserError, match="not_that_project"):
            names(path)
    path.write_bytes(b"")
    with pytest.raises(UserError, match="file_empty"):
        names(path)
    for wrong, code in ((tmp_path, "file_is_folder"), (tmp_path / "b", "file_missing")):
        assert not is_database(wrong)
        with pytest.raises(UserError, match=code):
            names(wrong)


def test_what_waits_beside_the_file_is_read_too(base: Path, open_base: Open) -> None:
    there = open_base(base)
    there.execute("PRAGMA journal_mode=WAL")
    there.execute("INSERT INTO thing (name) VALUES ('tre')")
    there.commit()
    copy = base.with_name("copy.db")
    for end in ("", "-wal"):
        shutil.copyfile(f"{base}{end}", f"{copy}{end}")
    before = copy.read_bytes()
    assert names(copy) == ["två", "ett", None, "tre"]
    assert copy.read_bytes() == before
    assert not copy.with_name("copy.db-shm").exists()


def test_what_is_being_written_is_left_to_its_program(base: Path) -> None:
    journal = base.with_name(base.name + "-journal")
    journal.write_bytes(b"\0" * 512)  # one that is done with
    assert names(base) == ["två", "ett", None]
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\0" * 504)
    with pytest.raises(UserError, match="project_not_finished"):
        names(base)
    assert journal.exists()


@pytest.mark.parametrize(
    "made",
    [
        "CREATE VIEW trap AS SELECT 1 AS id",
        "CREATE VIRTUAL TABLE trap USING fts5(id)",
        "CREATE TABLE trap (other, id AS (hex(other)))",
    ],
)
def test_what_would_run_something_is_not_there(base: Path, open_base: Open, made: str) -> None:
    open_base(base).execute(made)
    with foreign_database(base, "Things") as database:
        assert not database.has("trap", "id")
        assert list(database.rows("trap", ("id",), only="id")) == []


def test_a_damaged_database_is_one_sentence(base: Path, open_base: Open) -> None:
    there = open_base(base)
    there.executemany("INSERT INTO thing (name) VALUES (?)", [("x" * 900,)] * 90)
    there.commit()
    data = base.read_bytes()
    for broken in (data[:5000], data[: len(data) // 2], data[:4096] + b"\xff" * 8192):
        base.write_bytes(broken)
        with pytest.raises(UserError, match="file_damaged"), foreign_database(base, "T") as found:
            found.check()
            list(found.rows("thing", ("name",)))


def test_a_text_that_is_no_unicode_is_read_as_far_as_it_goes(base: Path, open_base: Open) -> None:
    there = open_base(base)
    there.execute("UPDATE thing SET name = CAST(x'61ff62' AS TEXT) WHERE id = 1")
    there.commit()
    assert names(base)[0] == "a\N{REPLACEMENT CHARACTER}b"


def test_long_work_is_stopped(base: Path, open_base: Open) -> None:
    there = open_base(base)
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 60000)"
    there.execute(f"INSERT INTO thing (name) {numbers} SELECT 'x' FROM n")
    there.commit()
    with (
        pytest.raises(Cancelled),
        foreign_database(base, "Things", Stopping(after=1)) as database,
    ):
        list(database.rows("thing", ("name",), order=("name",)))
    with pytest.raises(Cancelled), foreign_database(base, "Things", Stopping()) as database:
        database.check()


def test_more_than_can_be_read_is_refused(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign_sqlite, "MAX_ROWS", 2)
    with pytest.raises(UserError, match="project_too_large"):
        names(base)
    monkeypatch.setattr(foreign_sqlite, "MAX_DATABASE_BYTES", 4096)
    with pytest.raises(UserError, match="file_too_large"):
        names(base)


def test_a_value_larger_than_the_limit_is_refused(base: Path, open_base: Open) -> None:
    """The header of a row may promise any length."""
    there = open_base(base)
    there.execute("CREATE TABLE large (content TEXT)")
    there.execute("INSERT INTO large VALUES (?)", ("x" * 40,))
    there.commit()
    (page,) = there.execute("SELECT rootpage FROM sqlite_master WHERE name = 'large'").fetchone()
    data = bytearray(base.read_bytes())
    size = struct.unpack(">H", data[16:18])[0]
    place = data.index(b"x" * 40, (page - 1) * size)
    data[place - 1 : place] = b"\x7f"  # a longer text than there is
    base.write_bytes(data)
    with pytest.raises(UserError, match="file_damaged"), foreign_database(base, "T") as database:
        database.check()
        list(database.rows("large", ("content",)))
