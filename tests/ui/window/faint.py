"""Reads how chosen rows of lists are painted: in which colour words are, and on which ground."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem, QWidget

from qcode.model.colors import contrast
from qcode.ui.resting import _Quiet
from qcode.ui.theme import colors, is_dark

LEAST = 4.5
_ROWS, _COLUMNS = 8, 6
_SIZE = QSize(420, 60)


class _Reader(QPainter):
    """Notes the words that a delegate writes by itself, with the contrast each has."""

    def __init__(self, image: QImage) -> None:
        super().__init__(image)
        self._image = image
        self.written: list[tuple[str, float]] = []

    def drawText(self, *given: Any) -> Any:
        words = next((each for each in given if isinstance(each, str)), "")
        place = given[0]
        if isinstance(place, QRect | QRectF):
            point = QPointF(place.center())
        else:
            point = QPointF(place) if isinstance(place, QPoint | QPointF) else QPointF(*given[:2])
        line = self.transform().map(point).toPoint().y()
        if words.strip() and 0 <= line < self._image.height():
            ground = self._image.pixelColor(self._image.width() - 1, line)
            ratio = contrast(self.pen().color().name(), ground.name())
            self.written.append((words, round(ratio, 2)))
        return super().drawText(*given)


def faint(root: QWidget) -> list[str]:
    """Return what can hardly be read on the rows of a window's lists if they are chosen.

    With the keyboard there and elsewhere.
    """
    found = []
    for view in root.findChildren(QAbstractItemView):
        model = view.model()
        if not view.isVisible() or model is None or view.itemDelegate() is None:
            continue
        top = QModelIndex()
        columns = 1 if isinstance(view, QListView) else model.columnCount(top)
        for row in range(min(model.rowCount(top), _ROWS)):
            for column in range(min(columns, _COLUMNS)):
                for state in (QStyle.StateFlag.State_None, QStyle.StateFlag.State_Active):
                    state |= QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_Enabled
                    found += [
                        f"{type(view).__name__} {view.accessibleName()}: {words!r} {ratio}"
                        for words, ratio in _written(view, row, column, state)
                        if ratio < LEAST
                    ]
    return sorted(set(found))


def _written(
    view: QAbstractItemView, row: int, column: int, state: QStyle.StateFlag
) -> list[tuple[str, float]]:
    index = view.model().index(row, column)
    option: Any = QStyleOptionViewItem()
    option.state, option.widget, option.index = state, view, index
    option.font, option.fontMetrics = view.font(), view.fontMetrics()
    option.decorationSize = QSize(16, 16)
    option.palette = _Quiet().of(view.palette())
    active = bool(state & QStyle.StateFlag.State_Active)
    group = option.palette.ColorGroup.Active if active else option.palette.ColorGroup.Inactive
    option.palette.setCurrentColorGroup(group)
    option.rect = QRect(QPoint(), _SIZE)
    image = QImage(_SIZE, QImage.Format.Format_RGB32)
    image.fill(colors(is_dark(view.palette())).base)
    reader = _Reader(image)
    try:
        view.itemDelegateForIndex(index).paint(reader, option, index)
    finally:
        reader.end()
    return reader.written
