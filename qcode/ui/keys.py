"""Which key each command has: its own, or the one that the user gave it.

Only what differs is stored. Keys are written as Qt's portable text, "Ctrl+Shift+P"; "" is none,
and "; " is between several.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence

from qcode.services.language import mark
from qcode.services.settings import load_settings, save_settings

from . import mac_keys
from .commands import COMMANDS, Keys
from .mac_keys import is_editing, is_systems, of_mac
from .pane_keys import BY_SHORTCUT, FIXED, FREE, PANE_OF, TAKEN, TEXTS, WRITTEN_IN
from .windows_keys import of_windows

# What types, edits or moves everywhere, and so cannot be a command's.
_EDITING = frozenset(
    {
        *("Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Backspace", "Home", "End", "PgUp", "PgDown"),
        *("Left", "Right", "Up", "Down", "Shift+Left", "Shift+Right", "Shift+Up", "Shift+Down"),
        *("Ctrl+Left", "Ctrl+Right", "Ctrl+Up", "Ctrl+Down", "Ctrl+Home", "Ctrl+End"),
        *("Shift+Home", "Shift+End", "Return", "Enter", "Shift+Return", "Shift+Enter", "Space"),
        *("Tab", "Backtab", "Shift+Tab", "Esc", "Menu", "Shift+F10"),
    }
)
_IN_TEXT_ONLY = frozenset({"Del", "Ins"})  # they edit elsewhere


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a command cannot have a key: a sentence to be translated, or another command's name.

    With both, the key of that other one stays, and the sentence says so.
    """

    sentence: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class Lost:
    """A command or an act in a pane that no longer has a key, and who keeps it.

    There is no `keeper` of keys that type, edit or move in every program.
    """

    name: str
    key: str  # portable text
    keeper: str


class Keymap(QObject):
    """The keys of all commands, and of what keys do in single panes (`pane_name`).

    `changed` when the user gives one another.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._own: Mapping[str, str] = _known(load_settings().keys)

    def sequences(self, name: str) -> list[QKeySequence]:
        """Return the keys of a command, the one that menus show first."""
        if name in self._own:
            own = QKeySequence.listFromString(self._own[name])
            return [each for each in own if not each.isEmpty()]
        return defaults(name)

    def key(self, name: str) -> str:
        """Return the key of a command as portable text, "" if it has none."""
        found = self.sequences(name)
        return portable(found[0]) if found else ""

    def text(self, name: str) -> str:
        """Return the key of a command as it is written on this system."""
        found = self.sequences(name)
        return native(found[0]) if found else ""

    def shown(self, name: str) -> str:
        """Return the key of a command as it is written here, or else that of the same in a pane."""
        act = COMMANDS[name].act
        own = self.text(name)
        if own or not act:
            return own
        return self.text(act) or next(map(native, FIXED[act]), "")

    def is_changed(self, name: str) -> bool:
        """Whether the user gave the command its key."""
        return name in self._own

    def any_changed(self) -> bool:
        """Whether the user gave any command its key."""
        return bool(self._own)

    def fault(self, name: str, sequence: QKeySequence) -> Fault | None:
        """Return why a command cannot have a key as things are, None if it can."""
        key = as_one(portable(sequence))
        if is_systems(key):
            return Fault(mark("{key} belongs to the system and does not come to programs."))
        own = sequence in defaults(name)
        if (key in _EDITING or is_editing(key)) and not own:
            return Fault(mark("{key} types, edits or moves, here as in every program."))
        if _plain(sequence, key) and _writes(name, key) and not own:
            return Fault(
                mark(
                    "{key} alone writes or edits. Hold {control} or {alt} too, or take a function"
                    " key."
                )
            )
        for other in _beside(name):
            if key in map(as_one, TAKEN[other]):
                if name in PANE_OF:
                    return Fault(mark("{key} means something else in this pane, and stays."))
                return Fault(
                    mark("{key} is “{act}” in the pane “{pane}”, which keeps it."),
                    other,
                )
        for other in _neighbours(name):
            has = {as_one(portable(each)) for each in self.sequences(other)}
            if other != name and key in has - _shared(name, other):
                return Fault(other=other)
        return None

    def behind(self, name: str) -> str:
        """Return the command whose key does something else in this pane, "" if there is none."""
        keys = {as_one(portable(each)) for each in self.sequences(name)}
        for other in COMMANDS if name in PANE_OF else ():
            if keys & {as_one(portable(each)) for each in self.sequences(other)}:
                return other
        return ""

    def before(self, name: str) -> str:
        """Return the act in a pane that takes the key of a command first, "" if there is none."""
        if name in PANE_OF or COMMANDS[name].in_text:
            return ""
        keys = {as_one(portable(each)) for each in self.sequences(name)} - set(
            map(as_one, map(portable, defaults(name)))
        )
        for other in PANE_OF:
            free = map(portable, self.sequences(other)) if FREE[other] else ()
            if keys & set(map(as_one, (*free, *TAKEN[other]))):
                return other
        return ""

    def give(self, name: str, key: str) -> None:
        """Give a command a key, "" for none, and take it from those that had it."""
        self._give(name, [QKeySequence(key)] if key else [])

    def reset(self, name: str) -> None:
        """Give a command its own key again, and take that from those that had it."""
        self._give(name, defaults(name))

    def _give(self, name: str, keys: list[QKeySequence]) -> None:
        own = dict(self._own)
        given = set(map(portable, keys))
        for other in _neighbours(name):
            has, shared = self.sequences(other), _shared(name, other)
            left = [k for k in has if portable(k) not in given or as_one(portable(k)) in shared]
            if other != name and len(left) < len(has):
                self._put(own, other, left)
        self._put(own, name, keys)
        self._keep(own)

    def reset_all(self) -> None:
        """Give all commands their own keys."""
        self._keep({})

    def follow(self, stored: Mapping[str, str]) -> None:
        """Take over what was given in another window."""
        own = _known(stored)
        if own != self._own:
            self._own = own
            self.changed.emit()

    def mend(self) -> tuple[Lost, ...]:
        """Take stored keys from all but the first that have them, and return what was taken.

        Older versions did not look for some of it. What the user gave goes before what is there
        by itself, and of two such things what was given first.
        """
        lost: list[Lost] = []
        order = list(self._own)
        for name in order:
            for sequence in self.sequences(name):
                while (fault := self._stored_fault(name, sequence)) is not None:
                    other = fault.other
                    rival = bool(other) and not fault.sentence
                    later = rival and (other not in order or order.index(other) > order.index(name))
                    loser, keeper = (other, name) if later else (name, other)
                    lost.append(Lost(loser, portable(sequence), keeper))
                    self._own = self._without(loser, sequence)
        if lost:
            self._keep(self._own)
        return tuple(lost)

    def _stored_fault(self, name: str, sequence: QKeySequence) -> Fault | None:
        if sequence not in self.sequences(name):
            return None
        fault = self.fault(name, sequence)
        own = sequence in defaults(name)  # which may be where no other may
        return None if own and fault is not None and fault.sentence else fault

    def _without(self, name: str, sequence: QKeySequence) -> dict[str, str]:
        own, key = dict(self._own), as_one(portable(sequence))
        self._put(own, name, [k for k in self.sequences(name) if as_one(portable(k)) != key])
        return own

    @staticmethod
    def _put(own: dict[str, str], name: str, keys: list[QKeySequence]) -> None:
        if keys == defaults(name):
            own.pop(name, None)
        else:
            own[name] = QKeySequence.listToString(keys)

    def _keep(self, own: Mapping[str, str]) -> None:
        self._own = own
        save_settings(replace(load_settings(), keys=dict(own)))
        self.changed.emit()


def _known(stored: Mapping[str, str]) -> dict[str, str]:
    """Return the keys of what there is, of all that are stored."""
    return {name: key for name, key in stored.items() if name in COMMANDS or FREE.get(name)}


def defaults(name: str) -> list[QKeySequence]:
    """Return the keys that a command, or an act in a pane, has by itself."""
    here = of_mac(name) or of_windows(name)
    keys = here or (FREE[name] if name in FREE else COMMANDS[name].keys)
    each: tuple[Keys, ...] = keys if isinstance(keys, tuple) else (keys,)
    return [sequence for key in each if not (sequence := QKeySequence(key)).isEmpty()]


def portable(sequence: QKeySequence) -> str:
    """Return a key as it is stored."""
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)


def as_one(key: str) -> str:
    """Return a key as portable text in which the two keys for Enter are one."""
    return key.replace("Return", "Enter")


def native(keys: QKeySequence | str) -> str:
    """Return a key, perhaps given as portable text, as it is written on this system."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def held(modifier: str) -> str:
    """Return the name that a key to be held ("Ctrl", "Alt") has on this system."""
    return native(f"{modifier}+A")[:-1].rstrip("+")


def held_to_copy() -> str:
    """Return the name of the key that makes dropping something a copy of it."""
    return held("Alt" if mac_keys.MACOS else "Ctrl")


def held_instead() -> str:
    """Return the name of a second key to be held, of which no character comes."""
    return held("Meta" if mac_keys.MACOS else "Alt")


def _neighbours(name: str) -> Iterator[str]:
    """Yield the names that cannot have the same key: in a pane, or in the whole window.

    Most panes take a key before the window does. Where they have shortcuts as the window has, two
    with one key would both be deaf.
    """
    pane = PANE_OF.get(name)
    if pane is None:
        yield from COMMANDS
    elif name in BY_SHORTCUT:
        yield from (other for other, command in COMMANDS.items() if not command.in_text)
    for other in filter(FREE.get, PANE_OF):
        deaf = other in BY_SHORTCUT and name in COMMANDS and not COMMANDS[name].in_text
        if PANE_OF[other] == pane or deaf:
            yield other


def _beside(name: str) -> Iterator[str]:
    """Yield the acts in panes whose keys that stay cannot be had under this name."""
    pane = PANE_OF.get(name)
    for other in PANE_OF:
        deaf = pane is None and other in BY_SHORTCUT and not COMMANDS[name].in_text
        if PANE_OF[other] == pane or deaf:
            yield other


def _shared(name: str, other: str) -> set[str]:
    """Return the keys that a command and an act in a pane have by themselves, where both may."""
    if (name in PANE_OF) == (other in PANE_OF):
        return set()
    one, two = ({as_one(portable(key)) for key in defaults(each)} for each in (name, other))
    return one & two


def _writes(name: str, key: str) -> bool:
    """Whether a key without Ctrl or Alt writes, edits or finds where this would be its act."""
    if name not in PANE_OF:
        return not COMMANDS[name].in_text
    return PANE_OF[name] in (TEXTS if key in _IN_TEXT_ONLY else WRITTEN_IN)


def _plain(sequence: QKeySequence, key: str) -> bool:
    """Whether a key writes or edits by itself: only in the text, which is read, it can be had."""
    if key in _IN_TEXT_ONLY:
        return True
    pressed: QKeyCombination = sequence[0]  # type: ignore[index]  # the stubs have no [] for it
    held = pressed.keyboardModifiers() & ~Qt.KeyboardModifier.ShiftModifier
    key_code = pressed.key()
    if mac_keys.MACOS and key_code < Qt.Key.Key_Escape:  # Option types characters
        held &= ~Qt.KeyboardModifier.AltModifier
    function = Qt.Key.Key_F1 <= key_code <= Qt.Key.Key_F35 or key_code == Qt.Key.Key_Escape
    media = Qt.Key.Key_Back <= key_code < Qt.Key.Key_unknown  # of a keyboard, or of a foot pedal
    return held == Qt.KeyboardModifier.NoModifier and not (function or media)
