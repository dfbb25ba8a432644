"""Segments in other shapes: joining neighbours, splitting one, copying codings to a passage."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from qcode.model.changes import Changes, Op
from qcode.model.codebook import CodeId
from qcode.model.document import DocumentId
from qcode.model.errors import UserError
from qcode.model.memo import MemoKind, MemoLink
from qcode.model.segment import Segment, SegmentId
from qcode.model.text import Span
from qcode.store import documents, memos, segments
from qcode.store.unit import Unit

from .coding import check_span, describe_segments, known_segments, segment_columns
from .language import tr
from .projects import Project


def neighbours(project: Project, segment: SegmentId) -> list[Segment]:
    """Return a segment and those of its code and coder that touch it, in the order of the text.

    Two touch if they overlap, or if only white space lies between them; what touches one of them
    in turn belongs to them too. Alone it has no neighbours.
    """
    with project.reading() as view:
        (found,) = known_segments(view, [segment])
        same = segments.find_segments(
            view, documents=[found.document], codes=[found.code], coders=[found.coder]
        )
    text = project.text(found.document).text
    return next(group for group in _groups(text, same) if found in group)


def _groups(text: str, found: Iterable[Segment]) -> list[list[Segment]]:
    """Return segments of one document, given in its order, in groups that touch."""
    groups: list[list[Segment]] = []
    end = 0
    for segment in found:
        if groups and not text[end : segment.start].strip():
            groups[-1].append(segment)
        else:
            groups.append([segment])
            end = segment.end
        end = max(end, segment.end)
    return groups


def join_segments(
    project: Project, joined: Collection[SegmentId], *, origin: object = None
) -> tuple[SegmentId, Changes]:
    """Make one segment of several that touch; return the one that stays, the first of the text.

    It gets the memos and the condensed wordings of all. Of different weights the highest stays,
    and a memo on the segment names them. Raises `UserError`: "join_few", "join_differs",
    "join_apart".
    """
    with project.reading() as view:
        found = known_segments(view, joined)
    _check_join(project, found)
    with project.operation(Op.JOIN_SEGMENTS, origin=origin, codes=True) as unit:
        describe_segments(project, unit, found)
        stays = _join(project, unit, found)
    return stays, unit.changes


def _check_join(project: Project, found: Sequence[Segment]) -> None:
    if len({(each.document, each.code, each.coder) for each in found}) > 1:
        raise UserError("join_differs")
    path = project.codebook().path(found[0].code) if found else ""
    if len(found) < 2:
        raise UserError("join_few", code=path)
    text = project.text(found[0].document).text
    if len(_groups(text, found)) > 1:
        raise UserError("join_apart", code=path)


def _join(project: Project, unit: Unit, found: Sequence[Segment]) -> SegmentId:
    first = found[0]
    whole = Span(first.start, max(each.end for each in found))
    # One that is as long already is among them, or comes along: nothing may stand there twice.
    twin = segments.find_equal(unit.connection, first.document, first.code, first.coder, whole)
    if twin is not None and all(each.id != twin for each in found):
        found = [*known_segments(unit.connection, [twin]), *found]
    stays = first.id if twin is None else twin
    gone = [each.id for each in found if each.id != stays]
    weights = sorted({each.weight for each in found if each.weight is not None})
    memos.move_links(unit, "segment", dict.fromkeys(map(int, gone), int(stays)))
    segments.drop_segments(unit, gone)
    values = {"start": whole.start, "end": whole.end, "weight": weights[-1] if weights else None}
    segments.set_segments(unit, {stays: {**values, "condensed": _wordings(found)}})
    if len(weights) > 1:
        listed = ", ".join(map(str, weights))
        note = {
            "title": "",
            "text": tr("The passages joined here had the weights {weights}.", weights=listed),
            "kind": MemoKind.METHOD.value,
            "coder_id": project.coder_id(unit),
        }
        memos.add_memo(unit, note, [MemoLink(segment=stays)])
    return stays


def _wordings(found: Iterable[Segment]) -> str:
    """Return all condensed wordings, each once, in the order of the text."""
    return "\n".join(dict.fromkeys(each.condensed for each in found if each.condensed))


def split_segment(
    project: Project, segment: SegmentId, at: int, *, origin: object = None
) -> tuple[SegmentId, Changes]:
    """Cut a segment in two at a code point of its document; return the second part.

    White space at the cut belongs to neither. The first part keeps the segment's memos and its
    condensed wording; both keep its weight. Raises `UserError("split_outside")` where a part
    would be empty.
    """
    with project.reading() as view:
        (found,) = known_segments(view, [segment])
    before, after = parts_at(project.text(found.document).text, found.span, at)
    with project.operation(Op.SPLIT_SEGMENT, origin=origin) as unit:
        describe_segments(project, unit, [found])
        second = _equal(unit, found, after)
        if second is None:
            values = segment_columns(found.document, after, found.code, found.coder)
            values["weight"] = found.weight
            second = segments.add_segments(unit, [values])[0]
        first = _equal(unit, found, before)
        if first is None:
            segments.set_segments(unit, {segment: {"start": before.start, "end": before.end}})
        else:
            _absorb(unit, found, first)
    return second, unit.changes


def parts_at(text: str, span: Span, at: int) -> tuple[Span, Span]:
    """Return what is before and behind `at` in a span, without the white space at the cut."""
    if not span.start < at < span.end:
        raise UserError("split_outside")
    before, after = text[span.start : at].rstrip(), text[at : span.end].lstrip()
    if not before.strip() or not after.strip():
        raise UserError("split_outside")
    return Span(span.start, span.start + len(before)), Span(span.end - len(after), span.end)


def _equal(unit: Unit, like: Segment, span: Span) -> SegmentId | None:
    return segments.find_equal(unit.connection, like.document, like.code, like.coder, span)


def _absorb(unit: Unit, gone: Segment, stays: SegmentId) -> None:
    """Let a segment that is there take over what is on one that would be its double."""
    (there,) = known_segments(unit.connection, [stays])
    weight = gone.weight if there.weight is None else there.weight
    values = {"weight": weight, "condensed": _wordings((there, gone))}
    memos.move_links(unit, "segment", {int(gone.id): int(stays)})
    segments.drop_segments(unit, [gone.id])
    segments.set_segments(unit, {stays: values})


def codes_on(project: Project, document: DocumentId, span: Span) -> list[CodeId]:
    """Return the codes that touch a passage, each once, in the order of the text."""
    with project.reading() as view:
        found = segments.find_segments(view, documents=[document], span=span)
    return list(dict.fromkeys(segment.code for segment in found))


def copy_codings(
    project: Project,
    document: DocumentId,
    span: Span,
    given: Iterable[CodeId],
    *,
    origin: object = None,
) -> tuple[list[SegmentId], Changes]:
    """Give a passage several codes at once; return the new segments.

    Codes that the coder has there already are left out. Raises `UserError`: "span_empty",
    "span_outside", "code_unknown", "document_unknown".
    """
    some = list(dict.fromkeys(given))
    with project.operation(Op.COPY_CODINGS, origin=origin, codes=bool(some)) as unit:
        place = documents.get_document(unit.connection, document)
        check_span(place, span)
        if not some:
            return [], unit.changes
        codebook = project.codebook(unit.connection)
        coder = project.coder_id(unit)
        there = segments.find_segments(
            unit.connection, documents=[document], coders=[coder], span=span
        )
        known = {segment.code for segment in there if segment.span == span}
        wanted = [code for code in some if code not in known]
        for code in wanted:
            if code not in codebook:
                raise UserError("code_unknown", code=code)
        unit.params["document"] = place.name
        unit.params["codes"] = len(wanted)
        unit.params["code"] = ", ".join(codebook.path(code) for code in wanted)
        rows = [segment_columns(document, span, code, coder) for code in wanted]
        added = segments.add_segments(unit, rows)
    return added, unit.changes
