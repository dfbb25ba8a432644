"""A picture unpacked, in halves of halves: what is seen is never made from far more than is shown.

This takes long for large pictures, and is done beside the window.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect
from PySide6.QtGui import QImage, QImageReader, QPainter, QTransform

from qcode.model.errors import UserError
from qcode.services.pictures import Picture, Size
from qcode.ui.runner import Task

_SMALLEST = 400  # pixels of the longer side, below which nothing is halved
_MEGABYTES = 512  # that one picture may take unpacked; the reader refuses what would be more
_STRIP = 64  # rows that are painted at once
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
    image = _turned(_read(picture.data, name), picture.measured.orientation, task)
    images = [image]
    while max(image.width(), image.height()) >= 2 * _SMALLEST:
        wide, high = -(-image.width() // 2), -(-image.height() // 2)
        scale = QTransform.fromScale(wide / image.width(), high / image.height())
        image = _painted(image, wide, high, scale, task)
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
    del reader  # which closes a TIFF through the buffer, and so has to go first
    if image.isNull():
        raise UserError("picture_unknown", name=name)
    return image


def _turned(image: QImage, way: int, task: Task) -> QImage:
    """Return an image the right way up, as Exif says it was held, in a format quick to paint."""
    wanted = _CLEAR if image.hasAlphaChannel() else _OPAQUE
    if way == 1 and image.format() == wanted:
        return image
    across = {2: (-1, 1), 4: (1, -1), 5: (-1, 1), 7: (-1, 1)}.get(way, (1, 1))
    angle = {3: 180, 5: 270, 6: 90, 7: 90, 8: 270}.get(way, 0)
    turn = QTransform.fromScale(*across) * QTransform().rotate(angle)
    wide, high = image.width(), image.height()
    if angle % 180:
        wide, high = high, wide
    return _painted(image, wide, high, QImage.trueMatrix(turn, image.width(), image.height()), task)


def _painted(image: QImage, wide: int, high: int, how: QTransform, task: Task) -> QImage:
    """Return an image painted into one of that size.

    It is done in strips: while Qt paints, or changes an image at all, the window has to wait.
    """
    made = QImage(wide, high, _CLEAR if image.hasAlphaChannel() else _OPAQUE)
    with QPainter(made) as painter:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setTransform(how)
        for top in range(0, image.height(), _STRIP):
            task.check()
            strip = QRect(0, top, image.width(), min(_STRIP, image.height() - top))
            painter.drawImage(strip, image, strip)
    return made
