"""The keys that are others on Windows: there Qt takes AltGr for Ctrl and Alt.

A shortcut with both and a character would come in the place of what AltGr types: @ and £ on a
Swedish keyboard, ć on a Polish one.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

WINDOWS = sys.platform == "win32"  # tests set it

_OTHERS: Mapping[str, str] = {
    "layout_read": "Ctrl+Shift+1",
    "layout_code": "Ctrl+Shift+2",
    "layout_compare": "Ctrl+Shift+3",
    "copy_hits": "Ctrl+Shift+X",
}


def of_windows(name: str) -> str | None:
    """Return the key that a command has by itself on this Windows, None if it is as elsewhere."""
    return _OTHERS.get(name) if WINDOWS else None
