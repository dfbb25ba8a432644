"""Older projects are backed up and brought to the present; undo does not reach past that."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from qcode.model.changes import Op
from qcode.model.errors import UserError
from qcode.model.report import ReportOptions
from qcode.services import projects, queries, report_presets
from qcode.store import journal, migrate, schema
from qcode.store.file import Store, open_store, read_version
from qcode.store.verify import verify


def age(path: Path) -> None:
    """Make a project look as if the version before had written it."""
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(f"PRAGMA user_version={schema.VERSION - 1}")


def shout(connection: Connection) -> None:
    """A step that changes rows without the journal, as steps do."""
    connection.exec_driver_sql("UPDATE code SET name = upper(name)")


@pytest.fixture
def old(store: Store, path: Path, columns: Callable[..., dict[str, object]]) -> Path:
    with store.writing(Op.APPLY_CODE, coder="Anna") as unit:
        unit.add(schema.segment, **columns(10, 20))
    store.close()
    age(path)
    return path


STEPS = {schema.VERSION - 1: shout}


def test_an_older_project_is_not_opened_before_it_is_migrated(old: Path) -> None:
    with pytest.raises(UserError, match="project_older"):
        open_store(old)


def test_a_migrated_project_is_whole_and_undo_stops_there(old: Path) -> None:
    migrate.migrate(old, coder="Anna", steps=STEPS)
    with open_store(old) as store:
        with store.reading() as view:
            assert view.exec_driver_sql("SELECT name FROM code").scalar() == "TILLIT"
            assert journal.stacks(view) == journal.Stacks(None, None)
            assert journal.history(view)[0].kind is Op.MIGRATE
        assert verify(store) == []
        with pytest.raises(UserError, match="nothing_to_undo"):
            store.undo(coder="Anna")
        with store.writing(Op.RENAME_CODE, coder="Anna") as unit:
            unit.set(schema.code, 1, name="Åter")
        store.undo(coder="Anna")
        assert verify(store) == []


def test_a_step_that_fails_changes_nothing(old: Path) -> None:
    def fail(connection: Connection) -> None:
        shout(connection)
        raise RuntimeError("a fault of ours")

    before = old.read_bytes()
    with pytest.raises(RuntimeError):
        migrate.migrate(old, coder="Anna", steps={schema.VERSION - 1: fail})
    with closing(sqlite3.connect(old)) as raw:
        assert raw.execute("SELECT name FROM code").fetchone() == ("Tillit",)
    assert len(old.read_bytes()) == len(before)
    assert list(old.parent.iterdir()) == [old]


def test_a_project_with_a_missing_step_is_refused(old: Path) -> None:
    with pytest.raises(UserError, match="project_too_old"):
        migrate.migrate(old, coder="Anna", steps={})


def test_a_project_that_is_not_of_its_version_is_damaged_and_no_copy_is_kept(
    store: Store, path: Path
) -> None:
    store.close()
    for version in (0, 1, 2, 3):
        with closing(sqlite3.connect(path)) as raw:
            raw.execute(f"PRAGMA user_version={version}")
        before = path.read_bytes()
        with pytest.raises(UserError, match=r"project_(damaged|too_old)"):
            projects.open_project(path, coder="Anna")
        assert list(path.parent.iterdir()) == [path]
        assert path.read_bytes() == before


def test_an_older_project_that_defines_what_is_not_ours_is_not_migrated(old: Path) -> None:
    with closing(sqlite3.connect(old)) as raw:
        raw.execute("CREATE TRIGGER quiet AFTER UPDATE ON code BEGIN DELETE FROM segment; END")
    with pytest.raises(UserError, match="project_damaged"):
        migrate.migrate(old, coder="Anna", steps=STEPS)


def test_opening_backs_up_first_and_then_migrates(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(migrate.STEPS, schema.VERSION - 1, shout)
    with projects.open_project(old, coder="Anna") as project:
        assert [code.name for code in project.codebook().codes.values()] == ["TILLIT"]
    others = [entry for entry in old.parent.iterdir() if entry != old]
    assert len(others) == 1
    assert read_version(others[0]) == schema.VERSION - 1
    with closing(sqlite3.connect(others[0])) as raw:
        assert raw.execute("SELECT name FROM code").fetchone() == ("Tillit",)


def test_a_project_of_version_1_gets_a_table_of_saved_queries(store: Store, path: Path) -> None:
    with store.reading() as view:
        now = tables(view)
    store.close()
    with closing(sqlite3.connect(path)) as raw, raw:
        make_older(raw, 1)
    migrate.migrate(path, coder="Anna")
    with open_store(path) as store:
        with store.reading() as view:
            assert tables(view) == now
        assert verify(store) == []
    with projects.open_project(path, coder="Anna") as project:
        number = queries.save_query(project, "Tillit", "tillit")
        project.undo()
        project.redo()
        assert [each.id for each in queries.list_queries(project)] == [number]


def test_a_project_of_version_2_gets_a_table_of_report_presets(store: Store, path: Path) -> None:
    with store.reading() as view:
        now = tables(view)
    store.close()
    with closing(sqlite3.connect(path)) as raw, raw:
        make_older(raw, 2)
    migrate.migrate(path, coder="Anna")
    with open_store(path) as store:
        with store.reading() as view:
            assert tables(view) == now
        assert verify(store) == []
    with projects.open_project(path, coder="Anna") as project:
        number = report_presets.save_preset(project, "Min", ReportOptions(numbered=True))
        project.undo()
        project.redo()
        assert report_presets.find_preset(project, "Min").id == number


def test_a_project_of_version_3_gets_media_and_what_is_preserved(
    store: Store, path: Path, columns: Callable[..., dict[str, object]]
) -> None:
    with store.reading() as view:
        now = tables(view)
    with store.writing(Op.APPLY_CODE, coder="Anna") as unit:
        unit.add(schema.segment, **columns(10, 20))
    store.close()
    with closing(sqlite3.connect(path)) as raw, raw:
        make_older(raw, 3)
    migrate.migrate(path, coder="Anna")
    with open_store(path) as store:
        with store.reading() as view:
            assert tables(view) == now
            assert view.execute(select(schema.segment.c.made)).scalars().all() == [""]
            assert view.execute(select(schema.code.c.codable)).scalars().all() == [None]
        with store.writing(Op.APPLY_CODE, coder="Anna") as unit:
            unit.add(schema.segment, **columns(10, 24), made="2019-05-01T10:00:00.000Z")
            unit.add(schema.media, document_id=1, name="ljud.m4a", size=0, position=0)
        store.undo(coder="Anna")
        store.redo(coder="Anna")
        assert verify(store) == []


# What each version brought, newest first.
NEW = {
    3: ("preserved_file", "preserved", "media"),
    2: ("report_preset",),
    1: ("saved_query",),
}


def make_older(raw: sqlite3.Connection, version: int) -> None:
    """Take away what came after a version, as a file that it wrote does not have it."""
    for number, names in NEW.items():
        if number < version:
            break
        for table in names:
            raw.execute(f"DROP TABLE {table}")
            raw.execute("DELETE FROM counter WHERE name = ?", (table,))
    if version <= 3:
        raw.execute("ALTER TABLE code DROP COLUMN codable")
        raw.execute("ALTER TABLE segment DROP COLUMN made")
    raw.execute(f"PRAGMA user_version={version}")


def tables(view: Connection) -> set[tuple[object, ...]]:
    """Return how everything in a database was made, its columns, and its counters.

    Tables that got columns later say so in other words.
    """
    made = view.exec_driver_sql(
        "SELECT type, name, sql FROM sqlite_master"
        " WHERE sql IS NOT NULL AND NOT (type = 'table' AND name IN ('code', 'segment'))"
    )
    columns = view.exec_driver_sql(
        'SELECT t.name, c.cid, c.name, c.type, c."notnull", c.dflt_value, c.pk'
        " FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'"
    )
    counters = view.exec_driver_sql("SELECT 'counter', name FROM counter")
    return {tuple(row) for row in (*made, *columns, *counters)}
