"""The small box that goes to a paragraph, a time or a speaker's next turn."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from qcode.model.text import Span
from qcode.services.goto import Place, PlaceSearch
from qcode.services.language import tr
from qcode.ui.accessible import announce
from qcode.ui.theme import box_style, is_dark

WIDTH = 440
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


_COMES_BACK = (  # when the menu or the other window is closed
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)


class GotoBox(QFrame):
    """One line that says, as one types, where Enter leads; it stays open until Escape."""

    place_chosen = Signal(object)  # Span
    elsewhere_chosen = Signal(str, object)  # the name of another document, Span
    closed = Signal()

    def __init__(self, parent: QWidget, below: QWidget, position: Callable[[], int]) -> None:
        """The box lies in `parent`, `below` one of its parts.

        `position` tells where in the text one is, in code points.
        """
        super().__init__(parent)
        self._owner, self._below = parent, below
        self._position = position
        self._search: PlaceSearch | None = None
        self.setObjectName("quickbox")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.line = QLineEdit(frame=False)
        self.line.setPlaceholderText(tr("Paragraph, time or speaker"))
        self.line.setAccessibleName(tr("Go to paragraph, time or speaker"))
        self.line.textChanged.connect(lambda _text: self._tell())
        self.line.installEventFilter(self)
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 8)
        column.setSpacing(0)
        column.addWidget(self.line)
        column.addWidget(self.told)
        self.hide()

    def open_in(self, search: PlaceSearch) -> None:
        """Show the box at the head of its parent, for a document."""
        self._search = search
        style = box_style(is_dark(self.palette()))
        if style != self.styleSheet():
            self.setStyleSheet(style)
        self._tell()
        self.show()
        self.raise_()
        self.line.selectAll()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def dismiss(self) -> None:
        """Close the box; its owner gives the keyboard back to the text."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def place(self, *, back: bool = False) -> Place | None:
        """Return where one would go now."""
        if self._search is None:
            return None
        return self._search.find(self.line.text(), self._position(), back=back)

    def _tell(self) -> None:
        place = self.place()
        hint = tr("For example 23, 14:05 or a name. Enter goes there, Shift+Enter back.")
        self.told.setText(hint if place is None else place.words)
        self.told.setAccessibleName(self.told.text())
        self.fit()

    def fit(self) -> None:
        """Lie at the upper edge of the parent, in its middle, as high as what is told needs."""
        wide = self._owner.width()
        letters = self.fontMetrics().averageCharWidth()
        self.setFixedWidth(max(120, min(max(WIDTH, letters * 52), wide - 24)))
        self.setFixedHeight(self._column.heightForWidth(self.width()))
        self.move(QPoint((wide - self.width()) // 2, self._below.geometry().bottom() + 8))

    def _go(self, *, back: bool) -> None:
        place = self.place(back=back)
        if place is None:
            return
        announce(self.line, place.words)
        if place.span is not None and place.document:
            self.elsewhere_chosen.emit(place.document, Span(*place.span))
        elif place.span is not None:
            self.place_chosen.emit(Span(*place.span))
            self.told.setText(place.words)
            self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter and Escape; close when the keyboard goes elsewhere, or it would stay there."""
        if watched is self.line:
            if isinstance(event, QKeyEvent):
                return self._key(event)
            if isinstance(event, QFocusEvent) and event.lostFocus() and _left_by(event.reason()):
                self.hide()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        ours = event.key() in _ENTER or event.key() == Qt.Key.Key_Escape
        if event.type() == QEvent.Type.ShortcutOverride and ours:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress or not ours:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            self._go(back=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        return True


def _left_by(reason: Qt.FocusReason) -> bool:
    """Whether the keyboard went to another part of the window, by a click, Tab or its key."""
    return reason not in _COMES_BACK
