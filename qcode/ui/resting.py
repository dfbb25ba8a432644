"""What is chosen in a list stands out while the keyboard is there, and rests while it is not."""

from __future__ import annotations

import weakref

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QAbstractItemView, QApplication, QStyle, QStyleOptionViewItem

from .theme import Colors, colors, is_dark

_ACTIVE = QStyle.StateFlag.State_Active
_INACTIVE = ~_ACTIVE
_RESTS = QPalette.ColorGroup.Inactive


def rest_without_keyboard(view: QAbstractItemView) -> None:
    """Paint the chosen rows of a view quietly while the keyboard is elsewhere.

    Qt does so in a window that is not the active one, and asks each view once a painting. To be
    called before the view is asked first.
    """
    usual, known = type(view).initViewItemOption, weakref.ref(view)

    def initial(option: QStyleOptionViewItem) -> None:
        now = known()
        if now is not None:
            usual(now, option)
            if not _has_keyboard(now):
                option.state &= _INACTIVE
            palette = option.palette
            resting = QColor(colors(is_dark(palette)).resting)
            palette.setColor(_RESTS, QPalette.ColorRole.Highlight, resting)
            option.palette = palette

    view.initViewItemOption = initial  # type: ignore[method-assign]


def chosen_ground(option: QStyleOptionViewItem, chosen: Colors) -> QColor:
    """Return what is behind a chosen row, or a cell, that a delegate paints."""
    return QColor(chosen.selection if option.state & _ACTIVE else chosen.resting)


def _has_keyboard(view: QAbstractItemView) -> bool:
    holder = QApplication.focusWidget()
    return holder is not None and (holder is view or view.isAncestorOf(holder))
