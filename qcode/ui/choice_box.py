"""A box with choices that says where it had no room for all of a word."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QToolTip

_SIDES = 4  # pixels that styles leave free in the field, on both sides together
_PART = 1  # of a pixel, of which measured words may be longer
_APART = 4  # pixels between the icon and the words


class ChoiceBox(QComboBox):
    """Ends what does not fit with "…", which Qt only cuts; the whole is in its tool tip."""

    def shown(self) -> str:
        """Return the words as they are seen."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        return self._shortened(option)

    def _shortened(self, option: QStyleOptionComboBox) -> str:
        room = self._room(option)
        if not option.currentIcon.isNull():
            room -= option.iconSize.width() + _APART
        words: str = option.currentText
        return self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)

    def sizeHint(self) -> QSize:
        """Ask for the room that the longest choice needs to be seen whole."""
        return self._with_room(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        """Ask for the same, unless little was asked for."""
        return self._with_room(super().minimumSizeHint())

    def _with_room(self, size: QSize) -> QSize:
        """Widen a size: styles leave free more, in some letters, than Qt reckons with."""
        policies = QComboBox.SizeAdjustPolicy
        if self.sizeAdjustPolicy() == policies.AdjustToMinimumContentsLengthWithIcon:
            return size
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.rect = QRect(QPoint(), size)
        words = map(self.itemText, range(self.count()))
        needed = max(map(self.fontMetrics().horizontalAdvance, words), default=0) + _PART
        if any(not self.itemIcon(row).isNull() for row in range(self.count())):
            needed += self.iconSize().width() + _APART
        return size + QSize(max(0, needed - self._room(option)), 0)

    def _room(self, option: QStyleOptionComboBox) -> int:
        """Return how many pixels wide the words, and an icon, may be."""
        part = QStyle.SubControl.SC_ComboBoxEditField
        control = QStyle.ComplexControl.CC_ComboBox
        return self.style().subControlRect(control, option, part, self).width() - _SIDES

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box with as much of the words as there is room for."""
        if self.isEditable() or self.currentIndex() < 0:
            super().paintEvent(event)
            return
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self._shortened(option)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Say in a tool tip what was cut, where there is none of its own."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            words = self.currentText()
            if not self.toolTip() and self.shown() != words:
                QToolTip.showText(event.globalPos(), words, self)
                return True
        return super().event(event)
