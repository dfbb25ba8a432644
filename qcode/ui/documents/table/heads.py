"""The headings of rows and columns, painted here: Qt would ask every cell whether it is chosen."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from qcode.ui.theme import colors, is_dark

_SIDE = 10  # pixels beside the words
_FIRST = 12  # pixels before the names of rows, in line with the words above and below


class Heads(QHeaderView):
    """Quiet headings: names of rows are plain, those of columns muted."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self.setSectionsClickable(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint one heading with hairlines at its right and below it."""
        chosen = colors(is_dark(self.palette()))
        down = self.orientation() == Qt.Orientation.Vertical
        painter.fillRect(rect, QColor(chosen.window))
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), QColor(chosen.rule))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(chosen.rule))
        model = self.model()
        text = str(model.headerData(section, self.orientation()))
        side = model.headerData(section, self.orientation(), Qt.ItemDataRole.TextAlignmentRole) or (
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        inner = rect.adjusted(_FIRST if down else _SIDE, 0, -_SIDE, -1)
        elide = Qt.TextElideMode.ElideMiddle if down else Qt.TextElideMode.ElideRight
        painter.setPen(QColor(chosen.text if down else chosen.muted))
        painter.drawText(inner, side, self.fontMetrics().elidedText(text, elide, inner.width()))
