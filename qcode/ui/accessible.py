"""Words for those who listen to the window instead of looking at it."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from .notice import notify


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say `text`, when it comes to it; nothing is shown."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
    notify(widget, text)
