"""PDF with text, page by page, through PDFium.

A PDF knows where glyphs stand, not where paragraphs end: each printed line becomes a paragraph, and
a word that was divided at the end of a line stays divided, with its hyphen. PDFium is not safe to
use from two threads, so one document is read at a time.
"""

from __future__ import annotations

from pathlib import Path
from threading import Lock

import pypdfium2
import pypdfium2.raw as pdfium

from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job

from .base import DEFAULTS, ImportedDocument, ReadOptions
from .build import Builder
from .limits import damaged, open_file
from .losses import Lost
from .pdf_forms import check_forms
from .pdf_streams import check_streams

_LOCK = Lock()
_TAIL = 4096  # bytes in which a complete file says that it ends
_DIVIDED = "\ufffe"  # PDFium's character for a hyphen and the line end behind it
_PASSWORD, _SECURITY = pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY
_SILENT_ANNOTATIONS = (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP)


class PdfReader:
    """Reads the text of a PDF and where its pages begin. Nothing in the file is run or opened."""

    name = "pdf"
    suffixes = (".pdf",)

    def read(
        self, path: Path, options: ReadOptions = DEFAULTS, job: Job = SILENT
    ) -> ImportedDocument:
        """Read all pages; a PDF without any text, such as a scanned one, is a `UserError`."""
        _check_end(path)
        check_streams(path)
        check_forms(path)
        builder = Builder(path)
        with _LOCK:
            document = _open(path)
            try:
                pages = len(document)
                for number in range(pages):
                    job.check()
                    job.progress(number, pages)
                    _read_page(document, number, builder)
            except pypdfium2.PdfiumError as error:
                raise damaged(path, self.name) from error
            finally:
                document.close()
        if not builder.position:
            raise UserError("pdf_without_text", name=path.name, pages=pages)
        return builder.finish(self.name)


def _check_end(path: Path) -> None:
    """Refuse a file that is cut short, of which PDFium would show what is left without a word."""
    with open_file(path) as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _TAIL))
        if b"%%EOF" not in file.read():
            raise damaged(path, PdfReader.name)


def _open(path: Path) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (_PASSWORD, _SECURITY):
            raise UserError("password_protected", name=path.name) from error
        raise damaged(path, PdfReader.name) from error


def _read_page(document: pypdfium2.PdfDocument, number: int, builder: Builder) -> None:
    label = document.get_page_label(number) or str(number + 1)
    page = document[number]
    try:
        text_page = page.get_textpage()
        try:
            text = text_page.get_text_range(errors="surrogatepass")
        finally:
            text_page.close()
        annotations = _annotations(page)
    finally:
        page.close()
    divided = text.count(_DIVIDED)
    text = text.replace("\r\n", "\n").replace(_DIVIDED, "-\n")
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
