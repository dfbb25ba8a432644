"""Whether a file that says it is a project is one: what it defines, and what its rows hold.

A project comes from anybody. What SQLite would run for us (views, virtual tables, triggers, columns
that are computed) must be ours, or it is refused before anything is read. Rows that no operation of
ours can have written (a letter for a number, a coding of nothing) are found without reading texts,
in milliseconds; `verify` looks at everything else.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlalchemy import Column, Connection, Integer, LargeBinary, Table

from qcode.model.document import AttributeTarget, AttributeType, DocumentKind
from qcode.model.errors import UserError

from . import constraints, schema
from .prepared import run_plain

# Tables whose every row is looked at: the journal is as long as the work.
_LOOKED_AT = (*schema.JOURNALLED, schema.counter, schema.content)
_OF_SQLITE = ("sqlite_sequence", "sqlite_stat1", "sqlite_stat4")  # what ANALYZE leaves, too
_WORDS = {
    ("document", "kind"): tuple(DocumentKind),
    ("attribute", "type"): tuple(AttributeType),
    ("attribute", "target"): tuple(AttributeTarget),
}
_LISTS = (("document", "speakers"), ("attribute", "choices"))
_TIMES = (
    *(("document", "added"), ("memo", "created"), ("memo", "changed"), ("operation", "time")),
    *(("saved_query", "changed"), ("report_preset", "changed"), ("project", "created")),
)
_A_TIME = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T*"
_COLORS = ("code", "coder")
_A_COLOR = "#" + 6 * "[0-9a-fA-F]"
_SPANS = ("segment", "memo_link")
_JOURNAL = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"  # how a journal begins, and how it names another
_KINDS = {Integer: "integer", LargeBinary: "blob"}


def deletes_another_file(journal: Path) -> bool:
    """Whether the journal of a rollback names a file that SQLite would delete with it.

    It does so after a transaction in several databases, and ours are in one. Raises nothing.
    """
    try:
        with journal.open("rb") as file:
            if file.read(len(_JOURNAL)) != _JOURNAL:
                return False
            size = file.seek(0, os.SEEK_END)
            file.seek(max(size - len(_JOURNAL), len(_JOURNAL)))
            return file.read() == _JOURNAL
    except OSError:
        return False


def check_schema(connection: Connection, path: Path, *, older: bool = False) -> None:
    """Refuse a file that defines what no version of QCode does: `UserError("project_damaged")`.

    An `older` one may lack tables and columns.
    """
    tables = {*schema.metadata.tables, *_OF_SQLITE}
    triggers = set(constraints.statements())
    entries = run_plain(connection, "SELECT type, name, tbl_name, sql FROM sqlite_master")
    for kind, name, table, sql in entries:
        said = str(sql or "").split(None, 2)[:2]
        is_ours = table in tables and (
            (kind == "table" and name in tables and said == ["CREATE", "TABLE"])
            or kind == "index"
            or (kind == "trigger" and sql in triggers)
        )
        if not is_ours:
            raise UserError("project_damaged", path=str(path))
    for name, table in schema.metadata.tables.items():
        columns = run_plain(connection, f'PRAGMA table_xinfo("{name}")')
        computed = any(column[6] for column in columns)
        if computed or not (older or {column[1] for column in columns} >= set(table.c.keys())):
            raise UserError("project_damaged", path=str(path))


def check_rows(connection: Connection, path: Path) -> None:
    """Refuse rows that no operation can have written: `UserError("project_damaged")`."""
    for statement in _CHECKS:
        if run_plain(connection, statement)[0][0]:
            raise UserError("project_damaged", path=str(path))
    if run_plain(connection, "SELECT 1 FROM pragma_foreign_key_check LIMIT 1"):
        raise UserError("project_damaged", path=str(path))


def _exists(table: str, conditions: Iterable[str]) -> str:
    return f'SELECT EXISTS(SELECT 1 FROM "{table}" WHERE {" OR ".join(conditions)})'


def _kind(column: Column[object]) -> str:
    found = (kind for type_, kind in _KINDS.items() if isinstance(column.type, type_))
    return next(found, "text")


def _unfit(table: Table) -> Iterator[str]:
    """Yield what is true of rows with a value of another kind than their columns have."""
    for column in table.columns:
        name = f'"{column.name}"'
        if column.nullable:
            yield f"typeof({name}) NOT IN ('{_kind(column)}', 'null')"
        else:
            yield f"typeof({name}) <> '{_kind(column)}'"


def _statements() -> Iterator[str]:
    """Yield questions that are answered 1 for a file that is damaged."""
    yield "SELECT count(*) <> 1 FROM project"
    for table in _LOOKED_AT:
        yield _exists(table.name, _unfit(table))
    for (name, word), known in _WORDS.items():
        listed = ", ".join(f"'{each}'" for each in known)
        yield _exists(name, [f'"{word}" NOT IN ({listed})'])
    for name, column in _LISTS:
        yield _exists(name, [f'"{column}" <> \'\' AND NOT json_valid("{column}")'])
        within = f"json_each(CASE \"{column}\" WHEN '' THEN '[]' ELSE \"{column}\" END) AS each"
        yield (
            f'SELECT EXISTS(SELECT 1 FROM "{name}", {within}'
            f" WHERE each.type <> 'text' OR json_type(\"{name}\".\"{column}\") <> 'array')"
        )
    for name, column in _TIMES:
        said = f'"{column}"'
        yield _exists(name, [f"{said} NOT GLOB '{_A_TIME}' OR julianday({said}) IS NULL"])
    made = f"made <> '' AND (made NOT GLOB '{_A_TIME}' OR julianday(made) IS NULL)"
    yield _exists("segment", [made])
    for name in _COLORS:
        yield _exists(name, [f"color <> '' AND color NOT GLOB '{_A_COLOR}'"])
    yield (  # codes that are above themselves hang from no code at the top
        "SELECT (SELECT count(*) FROM code) <> (WITH RECURSIVE below(id) AS (SELECT id FROM code"
        " WHERE parent_id IS NULL UNION ALL SELECT code.id FROM code JOIN below"
        " ON code.parent_id = below.id) SELECT count(*) FROM below)"
    )
    for name in _SPANS:
        yield (
            f'SELECT EXISTS(SELECT 1 FROM "{name}" AS part JOIN document'
            ' ON document.id = part.document_id WHERE part."start" < 0'
            ' OR part."start" >= part."end" OR part."end" > document.length)'
        )


_CHECKS = tuple(_statements())
