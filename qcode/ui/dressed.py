"""Style sheets that follow the theme, for widgets that are not classes of their own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from .theme import is_dark, scroll_bar_style


class _Dresser(QObject):
    """Dresses a part of `owner`, which is asked for it each time, or else the owner itself."""

    def __init__(
        self,
        owner: QWidget,
        style: Callable[[bool], str],
        part: Callable[[], QWidget] | None = None,
    ) -> None:
        super().__init__(owner)
        self._owner, self._style = owner, style
        # Qt's own parts of a widget are not Python's to keep: it may lose those of a window that
        # was closed before Qt does.
        self._part = part or (lambda: owner)
        # A widget with a style sheet is not told itself: it keeps its palette, and all in it do.
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.paletteChanged.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        """Put on what fits now."""
        if not isValid(self._owner):
            return
        widget, style = self._part(), self._style(is_dark(QApplication.palette()))
        if style != widget.styleSheet():
            widget.setStyleSheet("")
            widget.setStyleSheet(style)


def dress_scroll_bars(view: QAbstractScrollArea) -> None:
    """Give a view narrow scroll bars without arrows."""
    dress_scroll_bar(view)
    _Dresser(view, scroll_bar_style, view.horizontalScrollBar)


def dress_scroll_bar(view: QAbstractScrollArea) -> None:
    """The same for a view that is scrolled up and down only."""
    _Dresser(view, scroll_bar_style, view.verticalScrollBar)


def dress(widget: QWidget, style: Callable[[bool], str]) -> Callable[[], None]:
    """Give a widget the style sheet that `style` makes for the light theme or the dark one.

    Returns what asks for it again, for a style that depends on more than the theme.
    """
    return _Dresser(widget, style).dress
