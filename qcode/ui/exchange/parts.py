"""What both dialogs on whole projects have: a text to read through, and how far the work is."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QWidget

from qcode.ui.dialog_looks import dress_text
from qcode.ui.shortened import Shortened
from qcode.ui.sized import by_letters
from qcode.ui.still_bar import StillBar

_MOST_LINES = 100  # more than any screen has: those below need not be counted


def told(name: str) -> QPlainTextEdit:
    """Return a text that is read with the keyboard too, and left with Tab."""
    view = QPlainTextEdit()
    view.setReadOnly(True)
    view.setAccessibleName(name)
    view.setTabChangesFocus(True)
    view.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    dress_text(view)
    return view


def fit_height(view: QPlainTextEdit) -> None:
    """Have a text take no more room than its lines, at the width that it has."""
    lines, block = 0, view.document().begin()
    while block.isValid() and lines < _MOST_LINES:
        lines += max(1, block.layout().lineCount())
        block = block.next()
    rim = 2 * (view.frameWidth() + round(view.document().documentMargin()))
    view.setMaximumHeight((lines + 1) * view.fontMetrics().lineSpacing() + rim)


def problem_label() -> QLabel:
    """Return what says, when it is shown, what went wrong."""
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setForegroundRole(QPalette.ColorRole.BrightText)
    label.hide()
    return label


def sections(parts: Iterable[tuple[str, Iterable[str]]]) -> str:
    """Return lines below their headings, without the headings that have none."""
    shown = ((head, [*lines]) for head, lines in parts)
    return "\n\n".join(
        "\n".join([head, *(f"– {line}" for line in lines)]) for head, lines in shown if lines
    )


class Progress(QWidget):
    """A bar with words beside it; hidden while nothing is under way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = StillBar()
        self._bar.setFixedWidth(by_letters(self, 160))
        self._words = Shortened()  # a long name widens no dialog
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._bar)
        row.addWidget(self._words, 1)
        self.hide()

    def begin(self, words: str) -> None:
        """Show that something is under way, which nobody knows the length of yet."""
        self._bar.begin()
        self._words.setText(words)
        self.show()

    def tell(self, done: int, total: int, _detail: str = "") -> None:
        """Show how far it is."""
        self._bar.tell(done, total)

    def end(self) -> None:
        """Hide it again."""
        self.hide()
