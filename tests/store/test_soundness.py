"""A project that somebody sent: what it defines must be ours, and its rows as we write them."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from qcode.model.changes import Op
from qcode.model.errors import UserError
from qcode.services import projects, safety
from qcode.store import schema
from qcode.store.content import content_hash, pack
from qcode.store.file import Store, open_store
from qcode.store.soundness import check_rows


@pytest.fixture
def closed(store: Store, path: Path, columns: Callable[..., dict[str, object]]) -> Path:
    """A sound project with a segment, closed."""
    with store.writing(Op.APPLY_CODE, coder="Anna") as unit:
        unit.add(schema.segment, **columns(10, 20))
    store.close()
    return path


def tamper(path: Path, *statements: str) -> None:
    """Change a project with another program, whatever its own rules say."""
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute("PRAGMA ignore_check_constraints=ON")
        rules = raw.execute("SELECT name, sql FROM sqlite_master WHERE type='trigger'").fetchall()
        for name, _sql in rules:
            raw.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            raw.execute(statement)
        for _name, sql in rules:
            with suppress(sqlite3.OperationalError):  # there is a view in its place
                raw.execute(sql)
        raw.commit()


def look(path: Path) -> None:
    with open_store(path, read_only=True) as store:
        store.check_rows()


def test_a_project_of_ours_is_sound(closed: Path) -> None:
    tamper(closed)
    look(closed)
    tamper(closed, "ANALYZE")  # as programs for databases do
    look(closed)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE VIEW more AS SELECT * FROM segment",
        "CREATE TRIGGER quiet AFTER INSERT ON segment BEGIN DELETE FROM memo; END",
        "CREATE VIRTUAL TABLE words USING fts5(x)",
        "CREATE TABLE more (x)",
        "ALTER TABLE operation RENAME COLUMN coder TO who",
        "DROP TABLE saved_query",
        "ALTER TABLE coder ADD COLUMN more AS (length(name))",
    ],
)
def test_what_no_version_defines_is_refused_before_anything_is_read(
    closed: Path, statement: str
) -> None:
    tamper(closed, statement)
    for read_only in (True, False):
        with pytest.raises(UserError, match="project_damaged"):
            open_store(closed, read_only=read_only)


def test_a_view_in_the_place_of_a_table_is_not_looked_into(closed: Path) -> None:
    endless = (
        "WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n)"
        " SELECT id, 'g' AS guid, '' AS text FROM n"
    )
    tamper(closed, "ALTER TABLE operation RENAME TO memory", f"CREATE VIEW operation AS {endless}")
    with pytest.raises(UserError, match="project_damaged"):
        open_store(closed)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM coder",
        "DELETE FROM project",
        "UPDATE segment SET start = 'x'",
        'UPDATE segment SET "end" = 500',
        "UPDATE segment SET start = -4",
        "UPDATE segment SET weight = 'heavy'",
        "UPDATE document SET kind = 'spell'",
        "UPDATE document SET name = x'00ff'",
        "UPDATE document SET speakers = 'Ada'",
        "UPDATE document SET speakers = '[1, {}]'",
        'UPDATE document SET speakers = \'{"a": "b"}\'',
        "UPDATE code SET parent_id = id",
        "UPDATE code SET color = '<'",
        "UPDATE coder SET color = '#12345g'",
        "UPDATE document SET added = 'now'",
        "UPDATE segment SET made = guid",
        "UPDATE document SET added = ''",
        "UPDATE document SET added = '2026-02-30'",
        "UPDATE operation SET time = '2026-13-01T00:00:00Z'",
        "UPDATE counter SET value = 'many'",
        "UPDATE content SET data = 'text'",
        "INSERT INTO attribute (guid, name, target, type) VALUES ('g', 'a', 'moon', 'text')",
        "INSERT INTO attribute (guid, name, target, type) VALUES ('g', 'a', 'case', 'song')",
        "INSERT INTO attribute (guid, name, target, type, choices)"
        " VALUES ('g', 'a', 'case', 'choice', '[null]')",
    ],
)
def test_rows_that_no_operation_can_have_written_are_refused(closed: Path, statement: str) -> None:
    tamper(closed, statement)
    with pytest.raises(UserError, match="project_damaged"):
        look(closed)


def test_text_that_is_none_is_the_users_case(closed: Path) -> None:
    tamper(closed, "UPDATE coder SET name = CAST(x'ff' AS TEXT)")
    with open_store(closed, read_only=True) as store:
        with store.reading() as view:
            check_rows(view, closed)  # it is text, says SQLite
        with pytest.raises(UserError, match="project_damaged"), store.reading() as view:
            view.exec_driver_sql("SELECT name FROM coder").fetchall()


def journal_naming(path: Path, victim: Path) -> bytes:
    """Return the journal of a rollback after a transaction in several databases."""
    head = bytes.fromhex("d9d505f920a163d7")
    pages = path.stat().st_size // 4096
    header = (head + struct.pack(">IIIII", 0, 0, pages, 512, 4096)).ljust(512, b"\0")
    name = str(victim).encode()
    end = struct.pack(">II", len(name), sum(name)) + head
    return header + struct.pack(">I", (1 << 30) // 4096 + 1) + name + end


@pytest.mark.parametrize("read_only", [True, False])
def test_a_journal_that_has_another_file_deleted_is_not_rolled_back(
    closed: Path, tmp_path: Path, read_only: bool
) -> None:
    thesis = tmp_path / "thesis.docx"
    thesis.write_text("years of work", encoding="utf-8")
    beside = closed.with_name(closed.name + "-journal")
    beside.write_bytes(journal_naming(closed, thesis))
    with pytest.raises(UserError, match="project_damaged"):
        open_store(closed, read_only=read_only)
    assert thesis.exists()
    with closing(sqlite3.connect(closed)) as raw:
        raw.execute("SELECT count(*) FROM coder").fetchone()
    assert not thesis.exists(), "SQLite itself does it: the test tests what it says"


def test_only_who_asks_for_it_opens_a_damaged_project(closed: Path) -> None:
    tamper(closed, "DELETE FROM coder")
    with pytest.raises(UserError, match="project_damaged"):
        projects.open_project(closed, coder="Anna")
    with projects.open_project(closed, coder="Anna", read_only=True, damaged=True) as project:
        assert "dangling" in {finding.code for finding in project.verify()}


def test_a_damaged_backup_takes_no_projects_place(closed: Path, tmp_path: Path) -> None:
    tamper(closed, "UPDATE document SET kind = 'spell'")
    target = tmp_path / "mine.qcode"
    with pytest.raises(UserError, match="project_damaged"):
        safety.restore(closed, target)
    assert not target.exists()


def with_content(path: Path, column: str, data: bytes) -> None:
    """Put other content, with the hash that it has, in the place of a document's."""
    name = content_hash(data)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("INSERT INTO content VALUES (?, ?, ?)", (name, len(data), pack(data)))
        raw.execute(f"UPDATE document SET {column} = ?", (name,))
        raw.commit()


@pytest.mark.parametrize(
    ("column", "data"),
    [
        ("text_hash", b"\xff" * 100),
        ("layout_hash", b"[" * 100_000),
        ("layout_hash", b"[]"),
        ("layout_hash", b'{"turns": [5]}'),
        ("layout_hash", b'{"turns": [["x", "y", [], "A", null, null]]}'),
        ("layout_hash", b'{"formats": [[0, 1, "loud", ""]]}'),
    ],
)
def test_a_text_that_was_put_there_and_is_none_is_damaged(
    closed: Path, column: str, data: bytes
) -> None:
    with_content(closed, column, data)
    with projects.open_project(closed, coder="Anna") as project:
        (document,) = project.documents()
        with pytest.raises(UserError, match="content_damaged"):
            project.text(document.id)
        assert {"length", "turns", "journal"} & {finding.code for finding in project.verify()}
