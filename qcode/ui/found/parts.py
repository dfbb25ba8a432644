"""Small pieces that the panes of what was found are made of."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qcode.ui.icons import Icon, icon
from qcode.ui.sized import icon_size
from qcode.ui.wrapping_row import WrappingRow

from .delegate import SIDE, small
from .rows import LINE


def column(pane: QWidget) -> QVBoxLayout:
    """Give a pane a layout without gaps, in which each part brings its own."""
    layout = QVBoxLayout(pane)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    return layout


def bar(
    *parts: QWidget, stretch: QWidget | None = None, above: int = 8, below: int = 6
) -> WrappingRow:
    """Return a row of controls at the head of a pane; `stretch` takes what room there is."""
    row = WrappingRow(stretch)
    row.setContentsMargins(SIDE, above, SIDE, below)
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    return row


def words_beside(words: QLabel, button: QToolButton) -> QHBoxLayout:
    """Return words of any length with a button that stays where it is, whatever they say."""
    air = max(0, button.sizeHint().width() - button.fontMetrics().horizontalAdvance(button.text()))
    row = QHBoxLayout()
    row.setContentsMargins(SIDE, 8, max(0, SIDE - air // 2), 0)
    row.setSpacing(8)
    row.addWidget(words, 1)
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    return row


def quiet(text: str = "", *, wrap: bool = True) -> QLabel:
    """Return a small muted line."""
    label = QLabel(text)
    label.setFont(small(label.font()))
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    label.setWordWrap(wrap)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def flat(
    text: str, slot: Callable[[], object], *, tip: str = "", sign: Icon | None = None
) -> QToolButton:
    """Return a button that is only its words, or only an icon: `tip` then is its name."""
    button = QToolButton()
    if sign is not None:
        button.setIcon(icon(sign))
        button.setIconSize(icon_size(button))
        button.setAccessibleName(tip)
    button.setText(text)
    button.setAutoRaise(True)
    button.setToolTip(tip)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.clicked.connect(lambda _checked=False: slot())
    return button


def hairline() -> QFrame:
    """Return a thin line between parts."""
    line = QFrame()
    line.setFrameShape(QFrame.Shape.NoFrame)
    line.setFixedHeight(1)
    line.setAutoFillBackground(True)
    line.setBackgroundRole(QPalette.ColorRole.Mid)
    return line


def one_line(text: str) -> str:
    """Return a text with each run of white space as one blank."""
    return " ".join(text.split())


def in_paragraphs(text: str) -> str:
    """Return a text with each run of white space as one blank, and each paragraph on its line."""
    lines = filter(None, map(one_line, text.split("\n")))
    return LINE.join(lines)


class LinkButton(QToolButton):
    """A button that leads somewhere: its words are shortened to the room there is."""

    def __init__(self, text: str, slot: Callable[[], object]) -> None:
        super().__init__()
        self._words = text
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(40)
        self.clicked.connect(lambda _checked=False: slot())
        self.setText(text)

    def minimumSizeHint(self) -> QSize:
        """Ask for little: a long name must not widen the pane."""
        return QSize(40, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much of the words as fits."""
        super().resizeEvent(event)
        room = event.size().width() - 16
        self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room))

    def sizeHint(self) -> QSize:
        """Ask for all the words, whatever is shown of them now."""
        width = self.fontMetrics().horizontalAdvance(self._words) + 20
        return QSize(width, super().sizeHint().height())
