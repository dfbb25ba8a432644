"""What one can ask of the search: a popup with every operator, whose examples a click inserts."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from qcode.services.language import tr
from qcode.services.operators import operators
from qcode.ui.dressed import dress_scroll_bar

_MEANING = 20  # letters of a usual width, before a meaning takes a second line


class QueryHelp(QFrame):
    """A popup; `chosen` brings the example that was clicked."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAccessibleName(tr("How to search"))
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._area = QScrollArea()
        dress_scroll_bar(self._area)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)

    def _content(self) -> QWidget:
        """Return the operators, made when they are asked for: few sessions begin with that."""
        made: QWidget | None = self._area.widget()
        if made is not None:
            return made
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(8, 8, 12, 8)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(3)
        for row, operator in enumerate(operators()):
            button = QPushButton(operator.example.replace("&", "&&"))
            button.setFlat(True)
            button.setAutoDefault(True)  # Enter takes it too
            button.setStyleSheet("text-align: left; padding: 3px 6px;")
            button.setAccessibleDescription(operator.sentence)
            button.clicked.connect(lambda _checked=False, text=operator.example: self._choose(text))
            words = QLabel(operator.sentence)
            words.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            words.setWordWrap(True)
            words.setMinimumWidth(_MEANING * self.fontMetrics().averageCharWidth())
            grid.addWidget(button, row, 0)
            grid.addWidget(words, row, 1)
        grid.setColumnStretch(1, 1)
        self._area.setWidget(inside)
        return inside

    def show_below(self, widget: QWidget) -> None:
        """Open under a widget, right edge to right edge, as high as the screen has room for."""
        inside = self._content()
        screen = widget.screen().availableGeometry()
        corner = widget.mapToGlobal(QPoint(widget.width(), widget.height() + 4))
        beside = self._area.verticalScrollBar().sizeHint().width() + 4
        least = inside.minimumSizeHint().width() + beside
        width = min(max(least, 90 * self.fontMetrics().averageCharWidth()), screen.width())
        layout = inside.layout()
        assert layout is not None
        height = layout.heightForWidth(width - beside) + 4
        self.resize(width, min(height, max(screen.bottom() - corner.y(), screen.height() // 2)))
        top = min(corner.y(), screen.bottom() - self.height())
        left = max(corner.x() - width, screen.left())
        self.move(left, max(top, screen.top()))
        self.show()
        first = self.findChild(QPushButton)
        if isinstance(first, QPushButton):
            first.setFocus(Qt.FocusReason.PopupFocusReason)

    def _choose(self, example: str) -> None:
        self.hide()
        self.chosen.emit(example)
