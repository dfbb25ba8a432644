"""The table of passages that are sorted: three lines of each, dragged as a small tag."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QDrag, QFontMetrics, QPainter, QTextDocument, QTextOption
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from qcode.services.language import trn
from qcode.ui.theme import colors, is_dark

from .chip import chip_tag
from .sorting import HTML, SHORT, Index

_LINES = 3  # of a passage that are shown
_PAD = 6
_BESIDE = QPoint(-12, -14)  # where a tag hangs from the pointer


class SortingTable(QTableView):
    """Passages of a code of this colour, which can be dragged to subcodes."""

    def __init__(self, color: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._color = color
        self.setDragEnabled(True)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Drag the chosen passages as a small tag: a picture of them would hide the subcodes."""
        drag = self.made_drag()
        if drag is not None:
            drag.exec(actions, self.defaultDropAction())

    def made_drag(self) -> QDrag | None:
        """Return what is dragged, with its tag; None if nothing is chosen."""
        rows = len(self.selectionModel().selectedRows())
        if not rows:
            return None
        words, dark = trn("{n} passage", "{n} passages", rows), is_dark(self.palette())
        ratio = self.devicePixelRatioF()
        drag = QDrag(self)
        drag.setMimeData(self.model().mimeData(self.selectedIndexes()))
        drag.setPixmap(chip_tag(words, self._color, dark=dark, font=self.font(), ratio=ratio))
        drag.setHotSpot(_BESIDE)
        return drag


class PassageCell(QStyledItemDelegate):
    """Paints a passage between its context, as much as three lines hold."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._text = QTextDocument(self)
        self._text.setDocumentMargin(0)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._text.setDefaultTextOption(option)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        whole = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        whole.text = ""
        style = whole.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, whole, painter, whole.widget)
        room = whole.rect.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        self._text.setDefaultFont(whole.font)
        chosen = colors(is_dark(whole.palette))
        selected = bool(whole.state & QStyle.StateFlag.State_Selected)
        around = chosen.text if selected else chosen.muted
        self._text.setDefaultStyleSheet(
            f"body {{ color: {chosen.text} }} .around {{ color: {around}; font-style: italic }}"
        )
        self._text.setTextWidth(room.width())
        for words in (HTML, SHORT):  # in a narrow column the context must not hide the passage
            self._text.setHtml(f"<body>{index.data(words)}</body>")
            if self._text.size().height() <= room.height():
                break
        painter.save()
        painter.translate(room.topLeft())
        self._text.drawContents(painter, QRect(0, 0, room.width(), room.height()))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the same height for all."""
        return QSize(200, self.height(option.fontMetrics))

    def height(self, metrics: QFontMetrics) -> int:
        """Return the height of a row, in pixels."""
        return metrics.lineSpacing() * _LINES + 2 * _PAD
