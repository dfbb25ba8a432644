"""Small pieces of the inspector's pages."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLayout, QSizePolicy, QVBoxLayout, QWidget

from qcode.ui.codes.chip import SIZE, paint_chip
from qcode.ui.found.delegate import SIDE
from qcode.ui.found.parts import quiet
from qcode.ui.theme import is_dark
from qcode.ui.wrapping_row import WrappingRow


class NameLine(QWidget):
    """What one looks at, by name, with a code's colour before it; shortened in the middle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = self._color = ""
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        self.setFont(font)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_name(self, name: str, color: str = "") -> None:
        """Show a name; `color` is a code's "#rrggbb"."""
        if (name, color) != (self._name, self._color):
            self._name, self._color = name, color
            self.setAccessibleName(name)
            self.setToolTip(name)
            self.update()

    def name(self) -> str:
        """Return the whole name."""
        return self._name

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        return QSize(120, self.fontMetrics().height() + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        rect = QRectF(self.rect())
        with QPainter(self) as painter:
            if self._color:
                middle = QPointF(SIZE / 2, rect.center().y())
                paint_chip(painter, middle, self._color, dark=is_dark(self.palette()))
                rect.setLeft(SIZE + 7)
            painter.setPen(self.palette().color(QPalette.ColorRole.Text))
            words = self.fontMetrics().elidedText(
                self._name, Qt.TextElideMode.ElideMiddle, int(rect.width())
            )
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, words)


class Page(QWidget):
    """One page: a name, quiet facts, and what can be changed below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = NameLine()
        self.facts = quiet()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SIDE, 2, SIDE, 10)
        self.column.setSpacing(4)
        self.column.addWidget(self.name)
        self.column.addWidget(self.facts)

    def show_facts(self, *lines: str) -> None:
        """Show facts, one below the other."""
        text = "\n".join(line for line in lines if line)
        if text != self.facts.text():
            self.facts.setText(text)
        self.facts.setVisible(bool(text))

    def save(self) -> None:
        """Write what was typed on this page."""

    def labelled(self, label: str, field: QWidget) -> None:
        """Add a field below a quiet label, with a little air above."""
        words = quiet(label)
        words.setBuddy(field)
        self.column.addSpacing(4)
        self.column.addWidget(words)
        self.column.addWidget(field)

    def headed(self, head: QLayout, field: QWidget) -> None:
        """Add a field below a row of its own, with a little air above."""
        self.column.addSpacing(4)
        self.column.addLayout(head)
        self.column.addWidget(field)

    def buttons(self, *buttons: QWidget) -> None:
        """Add a row of buttons, flush with the words above them."""
        row = WrappingRow(beside=SIDE)
        row.setSpacing(4)
        for button in buttons:
            row.addWidget(button)
        self.column.addLayout(row)
