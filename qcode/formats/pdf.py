"""PDF with text, page by page, through PDFium.

A PDF knows where glyphs stand, not where paragraphs end: `pdf_reading` tells columns, paragraphs
and words from where they stand on the pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from qcode.model.job import SILENT, Job

from .base import DEFAULTS, ImportedDocument, ReadOptions
from .build import Builder
from .limits import check_length
from .losses import Lost
from .pdf_open import LOCK, NAME, damaged_pdf, open_pdf
from .pdf_reading import write_pages
from .pdf_runs import PageRuns, page_runs

_HARDLY = 20  # characters a page: a page number or a stamp, and no text
_SILENT_ANNOTATIONS = (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP)


class PdfReader:
    """Reads the text of a PDF and where its pages begin. Nothing in the file is run or opened."""

    name = NAME
    suffixes = (".pdf",)

    def read(
        self, path: Path, options: ReadOptions = DEFAULTS, job: Job = SILENT
    ) -> ImportedDocument:
        """Read all pages; one that was scanned has no or hardly any text, and a loss says so."""
        builder = Builder(path)
        with LOCK:
            document = open_pdf(path, path.name)
            try:
                labels = [page_label(document, number) for number in range(len(document))]
                pages: list[PageRuns] = []
                length = 0
                for page in _pages(document, builder, job):
                    pages.append(page)
                    length += len(page.raw)
                    check_length(path, length)  # before the memory is gone, not after
            except pypdfium2.PdfiumError as error:
                raise damaged_pdf(path.name) from error
            finally:
                document.close()
        write_pages(pages, labels, builder, job)
        if is_scanned(builder.position, builder.lost(Lost.EMPTY_PAGES), len(pages)):
            builder.lose(Lost.SCANNED, len(pages))
        return builder.finish(self.name)


def _pages(document: pypdfium2.PdfDocument, builder: Builder, job: Job) -> Iterator[PageRuns]:
    """Yield what is on each page."""
    count = len(document)
    for number in range(count):
        job.check()
        job.progress(number, count)
        page = document[number]
        try:
            annotations = _annotations(page)
            if annotations:
                builder.lose(Lost.ANNOTATIONS, annotations)
            yield page_runs(page)
        finally:
            page.close()


def is_scanned(characters: int, empty: int, pages: int) -> bool:
    """Whether so much text on so many pages, some of them empty, is that of a scanned document."""
    return empty > 0 and characters < _HARDLY * pages


def page_label(document: pypdfium2.PdfDocument, number: int) -> str:
    """Return the number that is printed on a page, counted from 0, or else which one it is."""
    return str(document.get_page_label(number) or number + 1)


def _annotations(page: pypdfium2.PdfPage) -> int:
    """Return how many comments, marks and form fields lie on a page."""
    count = 0
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if annotation:
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            count += kind not in _SILENT_ANNOTATIONS
            pdfium.FPDFPage_CloseAnnot(annotation)
    return count


READER = PdfReader()
