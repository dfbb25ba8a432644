"""What one can ask of the search: a small popup with examples, which a click inserts."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QWidget

from qcode.services.language import mark, tr

# What is inserted, and what it finds.
EXAMPLES: Mapping[str, str] = {
    "trygghet": mark("a word, in every form"),
    "=trygghet": mark("exactly this form"),
    '"social trygghet"': mark("these words, in this order"),
    "trygg*": mark("words that begin so"),
    "polis OR vakt": mark("one or the other"),
    "kväll NOT polis": mark("the first without the second"),
    "(polis OR vakt) torg": mark("both, in the same turn or paragraph"),
    "speaker:Anna": mark("what somebody says"),
    "document:jonas": mark("in documents named so"),
    "kind:interview": mark("in one kind of document"),
    "code:Tillit": mark("in passages with a code"),
}


class QueryHelp(QFrame):
    """A popup; `chosen` brings the example that was clicked."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAccessibleName(tr("How to search"))
        self.setFrameShape(QFrame.Shape.StyledPanel)
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 8, 12, 8)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        for row, (example, meaning) in enumerate(EXAMPLES.items()):
            button = QPushButton(example)
            button.setFlat(True)
            button.setAutoDefault(True)  # Enter takes it too
            button.setStyleSheet("text-align: left; padding: 3px 6px;")
            button.setAccessibleDescription(tr(meaning))  # marked in EXAMPLES
            button.clicked.connect(lambda _checked=False, text=example: self._choose(text))
            words = QLabel(tr(meaning))  # marked in EXAMPLES
            words.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            grid.addWidget(button, row, 0)
            grid.addWidget(words, row, 1)

    def show_below(self, widget: QWidget) -> None:
        """Open under a widget, right edge to right edge."""
        self.adjustSize()
        corner = widget.mapToGlobal(QPoint(widget.width(), widget.height() + 4))
        left = corner.x() - self.width()
        self.move(max(left, self.screen().availableGeometry().left()), corner.y())
        self.show()
        first = self.findChild(QPushButton)
        if isinstance(first, QPushButton):
            first.setFocus(Qt.FocusReason.PopupFocusReason)

    def _choose(self, example: str) -> None:
        self.hide()
        self.chosen.emit(example)
