"""Cuts regions out of pictures for reports: small files of their own, which say nothing more.

A cut holds pixels alone: no place, time or name that a camera wrote, no preview of the whole.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image

from qcode.model.errors import UserError
from qcode.model.regions import Rectangle

from .image import MAX_PIXELS, check_picture
from .picture_size import PictureSize
from .picture_text import seen

LONGEST = 900  # pixels of the longer side of a cut
_DRAWN = frozenset({"png", "gif", "bmp"})  # kinds that are drawings more often than photographs
_LIGHT = 200_000  # bytes of a PNG that is not better a JPEG
_QUALITY = 85
_BACKWARDS = {6: 8, 8: 6}  # orientations that another one undoes; the others undo themselves
_SMOOTH = frozenset({"L", "LA", "RGB", "RGBA", "CMYK", "YCbCr"})  # pixels that can be averaged
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
Image.MAX_IMAGE_PIXELS = MAX_PIXELS  # what is larger has been refused before it gets here


@dataclass(frozen=True, slots=True)
class Cut:
    """A file of its own; `kind` is "png" or "jpeg"."""

    data: bytes
    kind: str
    width: int
    height: int


class Cutter:
    """A picture that is unpacked once, to be cut several times."""

    def __init__(self, data: bytes, name: str) -> None:
        """Unpack a picture. Raises `UserError` for one that is damaged or too large."""
        measured = self._measured = check_picture(data, name)
        try:
            self._image = Image.open(io.BytesIO(data))
            self._image.load()
        except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
            raise UserError("picture_unknown", name=name) from error
        if measured.kind == "tiff":  # it is turned as it is unpacked
            self._measured = PictureSize(measured.kind, measured.width, measured.height)

    def cut(self, rectangle: Rectangle) -> Cut:
        """Return what is in a rectangle of the picture as it is looked at, made smaller if large.

        The same picture and rectangle give the same bytes.
        """
        measured = self._measured
        part = self._part(_stored(rectangle, measured))
        if measured.orientation in _TURNS:
            part = part.transpose(_TURNS[measured.orientation])
        part = _plain(part)
        if max(part.size) > LONGEST:
            part.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
        if measured.kind in _DRAWN:
            data = _saved(part, "PNG", optimize=True)
            if len(data) <= _LIGHT:
                return Cut(data, "png", *part.size)
        return Cut(_saved(part, "JPEG", quality=_QUALITY), "jpeg", *part.size)

    def _part(self, place: Rectangle) -> Image.Image:
        """Return what is in a rectangle of the stored pixels; of many of them no copy is made."""
        times = max(place.size) // (2 * LONGEST)
        if times > 1 and self._image.mode in _SMOOTH:
            return self._image.reduce(times, box=place)
        return self._image.crop(place)


def _stored(rectangle: Rectangle, measured: PictureSize) -> Rectangle:
    """Return where a rectangle is among the pixels as they are stored."""
    turned = _BACKWARDS.get(measured.orientation, measured.orientation)
    back = PictureSize(measured.kind, measured.width, measured.height, turned)
    return seen(rectangle, back)


def _plain(part: Image.Image) -> Image.Image:
    """Return pixels in red, green and blue, on white, without anything beside them."""
    if part.mode.startswith("I;16"):
        part = part.point(lambda value: value / 256).convert("L")
    if part.has_transparency_data:
        part = part.convert("RGBA")
        ground = Image.new("RGB", part.size, "white")
        ground.paste(part, mask=part.getchannel("A"))
        return ground
    plain = Image.new("RGB", part.size)
    plain.paste(part.convert("RGB"))
    return plain


def _saved(part: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    part.save(file, kind, **options)
    return file.getvalue()
