"""The files that a report takes in: a logo for its cover, a template for its looks."""

from __future__ import annotations

from pathlib import Path

from qcode.formats.docx_template import is_template
from qcode.formats.limits import MEGABYTE, read_bytes
from qcode.formats.pptx_frame import is_deck
from qcode.model.errors import UserError

_MOST = 20 * MEGABYTE
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
    return read_bytes(path, _MOST)
