"""What holds at a place in an RTF file: a group inherits it, and its changes end with the group."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from .build import BOLD, HIDDEN, ITALIC, UNDERLINE
from .encoding import decode_piece
from .rtf_flow import NO_LOOK, Change, ParagraphLook
from .rtf_tokens import CHARSETS, code_page

_SYMBOL_CHARSET = 2
_MAX_LEVEL = 32  # tables inside tables
_DEEPEST_HEADING = 6
_DEEPEST_LIST = 8
_UNDERLINES = (
    *("ul", "uld", "uldash", "uldashd", "uldashdd", "uldb", "ulhwave", "ulldash"),
    *("ulth", "ulthd", "ulthdash", "ululdbwave", "ulw", "ulwave"),
)
_TOGGLES = {"b": BOLD, "i": ITALIC, "v": HIDDEN, **dict.fromkeys(_UNDERLINES, UNDERLINE)}
_CHANGES = frozenset(
    ("revised", "revauth", "revdttm", "deleted", "revauthdel", "revdttmdel")
)  # words of tracked changes


@dataclass(slots=True)
class State:
    """What holds in a group.

    `where` is "" in text, `SKIP` in a group that is left out, else the name of a group whose words
    are not text. `fallback` counts the characters after each Unicode escape for old readers.
    """

    where: str = ""
    font: int = 0
    flags: int = 0
    fallback: int = 1
    style: int = 0
    look: ParagraphLook = NO_LOOK
    change: dict[str, int] = field(default_factory=dict)

    def inherit(self) -> State:
        """Return what holds at the beginning of a group in this one."""
        return replace(self, change=dict(self.change))

    def take(self, word: str, number: int | None) -> bool:
        """Do what a control word says of characters or paragraph; False if it says nothing."""
        if word in _TOGGLES:
            flag = _TOGGLES[word]
            self.flags = self.flags & ~flag | (0 if number == 0 else flag)
        elif word in _ACTIONS:
            action, default = _ACTIONS[word]
            action(self, default if number is None else number)
        elif word in _CHANGES:
            self.change[word] = 1 if number is None else number
        else:
            return False
        return True

    def set_look(self, **changes: Any) -> None:
        """Change what the paragraph is."""
        self.look = replace(self.look, **changes)

    def set_outline(self, level: int) -> None:
        """Make the paragraph a heading of a level from 0 to 8; 9 is body text."""
        self.set_look(heading=min(level + 1, _DEEPEST_HEADING) if 0 <= level < 9 else 0)

    def forget_paragraph(self) -> None:
        """Return to a paragraph without properties."""
        self.look = NO_LOOK

    def end_underline(self) -> None:
        """Stop underlining, of whatever kind."""
        self.flags &= ~UNDERLINE

    def set_fallback(self, number: int) -> None:
        """Say how many characters follow each Unicode escape."""
        self.fallback = max(0, number)

    def inserted(self, revisers: list[str]) -> Change | None:
        """Return the tracked insertion that characters here belong to."""
        return self._change("revised", "revauth", "revdttm", revisers)

    def deleted(self, revisers: list[str]) -> Change | None:
        """Return the tracked deletion that characters here belong to."""
        return self._change("deleted", "revauthdel", "revdttmdel", revisers)

    def _change(self, kind: str, author: str, date: str, revisers: list[str]) -> Change | None:
        if not self.change.get(kind):
            return None
        number = self.change.get(author, 0)
        name = revisers[number] if 0 <= number < len(revisers) else ""
        return Change(name, iso_date(str(self.change.get(date, ""))))


_ACTIONS: Mapping[str, tuple[Callable[[State, int], None], int]] = {
    # The number is what the word means when none is written.
    "intbl": (lambda state, _: state.set_look(level=max(1, state.look.level)), 0),
    "itap": (lambda state, n: state.set_look(level=max(0, min(n, _MAX_LEVEL))), 0),
    "ls": (lambda state, n: state.set_look(listed=n > 0), 0),
    "ilvl": (lambda state, n: state.set_look(depth=max(0, min(n, _DEEPEST_LIST))), 0),
    "outlinelevel": (State.set_outline, 9),
    "pard": (lambda state, _: state.forget_paragraph(), 0),
    "ulnone": (lambda state, _: state.end_underline(), 0),
    "uc": (State.set_fallback, 1),
}


@dataclass(slots=True)
class _Font:
    name: str = ""
    charset: int = 1
    page: str = ""


class Fonts:
    """The fonts of a file: in RTF the font decides which characters the bytes are.

    `chosen` is the encoding that the user wants instead of the one that the file gives itself.
    """

    def __init__(self, chosen: str | None) -> None:
        self.default = 0
        self._chosen, self._page = chosen, chosen or "cp1252"
        self._fonts: dict[int, _Font] = {}

    def name(self, font: int, name: str) -> None:
        """Learn the name of a font."""
        self._fonts.setdefault(font, _Font()).name = name

    def take(self, word: str, number: int, font: int) -> bool:
        """Learn what a control word says of code pages; False if it says nothing."""
        if word == "fcharset":
            entry = self._fonts.setdefault(font, _Font())
            entry.charset, entry.page = number, CHARSETS.get(number, "")
        elif word == "cpg":
            self._fonts.setdefault(font, _Font()).page = code_page(number)
        elif word == "deff":
            self.default = number
        elif word in ("ansicpg", "mac", "pc", "pca"):
            if not self._chosen:
                self._page = code_page({"mac": 10000, "pc": 437, "pca": 850}.get(word, number))
        else:
            return False
        return True

    def symbols(self, font: int) -> str | None:
        """Return the name of a font if its characters are symbols and not letters."""
        entry = self._fonts.get(font)
        return entry.name if entry is not None and entry.charset == _SYMBOL_CHARSET else None

    def decode(self, data: bytes, font: int) -> tuple[str, int]:
        """Return characters in a font, and how many stand for bytes that mean nothing in it."""
        entry = self._fonts.get(font)
        return decode_piece(data, (entry.page if entry else "") or self._page)


def iso_date(number: str) -> str:
    """Return a DTTM (minute, hour, day, month, year in 6, 5, 5, 4 and 9 bits) as ISO 8601."""
    if not number.removeprefix("-").isdecimal() or len(number) > 11:
        return ""
    bits = int(number) & 0xFFFFFFFF
    minute, hour, day = bits & 63, bits >> 6 & 31, bits >> 11 & 31
    month, year = bits >> 16 & 15, (bits >> 20 & 511) + 1900
    try:
        return datetime(year, month, day, hour, minute).isoformat()
    except ValueError:  # no such day
        return ""
