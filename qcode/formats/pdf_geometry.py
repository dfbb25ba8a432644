"""Where the letters of a PDF stand on its pages, and what these look like.

The text is what `PdfReader` makes of the same file, letter by letter: it is read in the same way.
"""

from __future__ import annotations

from array import array
from contextlib import closing
from ctypes import byref
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from qcode.model.errors import Cancelled
from qcode.model.job import SILENT, Job
from qcode.model.page_geometry import PageGeometry
from qcode.model.text import Span

from .build import Builder
from .pdf import page_label
from .pdf_annotations import PdfMark, marks_on, notes_on
from .pdf_open import LOCK, damaged_pdf, open_pdf
from .pdf_printed import is_printed, printed
from .pdf_reading import PagePlaces, write_pages
from .pdf_runs import PageRuns, page_runs
from .pdf_shown import Shown
from .pdf_text import indices_of, quick, raw_text

_MAX_SIDE, _MAX_PIXELS = 12_000, 24_000_000  # of one picture: some 100 MB


class Picture(NamedTuple):
    """A page as pixels of four bytes: blue, green, red, and one that says nothing."""

    width: int
    height: int
    stride: int  # bytes a row
    data: bytes


class PdfPages:
    """An open PDF of which pages are looked at, with their texts. Safe to use from all threads."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open a file; raises `UserError` for one that `PdfReader` would refuse."""
        self.text = ""  # when it has been read
        self.spans: list[Span] = []  # of each page
        self._places: list[PagePlaces] = []
        self._document: pypdfium2.PdfDocument | None = None
        self._name = name
        with LOCK:
            self._document = document = open_pdf(data, name)
            pages = range(len(document))
            try:
                self.sizes = [document.get_page_size(number) for number in pages]
            except pypdfium2.PdfiumError as error:  # a page that the list of pages leads nowhere
                self.close()
                raise damaged_pdf(name) from error
            self.labels = [page_label(document, number) for number in pages]

    def read(self, job: Job = SILENT, like: str | None = None) -> None:
        """Read the text of all pages; between two of them others may ask for pictures.

        `like` is a text that was once read from them, perhaps edited since. If it was read line
        by line, as it once was done, it is read so again.
        """
        pages: list[PageRuns] = []
        for number in range(len(self.sizes)):
            job.check()
            pages.append(self._runs(number))
        builder = Builder(Path(self._name))
        places = write_pages(pages, self.labels, builder, job)
        text = builder.finish(self._name).text
        if like is not None and like != text:
            lines, others = printed([page.raw for page in pages])
            if is_printed(like, text, lines):
                text, places = lines, others
        self._places, self.spans = places, [Span(place.start, place.end) for place in places]
        self.text = text

    def _runs(self, number: int) -> PageRuns:
        try:
            with LOCK, closing(self._page(number)) as page:
                return page_runs(page)
        except pypdfium2.PdfiumError as error:
            raise damaged_pdf(self._name) from error

    def _opened(self) -> pypdfium2.PdfDocument:
        if self._document is None:
            raise Cancelled  # nobody looks at it any more
        return self._document

    def __del__(self) -> None:
        """Close what nobody closed, under the lock: PDFium knows only one thread at a time."""
        self.close()

    def close(self) -> None:
        """Let go of the file; nothing can be asked afterwards. A second time does nothing."""
        with LOCK:
            document, self._document = self._document, None
            if document is not None:
                document.close()

    def _page(self, number: int) -> pypdfium2.PdfPage:
        try:
            return self._opened()[number]
        except pypdfium2.PdfiumError as error:
            raise damaged_pdf(self._name) from error

    def picture(self, number: int, scale: float) -> Picture:
        """Return a page in `scale` pixels a point, or fewer where that would be too many."""
        width, height = self.sizes[number]
        most = min(_MAX_SIDE / max(width, height), (_MAX_PIXELS / (width * height)) ** 0.5)
        with (
            LOCK,
            closing(self._page(number)) as page,
            closing(page.render(scale=min(scale, most), prefer_bgrx=True)) as bitmap,
        ):
            data = bytes(bitmap.buffer)
            return Picture(bitmap.width, bitmap.height, bitmap.stride, data)

    def geometry(self, number: int) -> PageGeometry:
        """Return where the letters of a page stand. Positions are those of `text`."""
        place = self._places[number]
        text = self.text[place.start : place.end]
        with LOCK, closing(self._page(number)) as page:
            edges = _edges(page, place)
        return PageGeometry(place.start, text, edges)

    def marks(self, number: int) -> list[PdfMark]:
        """Return the highlights and the like on a page."""
        with LOCK, closing(self._page(number)) as page:
            return marks_on(page)

    def notes(self, number: int) -> list[str]:
        """Return the notes on a page that are on no words."""
        with LOCK, closing(self._page(number)) as page:
            return notes_on(page)


def _edges(page: pypdfium2.PdfPage, place: PagePlaces) -> array[float]:
    """Return the boxes of the letters of a text that stand on a page."""
    edges = array("f", bytes(16 * (place.end - place.start)))
    if not place.stretches:
        return edges
    across = Shown.of(page)
    with closing(page.get_textpage()) as text_page:
        number_of = indices_of(text_page, raw_text(text_page))
        box = pdfium.FS_RECTF()
        letters, found = text_page.raw, byref(box)
        is_made = quick(pdfium.FPDFText_IsGenerated)
        find_box = quick(pdfium.FPDFText_GetLooseCharBox)
        for start, raw, length in place.stretches:
            at = 4 * (start - place.start)
            for number in map(number_of, range(raw, raw + length)):
                made = number < 0 or is_made(letters, number) == 1
                if not made and find_box(letters, number, found):
                    edges[at : at + 4] = array(
                        "f", across.box(box.left, box.top, box.right, box.bottom)
                    )
                at += 4
    return edges
