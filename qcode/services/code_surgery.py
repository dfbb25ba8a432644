"""Surgery on the codebook: merging, splitting and deleting codes with what hangs on them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from qcode.model.changes import Changes, Op
from qcode.model.codebook import Codebook, CodeId
from qcode.model.errors import UserError
from qcode.model.memo import MemoKind, MemoLink
from qcode.model.names import clean_name
from qcode.model.segment import Segment, SegmentId
from qcode.model.text import Span
from qcode.store import codes, memos, segments
from qcode.store.unit import Unit

from .codes import ensure_path, known_code
from .language import tr
from .projects import Project


@dataclass(frozen=True, slots=True)
class Removal:
    """What deleting codes would take along."""

    codes: int
    segments: int
    memos: int


@dataclass(frozen=True, slots=True)
class Merger:
    """What merging codes would do: `passages` change their code, `doubled` ones are there already.

    `memos` are those on the codes themselves; `subcodes` are those that move.
    """

    passages: int
    doubled: int
    memos: int
    subcodes: int


def merger_of(project: Project, merged: Collection[CodeId], into: CodeId) -> Merger:
    """Say what `merge_codes` would do; raises what that would raise."""
    codebook = project.codebook()
    gone = [code for code in codebook.codes if code in frozenset(merged)]
    _check_merge(codebook, gone, into)
    with project.reading() as view:
        found = segments.find_segments(view, codes=gone)
        there = segments.find_segments(view, codes=[into])
        on = memos.memos_on(view, "code", gone)
    before = {(item.document, item.coder, item.span) for item in there}
    after = before | {(item.document, item.coder, item.span) for item in found}
    passages = len(after) - len(before)
    return Merger(
        passages=passages,
        doubled=len(found) - passages,
        memos=len({memo.id for group in on.values() for memo in group}),
        subcodes=sum(child.id not in gone for code in gone for child in codebook.children(code)),
    )


def merge_codes(
    project: Project, merged: Collection[CodeId], into: CodeId, *, origin: object = None
) -> Changes:
    """Make codes one: segments, memos and subcodes go to `into`, the rest into a memo there.

    A segment that `into` has already on the same span by the same coder is not doubled; its
    memos move to the one that stays. Raises `UserError`: "merge_into_itself",
    "merge_into_subcode", "code_exists" (subcodes of the same name).
    """
    codebook = project.codebook()
    gone = [code for code in codebook.codes if code in frozenset(merged)]
    _check_merge(codebook, gone, into)
    shown = ", ".join(codebook.path(code) for code in gone)
    with project.operation(
        Op.MERGE_CODES, origin=origin, codes=True, code=shown, into=codebook.path(into)
    ) as unit:
        coder = project.coder_id(unit)
        for code in gone:
            found = segments.find_segments(unit.connection, codes=[code])
            give_code(unit, found, into)
            memos.move_links(unit, "code", {code: into})
        codes.drop_codes(unit, gone)  # first: a subcode that comes up may have the same name
        for code in gone:
            for child in codebook.children(code):
                if child.id not in gone:
                    place = codes.next_position(unit.connection, into)
                    codes.set_code(unit, child.id, parent_id=into, position=place)
            values = {
                "title": tr("Merged: {code}", code=codebook.shown(code)),
                "text": _trail(codebook, code),
                "kind": MemoKind.METHOD.value,
                "coder_id": coder,
            }
            memos.add_memo(unit, values, [MemoLink(code=into)])
    return unit.changes


def _check_merge(codebook: Codebook, gone: Sequence[CodeId], into: CodeId) -> None:
    known_code(codebook, into)
    if not gone or into in gone:
        raise UserError("merge_into_itself")
    names = {child.name for child in codebook.children(into) if child.id not in gone}
    for code in gone:
        if into in codebook.subtree(code):
            raise UserError("merge_into_subcode", code=codebook[code].name)
        for child in codebook.children(code):
            if child.id in gone:
                continue
            if child.name in names:
                raise UserError("code_exists", code=child.name)
            names.add(child.name)


def _trail(codebook: Codebook, code: CodeId) -> str:
    """Return what a merged code was, as the text of the memo that remembers it."""
    known = codebook[code]
    lines = [tr("“{code}” was merged into this code.", code=codebook.shown(code))]
    labelled = (
        (tr("Definition"), known.definition),
        (tr("Use when"), known.use_when),
        (tr("Avoid when"), known.avoid_when),
        (tr("Example"), known.example),
    )
    lines += [f"{label}: {text}" for label, text in labelled if text]
    return "\n\n".join(lines)


def give_code(unit: Unit, found: Collection[Segment], code: CodeId) -> None:
    """Within an operation: give segments another code; one there already absorbs its twin.

    Memos of a segment that goes move to the one that stays.
    """
    if not found:
        return
    reach = Span(min(item.start for item in found), max(item.end for item in found))
    places = frozenset(item.document for item in found)
    there = {
        (item.document, item.coder, item.span): item.id
        for item in segments.find_segments(
            unit.connection, documents=places, codes=[code], span=reach
        )
    }
    doubled: dict[int, int] = {}
    moved: dict[SegmentId, dict[str, object]] = {}
    for item in found:
        if item.code == code:
            continue
        stays = there.setdefault((item.document, item.coder, item.span), item.id)
        if stays == item.id:
            moved[item.id] = {"code_id": code}
        else:
            doubled[item.id] = stays
    memos.move_links(unit, "segment", doubled)
    segments.drop_segments(unit, [SegmentId(segment) for segment in doubled])
    segments.set_segments(unit, moved)


def split_code(
    project: Project,
    code: CodeId,
    parts: Mapping[str, Collection[SegmentId]],
    *,
    origin: object = None,
) -> Changes:
    """Move segments of a code to subcodes of it, made as needed; other segments stay.

    `parts` gives the segments by the subcode's name; one that the subcode has there already
    absorbs its twin. Segments of other codes, or in two parts:
    `UserError("segment_of_other_code")`.
    """
    codebook = project.codebook()
    path = codebook.path(known_code(codebook, code).id)
    with project.operation(Op.SPLIT_CODE, origin=origin, code=path, parts=len(parts)) as unit:
        own = {item.id: item for item in segments.find_segments(unit.connection, codes=[code])}
        for name, members in parts.items():
            if not own.keys() >= set(members):
                raise UserError("segment_of_other_code", code=path)
            names = (*codebook.names(code), clean_name(name))
            part = ensure_path(unit, codes.read_codebook(unit.connection), names)
            give_code(unit, [own.pop(segment) for segment in dict.fromkeys(members)], part)
    return unit.changes


def removal_of(project: Project, deleted: Collection[CodeId]) -> Removal:
    """Say what `delete_codes` would take along: subcodes, segments, and memos only on them."""
    whole = _whole(project.codebook(), deleted)
    with project.reading() as view:
        found = [segment.id for segment in segments.find_segments(view, codes=whole)]
        on = [
            *memos.memos_on(view, "code", whole).values(),
            *memos.memos_on(view, "segment", found).values(),
        ]
    going = set(whole), set(found)
    lost = {
        memo.id
        for group in on
        for memo in group
        if all(link.code in going[0] or link.segment in going[1] for link in memo.links)
    }
    return Removal(len(whole), len(found), len(lost))


def delete_codes(
    project: Project, deleted: Collection[CodeId], *, origin: object = None
) -> Changes:
    """Delete codes with their subcodes, segments and the memos on these; see `removal_of`."""
    codebook = project.codebook()
    whole = _whole(codebook, deleted)
    shown = ", ".join(codebook.path(code) for code in codebook.codes if code in deleted)
    with project.operation(Op.DELETE_CODE, origin=origin, code=shown) as unit:
        found = segments.find_segments(unit.connection, codes=whole)
        memos.release(unit, "segment", [segment.id for segment in found])
        segments.drop_segments(unit, [segment.id for segment in found])
        memos.release(unit, "code", whole)
        codes.drop_codes(unit, whole)
        unit.params["segments"] = len(found)
    return unit.changes


def _whole(codebook: Codebook, chosen: Iterable[CodeId]) -> list[CodeId]:
    """Return codes with all their subcodes, children before parents."""
    whole: set[CodeId] = set()
    for code in chosen:
        whole |= codebook.subtree(known_code(codebook, code).id)
    return [code.id for _depth, code in reversed(list(codebook.walk())) if code.id in whole]
