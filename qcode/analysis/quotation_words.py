"""A quotation as words: what it leaves out, what it puts in, and what is only typography.

Quotation marks, dashes, ellipses, white space and soft hyphens differ between a transcript and a
manuscript without anybody having changed a word.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

_SAME = str.maketrans(
    {
        **dict.fromkeys("”“„‟\"＂»«›‹’‘‚‛'´`「」『』", "'"),
        **dict.fromkeys("–—−‐‑‒―", "-"),
        "…": "...",
        "\u00a0": " ",
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
    }
)
_JOINED = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"  # accents apart, and what is not seen
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_BARE = {ord("["): None, ord("]"): None}
_LETTERS = rf"[^\W_](?:[^\W_]|[{_JOINED}])*"
# A word with letters in brackets inside, which somebody has filled in.
_FILLED = rf"{_LETTERS}(?:\[\w{{1,6}}\](?:{_LETTERS})?)+|\[\w{{1,6}}\]{_LETTERS}"
_TOKEN = re.compile(rf"{_FILLED}|{_LETTERS}|\.{{2,}}|…|[^\w\s]|_")
_WORD = re.compile(_LETTERS)
_WORD_FILLED = re.compile(rf"{_FILLED}|{_LETTERS}")
_DOTS = r"(?:…|\.{2,}|\.(?:\s\.)+)"
_DASHES = r"[-–—](?:\s?[-–—])*"
_OMISSION = re.compile(
    rf"\[\s*(?:{_DOTS}|{_DASHES})\s*\]|\(\s*(?:{_DOTS}|{_DASHES})\s*\)"
    rf"|/\s*(?:{_DOTS}|{_DASHES})\s*/|<\s*{_DOTS}\s*>"
    r"|(?<![\w-])[-–—]\s[-–—](?:\s[-–—])*(?![\w-])|(?<!-)-{3}(?!-)"
)
_PAUSE = re.compile(_DOTS)
_INSERTION = re.compile(r"\[[^\[\]\n]{1,160}\]")
_INSIDE = re.compile(r"(?<=\w)\[(\w{1,6})\]|\[(\w{1,6})\](?=\w)")
_SIC = re.compile(r"\s*\[sic[!.]?\]", re.IGNORECASE)


class PieceKind(StrEnum):
    """What a piece of a quotation is."""

    WORDS = "words"
    OMISSION = "omission"  # a mark that says that words are left out
    PAUSE = "pause"  # dots that may say so, or that somebody fell silent
    INSERTION = "insertion"  # words in brackets, which are the author's


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a quotation, as it is written there."""

    kind: PieceKind
    text: str


def pieces_of(quotation: str) -> list[Piece]:
    """Cut a quotation at what its author marked; letters in brackets inside a word stay in it."""
    text = _INSIDE.sub(lambda inside: inside[1] or inside[2], _SIC.sub("", quotation))
    marks: list[tuple[int, int, PieceKind]] = []
    for pattern, kind in (
        (_OMISSION, PieceKind.OMISSION),
        (_INSERTION, PieceKind.INSERTION),
        (_PAUSE, PieceKind.PAUSE),
    ):
        for match in pattern.finditer(text):
            start, end = match.span()
            if not any(a < end and start < b for a, b, _kind in marks):
                marks.append((start, end, kind))
    pieces: list[Piece] = []
    at = 0
    for start, end, kind in sorted(marks):
        pieces += [Piece(PieceKind.WORDS, text[at:start]), Piece(kind, text[start:end])]
        at = end
    pieces.append(Piece(PieceKind.WORDS, text[at:]))
    return [p for p in pieces if p.kind is not PieceKind.WORDS or _WORD.search(p.text)]


def plain(text: str) -> str:
    """Return a text in one typography, as long as it is meant to be compared and not shown."""
    text = text.translate(_SAME)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def words(text: str) -> list[str]:
    """Return the words of a text, lower-cased, in one typography."""
    return _tidied(_WORD.findall(text))


def word_places(text: str) -> tuple[list[str], list[tuple[int, int]]]:
    """Return the words of a text as `words` does, and where in it they begin and end."""
    pattern = _WORD_FILLED if "[" in text else _WORD
    places = [match.span() for match in pattern.finditer(text)]
    return _tidied([text[start:end] for start, end in places]), places


def word_spans(text: str) -> list[tuple[str, int, int]]:
    """Return the words of a short text with their places in it."""
    found, places = word_places(text)
    return [(word, start, end) for word, (start, end) in zip(found, places, strict=True)]


def _tidied(found: list[str]) -> list[str]:
    """Return words in one typography: all at once, for a text has thousands."""
    if not found:
        return []
    joined = "\n".join(found)
    if not joined.isascii():
        if _UNSEEN.search(joined):
            joined = _UNSEEN.sub("", joined)
        if not unicodedata.is_normalized("NFC", joined):
            joined = unicodedata.normalize("NFC", joined)
    return joined.translate(_BARE).lower().split("\n")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a sign of punctuation; `key` is what is compared, the place is in its text."""

    key: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is more than punctuation."""
        return self.key[:1].isalnum()


def tokens(text: str) -> list[Token]:
    """Return the words and the punctuation of a text, with their places in it.

    Quotation marks alone are no tokens: a quotation in a quotation changes them. An apostrophe
    inside a word is.
    """
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        key = plain(match[0])
        key = key.translate(_BARE) if len(key) > 1 else key
        inside = start > 0 and end < len(text) and text[start - 1].isalnum() and text[end].isalnum()
        if key and (key != "'" or inside):
            found.append(Token(key, start, end))
    return found


def trimmed(found: list[Token]) -> list[Token]:
    """Return tokens without the punctuation at both ends, which the sentence around decides."""
    start, end = 0, len(found)
    while start < end and not found[start].is_word:
        start += 1
    while end > start and not found[end - 1].is_word:
        end -= 1
    return found[start:end]
