"""What is dragged between panes: names of the formats, and how their contents are written.

`SPAN` is a passage of the document that is open where the drag began; `CODES` are codes of the
tree; `DOCUMENTS` are documents. All are JSON, and none is trusted: whatever does not fit counts as
nothing dragged. So does what comes from another window of QCode, which is another program with
another project, where the same number means another code. What is copied for other programs are
quotations, plain and formatted.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication

from qcode.model.codebook import CodeId
from qcode.model.document import DocumentId
from qcode.model.text import Span
from qcode.services.quoting import Quotation, as_html, plain_text

SPAN = "application/x-qcode-span"
CODES = "application/x-qcode-codes"
DOCUMENTS = "application/x-qcode-documents"
_HERE = os.urandom(8).hex()  # stands before what is dragged: in no other program it is the same


def set_span(mime: QMimeData, span: Span) -> None:
    """Put a passage (code points) into what is dragged."""
    mime.setData(SPAN, _bytes([span.start, span.end]))


def span_in(mime: QMimeData) -> Span | None:
    """Return the passage that is dragged (code points), or None."""
    value = _ints(mime, SPAN)
    if len(value) != 2 or not 0 <= value[0] < value[1]:
        return None
    return Span(*value)


def set_codes(mime: QMimeData, codes: Iterable[CodeId]) -> None:
    """Put codes into what is dragged, in their order."""
    mime.setData(CODES, _bytes(list(codes)))


def codes_in(mime: QMimeData) -> tuple[CodeId, ...]:
    """Return the codes that are dragged; none for anything else."""
    return tuple(CodeId(code) for code in _ints(mime, CODES))


def set_documents(mime: QMimeData, documents: Iterable[DocumentId]) -> None:
    """Put documents into what is dragged, in their order."""
    mime.setData(DOCUMENTS, _bytes(list(documents)))


def documents_in(mime: QMimeData) -> tuple[DocumentId, ...]:
    """Return the documents that are dragged; none for anything else."""
    return tuple(DocumentId(document) for document in _ints(mime, DOCUMENTS))


def copy_quotations(quotations: Sequence[Quotation]) -> None:
    """Put quotations with their sources on the clipboard."""
    mime = QMimeData()
    mime.setText(plain_text(quotations))
    mime.setHtml(as_html(quotations))
    QGuiApplication.clipboard().setMimeData(mime)


def _bytes(value: Sequence[int]) -> QByteArray:
    return QByteArray(json.dumps([_HERE, *value]).encode())


def _ints(mime: QMimeData, kind: str) -> list[int]:
    if not mime.hasFormat(kind):
        return []
    try:
        value = json.loads(bytes(mime.data(kind).data()))
    except ValueError:
        return []
    if not isinstance(value, list) or value[:1] != [_HERE]:
        return []
    numbers = value[1:]
    return numbers if all(type(item) is int for item in numbers) else []
