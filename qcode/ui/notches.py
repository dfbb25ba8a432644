"""Counts the notches by which the wheel is turned with Ctrl, whatever a mouse calls a turn."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent

_NOTCH = 120  # of a wheel, as Qt counts


class Notches:
    """The wheel over one view, with Ctrl."""

    def __init__(self) -> None:
        self._turned = 0  # less than a notch

    def turned(self, event: QWheelEvent) -> int | None:
        """Return by how many notches, up if positive; None where Ctrl is not held."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return None
        self._turned += event.angleDelta().y()
        notches = int(self._turned / _NOTCH)
        self._turned -= notches * _NOTCH
        event.accept()
        return notches
