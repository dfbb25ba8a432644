"""A box that lies over the window at a place of it, and has the keyboard while it is there.

It is no popup of its own: dead keys and input methods work in it, and the window stays the active
one. It goes when the keyboard goes elsewhere, and gives the keyboard back when it is closed.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from .placing import beside
from .sized import by_letters
from .theme import box_style, is_dark, scroll_bar_style


class Overlay(QFrame):
    """A box of `owner`, at most `width` pixels wide, with large letters as much more.

    It lies in the window from when it is first opened: to go back and forth would dress it anew
    each time.
    """

    closed = Signal()

    def __init__(self, owner: QWidget, *, width: int) -> None:
        super().__init__(owner)
        self._owner = owner
        self._wide = width
        self._before: QWidget | None = None  # what had the keyboard
        self._leaving = False  # while it gives the keyboard back
        self.setObjectName("quickbox")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.hide()
        owner.destroyed.connect(self.deleteLater)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)

    def _prepare(self) -> None:
        """Remember who has the keyboard, and lie in the window that the owner is in now."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        window = self._owner.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        dark = is_dark(window.palette())
        style = box_style(dark) + scroll_bar_style(dark)
        if style != self.styleSheet():  # setting one costs more than all the rest
            self.setStyleSheet(style)
        self.setFixedWidth(min(by_letters(self, self._wide), window.width()))

    def _appear(self, global_point: QPoint, focus: QWidget) -> None:
        """Show the box below a point, or above it where it fits only there; `focus` is in it."""
        window = self._owner.window()
        self.adjustSize()
        self.move(beside(window.mapFromGlobal(global_point), self.size(), window.rect()))
        self.show()
        self.raise_()
        focus.setFocus(Qt.FocusReason.PopupFocusReason)

    def dismiss(self, *, give_back: bool = True) -> None:
        """Close the box; give the keyboard back to what had it before."""
        if not self.isVisible():
            return
        before, self._before = self._before, None
        if give_back and before is not None:
            # First: what is hidden gives the keyboard to whatever comes next, which would be told.
            self._leaving = True
            before.setFocus(Qt.FocusReason.PopupFocusReason)
            self._leaving = False
        self.hide()
        self.closed.emit()

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Go when the keyboard does; another window or a menu of one's own may have it a while."""
        if new is None or new is self or new.window() is not self.window() or self._leaving:
            return
        if self.isVisible() and not self.isAncestorOf(new):
            self.dismiss(give_back=False)
