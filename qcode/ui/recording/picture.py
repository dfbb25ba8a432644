"""The picture of a film, as large as its part of the window."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from qcode.services.language import tr
from qcode.ui.sized import by_letters

_LEAST = 90  # pixels of its height, with ordinary letters


class Picture(QWidget):
    """Shows one picture after another; nobody has to be able to press anything in it."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self.setAccessibleName(tr("Picture of the film"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(by_letters(self, _LEAST))

    def show_image(self, image: QImage) -> None:
        """Show the next picture."""
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a third of the usual height."""
        return QSize(0, by_letters(self, 2 * _LEAST))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture whole, in the middle."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().base())
        if not self._image.isNull():
            size = QSize(self._image.size()).scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(QRectF(self.rect()).center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, self._image)
        painter.end()
