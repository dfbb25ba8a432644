"""Media of documents in the store: the recordings and files that lie beside their texts."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from qcode.model.document import DocumentId
from qcode.model.media import Media, MediaId

from .schema import media
from .unit import Unit, batches


def list_media(connection: Connection) -> list[Media]:
    """Return all media, those of a document together and in their order."""
    query = select(media).order_by(media.c.document_id, media.c.position, media.c.id)
    return [
        Media(
            MediaId(row.id),
            row.guid,
            DocumentId(row.document_id),
            row.name,
            row.path,
            row.sha256,
            row.size,
            row.content_hash,
            row.position,
        )
        for row in connection.execute(query)
    ]


def drop_media_of(unit: Unit, documents: Collection[DocumentId]) -> None:
    """Take the media off documents that are about to go. Files beside the project stay."""
    for batch in batches(sorted(documents)):
        query = select(media.c.id).where(media.c.document_id.in_(batch)).order_by("id")
        unit.drop(media, unit.connection.execute(query).scalars().all())
