"""Where dialogs on tables from outside show what the columns hold."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QScrollArea, QWidget

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


def tab_through(area: QScrollArea) -> None:
    """Let Tab come to the boxes in an area where they stand; Qt puts new ones behind all else."""
    inside = area.widget()
    assert inside is not None
    before: QWidget = area
    for box in inside.findChildren(QComboBox):
        QWidget.setTabOrder(before, box)
        before = box
