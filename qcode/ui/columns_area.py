"""Where dialogs on tables from outside show what the columns hold."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea

from qcode.services.language import tr
from qcode.ui.dressed import dress_scroll_bar


def columns_area() -> QScrollArea:
    """Return where what the columns hold is scrolled up and down."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setAccessibleName(tr("What the columns hold"))
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    dress_scroll_bar(area)
    return area
