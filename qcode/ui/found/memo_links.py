"""What memos are linked to, in words, and where each link leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qcode.model.codebook import CodeId
from qcode.model.courtesy import giving_way
from qcode.model.document import DocumentId
from qcode.model.memo import MemoLink, MemoTarget
from qcode.model.query import QUOTES
from qcode.model.segment import SegmentId
from qcode.model.text import Span
from qcode.services.cases import list_cases
from qcode.services.coding import find_segments_by_id
from qcode.services.language import tr
from qcode.services.projects import Project
from qcode.services.retrieval import Selection
from qcode.ui.session import Session

from .parts import one_line

_SHOWN = 60  # characters of a passage


@dataclass(frozen=True, slots=True)
class NamedLink:
    """A link in words, and where it leads: a place in a document, a code, or nowhere."""

    name: str
    document: DocumentId | None = None
    span: Span | None = None
    code: CodeId | None = None
    segment: SegmentId | None = None

    @property
    def leads(self) -> bool:
        """Whether there is something to go to."""
        return self.document is not None or self.code is not None

    def follow(self, session: Session) -> None:
        """Go there."""
        if self.document is not None:
            session.show_document(self.document, self.span, self.segment)
        elif self.code is not None:
            session.retrieve(Selection(codes=frozenset({self.code}), subcodes=True))


def name_links(project: Project, links: Iterable[MemoLink]) -> Mapping[MemoLink, NamedLink]:
    """Return links in words. Links to what is gone are left out. May read many texts."""
    wanted = set(links)
    codebook = project.codebook()
    documents = {row.id: row.name for row in project.documents()}
    cases = {case.id: case.name for case in list_cases(project)}
    linked = [link.segment for link in wanted if link.segment is not None]
    passages = {each.id: each for each in find_segments_by_id(project, linked)}
    texts: dict[DocumentId, str] = {}

    def quoted(document: DocumentId, span: Span) -> str:
        if document not in texts:
            texts[document] = project.text(document).text
        return _quoted(texts[document][span.start : span.end])

    named: dict[MemoLink, NamedLink] = {}
    for link in giving_way(wanted):
        match link.target:
            case MemoTarget.PROJECT:
                named[link] = NamedLink(tr("The whole project"))
            case MemoTarget.CODE if link.code in codebook:
                assert link.code is not None
                named[link] = NamedLink(codebook.shown(link.code), code=link.code)
            case MemoTarget.CASE if link.case in cases:
                assert link.case is not None
                named[link] = NamedLink(cases[link.case])
            case MemoTarget.DOCUMENT if link.document in documents:
                assert link.document is not None
                named[link] = NamedLink(documents[link.document], link.document)
            case MemoTarget.SPAN if link.document in documents:
                assert link.document is not None
                assert link.span is not None
                words = quoted(link.document, link.span)
                named[link] = NamedLink(words, link.document, link.span)
            case MemoTarget.SEGMENT if link.segment in passages:
                assert link.segment is not None
                there = passages[link.segment]
                name = f"{codebook[there.code].name}: {quoted(there.document, there.span)}"
                named[link] = NamedLink(name, there.document, there.span, segment=there.id)
            case _:
                pass
    return named


def _quoted(text: str) -> str:
    shown = one_line(text).strip(QUOTES)
    if len(shown) > _SHOWN:
        shown = f"{shown[:_SHOWN].rstrip()}…"
    return tr("“{words}”", words=shown)
