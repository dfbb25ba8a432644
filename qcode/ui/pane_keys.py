"""The keys of single panes, which mean something only while the keyboard is in them.

They are in no menu of the window; the list of keys shows them, and changes those that mean nothing
to the platform. Keys are Qt's portable text; several that do the same are a tuple.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qcode.services.language import mark

Keys = str | tuple[str, ...]

PANE_KEYS: Mapping[str, Mapping[str, Keys]] = {
    mark("Documents"): {
        mark("Open"): "Enter",
        mark("Choose for analysis"): "Space",
        mark("Rename"): "F2",
        mark("Delete…"): "Del",
        mark("To the heading of the group"): "Left",
    },
    mark("Codes"): {
        mark("Show passages"): "Enter",
        mark("Code the selected passage"): "Ctrl+Enter",
        mark("Choose for analysis"): "Space",
        mark("Code card…"): "Alt+Enter",
        mark("New subcode"): "Ins",
        mark("Rename"): "F2",
        mark("Delete…"): "Del",
        mark("Codes from a list…"): "Ctrl+V",
        mark("Move up"): "Alt+Up",
        mark("Move down"): "Alt+Down",
        mark("Put on a number key"): tuple(f"Ctrl+{digit}" for digit in (1, 2, 3)),
    },
    mark("Quick-code box"): {
        mark("Code the selected passage"): "Enter",
        mark("Code, and keep the box open"): "Ctrl+Enter",
        mark("New code under the marked one"): "Tab",
        mark("Put on a number key"): tuple(f"Ctrl+{digit}" for digit in (1, 2, 3)),
    },
    mark("Codings here"): {
        mark("Write memo"): ("Enter", "M"),
        mark("Select"): "Space",
        mark("Change the code"): "C",
        mark("Copy"): "Ctrl+C",
        mark("Remove"): "Del",
    },
    mark("Picture"): {
        mark("Begin a region"): "Ins",
        mark("Mark without a code"): "Enter",
        mark("Move"): ("Left", "Right", "Up", "Down"),
        mark("Make larger or smaller"): ("Shift+Right", "Shift+Left", "Shift+Down", "Shift+Up"),
        mark("Next region"): "PgDown",
        mark("Previous region"): "PgUp",
        mark("Name the region…"): "F2",
        mark("Remove the region…"): "Shift+Del",
        mark("Nearer"): "+",
        mark("Farther"): "-",
        mark("The whole picture"): "0",
        mark("Give up what was drawn"): "Esc",
    },
    mark("Editing the text"): {
        mark("Done"): "Ctrl+Enter",
        mark("Replace…"): "Ctrl+H",
        mark("Discard"): "Esc",
    },
    mark("Lists of passages"): {
        mark("Go to the passage"): "Enter",
        mark("Show what stands around it"): "Space",
        mark("Change the code"): "C",
        mark("Add another code"): "A",
        mark("Copy with source"): "Ctrl+C",
        mark("Remove"): "Del",
        mark("Back to the text"): "Esc",
    },
    mark("Memo"): {
        mark("Bold"): "Ctrl+B",
        mark("Italic"): "Ctrl+I",
        mark("Heading"): "Ctrl+Shift+H",
        mark("List"): "Ctrl+Shift+U",
        mark("Numbered list"): "Ctrl+Shift+O",
        mark("Quotation"): "Ctrl+Shift+Q",
        mark("Follow the link"): "Ctrl+Enter",
        mark("Save"): "Ctrl+S",
        mark("Back to the text"): "Esc",
    },
    mark("Attributes"): {
        mark("Copy"): "Ctrl+C",
        mark("Copy with names"): "Ctrl+Shift+C",
        mark("Cut"): "Ctrl+X",
        mark("Paste"): "Ctrl+V",
        mark("Fill down"): "Ctrl+D",
        mark("Empty"): "Del",
        mark("Edit the cell"): "F2",
    },
    mark("Split a code"): {
        mark("Give to a subcode"): ("1", "2", "3"),
        mark("Leave where it is"): ("0", "Del"),
        mark("New subcode"): ("+", "Ins"),
        mark("Split the code"): "Ctrl+Enter",
    },
}


# Why a key stays what it is.
_OPENS = mark("{key} opens or confirms, here as in every program, and stays.")
_TICKS = mark("{key} ticks or chooses, here as in every program, and stays.")
_LEAVES = mark("{key} leaves or closes, here as in every program, and stays.")
_MOVES = mark("{key} moves, here as in every program, and stays.")
_GOES_ON = mark("{key} belongs to the line one types in, and stays.")
_COPIES = mark("{key} copies, cuts or pastes, here as in every program, and stays.")
_COUNTS = mark("The digits stand for what is numbered there, and stay.")
WHY: Mapping[str, str] = {
    "Enter": _OPENS,
    "Space": _TICKS,
    "Esc": _LEAVES,
    "Tab": _GOES_ON,
    **dict.fromkeys(("Ctrl+C", "Ctrl+X", "Ctrl+V"), _COPIES),
    **dict.fromkeys(("Left", "Right", "Up", "Down", "PgUp", "PgDown"), _MOVES),
    **dict.fromkeys(("Shift+Left", "Shift+Right", "Shift+Up", "Shift+Down"), _MOVES),
    **dict.fromkeys(("1", "2", "3", "Ctrl+1", "Ctrl+2", "Ctrl+3"), _COUNTS),
}
# Panes in which single letters write, or find what begins with them.
WRITTEN_IN = frozenset(
    {"Documents", "Codes", "Quick-code box", "Editing the text", "Memo", "Attributes"}
)
TEXTS = frozenset({"Quick-code box", "Editing the text", "Memo"})  # Del and Ins edit there, too


def pane_name(pane: str, text: str) -> str:
    """Return the name, as that of a command, of what a key does in a pane."""
    return f"{pane}: {text}"


def names() -> Iterator[tuple[str, str, str]]:
    """Yield name, pane and text, marked for translation, of all that keys do in panes."""
    for pane, keys in PANE_KEYS.items():
        for text in keys:
            yield pane_name(pane, text), pane, text


# Acts that have shortcuts, as the window's commands have: see `keys`.
BY_SHORTCUT = frozenset(
    name
    for name, pane, text in names()
    if pane in ("Codes", "Editing the text", "Split a code") or (pane, text) == ("Memo", "Save")
)


def _each(keys: Keys) -> tuple[str, ...]:
    return (keys,) if isinstance(keys, str) else keys


_ALL = {
    pane_name(pane, text): _each(keys)
    for pane, acts in PANE_KEYS.items()
    for text, keys in acts.items()
}
PANE_OF: Mapping[str, str] = {name: pane for name, pane, _text in names()}
_CONFIRMS = frozenset({"Quick-code box", "Memo"})  # where Ctrl+Enter is a kind of Enter


def why(name: str, key: str) -> str:
    """Return why a key of an act stays what it is, marked for translation; "" if it does not."""
    if key == "Ctrl+Enter" and PANE_OF[name] in _CONFIRMS:
        return _OPENS
    return WHY.get(key, "")


FIXED: Mapping[str, tuple[str, ...]] = {
    name: tuple(key for key in keys if why(name, key)) for name, keys in _ALL.items()
}
_DIGITS = ("1", "2", "3")  # which stand for all nine


def _all_digits(key: str) -> tuple[str, ...]:
    before, last = key[:-1], key[-1]
    if last not in _DIGITS or (before and not before.endswith("+")):
        return (key,)
    return tuple(f"{before}{digit}" for digit in range(1, 10))


# The same with all nine digits, where three are listed.
TAKEN: Mapping[str, frozenset[str]] = {
    name: frozenset(each for key in keys for each in _all_digits(key))
    for name, keys in FIXED.items()
}
FREE: Mapping[str, tuple[str, ...]] = {
    name: tuple(key for key in keys if not why(name, key)) for name, keys in _ALL.items()
}
