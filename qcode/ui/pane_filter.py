"""Gives what keys do in panes the keys that the user chose for it.

A pane knows its own keys only. Actions and shortcuts `follow` the user's; where a pane takes keys
as they are pressed, a `PaneFilter` turns the user's into the pane's own before they arrive.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from .keys import Keymap, as_one, portable
from .pane_keys import FREE, PANE_OF, pane_name


class _Follower(QObject):
    """Sets the keys of an action or a shortcut, now and whenever they change."""

    def __init__(self, target: QAction | QShortcut, name: str, keymap: Keymap) -> None:
        super().__init__(target)
        self._target, self._name, self._keymap = target, name, keymap
        keymap.changed.connect(self._take)
        self._take()

    def _take(self) -> None:
        keys = _with_both_enters(self._keymap.sequences(self._name))
        if isinstance(self._target, QAction):
            self._target.setShortcuts(keys)
        else:
            self._target.setKeys(keys)


def follow(target: QAction | QShortcut, pane: str, text: str, keymap: Keymap) -> None:
    """Let an action or a shortcut have the keys that an act has in a pane."""
    _Follower(target, pane_name(pane, text), keymap)


class PaneFilter(QObject):
    """Turns the user's keys into those that a widget knows; it costs nothing while none differ."""

    def __init__(self, widget: QWidget, pane: str, keymap: Keymap) -> None:
        super().__init__(widget)
        self._widget, self._pane, self._keymap = widget, pane, keymap
        self._known: dict[str, str] = {}  # what is pressed, and what the widget takes it for
        self._gone: set[str] = set()  # its own keys that mean nothing any more
        self._passing = False
        keymap.changed.connect(self._take)
        self._take()

    def _take(self) -> None:
        self._known, own = {}, set()
        for name in (name for name, pane in PANE_OF.items() if pane == self._pane and FREE[name]):
            has = {as_one(portable(each)) for each in self._keymap.sequences(name)}
            if has != (knows := set(map(as_one, FREE[name]))):
                own |= knows
                self._known.update(dict.fromkeys(has, FREE[name][0]))
        self._gone = own - self._known.keys()
        self._widget.removeEventFilter(self)
        if self._known or self._gone:
            self._widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a key that the user gave to this pane, and let go of one that was taken away."""
        kind = event.type()
        if self._passing or kind not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        assert isinstance(event, QKeyEvent)
        pressed = _name_of(event)
        meant = self._known.get(pressed)
        if meant is None:
            return kind == QEvent.Type.KeyPress and pressed in self._gone
        if kind == QEvent.Type.ShortcutOverride:
            event.accept()  # or a shortcut of the window would have it
        else:
            self._pass_on(watched, meant)
        return True

    def _pass_on(self, watched: QObject, meant: str) -> None:
        combined: QKeyCombination = QKeySequence(meant.replace("Enter", "Return"))[0]  # type: ignore[index]
        letter = meant if len(meant) == 1 else ""
        press = QKeyEvent(
            QEvent.Type.KeyPress, combined.key(), combined.keyboardModifiers(), letter
        )
        self._passing = True
        try:
            QCoreApplication.sendEvent(watched, press)
        finally:
            self._passing = False


def _name_of(event: QKeyEvent) -> str:
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return as_one(portable(QKeySequence(QKeyCombination(held, Qt.Key(event.key())))))


def _with_both_enters(keys: Sequence[QKeySequence]) -> list[QKeySequence]:
    found = []
    for each in keys:
        text = portable(each)
        found.append(QKeySequence(text.replace("Enter", "Return")))
        if text != as_one(text) or "Enter" in text:
            found.append(QKeySequence(as_one(text)))
    return found
