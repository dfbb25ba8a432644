"""Memos: writing, linking, changing and deleting notes."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from qcode.model.changes import Changes, Op
from qcode.model.codebook import CodeId
from qcode.model.document import DocumentId
from qcode.model.errors import UserError
from qcode.model.memo import Memo, MemoId, MemoKind, MemoLink, MemoPlace, kind_of
from qcode.model.segment import SegmentId
from qcode.model.text import canonical
from qcode.store import cases, documents, memos, segments
from qcode.store.unit import Unit

from .coding import check_span
from .projects import Project

LONGEST_TITLE = 200
LONGEST_KIND = 40


def list_memos(project: Project) -> list[Memo]:
    """Return all memos, oldest first."""
    with project.reading() as view:
        return memos.list_memos(view)


def get_memo(project: Project, memo: MemoId) -> Memo:
    """Return one memo. Unknown id: `UserError("memo_unknown")`."""
    with project.reading() as view:
        found = memos.get_memos(view, [memo])
    if not found:
        raise UserError("memo_unknown", memo=memo)
    return found[0]


def memos_on_segment(project: Project, segment: SegmentId) -> list[Memo]:
    """Return the memos on one segment, oldest first."""
    with project.reading() as view:
        return memos.memos_on(view, "segment", [segment]).get(segment, [])


def memos_on_code(project: Project, code: CodeId) -> list[Memo]:
    """Return the memos on one code, oldest first."""
    with project.reading() as view:
        return memos.memos_on(view, "code", [code]).get(code, [])


def memos_in_document(project: Project, document: DocumentId) -> list[Memo]:
    """Return the memos on a document, its segments and its passages, oldest first."""
    with project.reading() as view:
        return memos.memos_on(view, "document", [document]).get(document, [])


def segments_with_memos(project: Project, document: DocumentId) -> frozenset[SegmentId]:
    """Return the segments of a document that carry a memo."""
    with project.reading() as view:
        return memos.segments_with_memos(view, document)


def memo_places(project: Project, document: DocumentId) -> list[MemoPlace]:
    """Return where in a document memos stand, at segments and at spans; the oldest memo first."""
    with project.reading() as view:
        return memos.places_in(view, document)


def add_memo(
    project: Project,
    title: str,
    text: str,
    *,
    kind: str = MemoKind.NOTE,
    links: Iterable[MemoLink] = (),
    origin: object = None,
) -> MemoId:
    """Write a memo; without links it stands alone. `UserError("memo_empty")` if it says nothing."""
    title = _clean_title(title)
    if not title and not text.strip():
        raise UserError("memo_empty")
    with project.operation(Op.ADD_MEMO, origin=origin, codes=True, title=title) as unit:
        coder = project.coder_id(unit)
        said = canonical(text).text
        values = {"title": title, "text": said, "kind": _clean_kind(kind), "coder_id": coder}
        return memos.add_memo(unit, values, _checked(project, unit, links))


def edit_memo(
    project: Project,
    memo: MemoId,
    *,
    title: str | None = None,
    text: str | None = None,
    kind: str | None = None,
    origin: object = None,
) -> Changes:
    """Change what is given of a memo; the rest stays."""
    before = get_memo(project, memo)
    values: dict[str, object] = {}
    if title is not None:
        values["title"] = _clean_title(title)
    if text is not None:
        values["text"] = canonical(text).text
    if kind is not None:
        values["kind"] = _clean_kind(kind)
    with project.operation(Op.EDIT_MEMO, origin=origin, title=before.title) as unit:
        memos.set_memo(unit, memo, **values)
    return unit.changes


def link_memo(
    project: Project, memo: MemoId, links: Iterable[MemoLink], *, origin: object = None
) -> Changes:
    """Link a memo to more things."""
    before = get_memo(project, memo)
    new = [link for link in links if link not in before.links]
    with project.operation(Op.EDIT_MEMO, origin=origin, title=before.title) as unit:
        memos.add_links(unit, memo, _checked(project, unit, new))
    return unit.changes


def delete_memos(
    project: Project, deleted: Collection[MemoId], *, origin: object = None
) -> Changes:
    """Delete memos."""
    with project.operation(Op.DELETE_MEMO, origin=origin, memos=len(deleted)) as unit:
        found = memos.get_memos(unit.connection, deleted)
        unit.params["title"] = ", ".join(memo.title for memo in found if memo.title)
        memos.drop_memos(unit, [memo.id for memo in found])
    return unit.changes


def _checked(project: Project, unit: Unit, links: Iterable[MemoLink]) -> list[MemoLink]:
    """Return links to things that are there, or raise the `UserError` for one that is not."""
    checked = list(links)
    for link in checked:
        if link.document is not None:
            document = documents.get_document(unit.connection, link.document)
            if link.span is not None:
                check_span(document, link.span)
        if link.code is not None and link.code not in project.codebook():
            raise UserError("code_unknown", code=link.code)
        if link.segment is not None and not segments.get_segments(unit.connection, [link.segment]):
            raise UserError("segment_unknown", segment=link.segment)
        if link.case is not None and all(
            known.id != link.case for known in cases.list_cases(unit.connection)
        ):
            raise UserError("case_unknown", case=link.case)
    return checked


def _clean_title(title: str) -> str:
    cleaned = " ".join(canonical(title).text.split())
    if len(cleaned) > LONGEST_TITLE:
        raise UserError("name_too_long", longest=LONGEST_TITLE)
    return cleaned


def _clean_kind(kind: str) -> str:
    """Return a kind as it is stored; a word that means none is a note."""
    cleaned = " ".join(canonical(kind).text.split())
    if len(cleaned) > LONGEST_KIND:
        raise UserError("name_too_long", longest=LONGEST_KIND)
    return str(kind_of(cleaned or MemoKind.NOTE))
