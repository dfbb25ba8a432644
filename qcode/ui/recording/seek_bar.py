"""The bar that shows how far a recording is, and goes elsewhere in it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider

from qcode.services.language import tr
from qcode.ui.sized import by_letters

from .times import time_words

_STEP, _PAGE = 5, 60  # seconds, by the arrows and by Page Up and Down
_LEAST = 120  # pixels, with ordinary letters


class SeekBar(QSlider):
    """A slider over seconds. `sought` when the user has gone somewhere, in milliseconds."""

    sought = Signal(int)

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._length = 0
        self._shows = False  # what comes is no wish of the user's
        self.setSingleStep(_STEP)
        self.setPageStep(_PAGE)
        self.setAccessibleName(tr("Place in the recording"))
        self.setMinimumWidth(by_letters(self, _LEAST))
        self.valueChanged.connect(self._change)
        self.sliderReleased.connect(lambda: self._seek(self.value()))

    def sizeHint(self) -> QSize:
        """Ask for no more than is needed: the line gives it what is left over."""
        return QSize(self.minimumWidth(), super().sizeHint().height())

    def set_length(self, length: int) -> None:
        """Go from the beginning to so many milliseconds."""
        self._length = length
        self._shows = True
        self.setRange(0, max(length // 1000, 1))
        self._shows = False
        self._describe()

    def show_time(self, at: int) -> None:
        """Show where the recording is, unless the user holds the handle."""
        if not self.isSliderDown() and at // 1000 != self.value():
            self._shows = True
            self.setValue(at // 1000)
            self._shows = False
            self._describe()

    def _describe(self) -> None:
        at, length = time_words(1000 * self.value()), time_words(self._length)
        self.setAccessibleDescription(tr("{time} of {length}", time=at, length=length))

    def _change(self, seconds: int) -> None:
        if self._shows:
            return
        self.setToolTip(time_words(1000 * seconds))
        if not self.isSliderDown():  # else when it is let go
            self._seek(seconds)

    def _seek(self, seconds: int) -> None:
        self.sought.emit(1000 * seconds)
        self._describe()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Bring the handle under the pointer, and hold it."""
        if event.button() == Qt.MouseButton.LeftButton:
            option = QStyleOptionSlider()
            self.initStyleOption(option)
            style = self.style()
            control = QStyle.ComplexControl.CC_Slider
            handle = style.subControlRect(control, option, QStyle.SubControl.SC_SliderHandle, self)
            if not handle.contains(event.position().toPoint()):
                groove = style.subControlRect(
                    control, option, QStyle.SubControl.SC_SliderGroove, self
                )
                at = round(event.position().x()) - groove.x() - handle.width() // 2
                room = max(groove.width() - handle.width(), 1)
                self.setSliderDown(True)
                self.setValue(
                    QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), at, room)
                )
        super().mousePressEvent(event)
