"""A ring around the button, tick, choice or slider that has the keyboard.

Fusion shows it by a shade of grey, or not at all. Fields, lists and texts have their own edge.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QFocusFrame,
    QRadioButton,
    QSlider,
    QStyle,
    QStyleOptionButton,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

from .theme import colors, is_dark

_RINGED: Final = (QAbstractButton, QComboBox, QSlider, QTabBar)
_WIDTH = 2.0
_ROUND = 4.0
_PART = QStyle.SubElement


class FocusRings(QObject):
    """Keeps a ring around what has the keyboard, unless a click has brought it there."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._ring: FocusRing | None = None
        application.focusChanged.connect(self._moved)

    def _moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._ring is not None and isValid(self._ring):
            self._ring.go()
        self._ring = None
        clicked = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if isinstance(now, _RINGED) and not clicked:
            self._ring = FocusRing(now)


class FocusRing(QFocusFrame):
    """Lies over `ringed`, or the part of it that is meant. A screen reader passes it by."""

    def __init__(self, ringed: QWidget) -> None:
        super().__init__(ringed)
        self._ringed = ringed
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        ringed.installEventFilter(self)
        self._fit()
        self.show()

    def go(self) -> None:
        """Be there no more."""
        if isValid(self._ringed):
            self._ringed.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow what it lies over: another size, other words, another tab."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Paint):
            self._fit()
        return False

    def _fit(self) -> None:
        meant = _meant(self._ringed)
        if meant != self.geometry():
            self.setGeometry(meant)
            self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a line with round corners, of a colour that is seen on any ground of ours."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colors(is_dark(self.palette())).accent), _WIDTH))
        half = _WIDTH / 2
        inside = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(inside, _ROUND, _ROUND)
        painter.end()


def _meant(widget: QWidget) -> QRect:
    """Return the part of a widget that has the keyboard: words of a tick, the tab in front."""
    if isinstance(widget, QTabBar):
        return widget.tabRect(widget.currentIndex())
    if isinstance(widget, (QCheckBox, QRadioButton)) and widget.text():
        option = QStyleOptionButton()
        widget.initStyleOption(option)
        is_tick = isinstance(widget, QCheckBox)
        part = _PART.SE_CheckBoxFocusRect if is_tick else _PART.SE_RadioButtonFocusRect
        return widget.style().subElementRect(part, option, widget)
    return widget.rect()
