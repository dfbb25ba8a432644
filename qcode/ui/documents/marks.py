"""The marks of the kinds of documents: icons that can be told apart without colour."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from qcode.model.document import DocumentKind
from qcode.ui.icons import SIZE as SIZE
from qcode.ui.icons import Icon, paint_icon

ICONS: Mapping[DocumentKind, Icon] = {
    DocumentKind.INTERVIEW: Icon.INTERVIEW,
    DocumentKind.FOCUS_GROUP: Icon.FOCUS_GROUP,
    DocumentKind.OBSERVATION: Icon.OBSERVATION,
    DocumentKind.FIELD_NOTE: Icon.NOTE,
    DocumentKind.SURVEY: Icon.SURVEY,
    DocumentKind.LITERATURE: Icon.LITERATURE,
    DocumentKind.OTHER: Icon.OTHER,
}


def paint_mark(painter: QPainter, rect: QRectF, kind: DocumentKind, color: QColor) -> None:
    """Paint the mark of a kind into a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_icon(painter, rect, ICONS[kind], color)
    painter.restore()
