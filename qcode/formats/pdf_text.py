"""What PDFium reads on one page: the text, and which of its characters each letter is.

Both come from the same reading, so that the place of a letter on the page is exact.
"""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Callable
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

_DIVIDED = "\ufffe"  # PDFium's character for a hyphen and the line end behind it
_MADE = -1  # of a letter that is no character of the page
_ASTRAL = "\uffff"  # what is above takes two UTF-16 units


class PageText(NamedTuple):
    """The text of a page, and how many words were divided at the end of a line."""

    text: str
    divided: int


def page_text(page: pypdfium2.PdfPage) -> PageText:
    """Return the text of a page, a line of it for each that is printed."""
    text_page = page.get_textpage()
    try:
        raw = _raw(text_page)
    finally:
        text_page.close()
    text = raw.replace("\r\n", "\n").replace(_DIVIDED, "-\n").replace("\r", "\n")
    return PageText(text, raw.count(_DIVIDED))


def characters(text_page: pypdfium2.PdfTextPage) -> array[int]:
    """Return for each code point of `page_text` its number on the page, -1 where it has none."""
    raw, found, unit, before = _raw(text_page), array("l"), 0, ""
    index_of = quick(pdfium.FPDFText_GetCharIndexFromTextIndex)
    for letter in raw:
        if letter in "\r\n":
            if letter == "\r" or before != "\r":
                found.append(_MADE)
        else:
            found.append(index_of(text_page, unit))
            if letter == _DIVIDED:
                found.append(_MADE)
        unit += 1 + (letter > _ASTRAL)
        before = letter
    return found


def quick(function: Any) -> Callable[..., Any]:
    """Return a function of PDFium that is over at once, without giving way to other threads.

    Giving way at each of thousands of letters takes a hundred times as long where others work.
    """
    place = ctypes.cast(function, ctypes.c_void_p).value
    assert place is not None
    return ctypes.PYFUNCTYPE(function.restype, *function.argtypes)(place)


def _raw(text_page: pypdfium2.PdfTextPage) -> str:
    return str(text_page.get_text_range(errors="surrogatepass"))
