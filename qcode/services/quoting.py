"""Quotations with their sources, as one pastes them into a text: plain and formatted.

What stands between the quotation marks is the project's text, character for character.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from qcode.formats.typography import quotation_marks
from qcode.index.units import Source
from qcode.model.boundaries import sentences
from qcode.model.document import DocumentId
from qcode.model.job import SILENT, Job
from qcode.model.text import SOFT_BREAK, Span

from .hits import Hit
from .language import tr
from .projects import Project
from .retrieval import PlaceFinder
from .words import clock, paragraphs_shown


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage, the quotation marks of its language, and where it comes from."""

    text: str
    marks: tuple[str, str]
    source: str

    @property
    def plain(self) -> str:
        """The passage in quotation marks, with its source behind it."""
        opening, closing = self.marks
        return f"{opening}{self.text}{closing} ({self.source})"

    @property
    def html(self) -> str:
        """The same as one block of HTML, with its lines kept apart."""
        said = escape(self.plain, quote=False)
        for line_end in ("\n", SOFT_BREAK):
            said = said.replace(line_end, "<br>")
        return f'<p style="white-space: pre-wrap">{said}</p>'


def plain_text(quotations: Iterable[Quotation]) -> str:
    """Return quotations as plain text, each a paragraph of its own."""
    return "\n\n".join(each.plain for each in quotations)


def as_html(quotations: Iterable[Quotation]) -> str:
    """Return quotations as HTML for a clipboard."""
    return "<!DOCTYPE html>\n" + "\n".join(each.html for each in quotations)


def quotation(project: Project, document: DocumentId, span: Span) -> Quotation:
    """Return a passage of a document as a quotation."""
    place = PlaceFinder(project.text(document))
    source = [place.document.name]
    speaker, time = place.speaker(span), place.time_ms(span.start)
    if speaker:
        source.append(speaker)
    paragraphs = place.paragraphs
    source.append(
        paragraphs_shown(paragraphs.number_at(span.start), paragraphs.number_at(span.end - 1))
    )
    if time is not None:
        source.append(clock(time))
    text = place.text[span.start : span.end]
    return Quotation(text, quotation_marks(place.document.language), ", ".join(source))


def quotations(
    project: Project, passages: Iterable[tuple[DocumentId, Span]], *, job: Job = SILENT
) -> list[Quotation]:
    """Return several passages as quotations, in the order given."""
    quoted: list[Quotation] = []
    for document, span in passages:
        job.check()
        quoted.append(quotation(project, document, span))
    return quoted


def hit_quotation(project: Project, hit: Hit, span: Span) -> Quotation:
    """Return a span of a hit as a quotation; that of a memo or a code names it as its source."""
    if hit.source is Source.DOCUMENT:
        return quotation(project, DocumentId(hit.source_id), span)
    marks = quotation_marks(project.info.language)
    return Quotation(hit.text, marks, hit.title or tr("Memo"))


def passage_of(hit: Hit) -> Span:
    """Return what a hit says in its source, without the speaker's label and white space around."""
    said = hit.text[hit.body - hit.start :] if hit.source is Source.DOCUMENT else hit.text
    start = hit.body + len(said) - len(said.lstrip())
    return Span(start, start + len(said.strip()))


def sentences_around(hit: Hit, match: Span) -> Span:
    """Return the sentences of a hit in a document that share a character with a match."""
    whole = passage_of(hit)
    inside = Span(whole.start - hit.start, whole.end - hit.start)
    found: Sequence[Span] = [
        Span(s.start + hit.start, s.end + hit.start) for s in sentences(hit.text, inside)
    ]
    touching = [s for s in found if s.start < match.end and match.start < s.end]
    return Span(touching[0].start, touching[-1].end) if touching else match
