from __future__ import annotations

from qcode.model.document import DocumentId
from qcode.model.segment import SegmentId
from qcode.model.text import Span
from qcode.services import codes, coding
from qcode.services.contexts import contexts_of
from qcode.services.projects import Project


def _coded(project: Project, document: DocumentId, span: Span) -> SegmentId:
    code = codes.add_path(project, "Tillit")
    return coding.apply_code(project, document, span, code)[0]


def test_the_paragraphs_around_a_passage_are_its_context(
    project: Project, first: DocumentId
) -> None:
    text = project.text(first).text
    lines = text.split("\n")
    start = len(lines[0]) + 1 + 5
    segment = _coded(project, first, Span(start, start + 6))
    (context,) = contexts_of(project, [segment]).values()
    assert context.before == text[:start]
    assert context.after == lines[1][11:] + "\n" + lines[2]


def test_at_the_ends_of_a_text_there_is_less(project: Project, first: DocumentId) -> None:
    text = project.text(first).text
    whole = _coded(project, first, Span(0, len(text)))
    (context,) = contexts_of(project, [whole]).values()
    assert context == ("", "")
    assert contexts_of(project, [SegmentId(999)]) == {}
