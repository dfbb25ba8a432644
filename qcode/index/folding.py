"""Accents: `idé` is found by `ide` and `Müller` by `Muller`, but å, ä, ö, æ and ø are letters.

Words are kept as they were written; only where two are compared is the accent taken away.
"""

from __future__ import annotations

import re
import unicodedata

_LETTERS = frozenset("åäöæøÅÄÖÆØ")
# Letters with a stroke, which Unicode does not take apart.
_STRUCK = {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ħ": "h", "Ħ": "H", "ı": "i"}

# Anything but these letters and the marks of punctuation: looked for before each is looked up.
_MAY_FOLD = re.compile(rf"[^\x00-\x7f\u2010-\u2027{''.join(sorted(_LETTERS))}]").search


class _Folded(dict[int, str]):
    """What each character is without its accent; looked up in Unicode once."""

    def __missing__(self, number: int) -> str:
        character = chr(number)
        folded = character
        if character in _STRUCK:
            folded = _STRUCK[character]
        elif character not in _LETTERS:
            base = unicodedata.normalize("NFD", character)[0]
            if base.isascii() and base.isalpha():
                folded = base
        self[number] = folded
        return folded


_FOLDED = _Folded()


def fold(word: str) -> str:
    """Return a word without the accents that make no other letter; it stays as long as it was."""
    if word.isascii() or _MAY_FOLD(word) is None:
        return word
    return word.translate(_FOLDED)
