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
        xs = (self.a * x1 + self.c * y1, self.a * x2 + self.c * y2)
        ys = (self.b * x1 + self.d * y1, self.b * x2 + self.d * y2)
        return (
            self.left + min(xs),
            self.top + min(ys),
            self.left + max(xs),
            self.top + max(ys),
        )


def _place(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    """Return where a point of a page is shown, in points from the upper left corner."""
    width, height = page.get_size()
    wide, high, left, top = round(width * _FINE), round(height * _FINE), c_int(), c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, wide, high, 0, x, y, byref(left), byref(top))
    return left.value / _FINE, top.value / _FINE
