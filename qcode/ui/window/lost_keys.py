"""Says which commands lost a key that an older version let two have, and leads to the keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer

from qcode.services.language import tr
from qcode.ui.commands import COMMANDS
from qcode.ui.keys import Keymap, Lost, native
from qcode.ui.pane_keys import PANE_OF

from .actions import plain
from .toast import Toast

_NAMED = 3  # the list of keys has them all


def tell_lost_keys(keymap: Keymap, toast: Toast, show: Callable[[], object]) -> None:
    """Put the stored keys in order; say what that changed when the window is there."""
    lost = keymap.mend()
    if lost:
        words = sentence_of(lost)
        QTimer.singleShot(0, toast, lambda: toast.instead(words, tr("Show the keys"), show))


def sentence_of(lost: Sequence[Lost]) -> str:
    """Return in words who lost which key."""
    first = lost[0]
    if len(lost) > 1:
        named = [f"{_name(each.name)} ({native(each.key)})" for each in lost[:_NAMED]]
        more = ["…"] if len(lost) > _NAMED else []
        return tr(
            "Keys that something else has were taken from: {names}.", names=", ".join(named + more)
        )
    name, key = _name(first.name), native(first.key)
    if not first.keeper:
        return tr("“{name}” no longer has {key}, which edits or moves.", name=name, key=key)
    return tr(
        "“{name}” no longer has {key}, which is the key of “{other}”.",
        name=name,
        key=key,
        other=_name(first.keeper),
    )


def _name(name: str) -> str:
    """Return what a command, or an act in a pane, is called."""
    if name not in PANE_OF:
        return plain(tr(COMMANDS[name].text))  # marked in COMMANDS
    pane, act = name.split(": ", 1)
    return f"{tr(pane)}: {tr(act).rstrip('…')}"  # marked in PANE_KEYS
