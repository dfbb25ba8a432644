"""Is a project whole? The database, the texts, the spans, and the journal against the rows."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select
from sqlalchemy.exc import DatabaseError

from qcode.model.errors import UserError
from qcode.model.finding import Finding
from qcode.model.job import SILENT, Job

from . import journal, schema
from .content import unpack
from .file import Store
from .layouts import decode_layout
from .memory import memory_database


def verify(store: Store, job: Job = SILENT) -> list[Finding]:
    """Check everything and return what is wrong; an empty list means the project is whole."""
    checks = (_database, _keys, _contents, _spans, _journal)
    found: list[Finding] = []
    for number, check in enumerate(checks):
        job.progress(number, len(checks), check.__name__.removeprefix("_"))
        job.check()
        try:
            with store.reading() as connection:
                found += check(connection)
        except UserError as error:
            if error.code != "project_damaged" or not isinstance(error.__cause__, DatabaseError):
                raise
            found.append(Finding("database", str(error.__cause__.orig)))
            break
    return found


def _database(connection: Connection) -> Iterator[Finding]:
    for row in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if row[0] != "ok":
            yield Finding("database", str(row[0]))


def _keys(connection: Connection) -> Iterator[Finding]:
    for table, row_id, parent, _key in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Finding("dangling", f"{table} {row_id} → {parent}")


def _contents(connection: Connection) -> Iterator[Finding]:
    """Every content has its hash, and each text and layout belongs to its row."""
    layouts: dict[str, bytes] = {}
    wanted = {
        row.layout_hash: row.id
        for row in connection.execute(select(schema.document.c.id, schema.document.c.layout_hash))
    }
    lengths: dict[str, int] = {}
    texts = set(connection.execute(select(schema.document.c.text_hash)).scalars())
    for row in connection.execute(select(schema.content)):
        try:
            data = unpack(row.data, row.hash)
        except UserError:
            yield Finding("content", row.hash)
            continue
        if row.hash in texts:
            lengths[row.hash] = _length(data)
        if row.hash in wanted:
            layouts[row.hash] = data
    documents = select(
        schema.document.c.name,
        schema.document.c.length,
        schema.document.c.text_hash,
        schema.document.c.layout_hash,
    )
    for row in connection.execute(documents):
        if lengths.get(row.text_hash, row.length) != row.length:
            yield Finding("length", row.name)
        if row.layout_hash in layouts and not _fits(layouts[row.layout_hash], row.length):
            yield Finding("turns", row.name)


def _length(data: bytes) -> int:
    """Return how many code points a text has, -1 for what is no text."""
    try:
        return len(data.decode("utf-8"))
    except UnicodeDecodeError:
        return -1


def _fits(layout: bytes, length: int) -> bool:
    try:
        turns = decode_layout(layout).turns
    except ValueError:
        return False
    return all(0 <= turn.start <= turn.end <= length for turn in turns)


def _spans(connection: Connection) -> Iterator[Finding]:
    document = schema.document
    for table in (schema.segment, schema.memo_link):
        query = (
            select(table.c.id)
            .join(document, document.c.id == table.c.document_id)
            .where(
                (table.c.start < 0)
                | (table.c.start >= table.c.end)
                | (table.c.end > document.c.length)
            )
        )
        for row_id in connection.execute(query).scalars():
            yield Finding("span", f"{table.name} {row_id}")


def _journal(connection: Connection) -> Iterator[Finding]:
    """The rows are what the journal says: rebuilt from nothing, they come out the same."""
    with memory_database() as rebuilt:
        try:
            journal.replay(connection, rebuilt)
        except (DatabaseError, KeyError, ValueError) as error:
            yield Finding("journal", str(error).splitlines()[0])
            return
        for table in schema.JOURNALLED:
            query = select(table).order_by(table.c.id)
            expected = rebuilt.execute(query).all()
            actual = connection.execute(query).all()
            if expected != actual:
                yield Finding("journal", table.name)
