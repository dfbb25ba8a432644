"""How cells of the table are edited: each type with what suits it."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from qcode.model.document import Attribute
from qcode.ui.documents.attributes import editor_for, put_value, value_of
from qcode.ui.resting import chosen_ground
from qcode.ui.theme import colors, is_dark

from .model import ATTRIBUTE, TableModel, side_of

_SIDE = 10  # pixels beside the words, as in the headings
Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Paints cells, and edits them in a line, or in a list that opens at once.

    A cell is painted here and not by the style, which asks the model a dozen things of each.
    """

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        model = index.model()
        if not isinstance(model, TableModel):
            return
        rect, chosen = option.rect, colors(is_dark(option.palette))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, chosen_ground(option, chosen))
        text = model.text(index.row(), index.column())
        if text:
            inner = rect.adjusted(_SIDE, 0, -_SIDE, 0)
            if option.fontMetrics.horizontalAdvance(text) > inner.width():
                elide = Qt.TextElideMode.ElideRight
                text = option.fontMetrics.elidedText(text, elide, inner.width())
            painter.setPen(QColor(chosen.text))
            painter.drawText(inner, side_of(model.heads[index.column()]), text)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(chosen.accent), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return an editor that suits the type of the column; only attributes are edited."""
        attribute: Attribute = index.data(ATTRIBUTE)
        editor = editor_for(attribute, in_list=True)
        editor.setParent(parent)
        editor.setFrame(False)
        if isinstance(editor, QComboBox):
            editor.activated.connect(lambda _row: self._take(editor))
            QTimer.singleShot(0, editor, editor.showPopup)
        return editor

    def _take(self, editor: QComboBox) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the stored value."""
        if isinstance(editor, QLineEdit | QComboBox):
            shown = isinstance(editor, QLineEdit)
            role = Qt.ItemDataRole.DisplayRole if shown else Qt.ItemDataRole.EditRole
            put_value(editor, str(index.data(role)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand over what was typed or chosen."""
        if isinstance(editor, QLineEdit | QComboBox):
            model.setData(index, value_of(editor))
