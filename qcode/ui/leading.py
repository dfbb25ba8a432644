"""Where the keyboard goes in a pane that it is given to.

A focus proxy of Qt would do so too, but Tab then goes straight to it: what stands before it in the
pane is passed by, and what stands behind it never left.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget


def lead_focus(pane: QWidget, target: QWidget) -> None:
    """Give the keyboard to `target` from now on when it is given to the pane it stands in.

    The pane never has it in between where our own code gives it: Qt would tell a screen reader of
    the pane after what the pane has handed it on to.
    """
    lead = _lead_of(pane) or _Lead(pane)
    lead.target = target
    pane.setFocus = lead.give  # type: ignore[method-assign]


def led_to(pane: QWidget) -> QWidget | None:
    """Return what has the keyboard when it is given to a pane, if that was said."""
    lead = _lead_of(pane)
    return None if lead is None else lead.target


class _Lead(QObject):
    def __init__(self, pane: QWidget) -> None:
        super().__init__(pane)
        self.target: QWidget | None = None
        pane.installEventFilter(self)

    def give(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Give the keyboard to what is meant."""
        if self.target is not None:
            self.target.setFocus(reason)

    def eventFilter(self, _pane: QObject, event: QEvent) -> bool:
        """Hand the keyboard on where Qt itself has given it."""
        if isinstance(event, QFocusEvent) and event.gotFocus():
            self.give(event.reason())
        return False


def _lead_of(pane: QWidget) -> _Lead | None:
    return next((each for each in pane.children() if isinstance(each, _Lead)), None)
