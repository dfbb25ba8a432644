"""What PDFium reads on one page, and which of the page's characters each letter of it is."""

from __future__ import annotations

import ctypes
from bisect import bisect_left
from collections.abc import Callable
from functools import partial
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

DIVIDED = "\ufffe"  # PDFium's character for a hyphen and the line end behind it
_ASTRAL = "\uffff"  # what is above takes two UTF-16 units


def raw_text(text_page: pypdfium2.PdfTextPage) -> str:
    """Return what PDFium reads on a page, with its own sign for a divided word."""
    return str(text_page.get_text_range(errors="surrogatepass"))


def indices_of(text_page: pypdfium2.PdfTextPage, raw: str) -> Callable[[int], int]:
    """Return what gives a place in the raw text of a page its number on the page."""
    index_of = quick(pdfium.FPDFText_GetCharIndexFromTextIndex)
    wide = not raw.isascii() and max(raw) > _ASTRAL
    above = [place for place, letter in enumerate(raw) if letter > _ASTRAL] if wide else []

    if not above:
        return partial(index_of, text_page.raw)
    return lambda place: index_of(text_page.raw, place + bisect_left(above, place))


def quick(function: Any) -> Callable[..., Any]:
    """Return a function of PDFium that is over at once, without giving way to other threads.

    Giving way at each of thousands of letters takes a hundred times as long where others work.
    """
    place = ctypes.cast(function, ctypes.c_void_p).value
    assert place is not None
    return ctypes.PYFUNCTYPE(function.restype, *function.argtypes)(place)
