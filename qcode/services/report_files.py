"""The files that a report takes in: a logo for its cover, a template for its looks."""

from __future__ import annotations

from pathlib import Path

from qcode.formats.docx_template import is_template
from qcode.formats.pptx_frame import is_deck
from qcode.model.errors import UserError

_MOST = 20_000_000  # bytes
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def read_logo(path: str) -> bytes:
    """Return a PNG or JPEG file, b"" for no path.

    Raises `UserError`: "logo_unreadable" for another file, "file_missing", "file_too_large".
    """
    if not path:
        return b""
    data = _read(Path(path))
    if not data.startswith(_PICTURES):
        raise UserError("logo_unreadable", path=path)
    return data


def read_template(path: str) -> bytes:
    """Return a Word document (.docx, .dotx) or a presentation (.pptx, .potx), b"" for no path.

    Raises `UserError`: "template_unreadable" for another file, "file_missing", "file_too_large".
    """
    if not path:
        return b""
    data = _read(Path(path))
    if not is_template(data) and not is_deck(data):
        raise UserError("template_unreadable", path=path)
    return data


def _read(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > _MOST:
            raise UserError(
                "file_too_large",
                name=path.name,
                megabytes=size // 1_000_000,
                limit=_MOST // 1_000_000,
            )
        return path.read_bytes()
    except OSError as error:
        raise UserError("file_missing", name=path.name) from error
