"""Putting the chosen code of the tree on a number key: a menu, and Ctrl with the digit."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from qcode.services.language import tr
from qcode.ui.session import Session

from .favourites import DIGITS, Favourites
from .tree import CodeTree


class NumberKeys(QObject):
    """The actions that give a code of the tree a key, and take it away when given again."""

    def __init__(self, session: Session, tree: CodeTree) -> None:
        super().__init__(tree)
        self._tree = tree
        self._favourites = Favourites.of(session)
        self._actions = {digit: self._make(digit) for digit in DIGITS}
        tree.codes.digit_of = self._favourites.digit
        self._favourites.changed.connect(tree.viewport().update)

    def _make(self, digit: int) -> QAction:
        action = QAction(str(digit), self._tree)
        action.setCheckable(True)
        action.setShortcut(QKeySequence(f"Ctrl+{digit}"))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(partial(self._give, digit))
        self._tree.addAction(action)
        return action

    def _give(self, digit: int, _checked: bool = False) -> None:
        chosen = self._tree.chosen()
        if len(chosen) == 1:
            self._favourites.toggle(chosen[0], digit)

    def menu(self, parent: QMenu) -> QMenu:
        """Return the menu of the keys, which says what is on each of them."""
        menu = QMenu(tr("Number key"), parent)
        chosen = self._tree.chosen()
        menu.setEnabled(len(chosen) == 1)
        names = self._favourites.names()
        own = self._favourites.digit(chosen[0]) if len(chosen) == 1 else None
        for digit, action in self._actions.items():
            name = names.get(digit, "").replace("&", "&&")
            action.setText(f"{digit}   {name}" if name else str(digit))
            action.setChecked(digit == own)
            menu.addAction(action)
        return menu
