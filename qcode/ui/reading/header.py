"""The line above the text: what is open, and quiet buttons for how it is shown."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from qcode.services.language import tr
from qcode.ui.theme import is_dark, quiet_button_style


class Header(QWidget):
    """Shows the name of the document. It says which button was pressed."""

    appearance_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel()
        self._title.setObjectName("paneTitle")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setMinimumWidth(1)  # a long name is shortened, and widens no window
        self._name = ""
        self.leave = _button(tr("Leave reading mode"), tr("Back to all panes (Esc)"))
        self.leave.clicked.connect(self.leave_wanted)
        self.leave.hide()
        self.appearance = _button("Aa", tr("Text appearance"))
        self.appearance.setAccessibleName(tr("Text appearance"))
        self.appearance.clicked.connect(self.appearance_wanted)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 8, 4)
        row.setSpacing(4)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self._title, 1)
        row.addWidget(self.leave)
        row.addWidget(self.appearance)
        self._dress()

    def setText(self, text: str) -> None:
        """Show the name of another document."""
        self._name = text
        self._title.setAccessibleName(text)
        self._shorten()

    def text(self) -> str:
        """Return the whole name, of which as much is shown as there is room for."""
        return self._name

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show more of the name, or less."""
        super().resizeEvent(event)
        self._row.activate()
        self._shorten()

    def _shorten(self) -> None:
        room = self._title.width()
        shown = self._title.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, room)
        self._title.setText(shown)
        self._title.setToolTip("" if shown == self._name else self._name)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()
        super().changeEvent(event)

    def _dress(self) -> None:
        style = quiet_button_style(is_dark(self.palette()))
        for button in (self.leave, self.appearance):
            if button.styleSheet() != style:
                button.setStyleSheet(style)


def _button(text: str, hint: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(hint)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
