"""The menu bar and its actions, built from the table of commands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from qcode.services.language import catalogue, tr
from qcode.ui.command_words import OTHER_WORDS
from qcode.ui.commands import COMMANDS, ICONS, IN_MENUS, MENUS, SUBMENUS, reason
from qcode.ui.icons import Icon, icon
from qcode.ui.keys import Keymap

if TYPE_CHECKING:  # imported when a project or the palette opens
    from qcode.ui.codes.favourites import Favourites
    from qcode.ui.palette import Entry


class Actions:
    """All actions of a window, by the names of `COMMANDS`."""

    def __init__(self, window: QMainWindow, keymap: Keymap) -> None:
        self._window = window
        self._keymap = keymap
        self._there: frozenset[str] = frozenset()
        self._actions = {name: self._make(name) for name in COMMANDS}
        self.recent = QMenu(tr(COMMANDS["recent"].text), window)
        self._actions["recent"] = self.recent.menuAction()
        for name, names in SUBMENUS.items():
            submenu = QMenu(tr(COMMANDS[name].text), window)  # marked in COMMANDS
            self._fill(submenu, names)
            self._actions[name] = submenu.menuAction()
        for title, names in MENUS.items():
            self._fill(window.menuBar().addMenu(tr(title)), names)  # marked in MENUS
        self._needing: dict[str, list[QAction]] = defaultdict(list)
        for name, command in COMMANDS.items():
            if command.needs:
                self._needing[command.needs].append(self._actions[name])
                self._actions[name].setEnabled(False)
        self._take_keys()
        keymap.changed.connect(self._take_keys)

    def _fill(self, menu: QMenu, names: Iterable[str | None]) -> None:
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
        if name in ICONS:
            action.setIcon(icon(ICONS[name]))
            action.setIconVisibleInMenu(name in IN_MENUS)
        if command.in_text:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return action

    def _take_keys(self) -> None:
        for name, action in self._actions.items():
            action.setShortcuts(self._keymap.sequences(name))
            if COMMANDS[name].act:  # which Qt shows, and does not take for a shortcut
                key = "" if action.shortcuts() else self._keymap.shown(name)
                action.setText(tr(COMMANDS[name].text) + (f"\t{key}" if key else ""))

    def connect(self, name: str, slot: Callable[[], object]) -> None:
        """Call `slot` when the command is given."""
        self._actions[name].triggered.connect(lambda _checked=False: slot())

    def in_text(self) -> list[QAction]:
        """Return the actions whose keys work in the text only; the reading pane takes them in."""
        return [self._actions[name] for name, command in COMMANDS.items() if command.in_text]

    def enable(self, there: Collection[str]) -> None:
        """Enable what can be used when `there` holds, see `Command.needs`."""
        before, self._there = self._there, frozenset(there)
        for need in before ^ self._there:  # of some hundred commands, at each step of the caret
            for action in self._needing.get(need, ()):
                action.setEnabled(need in self._there)

    def why_not(self, keys: QKeySequence, *, in_text: bool) -> str:
        """Return why the command with these keys cannot be used now, "" if it can or none has them.

        Keys that work in the text only are nobody's without `in_text`. Whoever has no project open
        is not told so at each key.
        """
        for name, action in self._actions.items():
            if COMMANDS[name].in_text and not in_text:
                continue
            if "project" in self._there and not action.isEnabled() and keys in action.shortcuts():
                why = reason(COMMANDS[name].needs, self._there)
                return tr(why) if why else ""  # marked in REASONS
        return ""

    def follow_favourites(self, favourites: Favourites) -> None:
        """Say on the commands of the number keys, now and later, which codes they give."""
        favourites.changed.connect(lambda: self._name_favourites(favourites.names()))
        self._name_favourites(favourites.names())

    def _name_favourites(self, codes: Mapping[int, str]) -> None:
        for digit in range(1, 10):
            action, name = self._actions[f"favourite_{digit}"], f"favourite_{digit}"
            code = codes.get(digit)
            empty = tr(COMMANDS[name].text)  # marked in COMMANDS
            action.setText(empty if code is None else code.replace("&", "&&"))

    def entries(self, *, as_of_now: bool = True) -> list[Entry]:
        """Return all commands in the order of the menus, as they can be found.

        With `as_of_now` some say what they would do now: "Undo", and what.
        """
        from qcode.ui.palette import Entry

        english = catalogue("en")
        found = []
        for title, names in MENUS.items():
            menu = plain(tr(title))  # marked in MENUS
            for name in _flat(names):
                action, command = self._actions[name], COMMANDS[name]
                first = tr(command.text)  # marked in COMMANDS
                why = reason(command.needs, self._there)
                entry = Entry(
                    id=name,
                    text=plain(action.text() if as_of_now else first),
                    menu=menu,
                    key=self._keymap.shown(name),
                    english=plain(english.tr(command.text)),  # marked in COMMANDS
                    icon=ICONS.get(name),
                    reason=tr(why) if why else "",  # marked in REASONS
                    run=action.trigger,
                    other=tr(OTHER_WORDS[name]) if name in OTHER_WORDS else "",  # marked there
                )
                found.append(entry)
        return found

    def with_recent(
        self, recent: Callable[[], Iterable[Path]], reopen: Callable[[Path], object]
    ) -> list[Entry]:
        """Return what the palette offers: all commands, and each recent project by its name."""
        from qcode.ui.palette import Entry

        found = [entry for entry in self.entries() if entry.id != "recent"]
        english = plain(COMMANDS["recent"].text)
        for path in recent():
            text = tr("Open recent: {name}", name=path.stem)
            run = partial(reopen, path)
            entry = Entry(f"recent:{path.stem}", text, "", "", english, Icon.RECENT, "", run)
            found.append(entry)
        return found


def plain(text: str) -> str:
    """Return the words of a menu entry, without its letter's mark, the three dots and a key."""
    text = text.partition("\t")[0]
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")


def shown(text: str) -> str:
    """Return a text that a menu shows as it is: an ampersand would underline a letter."""
    return text.replace("&", "&&")


def _flat(names: Iterable[str | None]) -> Iterator[str]:
    """Yield commands, and instead of a menu of its own what stands in it."""
    for name in filter(None, names):
        if name in SUBMENUS:
            yield from _flat(SUBMENUS[name])
        else:
            yield name
