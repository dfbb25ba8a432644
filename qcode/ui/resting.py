"""What is chosen in a list stands out while the keyboard is there, and rests while it is not."""

from __future__ import annotations

import weakref
from functools import lru_cache

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QAbstractItemView, QApplication, QStyle, QStyleOptionViewItem

from .theme import Colors, colors, is_dark, readable

_ACTIVE = QStyle.StateFlag.State_Active
_INACTIVE = ~_ACTIVE
_RESTS = QPalette.ColorGroup.Inactive


def rest_without_keyboard(view: QAbstractItemView) -> None:
    """Paint the chosen rows of a view quietly while the keyboard is elsewhere.

    Qt does so in a window that is not the active one, and asks each view once a painting. To be
    called before the view is asked first.
    """
    usual, known, quiet = type(view).initViewItemOption, weakref.ref(view), _Quiet()

    def initial(option: QStyleOptionViewItem) -> None:
        now = known()
        if now is not None:
            usual(now, option)
            if not _has_keyboard(now):
                option.state &= _INACTIVE
            option.palette = quiet.of(option.palette)

    view.initViewItemOption = initial  # type: ignore[method-assign]


class _Quiet:
    """Makes the palette with the resting colour once for each palette that a view comes to have.

    Qt keeps pictures of the arrows of a tree by palette: of one made for each painting, it would
    keep new ones each time, and find none again.
    """

    def __init__(self) -> None:
        self._usual: int | None = None
        self._made = QPalette()

    def of(self, palette: QPalette) -> QPalette:
        """Return a palette with the resting colour in it, the same one for the same palette."""
        if palette.cacheKey() != self._usual:
            self._usual, self._made = palette.cacheKey(), QPalette(palette)
            resting = QColor(colors(is_dark(palette)).resting)
            self._made.setColor(_RESTS, QPalette.ColorRole.Highlight, resting)
        return self._made


def chosen_ground(option: QStyleOptionViewItem, chosen: Colors) -> QColor:
    """Return what is behind a chosen row, or a cell, that a delegate paints."""
    return QColor(chosen.selection if option.state & _ACTIVE else chosen.resting)


@lru_cache(maxsize=64)
def on_chosen(color: str, dark: bool) -> QColor:
    """Return a colour as it is on a chosen row, with the keyboard or without: it can be read."""
    chosen = colors(dark)
    return QColor(readable(color, (chosen.selection, chosen.resting), dark))


def _has_keyboard(view: QAbstractItemView) -> bool:
    holder = QApplication.focusWidget()
    return holder is not None and (holder is view or view.isAncestorOf(holder))
