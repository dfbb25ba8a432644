"""Documents in the store: rows, texts, layouts and the files they came from."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, Table, bindparam, func, select

from qcode.model.courtesy import giving_way
from qcode.model.document import Document, DocumentCounts, DocumentId, DocumentKind, DocumentText
from qcode.model.errors import UserError
from qcode.model.layout import Layout
from qcode.model.text import count_paragraphs

from .content import read_content
from .layouts import decode_layout, encode_layout
from .prepared import Prepared
from .schema import change, document, memo_link, segment
from .unit import Unit, now


def list_documents(connection: Connection) -> list[Document]:
    """Return all documents in their order."""
    rows = connection.execute(select(document).order_by(document.c.position, document.c.id))
    return [_document(row) for row in giving_way(rows.mappings())]


_VERSION = Prepared(
    select(func.max(change.c.operation_id)).where(change.c.table_name == document.name)
)


def documents_version(connection: Connection) -> int:
    """Return the last operation that changed a row of the documents, 0 for none."""
    ((version,),) = _VERSION.run(connection)
    return version or 0


_ONE = Prepared(select(document).where(document.c.id == bindparam("number")))


def get_document(connection: Connection, document_id: DocumentId) -> Document:
    """Return one document. Unknown id: `UserError("document_unknown")`."""
    rows = _ONE.run(connection, {"number": document_id})
    if not rows:
        raise UserError("document_unknown", document=document_id)
    return _document(dict(zip(document.c.keys(), rows[0], strict=True)))


def count_work(
    connection: Connection, documents: Collection[DocumentId] | None = None
) -> dict[DocumentId, DocumentCounts]:
    """Return what was done in each document that has any work; None asks for all documents."""
    coded = _coded(connection, documents)
    query = select(memo_link.c.document_id, func.count(memo_link.c.memo_id.distinct()))
    query = _among(query.where(memo_link.c.document_id.is_not(None)), memo_link, documents)
    rows = connection.execute(query.group_by(memo_link.c.document_id))
    memos = {int(number): int(count) for number, count in rows}
    none = (0, 0)
    return {
        DocumentId(number): DocumentCounts(
            segments=coded.get(number, none)[0],
            memos=memos.get(number, 0),
            coded=coded.get(number, none)[1],
        )
        for number in coded.keys() | memos.keys()
    }


def _coded(
    connection: Connection, documents: Collection[DocumentId] | None
) -> dict[int, tuple[int, int]]:
    """Return the segments of each document, and the code points under them, each counted once."""
    query = select(segment.c.document_id, segment.c.start, segment.c.end)
    query = _among(query, segment, documents).order_by(segment.c.document_id, segment.c.start)
    found: dict[int, tuple[int, int]] = {}
    number, count, covered, reach = 0, 0, 0, 0
    for of, start, end in giving_way(connection.execute(query).tuples()):
        if of != number:
            number, count, covered, reach = of, 0, 0, 0
        count += 1
        covered += max(end - max(start, reach), 0)
        reach = max(reach, end)
        found[number] = count, covered
    return found


def _among(
    query: Select[Any], table: Table, documents: Collection[DocumentId] | None
) -> Select[Any]:
    return query if documents is None else query.where(table.c.document_id.in_(documents))


def read_text(connection: Connection, text_hash: str) -> str:
    """Return a canonical text by its hash, checked."""
    try:
        return read_content(connection, text_hash).decode("utf-8")
    except UnicodeDecodeError as error:
        raise UserError("content_damaged", hash=text_hash) from error


def read_document(connection: Connection, document_id: DocumentId) -> DocumentText:
    """Return a document with its text and layout."""
    return read_version(connection, get_document(connection, document_id))


def read_version(connection: Connection, version: Document) -> DocumentText:
    """Return the text and layout of a document as they were when its row was read."""
    try:
        layout = decode_layout(read_content(connection, version.layout_hash))
    except ValueError as error:
        raise UserError("content_damaged", hash=version.layout_hash) from error
    return DocumentText(version, read_text(connection, version.text_hash), layout)


def read_source(connection: Connection, document_id: DocumentId) -> bytes:
    """Return the bytes of the file a document was imported from.

    Raises `UserError("no_source")` when there never was one.
    """
    found = get_document(connection, document_id)
    if found.source_hash is None:
        raise UserError("no_source", document=found.name)
    return read_content(connection, found.source_hash)


def find_by_content(connection: Connection, hashes: Sequence[str]) -> dict[str, str]:
    """Return, for those hashes that a source or text in the project has, the document's name."""
    query = select(document.c.source_hash, document.c.text_hash, document.c.name)
    wanted = frozenset(hashes)
    return {
        name: row.name
        for row in connection.execute(query)
        for name in (row.source_hash, row.text_hash)
        if name in wanted
    }


def text_values(unit: Unit, text: str, layout: Layout) -> dict[str, object]:
    """Keep a text with its layout and return the columns that describe them."""
    return {
        "text_hash": unit.keep(text.encode("utf-8")),
        "layout_hash": unit.keep(encode_layout(layout)),
        "length": len(text),
        "paragraphs": count_paragraphs(text),
        "turns": len(layout.turns),
        "speakers": json.dumps(layout.speakers(), ensure_ascii=False),
    }


def add_document(
    unit: Unit, text: str, layout: Layout, source: bytes | None, values: Mapping[str, object]
) -> DocumentId:
    """Add a document; `values` are its other columns, `name` among them."""
    last = unit.connection.execute(select(func.max(document.c.position))).scalar()
    row = {
        **text_values(unit, text, layout),
        "source_hash": None if source is None else unit.keep(source),
        "position": 0 if last is None else last + 1,
        "added": now(),
        **values,
    }
    return DocumentId(unit.add(document, **row))


def set_document(unit: Unit, document_id: DocumentId, **values: object) -> bool:
    """Change columns of a document; return whether anything differed."""
    return unit.set(document, document_id, **values)


def drop_document(unit: Unit, document_id: DocumentId) -> None:
    """Delete the row of a document that nothing refers to any more."""
    unit.drop(document, [document_id])


def _document(row: Mapping[str, Any] | RowMapping) -> Document:
    return Document(
        id=DocumentId(row["id"]),
        guid=row["guid"],
        name=row["name"],
        kind=DocumentKind(row["kind"]),
        language=row["language"],
        length=row["length"],
        paragraphs=row["paragraphs"],
        turns=row["turns"],
        speakers=tuple(json.loads(row["speakers"] or "[]")),
        text_hash=row["text_hash"],
        layout_hash=row["layout_hash"],
        source_hash=row["source_hash"],
        source_name=row["source_name"],
        source_format=row["source_format"],
        encoding=row["encoding"],
        position=row["position"],
        added=row["added"],
    )
