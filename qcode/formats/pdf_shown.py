"""From a page's own coordinates to the page as it is shown: turned, cut, with y downwards."""

from __future__ import annotations

from ctypes import byref, c_int
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

_FINE = 100  # units a point, where PDFium counts in whole numbers
_FAR = 1000  # points


class Shown(NamedTuple):
    """How a place of the page's own coordinates is found on the page as it is shown, turned."""

    a: float
    b: float
    c: float
    d: float
    left: float
    top: float

    @classmethod
    def of(cls, page: pypdfium2.PdfPage) -> Shown:
        """Ask PDFium where three points are: it knows of rotation and of what is cut off."""
        (x0, y0), (x1, y1), (x2, y2) = (_place(page, *at) for at in ((0, 0), (_FAR, 0), (0, _FAR)))
        a, b = (x1 - x0) / _FAR, (y1 - y0) / _FAR
        c, d = (x2 - x0) / _FAR, (y2 - y0) / _FAR
        return cls(a, b, c, d, x0, y0)

    def box(self, x1: float, y1: float, x2: float, y2: float) -> tuple[float, float, float, float]:
        """Return left, top, right and bottom of the box with two corners."""
        a, b, c, d, left, top = self
        one_x, two_x = a * x1 + c * y1, a * x2 + c * y2
        one_y, two_y = b * x1 + d * y1, b * x2 + d * y2
        return (  # by hand, as each letter of a document comes here
            left + (two_x if two_x < one_x else one_x),
            top + (two_y if two_y < one_y else one_y),
            left + (two_x if two_x > one_x else one_x),
            top + (two_y if two_y > one_y else one_y),
        )


def _place(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    """Return where a point of a page is shown, in points from the upper left corner."""
    width, height = page.get_size()
    wide, high, left, top = round(width * _FINE), round(height * _FINE), c_int(), c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, wide, high, 0, x, y, byref(left), byref(top))
    return left.value / _FINE, top.value / _FINE
