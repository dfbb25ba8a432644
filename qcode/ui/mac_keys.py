"""The keys that are others on a Mac, and those that the system or its keyboards keep there.

Qt's Ctrl is Command there, its Meta is Control, and its Alt is Option, which types characters: @
and brackets on a Swedish keyboard. So what is Alt with a character elsewhere is Control; Option
with arrows moves by words in every text, and Control with arrows changes spaces. Laptops have
neither Ins nor Del, and give F-keys only with fn.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

MACOS = sys.platform == "darwin"  # tests set it

_LISTED = ("Ctrl+Backspace", "Del")  # to delete what is chosen in a list
_PANES: Mapping[str, str | tuple[str, ...]] = {
    "show_documents": "Meta+1",
    "show_codes": "Meta+2",
    "show_text": "Meta+3",
    "show_search": "Meta+4",
    "show_passages": "Meta+5",
    "show_memos": "Meta+6",
    "show_history": "Meta+7",
    "show_inspector": "Meta+8",
    "show_words": "Meta+9",
    "show_check": "Meta+Q",
    "message": "Meta+0",
    "pane_wider": ("Meta++", "Meta+="),
    "pane_narrower": "Meta+-",
    "pane_taller": "Meta+PgUp",
    "pane_lower": "Meta+PgDown",
    "margin_wider": "Meta+.",
    "margin_narrower": "Meta+,",
}
# Of commands, and of acts in panes as `pane_keys.pane_name` calls them.
_OTHERS: Mapping[str, str | tuple[str, ...]] = {
    **_PANES,
    "back": ("Ctrl+Alt+Left", "Ctrl+["),  # brackets are far away on many keyboards
    "forward": ("Ctrl+Alt+Right", "Ctrl+]"),
    "start_back": "Ctrl+Alt+Shift+Up",
    "start_on": "Ctrl+Alt+Shift+Down",
    "end_back": "Ctrl+Alt+Shift+Left",
    "end_on": "Ctrl+Alt+Shift+Right",
    "uncode": ("Backspace", "Del"),
    "next_hit": ("Ctrl+G", "F3"),
    "previous_hit": ("Ctrl+Shift+G", "Shift+F3"),
    "goto": "Ctrl+J",
    "appearance": ("Ctrl+T", "F8"),
    "reading_mode": ("Ctrl+Shift+R", "F9"),
    "full_screen": "Meta+Ctrl+F",
    "slower": "Ctrl+Alt+,",  # Command with F5 turns VoiceOver on
    "faster": "Ctrl+Alt+.",
    "Documents: Delete…": _LISTED,
    "Codes: Delete…": _LISTED,
    "Codes: New subcode": ("Ctrl+Alt+N", "Ins"),
    "Codings here: Remove": ("Backspace", "Del"),
    "Lists of passages: Remove": ("Backspace", "Del"),
    "Attributes: Empty": ("Backspace", "Del"),
    "Picture: Begin a region": ("Ctrl+Alt+N", "Ins"),
    "Picture: Remove the region…": ("Ctrl+Backspace", "Shift+Del"),
    "Editing the text: Replace…": "Ctrl+Alt+F",
    "Memo: Quotation": "Ctrl+Shift+B",
}
_SYSTEM = frozenset(
    {
        *("Ctrl+H", "Ctrl+Alt+H", "Ctrl+M", "Ctrl+Alt+M", "Ctrl+Alt+D", "Ctrl+Alt+Esc"),
        *("Ctrl+Space", "Ctrl+Alt+Space", "Meta+Space", "Meta+Ctrl+Space"),
        *("Ctrl+Tab", "Ctrl+Shift+Tab", "Ctrl+`", "Ctrl+Shift+Q", "Meta+Ctrl+Q", "Meta+Ctrl+D"),
        *("Ctrl+Shift+3", "Ctrl+Shift+4", "Ctrl+Shift+5", "Ctrl+Shift+/", "Ctrl+?"),
        *("Meta+Left", "Meta+Right", "Meta+Up", "Meta+Down", "F11", "Ctrl+F5"),
    }
)
_EDITING = frozenset({"Alt+Left", "Alt+Right", "Alt+Shift+Left", "Alt+Shift+Right"})


def of_mac(name: str) -> str | tuple[str, ...] | None:
    """Return the keys that something has by itself on this Mac, None if they are as elsewhere."""
    return _OTHERS.get(name) if MACOS else None


def is_systems(key: str) -> bool:
    """Whether a key, as portable text, goes to the system on this machine, and not to programs."""
    return MACOS and key in _SYSTEM


def is_editing(key: str) -> bool:
    """Whether a key moves in every text on this machine, and does not elsewhere."""
    return MACOS and key in _EDITING
