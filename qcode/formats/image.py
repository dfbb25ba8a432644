"""Pictures: a text of one paragraph, their name, which stands for the whole of the picture.

The file itself is the original of the document, and is shown from there. It is kept byte for byte,
and so is what the camera wrote into it.
"""

from __future__ import annotations

from pathlib import Path

from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.model.layout import Layout
from qcode.model.regions import Size, whole_picture
from qcode.model.text import canonical

from .base import DEFAULTS, ImportedDocument, Loss, ReadOptions
from .limits import MAX_RICH_BYTES, read_bytes
from .losses import Lost
from .picture_place import is_located
from .picture_size import PictureSize, measure

FORMATS = frozenset({"png", "jpeg", "jpg", "gif", "webp", "tiff", "tif", "bmp"})
MAX_PIXELS = 120_000_000  # half a gigabyte once it is unpacked to be shown


class ImageReader:
    """Reads how large a picture is. Nothing is decoded."""

    name = "image"
    suffixes = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".bmp")

    def read(
        self, path: Path, options: ReadOptions = DEFAULTS, job: Job = SILENT
    ) -> ImportedDocument:
        """Read a picture; one of a kind that cannot be shown, or too large, is a `UserError`."""
        data = read_bytes(path, MAX_RICH_BYTES)
        size = check_picture(data, path.name)
        text = " ".join(canonical(_printable(path.name)).text.split()) or path.suffix
        region = whole_picture(len(text), Size(size.width, size.height))
        return ImportedDocument(
            name=path.stem,
            text=text,
            layout=Layout(regions=(region,)),
            format=size.kind,
            losses=(Loss(Lost.LOCATED, 1),) if is_located(data) else (),
        )


def check_picture(data: bytes, name: str) -> PictureSize:
    """Return what a picture is; raises `UserError`: "picture_unknown", "picture_too_large"."""
    size = measure(data)
    if size is None:
        raise UserError("picture_unknown", name=name)
    if size.width * size.height > MAX_PIXELS:
        megapixels = -(-size.width * size.height // 1_000_000)
        raise UserError(
            "picture_too_large", name=name, megapixels=megapixels, limit=MAX_PIXELS // 1_000_000
        )
    return size


def _printable(name: str) -> str:
    shown = name.encode("utf-8", "replace").decode()
    return "".join(each if each.isprintable() else " " for each in shown)


READER = ImageReader()
