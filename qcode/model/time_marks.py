"""Times of a recording that are written in a transcript, and how they are written."""

from __future__ import annotations

import re

# In brackets or hashes, as transcripts have them, or at the beginning of a paragraph: what is
# said to happen at 14:05 is no place in a recording.
_MARK = re.compile(
    r"(?:(?<=[\[(<#])|^)\s*(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,-](\d{1,3}))?(?=\s*(?:[\])>#]|\s|$))"
)
_REACH = 24  # characters of a line before and after a place, in which its mark is


def time_mark_at(text: str, position: int) -> int | None:
    """Return the time of the mark that a place of a text is in, in milliseconds, or None."""
    line = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    first = max(line, position - _REACH)
    part = text[first : min(len(text) if end < 0 else end, position + _REACH)]
    for found in _MARK.finditer(part):
        at_beginning = found.start() == 0
        if at_beginning and first != line:
            continue
        if first + found.start() - 1 <= position <= first + found.end():
            return _milliseconds(found)
    return None


def _milliseconds(found: re.Match[str]) -> int | None:
    one, two, three, part = found.groups()
    hours, minutes, seconds = (0, one, two) if three is None else (one, two, three)
    if (int(minutes) > 59 and three is not None) or int(seconds) > 59:
        return None
    whole = int(hours) * 3600 + int(minutes) * 60 + int(seconds)
    return 1000 * whole + int((part or "0").ljust(3, "0")[:3])
