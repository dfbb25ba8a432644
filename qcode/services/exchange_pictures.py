"""Pictures on their way out of a project: as they came, or without what cameras wrote into them."""

from __future__ import annotations

from dataclasses import replace

from qcode.formats.exchange import ExchangeDocument, ExchangeMedia, ExchangeProject, Held
from qcode.formats.image import FORMATS
from qcode.formats.picture_clean import cleaned

_SUFFIXES = tuple(f".{each}" for each in FORMATS)


def has_pictures(exchange: ExchangeProject) -> bool:
    """Whether a project has a file that is a picture."""
    return any(
        _is_picture(held, document.source_format if held is document.source else "")
        for document in exchange.documents
        for held in (document.source, *(each.held for each in document.media))
    )


def without_camera_data(exchange: ExchangeProject) -> ExchangeProject:
    """Return a project whose pictures have nothing beside their pixels: no place, time or name.

    They are cleaned when they are asked for, which may be `UserError("picture_not_cleaned")`.
    """
    return replace(exchange, documents=tuple(map(_document, exchange.documents)))


def _document(document: ExchangeDocument) -> ExchangeDocument:
    source, media = document.source, tuple(map(_medium, document.media))
    if source is not None and _is_picture(source, document.source_format):
        source = _clean(source)
    return replace(document, source=source, media=media)


def _medium(media: ExchangeMedia) -> ExchangeMedia:
    if media.held is None or not _is_picture(media.held):
        return media
    return replace(media, held=_clean(media.held), sha256="")


def _is_picture(held: Held | None, kind: str = "") -> bool:
    return held is not None and (kind in FORMATS or held.name.lower().endswith(_SUFFIXES))


def _clean(held: Held) -> Held:
    return Held(held.name, held.size, lambda: cleaned(held.read(), held.name))
