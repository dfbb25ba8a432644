"""Words as they are counted: a run of letters and digits, held together by a hyphen or apostrophe.

Counting keeps `e-post` and `don't` whole, as a reader sees them; searching, which must find each
part, cuts them (`qcode.index.analysis`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from qcode.model.text import Span

_PART = r"[^\W_]+(?:[\u0300-\u036f\u00ad\u200b-\u200d\u2060]+[^\W_]*)*"
_WORD = re.compile(rf"{_PART}(?:[-\u2010\u2011'\u2019]{_PART})*")
# [skratt], ((paus)), (lång paus): what whoever wrote it down adds, and not words that were said.
_NOTE = re.compile(r"\[[^\[\]\n]{1,60}\]|\(\([^()\n]{1,60}\)\)|\(\W*\w+(?:\W+\w+)?\W*\)")
_ODD = re.compile("[\u00ad\u200b-\u200d\u2060\u2010\u2011\u2019]")
_PLAIN = {
    **dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060")),
    ord("\u2010"): "-",
    ord("\u2011"): "-",
    ord("\u2019"): "'",
}


def tokens(text: str) -> list[str]:
    """Return the words of a text in their order, lower-cased and composed (NFC)."""
    found = _WORD.findall(text)
    # One call for all words: a line feed is no part of any.
    return _tidy("\n".join(found)).split("\n") if found else []


def token_spans(text: str) -> Iterator[tuple[str, Span]]:
    """Yield the words as `tokens` does, with their places: code points of `text`, half-open."""
    for match in _WORD.finditer(text):
        yield _tidy(match.group()), Span(*match.span())


def without_notes(text: str) -> str:
    """Return the text with as many blanks in the place of the notes of a transcript.

    Notes stand in square or double brackets, or are one or two words in round ones.
    """
    return _NOTE.sub(lambda note: " " * len(note[0]), text)


def _tidy(word: str) -> str:
    if word.isascii():
        return word.lower()
    if _ODD.search(word):
        word = word.translate(_PLAIN)
    if not unicodedata.is_normalized("NFC", word):
        word = unicodedata.normalize("NFC", word)
    return word.lower()
