"""What dialogs look like: their margins, forms and headings, and the lists and texts in them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QMargins, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from .dressed import dress
from .resting import rest_without_keyboard
from .theme import edge_style, scroll_bar_style, table_style

MARGINS = QMargins(20, 18, 20, 16)
SPACE = 12  # between the parts of a page


def page_of(dialog: QDialog) -> QVBoxLayout:
    """Return the column in which the parts of a dialog stand, the buttons last."""
    page = QVBoxLayout(dialog)
    page.setContentsMargins(MARGINS)
    page.setSpacing(SPACE)
    return page


def form_of_choices() -> QFormLayout:
    """Return rows of names and fields: each field as wide as there is room, or below its name."""
    form = QFormLayout()
    form.setVerticalSpacing(8)
    form.setHorizontalSpacing(16)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form


def narrow(boxes: Iterable[QComboBox]) -> None:
    """Have boxes with names of any length take no more room than there is."""
    for box in boxes:
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)


def foot_of(told: Iterable[QWidget], *buttons: QWidget) -> QHBoxLayout:
    """Return what stands at the foot of a dialog: what is told, below one another, and buttons."""
    state = QVBoxLayout()
    state.setSpacing(4)
    for part in told:
        state.addWidget(part)
    foot = QHBoxLayout()
    foot.setSpacing(16)
    foot.addLayout(state, 1)
    for button in buttons:
        foot.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
    return foot


def heading(words: str) -> QLabel:
    """Return what stands over a part of a dialog."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    bold = label.font()
    bold.setBold(True)
    label.setFont(bold)
    return label


def dress_text(view: QAbstractScrollArea) -> None:
    """Give a text of several lines the edge of a field and our scroll bars."""
    view.setFrameShape(QFrame.Shape.StyledPanel)
    dress(view, lambda dark: edge_style(dark) + scroll_bar_style(dark))


def dress_list(view: QAbstractScrollArea) -> None:
    """Give a list or a table, which is not edited, quiet headings, the edge and the scroll bars."""
    view.setFrameShape(QFrame.Shape.StyledPanel)
    if isinstance(view, QAbstractItemView):
        rest_without_keyboard(view)
    for head in view.findChildren(QHeaderView):
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
    dress(view, _list_style)


def _list_style(dark: bool) -> str:
    return table_style(dark, indent=6, padding=3) + edge_style(dark) + scroll_bar_style(dark)
