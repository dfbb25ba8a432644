"""Coding passages: applying codes, removing, changing, moving and describing segments."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

from qcode.model.changes import Changes, Op
from qcode.model.codebook import CodeId, join_path
from qcode.model.document import Document, DocumentId
from qcode.model.errors import UserError
from qcode.model.memo import MemoKind, MemoLink
from qcode.model.segment import CoderId, Segment, SegmentId
from qcode.model.text import Span, canonical
from qcode.store import codes, documents, memos, segments
from qcode.store.reader import Reader
from qcode.store.unit import Unit

from .code_surgery import give_code
from .codes import clean_path, ensure_path
from .projects import Project


def apply_code(
    project: Project,
    document: DocumentId,
    span: Span,
    code: CodeId,
    *,
    memo: str = "",
    origin: object = None,
) -> tuple[SegmentId, Changes]:
    """Code a passage; an identical segment by the same coder is not doubled but returned.

    Raises `UserError`: "span_empty", "span_outside", "code_unknown", "document_unknown".
    """
    with project.operation(Op.APPLY_CODE, origin=origin, codes=True) as unit:
        codebook = project.codebook(unit.connection)
        if code not in codebook:
            raise UserError("code_unknown", code=code)
        unit.params["code"] = codebook.path(code)
        coder = project.coder_id(unit)
        segment = apply_in(unit, document, span, code, coder)
        _add_segment_memo(unit, segment, memo, coder)
    return segment, unit.changes


def apply_path(
    project: Project,
    document: DocumentId,
    span: Span,
    path: str,
    *,
    memo: str = "",
    origin: object = None,
) -> tuple[SegmentId, Changes]:
    """Code a passage with the code of a path, adding what is missing of it, in one operation."""
    names = clean_path(path)
    shown = join_path(names)
    with project.operation(Op.APPLY_CODE, origin=origin, codes=True, code=shown) as unit:
        coder = project.coder_id(unit)
        code = ensure_path(unit, project.codebook(), names)
        segment = apply_in(unit, document, span, code, coder)
        _add_segment_memo(unit, segment, memo, coder)
    return segment, unit.changes


def apply_to_many(
    project: Project,
    passages: Mapping[DocumentId, Sequence[Span]],
    path: str,
    *,
    params: Mapping[str, object] = MappingProxyType({}),
    origin: object = None,
) -> tuple[int, Changes]:
    """Code many passages with one code in one operation; return how many were new.

    Where there are none, nothing is done: the code is not made either. `params` are kept with the
    operation.
    """
    names = clean_path(path)
    shown, some = join_path(names), any(passages.values())
    with project.operation(Op.AUTOCODE, origin=origin, codes=some, code=shown) as unit:
        if not some:
            return 0, unit.changes
        unit.params.update(params)
        coder = project.coder_id(unit)
        code = ensure_path(unit, project.codebook(), names)
        rows: list[dict[str, object]] = []
        for document_id, spans in passages.items():
            document = documents.get_document(unit.connection, document_id)
            known = segments.find_segments(
                unit.connection, documents=[document_id], codes=[code], coders=[coder]
            )
            there = {segment.span for segment in known}
            for span in dict.fromkeys(spans):
                check_span(document, span)
                if span not in there:
                    rows.append(segment_columns(document_id, span, code, coder))
        segments.add_segments(unit, rows)
        unit.params["segments"] = len(rows)
        unit.params["code_guid"] = codes.get_guid(unit.connection, code)
    return len(rows), unit.changes


def remove_segments(
    project: Project, removed: Collection[SegmentId], *, origin: object = None
) -> Changes:
    """Take codings away, with the memos that are only on them."""
    with project.operation(Op.REMOVE_SEGMENT, origin=origin) as unit:
        found = known_segments(unit.connection, removed)
        describe_segments(project, unit, found)
        memos.release(unit, "segment", [segment.id for segment in found])
        segments.drop_segments(unit, [segment.id for segment in found])
    return unit.changes


def recode(
    project: Project, changed: Collection[SegmentId], code: CodeId, *, origin: object = None
) -> Changes:
    """Give segments another code. One that the coder has there already absorbs its twin."""
    codebook = project.codebook()
    if code not in codebook:
        raise UserError("code_unknown", code=code)
    with project.operation(Op.RECODE, origin=origin) as unit:
        found = known_segments(unit.connection, changed)
        describe_segments(project, unit, found)
        unit.params["to"] = codebook.path(code)
        give_code(unit, found, code)
    return unit.changes


def move_segment(
    project: Project, segment: SegmentId, span: Span, *, origin: object = None
) -> Changes:
    """Give a segment other ends. Raises `UserError`: "span_empty", "span_outside"."""
    with project.operation(Op.MOVE_SEGMENT, origin=origin) as unit:
        (found,) = known_segments(unit.connection, [segment])
        check_span(documents.get_document(unit.connection, found.document), span)
        describe_segments(project, unit, [found])
        if span != found.span:
            _put(unit, found, span)
    return unit.changes


def edit_segment(
    project: Project,
    segment: SegmentId,
    *,
    weight: int | None = None,
    condensed: str | None = None,
    clear_weight: bool = False,
    origin: object = None,
) -> Changes:
    """Set the weight (0 to 100) or the condensed wording of a segment; what is not given stays."""
    values: dict[str, object] = {}
    if weight is not None:
        if not 0 <= weight <= 100:
            raise UserError("weight_outside", weight=weight)
        values["weight"] = weight
    if clear_weight:
        values["weight"] = None
    if condensed is not None:
        values["condensed"] = canonical(condensed).text.strip()
    with project.operation(Op.EDIT_SEGMENT, origin=origin) as unit:
        found = known_segments(unit.connection, [segment])
        describe_segments(project, unit, found)
        segments.set_segments(unit, {segment: values})
    return unit.changes


def segments_of(project: Project, document: DocumentId) -> list[Segment]:
    """Return the segments of a document in the order of its text."""
    with project.reading() as view:
        return segments.find_segments(view, documents=[document])


def find_segments_by_id(project: Project, wanted: Iterable[SegmentId]) -> list[Segment]:
    """Return segments by id, in the order of documents and text; unknown ids are left out."""
    with project.reading() as view:
        return segments.get_segments(view, wanted)


def segments_left(changes: Changes) -> dict[SegmentId, Segment | None] | None:
    """Return the segments that an operation touched as it left them, None for those that went.

    None for all of it where the news do not say: then they must be read.
    """
    rows = changes.left.get("segment", {})
    if rows.keys() != changes.touched("segment"):
        return None
    return {
        SegmentId(number): None if row is None else segments.from_row(row)
        for number, row in rows.items()
    }


def segments_gone(changes: Changes) -> tuple[SegmentId, ...]:
    """Return the segments that an operation took away, as far as the news say."""
    rows = changes.left.get("segment", {})
    return tuple(SegmentId(number) for number, row in rows.items() if row is None)


def get_segment(project: Project, segment: SegmentId) -> Segment:
    """Return one segment. Unknown id: `UserError("segment_unknown")`."""
    with project.reading() as view:
        return known_segments(view, [segment])[0]


def apply_in(
    unit: Unit, document_id: DocumentId, span: Span, code: CodeId, coder: CoderId
) -> SegmentId:
    """Code a passage within an operation, and say in its parameters where; see `apply_code`."""
    document = documents.get_document(unit.connection, document_id)
    check_span(document, span)
    unit.params["document"] = document.name
    known = segments.find_equal(unit.connection, document_id, code, coder, span)
    if known is not None:
        return known
    return segments.add_segments(unit, [segment_columns(document_id, span, code, coder)])[0]


def _put(unit: Unit, segment: Segment, span: Span) -> None:
    """Change a segment's span, unless that makes it the twin of one that is there."""
    twin = segments.find_equal(unit.connection, segment.document, segment.code, segment.coder, span)
    if twin is None:
        values = {"start": span.start, "end": span.end}
        segments.set_segments(unit, {segment.id: values})
    else:
        memos.move_links(unit, "segment", {segment.id: twin})
        segments.drop_segments(unit, [segment.id])


def segment_columns(
    document: DocumentId, span: Span, code: CodeId, coder: CoderId
) -> dict[str, object]:
    """Return the columns of a new segment, without weight and wording."""
    return {
        "document_id": document,
        "code_id": code,
        "coder_id": coder,
        "start": span.start,
        "end": span.end,
        "weight": None,
        "condensed": "",
    }


def _add_segment_memo(unit: Unit, segment: SegmentId, text: str, coder: CoderId) -> None:
    if text.strip():
        values = {
            "title": "",
            "text": canonical(text).text.strip(),
            "kind": MemoKind.NOTE.value,
            "coder_id": coder,
        }
        memos.add_memo(unit, values, [MemoLink(segment=segment)])


def check_span(document: Document, span: Span) -> None:
    """Raise `UserError` "span_empty" or "span_outside" unless a span can be coded."""
    if span.start >= span.end:
        raise UserError("span_empty")
    if span.start < 0 or span.end > document.length:
        raise UserError(
            "span_outside",
            start=span.start,
            end=span.end,
            document=document.name,
            length=document.length,
        )


def known_segments(view: Reader, wanted: Iterable[SegmentId]) -> list[Segment]:
    """Return segments by id, all of them or `UserError("segment_unknown")`."""
    ids = frozenset(wanted)
    found = segments.get_segments(view, ids)
    if len(found) != len(ids):
        missing = min(ids - {segment.id for segment in found})
        raise UserError("segment_unknown", segment=missing)
    return found


def describe_segments(project: Project, unit: Unit, found: Sequence[Segment]) -> None:
    """Say in the operation's parameters what it was about."""
    codebook = project.codebook()
    unit.params["segments"] = len(found)
    if found:
        names = sorted({codebook.path(segment.code) for segment in found})
        unit.params["code"] = ", ".join(names)
        document = documents.get_document(unit.connection, found[0].document)
        unit.params["document"] = document.name
