"""RTF cut into tokens, and the code pages that its bytes may be in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple


class Kind(Enum):
    """What a token is."""

    OPEN = auto()
    CLOSE = auto()
    WORD = auto()  # `name` and, if it has one, `number`
    SYMBOL = auto()  # `name` is the one character after the backslash
    BYTES = auto()  # characters in the code page that holds, line ends of the file left out


class Token(NamedTuple):
    """One token of an RTF file."""

    kind: Kind
    name: str = ""
    number: int | None = None
    data: bytes = b""


_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)",
    re.DOTALL,
)
_OPEN, _CLOSE = Token(Kind.OPEN), Token(Kind.CLOSE)


def tokens(data: bytes) -> Iterator[Token]:
    r"""Yield the tokens of a file. The bytes of a `\bin` are skipped, as are line ends."""
    position, match = 0, _TOKEN.match
    end = len(data)
    while position < end:
        found = match(data, position)
        if found is None:  # a line end, or half a token at the end of the file
            position += 1
            continue
        position = found.end()
        word, number, code, symbol, brace, text = found.groups()
        if text is not None:
            yield Token(Kind.BYTES, data=text)
        elif brace is not None:
            yield _OPEN if brace == b"{" else _CLOSE
        elif code is not None:
            yield Token(Kind.BYTES, data=bytes.fromhex(code.decode()))
        elif symbol is not None:
            yield Token(Kind.SYMBOL, symbol.decode("latin-1"))
        else:
            count = None if number is None else int(number)
            if word == b"bin":
                position += max(0, count or 0)
            else:
                yield Token(Kind.WORD, word.decode(), count)


# Characters that have a control word of their own.
WORDS = {
    "tab": "\t",
    "line": "\u2028",
    "lbr": "\u2028",
    "emdash": "\u2014",
    "endash": "\u2013",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "bullet": "\u2022",
    "lquote": "\u2018",
    "rquote": "\u2019",
    "ldblquote": "\u201c",
    "rdblquote": "\u201d",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "zwbo": "\u200b",
    "zwnbo": "\u2060",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
}
SYMBOLS = {
    "~": "\u00a0",
    "-": "\u00ad",
    "_": "\u2011",
    "\t": "\t",
    "{": "{",
    "}": "}",
    "\\": "\\",
}

# Windows' numbers of character sets; 1 and those that are missing mean the file's own code page.
CHARSETS = {
    0: "cp1252",
    77: "mac-roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gb18030",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
_PAGES = {
    10000: "mac-roman",
    10006: "mac-greek",
    10007: "mac-cyrillic",
    10029: "mac-latin2",
    65001: "utf-8",
    936: "gb18030",
    1361: "johab",
}
_NUMBERED_PAGES = frozenset(
    (
        *(437, 850, 852, 855, 857, 860, 861, 862, 863, 864, 865, 866, 869, 874, 932, 949, 950),
        *range(1250, 1259),
    )
)


def code_page(number: int) -> str:
    """Return Python's name of a Windows code page; what is not known is read as Windows-1252."""
    return _PAGES.get(number) or (f"cp{number}" if number in _NUMBERED_PAGES else "cp1252")
