"""Style sheets that follow the theme, for widgets that are not classes of their own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from .theme import is_dark, scroll_bar_style


class _Dresser(QObject):
    def __init__(self, widget: QWidget, style: Callable[[bool], str]) -> None:
        super().__init__(widget)
        self._widget, self._style = widget, style
        # A widget with a style sheet is not told itself: it keeps its palette, and all in it do.
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.paletteChanged.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        """Put on what fits now."""
        style = self._style(is_dark(QApplication.palette()))
        if style != self._widget.styleSheet():
            self._widget.setStyleSheet("")
            self._widget.setStyleSheet(style)


def dress_scroll_bars(view: QAbstractScrollArea) -> None:
    """Give a view narrow scroll bars without arrows."""
    for bar in (view.verticalScrollBar(), view.horizontalScrollBar()):
        dress(bar, scroll_bar_style)


def dress(widget: QWidget, style: Callable[[bool], str]) -> Callable[[], None]:
    """Give a widget the style sheet that `style` makes for the light theme or the dark one.

    Returns what asks for it again, for a style that depends on more than the theme.
    """
    return _Dresser(widget, style).dress
