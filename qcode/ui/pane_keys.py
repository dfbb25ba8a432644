"""The keys of single panes, which mean something only while the keyboard is in them.

They cannot be changed and are in no menu of the window; the list of keys shows them. Keys are
Qt's portable text; several that do the same are a tuple.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qcode.services.language import mark, tr

from .keys import native

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


@dataclass(frozen=True, slots=True)
class PaneKey:
    """What a key does in a pane, in words."""

    pane: str
    text: str
    key: str


def pane_keys() -> Iterator[PaneKey]:
    """Yield the keys of all panes in the language that is set."""
    for pane, keys in PANE_KEYS.items():
        for text, key in keys.items():
            yield PaneKey(tr(pane), tr(text).rstrip("…"), _words(key))  # marked in PANE_KEYS


def _words(keys: Keys) -> str:
    """Return keys as they are written; three in a row stand for all nine digits."""
    if isinstance(keys, str):
        return native(keys)
    written = [native(key) for key in keys]
    return f"{written[0]}…9" if len(written) == 3 else ", ".join(written)
