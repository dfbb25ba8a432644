"""Moves the caret by a screen, straight to where it will stand.

Qt would walk there line by line, and each block that it passes keeps its glyphs for good: whoever
pages through a long text would have all of it in memory.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QAbstractSlider, QTextEdit

from .column_layout import ColumnLayout

_Key, _Move, _Act = QKeySequence.StandardKey, QTextCursor.MoveMode, QAbstractSlider.SliderAction
_PAGES = (
    (_Key.MoveToNextPage, 1, _Move.MoveAnchor),
    (_Key.MoveToPreviousPage, -1, _Move.MoveAnchor),
    (_Key.SelectNextPage, 1, _Move.KeepAnchor),
    (_Key.SelectPreviousPage, -1, _Move.KeepAnchor),
)


def turn_page(editor: QTextEdit, event: QKeyEvent) -> bool:
    """Move the caret by a screen if that is what a key means; return whether it is."""
    for key, screens, mode in _PAGES:
        if event.matches(key):
            _turn(editor, screens, mode)
            return True
    return False


def show_edge(editor: QTextEdit) -> None:
    """Show the room above the first line, or below the last, where the caret has come to it.

    Qt scrolls until the caret is in sight, and not a dot further.
    """
    cursor, bar = editor.textCursor(), editor.verticalScrollBar()
    if cursor.atEnd():
        bar.setValue(bar.maximum())
    elif cursor.blockNumber() == 0:
        line = cursor.block().layout().lineForTextPosition(cursor.position())
        if line.lineNumber() == 0:
            bar.setValue(bar.minimum())


def _turn(editor: QTextEdit, screens: int, mode: QTextCursor.MoveMode) -> None:
    layout, cursor = editor.document().documentLayout(), editor.textCursor()
    assert isinstance(layout, ColumnLayout)
    far = screens * editor.viewport().height()
    here = _height(editor)
    layout.reach(min(here, here + far), max(here, here + far))
    here = _height(editor)  # what lies above may have turned out higher
    x = cursor.verticalMovementX()  # where one began to go up and down, from the column's edge
    if x < 0:
        left = editor.cursorRect(cursor).x() + editor.horizontalScrollBar().value()
        x = round(left - layout.left())
    place = QPointF(x + layout.left(), here + far)
    cursor.setPosition(layout.hitTest(place, Qt.HitTestAccuracy.FuzzyHit), mode)
    cursor.setVerticalMovementX(x)
    step = _Act.SliderPageStepAdd if screens > 0 else _Act.SliderPageStepSub
    editor.verticalScrollBar().triggerAction(step)
    editor.setTextCursor(cursor)


def _height(editor: QTextEdit) -> float:
    """Return the middle of the caret in the document."""
    return float(editor.cursorRect().center().y() + editor.verticalScrollBar().value())
