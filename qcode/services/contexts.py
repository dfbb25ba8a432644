"""What stands around a passage: the rest of its paragraphs, and the ones before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from qcode.model.document import DocumentId
from qcode.model.segment import SegmentId
from qcode.model.text import Paragraphs, Span
from qcode.store import segments

from .projects import Project, of_one_state


class Context(NamedTuple):
    """The words before and after a passage, as they are in the text; "" at its ends."""

    before: str
    after: str


@of_one_state
def contexts_of(project: Project, wanted: Iterable[SegmentId]) -> Mapping[SegmentId, Context]:
    """Return what stands around segments, by their ids; unknown ids are left out."""
    with project.reading() as view:
        found = segments.get_segments(view, wanted)
    known: dict[DocumentId, tuple[str, Paragraphs]] = {}
    around: dict[SegmentId, Context] = {}
    for segment in found:
        if segment.document not in known:
            text = project.text(segment.document).text
            known[segment.document] = text, Paragraphs(text)
        around[segment.id] = _around(*known[segment.document], segment.span)
    return around


def _around(text: str, paragraphs: Paragraphs, span: Span) -> Context:
    first, last = paragraphs.numbers(span)
    start, end = _spoken(text, paragraphs, first - 1, -1), _spoken(text, paragraphs, last + 1, 1)
    begin = paragraphs.span(first if start is None else start).start
    finish = paragraphs.span(last if end is None else end).end
    return Context(text[begin : span.start], text[span.end : finish])


def _spoken(text: str, paragraphs: Paragraphs, number: int, step: int) -> int | None:
    """Return the next paragraph that is not blank, from `number` on, None if there is none."""
    while 1 <= number <= len(paragraphs):
        if text[slice(*paragraphs.span(number))].strip():
            return number
        number += step
    return None
