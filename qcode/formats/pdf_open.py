"""The one way to an open PDF, with what is looked at before PDFium sees it.

PDFium is not safe to use from two threads: all calls into it are made under `LOCK`.
"""

from __future__ import annotations

from mmap import ACCESS_READ, mmap
from pathlib import Path
from threading import RLock

import pypdfium2
import pypdfium2.raw as pdfium

from qcode.model.errors import UserError

from .limits import MAX_FILE_BYTES, open_file, too_large
from .pdf_forms import check_forms
from .pdf_streams import check_streams

LOCK = RLock()
NAME = "pdf"
_TAIL = 4096  # bytes in which a complete file says that it ends
_PASSWORD, _SECURITY = pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY


def open_pdf(source: Path | bytes, name: str) -> pypdfium2.PdfDocument:
    """Check and open a PDF on the disk or in memory; to be called, and closed, under `LOCK`.

    Raises `UserError` for one that is cut short, damaged, locked, too large or hostile. `name` is
    what such a sentence calls it.
    """
    if isinstance(source, bytes):
        if len(source) > MAX_FILE_BYTES:
            raise too_large(Path(name), len(source), MAX_FILE_BYTES)
        _check(source, name)
    else:
        with open_file(source) as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
            _check(data, name)
    try:
        return pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (_PASSWORD, _SECURITY):
            raise UserError("password_protected", name=name) from error
        raise damaged_pdf(name) from error


def damaged_pdf(name: str) -> UserError:
    """Return what is said of a PDF that cannot be read."""
    return UserError("file_damaged", name=name, format=NAME)


def _check(data: bytes | mmap, name: str) -> None:
    """Refuse a file that is cut short, of which PDFium would show what is left, or that grows."""
    if b"%%EOF" not in data[max(0, len(data) - _TAIL) :]:
        raise damaged_pdf(name)
    check_streams(data, name)
    check_forms(data, name)
