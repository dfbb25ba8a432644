"""Small pieces that the panes of what was found are made of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from qcode.services.language import current_language

from .delegate import SIDE, small


def column(pane: QWidget) -> QVBoxLayout:
    """Give a pane a layout without gaps, in which each part brings its own."""
    layout = QVBoxLayout(pane)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    return layout


def bar(*parts: QWidget, stretch: QWidget | None = None, below: int = 6) -> QHBoxLayout:
    """Return a row of controls at the head of a pane; `stretch` takes what room there is."""
    row = QHBoxLayout()
    row.setContentsMargins(SIDE, 8, SIDE, below)
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part, 1 if part is stretch else 0)
    if stretch is None:
        row.addStretch(1)
    return row


def quiet(text: str = "", *, wrap: bool = True) -> QLabel:
    """Return a small muted line."""
    label = QLabel(text)
    label.setFont(small(label.font()))
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    label.setWordWrap(wrap)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def lesson(text: str) -> QLabel:
    """Return what an empty pane says: one or two sentences on what to do next."""
    label = QLabel(text)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    label.setContentsMargins(SIDE, 20, SIDE, 12)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def flat(text: str, slot: Callable[[], object], *, tip: str = "") -> QToolButton:
    """Return a button that is only its words."""
    button = QToolButton()
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


def day_words(moment: datetime, *, short: bool) -> str:
    """Return a day as the user's language writes it."""
    form = QLocale.FormatType.ShortFormat if short else QLocale.FormatType.LongFormat
    day = QDate(moment.year, moment.month, moment.day)
    return QLocale(current_language()).toString(day, form)
