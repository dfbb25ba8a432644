"""A picture unpacked, in halves of halves: what is seen is never made from far more than is shown.

This takes long for large pictures, and is done beside the window.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageReader, QTransform

from qcode.model.errors import UserError
from qcode.services.pictures import Picture, PictureSize, Size
from qcode.ui.runner import Task

_SMALLEST = 400  # pixels of the longer side, below which nothing is halved
_MEGABYTES = 512  # that one picture may take unpacked; the reader refuses what would be more
_OPAQUE = QImage.Format.Format_RGB32
_CLEAR = QImage.Format.Format_ARGB32_Premultiplied


@dataclass(frozen=True, slots=True)
class Levels:
    """A picture as it is looked at: of its whole size, and each half of the one before."""

    size: Size
    images: tuple[QImage, ...]

    def fit_for(self, scale: float) -> QImage:
        """Return the smallest image that still has a pixel for each that is shown."""
        wanted = self.size.width * scale
        for image, smaller in pairwise(self.images):
            if smaller.width() < wanted:
                return image
        return self.images[-1]


def unpack(picture: Picture, name: str, task: Task) -> Levels:
    """Unpack a picture; `UserError("picture_unknown")` if its bytes are not what they should be."""
    image = _turned(_read(picture.data, name), picture.measured)
    task.check()
    images = [image]
    while max(image.width(), image.height()) >= 2 * _SMALLEST:
        task.check()
        image = image.scaled(
            -(-image.width() // 2),
            -(-image.height() // 2),
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        images.append(image)
    return Levels(picture.size, tuple(images))


def _read(data: bytes, name: str) -> QImage:
    QImageReader.setAllocationLimit(_MEGABYTES)
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(False)  # it knows fewer kinds than we do
    image = reader.read()
    if image.isNull():
        raise UserError("picture_unknown", name=name)
    return image.convertToFormat(_CLEAR if image.hasAlphaChannel() else _OPAQUE)


def _turned(image: QImage, measured: PictureSize) -> QImage:
    """Return an image the right way up, as Exif says it was held."""
    way = measured.orientation
    across = {2: (-1, 1), 4: (1, -1), 5: (-1, 1), 7: (-1, 1)}.get(way, (1, 1))
    angle = {3: 180, 5: 270, 6: 90, 7: 90, 8: 270}.get(way, 0)
    if way == 1:
        return image
    return image.transformed(QTransform().scale(*across)).transformed(QTransform().rotate(angle))
