"""To what Tab goes next, asked so that each widget stays its parent's.

PySide takes what these questions to Qt return for a child of the widget that was asked. A dialog
would then belong to a button of its own, and Python's collector end both under the user's hands;
another widget would be lost to Python with the one before it.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def next_in_chain(part: QWidget) -> QWidget | None:
    """Return the widget behind another in the order of Tab; the last is followed by the first."""
    return _given_back(part.nextInFocusChain())


def proxy_of(part: QWidget) -> QWidget | None:
    """Return the widget that takes the focus for another, None if it takes its own."""
    return _given_back(part.focusProxy())


def _given_back(found: QWidget | None) -> QWidget | None:
    """Have Python know again whose child it is; Qt sees its own parent set once more: nothing."""
    if found is not None:
        found.setParent(found.parentWidget())
    return found
