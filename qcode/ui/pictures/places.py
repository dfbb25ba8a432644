"""The regions of a picture for those who listen: each has its name, its codes and its rectangle.

They are widgets that paint nothing and take neither the mouse nor the keyboard.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QWidget

from qcode.services.language import tr
from qcode.services.pictures import Rectangle

from .shown import ShownRegion


def described(region: ShownRegion) -> str:
    """Return in words which codes a region has, and where it is."""
    left, top, _right, _bottom = region.rectangle
    where = tr(
        "{width} × {height} pixels, {left} from the left, {top} from the top",
        width=region.rectangle.size.width,
        height=region.rectangle.size.height,
        left=left,
        top=top,
    )
    codes = ", ".join(name for name, _color in region.codes)
    return "; ".join(filter(None, (codes, where)))


class Places:
    """Keeps a child of the viewport for each region."""

    def __init__(self, viewport: QWidget, place: Callable[[Rectangle], QRectF]) -> None:
        self._viewport, self._place = viewport, place
        self._shown: list[tuple[ShownRegion, QWidget]] = []

    def show(self, regions: Sequence[ShownRegion]) -> None:
        """Have a child for each of these regions, in their order."""
        there = [widget for _region, widget in self._shown]
        while len(there) > len(regions):
            there.pop().deleteLater()
        while len(there) < len(regions):
            widget = QWidget(self._viewport)
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            widget.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
            widget.setObjectName("region")
            widget.show()
            there.append(widget)
        self._shown = list(zip(regions, there, strict=True))
        for region, widget in self._shown:
            widget.setAccessibleName(region.name)
            widget.setAccessibleDescription(described(region))
        self.move()

    def move(self) -> None:
        """Follow the picture."""
        for region, widget in self._shown:
            widget.setGeometry(self._place(region.rectangle).toAlignedRect())
