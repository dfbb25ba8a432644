"""PDF with text, page by page, through PDFium.

A PDF knows where glyphs stand, not where paragraphs end: each printed line becomes a paragraph, and
a word that was divided at the end of a line stays divided, with its hyphen.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from qcode.model.job import SILENT, Job

from .base import DEFAULTS, ImportedDocument, ReadOptions
from .build import Builder
from .losses import Lost
from .pdf_open import LOCK, NAME, damaged_pdf, open_pdf
from .pdf_text import page_text

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
                pages = len(document)
                for number in range(pages):
                    job.check()
                    job.progress(number, pages)
                    read_page(document, number, builder)
            except pypdfium2.PdfiumError as error:
                raise damaged_pdf(path.name) from error
            finally:
                document.close()
        if is_scanned(builder.position, builder.lost(Lost.EMPTY_PAGES), pages):
            builder.lose(Lost.SCANNED, pages)
        return builder.finish(self.name)


def is_scanned(characters: int, empty: int, pages: int) -> bool:
    """Whether so much text on so many pages, some of them empty, is that of a scanned document."""
    return empty > 0 and characters < _HARDLY * pages


def page_label(document: pypdfium2.PdfDocument, number: int) -> str:
    """Return the number that is printed on a page, counted from 0, or else which one it is."""
    return str(document.get_page_label(number) or number + 1)


def read_page(document: pypdfium2.PdfDocument, number: int, builder: Builder) -> None:
    """Write the text of a page through a builder. To be called under `LOCK`."""
    page = document[number]
    try:
        text, divided = page_text(page)
        annotations = _annotations(page)
    finally:
        page.close()
    label = page_label(document, number)
    if text.strip():
        builder.begin_paragraph()
        builder.page(label)
        builder.text(text)
        builder.lose(Lost.PRINTED_LINES, text.count("\n") + 1)
    else:
        builder.page(label)
        builder.lose(Lost.EMPTY_PAGES, 1, label)
    if divided:
        builder.lose(Lost.HYPHENS, divided)
    if annotations:
        builder.lose(Lost.ANNOTATIONS, annotations)


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
