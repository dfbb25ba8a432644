"""Coding what a search finds: all its passages, in one operation."""

from __future__ import annotations

from collections.abc import Sequence

from qcode.index.marker import matches
from qcode.index.units import Source, Unit
from qcode.model.boundaries import sentences
from qcode.model.changes import Changes
from qcode.model.document import DocumentId
from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.model.query import Query
from qcode.model.text import Span

from .coding import apply_to_many
from .hits import shifted
from .projects import Project
from .retrieval import PlaceFinder
from .searching import Searcher
from .units import document_units

UNITS = ("match", "sentence", "paragraph", "turn")


def passages(
    searcher: Searcher, text: str, *, unit: str = "match", job: Job = SILENT
) -> dict[DocumentId, list[Span]]:
    """Return the passages of documents that a query finds, for coding them all.

    `unit` is one of `UNITS`. Raises `UserError("index_behind")` while the index is
    incomplete, so that nothing is missed.
    """
    if unit not in UNITS:
        raise UserError("unit_unknown", unit=unit, units=", ".join(UNITS))
    searcher.update(job=job)
    units = searcher.units(text, job=job)
    if units.missing:
        raise UserError("index_behind", documents=units.missing)
    found: dict[DocumentId, list[Span]] = {}
    for key in units.in_order():
        if key.source is Source.DOCUMENT:
            number = DocumentId(key.id)
            spans = _passages_in(
                searcher.project, number, units.found.numbers(key), units.query, unit
            )
            if spans:
                found[number] = spans
    return found


def _passages_in(
    project: Project, number: DocumentId, numbers: Sequence[int], query: Query, unit: str
) -> list[Span]:
    opened = project.text(number)
    place = PlaceFinder(opened)
    cut = document_units(opened).units
    spans: list[Span] = []
    for at in numbers:
        one = cut[at]
        if unit == "turn":
            whole = Span(one.start, one.start + len(one.text))
            spans.append(_trimmed(opened.text, _said(whole, one.start, place)))
            continue
        found = matches(one.text, opened.document.language, query)
        exact = shifted(found, one.start)
        spans.extend(_widened(match, unit, one, place) for match in exact)
    return list(dict.fromkeys(spans))


def autocode(
    project: Project,
    searcher: Searcher,
    query: str,
    path: str,
    *,
    unit: str = "match",
    job: Job = SILENT,
    origin: object = None,
) -> tuple[int, Changes]:
    """Code every passage that a query finds, in one operation; return how many were new."""
    found = passages(searcher, query, unit=unit, job=job)
    return apply_to_many(project, found, path, origin=origin)


def _widened(match: Span, unit: str, one: Unit, place: PlaceFinder) -> Span:
    """Return a match, or the sentence or paragraph around it, without the speaker's label."""
    if unit == "match":
        return match
    paragraph = place.paragraphs.around(match)
    whole = Span(max(paragraph.start, one.start), min(paragraph.end, one.start + len(one.text)))
    whole = _said(whole, match.start, place)
    if unit == "sentence":
        touching = [
            s for s in sentences(place.text, whole) if s.start < match.end and s.end > match.start
        ]
        whole = Span(touching[0].start, touching[-1].end) if touching else match
    return _trimmed(place.text, whole)


def _said(span: Span, at: int, place: PlaceFinder) -> Span:
    """Return a span of the turn at a position without the speaker's label."""
    turn = place.turn_at(at)
    if turn is None or not turn.body:
        return span
    return Span(max(span.start, turn.body[0].start), min(span.end, turn.body[-1].end))


def _trimmed(text: str, span: Span) -> Span:
    """Return a span without the white space at its ends."""
    passage = text[span.start : span.end]
    start = span.start + len(passage) - len(passage.lstrip())
    return Span(start, max(start, span.start + len(passage.rstrip())))
