"""Rules that hold whoever writes: made as triggers, because they look at more than one column.

A row that breaks one never enters the file, not even by a fault of ours. PostgreSQL gets the same
rules in its own words when it comes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection

# Columns that hold a name people see: one line, no control characters, never blank.
_NAMED = (
    "document",
    "document_set",
    "case",
    "attribute",
    "code",
    "coder",
    "saved_query",
    "report_preset",
)


def _trigger(name: str, table: str, event: str, condition: str, rule: str) -> str:
    return (
        f'CREATE TRIGGER "{name}_{event.split()[0].lower()}" BEFORE {event} ON "{table}" '
        f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{rule}'); END"
    )


def _names(tables: Iterable[str] = _NAMED) -> Iterator[str]:
    for table in tables:
        condition = (
            "trim(NEW.name) = '' OR NEW.name GLOB '*[' || char(1) || '-' || char(31) || ']*'"
            " OR instr(NEW.name, char(127)) > 0 OR instr(CAST(NEW.name AS BLOB), x'00') > 0"
        )
        for event in ("INSERT", "UPDATE OF name"):
            yield _trigger(f"{table}_name", table, event, condition, f"{table} name")


def _spans() -> Iterator[str]:
    for table in ("segment", "memo_link"):
        condition = 'NEW."end" > (SELECT length FROM document WHERE document.id = NEW.document_id)'
        for event in ("INSERT", 'UPDATE OF "start", "end", document_id'):
            yield _trigger(f"{table}_inside", table, event, condition, f"{table} outside text")
    for table in ("segment", "memo_link"):
        yield _trigger(
            f"document_{table}_fits",
            "document",
            "UPDATE OF length",
            f'EXISTS (SELECT 1 FROM "{table}" WHERE document_id = NEW.id AND "end" > NEW.length)',
            f"text shorter than a {table}",
        )


def _tree() -> Iterator[str]:
    condition = (
        "NEW.parent_id IS NOT NULL AND NEW.id IN ("
        " WITH RECURSIVE above(id) AS (SELECT NEW.parent_id UNION"
        " SELECT code.parent_id FROM code JOIN above ON code.id = above.id"
        " WHERE code.parent_id IS NOT NULL) SELECT id FROM above)"
    )
    for event in ("INSERT", "UPDATE OF parent_id"):
        yield _trigger("code_tree", "code", event, condition, "cycle in the code tree")


def _immutable() -> Iterator[str]:
    for table in ("content", "operation", "change"):
        yield _trigger(f"{table}_immutable", table, "UPDATE", "1", f"{table} is never rewritten")
    for table in ("operation", "change"):
        yield _trigger(f"{table}_kept", table, "DELETE", "1", f"{table} is never deleted")


def statements() -> tuple[str, ...]:
    """Return what makes the triggers, as SQLite keeps it in the file."""
    return (*_names(), *_spans(), *_tree(), *_immutable())


def create_name_rule(connection: Connection, table: str) -> None:
    """Add the triggers on the names of one new table."""
    for statement in _names([table]):
        connection.exec_driver_sql(statement)
