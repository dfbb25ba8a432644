"""The line below the code tree: what a drop would do, or which codes are chosen for analysis."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from qcode.services.language import tr
from qcode.ui.found.parts import bar


class Foot(QWidget):
    """Shows a hint while something is dragged, else the activation in words; hidden without both.

    `all_wanted` and `passages_wanted` are its buttons.
    """

    all_wanted = Signal()
    passages_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._active = ""
        self._hint = ""
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setMinimumWidth(40)
        font = self._words.font()
        font.setPointSizeF(font.pointSizeF() * 0.92)
        self._words.setFont(font)
        self._passages = self._button(tr("Passages"), tr("Show the passages of what is active"))
        self._passages.clicked.connect(self.passages_wanted)
        self._all = self._button(tr("All"), tr("Make all codes active"))
        self._all.clicked.connect(self.all_wanted)
        row = bar(self._words, self._passages, self._all, stretch=self._words, above=4, below=6)
        row.setSpacing(2)
        self.setLayout(row)
        self._show()

    def _button(self, text: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setFont(self._words.font())
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def set_active(self, words: str) -> None:
        """Say which codes are chosen for analysis; "" for all."""
        self._active = words
        self._show()

    def set_hint(self, words: str) -> None:
        """Say what a drop would do here; "" when nothing is dragged any more."""
        self._hint = words
        self._show()

    def text(self) -> str:
        """Return what is said."""
        return self._words.text()

    def _show(self) -> None:
        self._words.setText(self._hint or self._active)
        role = QPalette.ColorRole.PlaceholderText if self._hint else QPalette.ColorRole.WindowText
        self._words.setForegroundRole(role)
        # Two lines while something is dragged: the tree must not move under the pointer.
        lines = self._words.fontMetrics().lineSpacing() * 2 if self._hint else 0
        self._words.setMinimumHeight(lines)
        for button in (self._passages, self._all):
            button.setVisible(not self._hint)
        self.setVisible(bool(self._hint or self._active))
