"""The pages of the PDF that a document was imported from, beside its text.

Two texts are met here: the one that was `read` from the pages, and the one that the document has
now. They are the same until the text is edited; then what is unchanged is found in both.
"""

from __future__ import annotations

from dataclasses import dataclass

from qcode.formats.pdf_geometry import PdfPages, Picture
from qcode.model.document import Document, DocumentId
from qcode.model.edits import Fate, TextChange
from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.model.page_geometry import PageGeometry
from qcode.model.text import Span

from .documents import read_source
from .projects import Project

__all__ = ["OriginalPages", "PageGeometry", "Picture", "Place", "has_pages", "open_pages"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage is in the other text; not `whole` if some of its words are not there."""

    span: Span
    whole: bool


def has_pages(document: Document) -> bool:
    """Whether a document has an original with pages that can be shown."""
    return document.source_hash is not None and document.source_format == "pdf"


def open_pages(project: Project, document: DocumentId, job: Job = SILENT) -> OriginalPages:
    """Open the original of a document; the caller closes it.

    Raises `UserError`: "no_source", "no_pages" for another file than a PDF, and what reading it
    raises.
    """
    found = project.text(document).document
    if found.source_hash is not None and not has_pages(found):
        raise UserError("no_pages", document=found.name)
    data = read_source(project, document)
    job.check()
    return OriginalPages(PdfPages(data, found.source_name))


class OriginalPages:
    """Pages with their pictures and letters. Safe to use from all threads, until it is closed."""

    def __init__(self, pages: PdfPages) -> None:
        self._pages = pages
        self._edit: TextChange | None = None
        self._back: TextChange | None = None
        self.is_read = False

    def read(self, text: str, job: Job = SILENT) -> OriginalPages:
        """Find out what stands where on the pages; `text` is what the document reads now.

        Before that there are only pictures.
        """
        self._pages.read(job, text)
        if text != self._pages.text:
            self._edit = TextChange.between(self._pages.text, text).refined()
            self._back = self._edit.invert()
        self.is_read = True
        return self

    @property
    def sizes(self) -> list[tuple[float, float]]:
        """Width and height of each page as it is shown, in points."""
        return self._pages.sizes

    @property
    def labels(self) -> list[str]:
        """The printed number of each page."""
        return self._pages.labels

    def page_of(self, position: int) -> int:
        """Return the page, from 0, on which a character of the text that was read stands."""
        spans = self._pages.spans
        behind = (page for page, span in enumerate(spans) if span.end > position)
        last = max((page for page, span in enumerate(spans) if span.start < span.end), default=0)
        return next(behind, last)

    def picture(self, page: int, scale: float) -> Picture:
        """Return a page in `scale` pixels a point."""
        return self._pages.picture(page, scale)

    def geometry(self, page: int) -> PageGeometry:
        """Return where the letters of a page stand, in the text that was read."""
        return self._pages.geometry(page)

    def on_pages(self, span: Span) -> Place | None:
        """Return where a passage of the document is on the pages, None if all of it is new."""
        return _place(self._back, span)

    def in_text(self, span: Span) -> Place | None:
        """Return where a passage of the pages is in the document, None if it was deleted."""
        return _place(self._edit, span)

    def close(self) -> None:
        """Let go of the file."""
        self._pages.close()


def _place(change: TextChange | None, span: Span) -> Place | None:
    if change is None:
        return Place(span, True)
    found, fate = change.map_span(span)
    if fate is Fate.GONE or (found.start == found.end and span.start < span.end):
        return None
    return Place(found, fate is Fate.UNTOUCHED)
