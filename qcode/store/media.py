"""Media of documents in the store: the recordings and files that lie beside their texts."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from qcode.model.document import DocumentId
from qcode.model.errors import UserError
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


def get_media(connection: Connection, number: MediaId) -> Media:
    """Return one of the media; `UserError("recording_unknown")`."""
    for each in list_media(connection):
        if each.id == number:
            return each
    raise UserError("recording_unknown", recording=number)


def add_media(unit: Unit, document: DocumentId, **values: object) -> MediaId:
    """Lay a file beside a document, after those that lie there."""
    there = [each.position for each in list_media(unit.connection) if each.document == document]
    position = max(there, default=-1) + 1
    return MediaId(unit.add(media, document_id=document, position=position, **values))


def set_media(unit: Unit, number: MediaId, **values: object) -> None:
    """Change what is known of a file beside a document."""
    unit.set(media, number, **values)


def drop_media(unit: Unit, number: MediaId) -> None:
    """Take one file off its document. The file itself stays."""
    unit.drop(media, [number])


def drop_media_of(unit: Unit, documents: Collection[DocumentId]) -> None:
    """Take the media off documents that are about to go. Files beside the project stay."""
    for batch in batches(sorted(documents)):
        query = select(media.c.id).where(media.c.document_id.in_(batch)).order_by("id")
        unit.drop(media, unit.connection.execute(query).scalars().all())
