"""The menu bar and its actions, built from the table of commands."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from qcode.services.language import tr
from qcode.ui.commands import COMMANDS, MENUS


class Actions:
    """All actions of a window, by the names of `COMMANDS`."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._actions = {name: self._make(name) for name in COMMANDS}
        self.recent = QMenu(tr(COMMANDS["recent"].text), window)
        self._actions["recent"] = self.recent.menuAction()
        for title, names in MENUS.items():
            menu = window.menuBar().addMenu(tr(title))  # marked in MENUS
            for name in names:
                if name is None:
                    menu.addSeparator()
                else:
                    menu.addAction(self._actions[name])

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def _make(self, name: str) -> QAction:
        command = COMMANDS[name]
        action = QAction(tr(command.text), self._window)  # marked in COMMANDS
        action.setObjectName(name)
        if command.keys:
            action.setShortcut(QKeySequence(command.keys))
        if command.in_text:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return action

    def connect(self, name: str, slot: Callable[[], object]) -> None:
        """Call `slot` when the command is given."""
        self._actions[name].triggered.connect(lambda _checked=False: slot())

    def in_text(self) -> list[QAction]:
        """Return the actions whose keys work in the text only; the reading pane takes them in."""
        return [self._actions[name] for name, command in COMMANDS.items() if command.in_text]

    def enable(self, there: Collection[str]) -> None:
        """Enable what can be used when `there` holds, see `Command.needs`."""
        for name, command in COMMANDS.items():
            self._actions[name].setEnabled(not command.needs or command.needs in there)

    def list_keys(self) -> list[tuple[str, str]]:
        """Return the commands that have a key, in words, with it."""
        return [
            (
                self._actions[name].text().replace("&", "").rstrip("…"),
                self._actions[name].shortcut().toString(QKeySequence.SequenceFormat.NativeText),
            )
            for names in MENUS.values()
            for name in names
            if name is not None and not self._actions[name].shortcut().isEmpty()
        ]
