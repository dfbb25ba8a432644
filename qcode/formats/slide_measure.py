"""How much room words need on a slide.

Which font will be there is not known, so words are measured as in Verdana and DejaVu Sans, the
widest of the fonts that are usual for text: what fits in them fits in the others.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

LINE = 1.22  # the height of a line, in sizes of its letters
_WIDE, _USUAL, _CAPITAL = 1000, 650, 780  # thousandths of the size
_WIDTHS: dict[str, int] = {
    letter: width
    for width, letters in {
        0: "\u00ad\u200b\u2060",
        300: "'IJijlÌÍÎÏìíîï",
        350: " ,./:;\\|\u00a0·‘’",
        400: "()-[]ft",
        450: "!r",
        500: '"*_`§¨°´º–',
        550: "?csz¿ç“”",
        600: "FLkvxyýÿ",
        700: "ABCKRVXZÀÁÂÃÄÅÇ",
        750: "NUÑÙÚÛÜ",
        800: "&DGHOQÐÒÓÔÕÖØ",
        850: "#+<=>^w~±×÷",
        900: "M",
        1000: "%@Wm—…½¼¾æÆ",
    }.items()
    for letter in letters
}


def width(text: str, size: float) -> float:
    """Return the width of a line in points, at a size in points."""
    return sum(_thousandths(letter) for letter in text) * size / 1000


def _thousandths(letter: str) -> int:
    known = _WIDTHS.get(letter)
    if known is not None:
        return known
    if letter == "\t":
        return 4 * _USUAL
    if unicodedata.combining(letter):
        return 0
    if letter > "\u2fff" or unicodedata.east_asian_width(letter) in "WF":
        return _WIDE
    return _CAPITAL if letter.isupper() else _USUAL


def lines(text: str, size: float, room: float) -> Iterator[int]:
    """Yield where each line of a paragraph ends, in code points; the last end is its length.

    Lines are broken behind spaces; a word wider than the room, within it.
    """
    start = here = 0  # of the line, and of the word that is looked at
    used = 0.0
    for word in _words(text):
        wide = width(word.rstrip(" "), size)
        if used and used + wide > room:
            yield here
            start, used = here, 0.0
        for at, letter in enumerate(word) if wide > room else ():
            step = width(letter, size)
            if used and used + step > room and letter != " ":
                start, used = here + at, 0.0
                yield start
            used += step
        if wide <= room:
            used += width(word, size)
        here += len(word)
        if word.endswith("\u2028") and here < len(text):
            yield here
            start, used = here, 0.0
    if start < len(text) or not text:
        yield len(text)


def _words(text: str) -> Iterator[str]:
    """Yield the words with the spaces behind them."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or text[at - 1] == "\u2028" or (text[at - 1] == " " != text[at]):
            yield text[start:at]
            start = at


def height(text: str, size: float, room: float) -> float:
    """Return how high a paragraph is in points."""
    return sum(1 for _end in lines(text, size, room)) * size * LINE
