"""A box with choices that says where it had no room for all of a word."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent, QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QToolTip

_SIDES = 4  # pixels that styles leave free in the field, on both sides together
_APART = 4  # pixels between the icon and the words


class ChoiceBox(QComboBox):
    """Ends what does not fit with "…", which Qt only cuts; the whole is in its tool tip."""

    def shown(self) -> str:
        """Return the words as they are seen."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        return self._shortened(option)

    def _shortened(self, option: QStyleOptionComboBox) -> str:
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            self,
        )
        room = field.width() - _SIDES
        if not option.currentIcon.isNull():
            room -= option.iconSize.width() + _APART
        words: str = option.currentText
        return self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)

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
