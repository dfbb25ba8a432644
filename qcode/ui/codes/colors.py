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

from qcode.model.codebook import Code
from qcode.model.palette import PALETTE
from qcode.services.language import mark, tr
from qcode.ui.placing import beside
from qcode.ui.sized import by_letters
from qcode.ui.theme import is_dark

from .chip import ICON, chip_icon

_COLUMNS = 6
_STEPS = {  # rows, columns
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Up: (-1, 0),
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


def own_color(code: Code) -> str:
    """Return a code's colour as `ColorPopup` takes it: "" if it inherits."""
    return "" if code.inherits else code.color


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
    """Offers the colours of the palette, and any other; `chosen` brings one as "#rrggbb".

    `current` is the colour now, "" if the code inherits it; `inherited` is what it would inherit,
    None for a code that has no parent. Where there is one, `chosen` may bring "": inherit.
    """

    chosen = Signal(str)

    def __init__(self, current: str, parent: QWidget, *, inherited: str | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(tr("Colour"))
        self._current = current
        self._shown = current or inherited or PALETTE[0]
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        self._rows: list[list[_Choice]] = []
        if inherited is not None:
            self._rows.append([self._inherit(inherited)])
            column.addWidget(self._rows[0][0])
        grid = QGridLayout()
        grid.setSpacing(2)
        for at, color in enumerate(PALETTE):
            if at % _COLUMNS == 0:
                self._rows.append([])
            self._rows[-1].append(self._patch(color, NAMES[at]))
            grid.addWidget(self._rows[-1][-1], at // _COLUMNS, at % _COLUMNS)
        other = _Choice()
        other.setText(tr("Other colour…"))
        other.clicked.connect(self._ask)
        self._rows.append([other])
        column.addLayout(grid)
        column.addWidget(other)

    def _inherit(self, color: str) -> _Choice:
        button = _Choice()
        button.setText(" " + tr("The parent's colour"))  # air beside the patch
        button.setToolTip(tr("Follows the parent, also when that gets another colour"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._show(button, color)
        button.setChecked(not self._current)
        button.clicked.connect(lambda _checked=False: self._choose(""))
        return button

    def _show(self, button: _Choice, color: str) -> None:
        dark, ratio, side = (
            is_dark(self.palette()),
            self.devicePixelRatioF(),
            by_letters(self, ICON),
        )
        button.setIcon(chip_icon(color, dark=dark, ratio=ratio, side=side))
        button.setIconSize(QSize(side, side))
        button.setCheckable(True)

    def _patch(self, color: str, name: str) -> _Choice:
        button = _Choice()
        self._show(button, color)
        button.setChecked(color == self._current.lower())
        side = by_letters(self, 32)
        button.setFixedSize(side, side)
        button.setAccessibleName(tr(name))  # marked in NAMES
        button.setToolTip(tr(name))  # marked in NAMES
        button.clicked.connect(lambda _checked=False: self._choose(color))
        return button

    def open_at(self, global_point: QPoint) -> None:
        """Show the palette with the cursor on the present colour."""
        self.adjustSize()
        room = QApplication.screenAt(global_point) or self.screen()
        self.move(beside(global_point, self.size(), room.availableGeometry()))
        choices = [choice for row in self._rows for choice in row]
        checked = [choice for choice in choices if choice.isChecked()]
        (checked or choices)[0].setFocus(Qt.FocusReason.PopupFocusReason)
        self.show()

    def _choose(self, color: str) -> None:
        self.chosen.emit(color)
        self.close()

    def _ask(self) -> None:
        """Let the user take any colour there is; the palette steps aside meanwhile."""
        dialog = QColorDialog(QColor(self._shown), self.parentWidget())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.colorSelected.connect(lambda color: self.chosen.emit(color.name()))
        dialog.finished.connect(self.close)
        self.hide()
        dialog.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the colour with the cursor, arrows move it."""
        row, column = self._place()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._rows[row][column].click()
        elif event.key() in _STEPS:
            down, right = _STEPS[Qt.Key(event.key())]
            line = self._rows[max(0, min(row + down, len(self._rows) - 1))]
            line[max(0, min(column + right, len(line) - 1))].setFocus()
        else:
            super().keyPressEvent(event)

    def _place(self) -> tuple[int, int]:
        """Return row and column of the choice with the cursor."""
        for row, line in enumerate(self._rows):
            for column, choice in enumerate(line):
                if choice is self.focusWidget():
                    return row, column
        return 0, 0
