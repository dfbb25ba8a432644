"""The small palette from which a code gets its colour."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QColorDialog,
    QFrame,
    QGridLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qcode.model.palette import PALETTE
from qcode.services.language import mark, tr
from qcode.ui.theme import is_dark

from .chip import ICON, chip_icon
from .placing import beside

_COLUMNS = 6
_STEPS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: _COLUMNS,
    Qt.Key.Key_Up: -_COLUMNS,
}
# What the colours of the palette are called, in its order, for those who do not see them.
NAMES: tuple[str, ...] = (
    mark("Sky blue"),
    mark("Crimson"),
    mark("Amber"),
    mark("Indigo"),
    mark("Rust"),
    mark("Mint"),
    mark("Olive"),
    mark("Lavender"),
    mark("Violet"),
    mark("Pink"),
    mark("Green"),
    mark("Petrol"),
)


class _Choice(QToolButton):
    """One of the colours; Enter and arrow keys are the popup's."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Space, leave the rest to the popup."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()


class ColorPopup(QFrame):
    """Offers the colours of the palette, and any other; `chosen` brings one as "#rrggbb"."""

    chosen = Signal(str)

    def __init__(self, current: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(tr("Colour"))
        self._current = current
        self._choices: list[_Choice] = []
        grid = QGridLayout()
        grid.setSpacing(2)
        for at, color in enumerate(PALETTE):
            self._choices.append(self._patch(color, NAMES[at]))
            grid.addWidget(self._choices[-1], at // _COLUMNS, at % _COLUMNS)
        other = _Choice()
        other.setText(tr("Other colour…"))
        other.clicked.connect(self._ask)
        self._choices.append(other)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addLayout(grid)
        column.addWidget(other)

    def _patch(self, color: str, name: str) -> _Choice:
        button = _Choice()
        button.setIcon(
            chip_icon(color, dark=is_dark(self.palette()), ratio=self.devicePixelRatioF())
        )
        button.setIconSize(QSize(ICON, ICON))
        button.setCheckable(True)
        button.setChecked(color == self._current.lower())
        button.setFixedSize(32, 32)
        button.setAccessibleName(tr(name))  # marked in NAMES
        button.setToolTip(tr(name))  # marked in NAMES
        button.clicked.connect(lambda _checked=False: self._choose(color))
        return button

    def open_at(self, global_point: QPoint) -> None:
        """Show the palette with the cursor on the present colour."""
        self.adjustSize()
        room = QApplication.screenAt(global_point) or self.screen()
        self.move(beside(global_point, self.size(), room.availableGeometry()))
        checked = [choice for choice in self._choices if choice.isChecked()]
        (checked or self._choices)[0].setFocus(Qt.FocusReason.PopupFocusReason)
        self.show()

    def _choose(self, color: str) -> None:
        self.chosen.emit(color)
        self.close()

    def _ask(self) -> None:
        """Let the user take any colour there is; the palette steps aside meanwhile."""
        dialog = QColorDialog(QColor(self._current), self.parentWidget())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.colorSelected.connect(lambda color: self.chosen.emit(color.name()))
        dialog.finished.connect(self.close)
        self.hide()
        dialog.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the colour with the cursor, arrows move it."""
        at = next((n for n, choice in enumerate(self._choices) if choice is self.focusWidget()), 0)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choices[at].click()
        elif event.key() in _STEPS:
            to = at + _STEPS[Qt.Key(event.key())]
            self._choices[max(0, min(to, len(self._choices) - 1))].setFocus()
        else:
            super().keyPressEvent(event)
