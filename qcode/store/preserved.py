"""Preserved parts in the store: what other programs' projects had besides."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Connection, select

from qcode.model.preserved import Preserved, PreservedFile, PreservedId

from .schema import content, preserved, preserved_file


def list_preserved(connection: Connection) -> list[Preserved]:
    """Return all preserved parts in their order."""
    files: dict[int, list[PreservedFile]] = defaultdict(list)
    query = (
        select(preserved_file, content.c.size)
        .join(content, content.c.hash == preserved_file.c.content_hash)
        .order_by(preserved_file.c.position, preserved_file.c.id)
    )
    for row in connection.execute(query):
        files[row.preserved_id].append(PreservedFile(row.name, row.content_hash, row.size))
    rows = connection.execute(select(preserved).order_by(preserved.c.position, preserved.c.id))
    return [
        Preserved(
            PreservedId(row.id),
            row.guid,
            row.format,
            row.kind,
            row.name,
            row.data_hash,
            row.position,
            tuple(files[row.id]),
        )
        for row in rows
    ]
