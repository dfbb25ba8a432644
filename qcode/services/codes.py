"""The codebook: adding, describing, moving, merging, splitting and deleting codes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from qcode.model.changes import Changes, Op, Operation
from qcode.model.codebook import Code, Codebook, CodeId, join_path, split_path
from qcode.model.errors import UserError
from qcode.model.memo import MemoKind, MemoLink
from qcode.model.names import clean_name
from qcode.model.palette import next_color
from qcode.model.segment import Segment, SegmentId
from qcode.model.text import Span, canonical
from qcode.store import codes, journal, memos, segments
from qcode.store.unit import Unit

from .language import tr
from .projects import Project

TEXT_FIELDS = ("definition", "use_when", "avoid_when", "example")


@dataclass(frozen=True, slots=True)
class CodeUse:
    """How often a code is used by itself: its segments, and the documents they are in."""

    segments: int = 0
    documents: int = 0


@dataclass(frozen=True, slots=True)
class Removal:
    """What deleting codes would take along."""

    codes: int
    segments: int
    memos: int


def code_uses(project: Project) -> dict[CodeId, CodeUse]:
    """Return the use of each code that is used at all."""
    with project.reading() as view:
        return {code: CodeUse(*counts) for code, counts in codes.count_segments(view).items()}


def find_code(project: Project, path: str) -> Code:
    """Return the code with this path, or with this name if only one code has it.

    Raises `UserError("code_unknown")` or `UserError("code_ambiguous")` with the candidates.
    """
    codebook = project.codebook()
    names = clean_path(path)
    exact = codebook.find(names)
    if exact is not None:
        return codebook[exact]
    same = [code for code in codebook.codes.values() if len(names) == 1 and code.name == names[0]]
    if len(same) == 1:
        return same[0]
    if same:
        candidates = ", ".join(sorted(codebook.path(code.id) for code in same))
        raise UserError("code_ambiguous", code=path, candidates=candidates)
    raise UserError("code_unknown", code=path)


def add_code(
    project: Project,
    name: str,
    *,
    parent: CodeId | None = None,
    color: str | None = None,
    texts: Mapping[str, str] | None = None,
    origin: object = None,
) -> CodeId:
    """Add a code under `parent` (None: at the top); return its id.

    `texts` may hold "definition", "use_when", "avoid_when" and "example". A code without a
    colour of its own takes its parent's, at the top the next free one. Raises
    `UserError("code_exists")`.
    """
    name = clean_name(name)
    codebook = project.codebook()
    _check_free(codebook, parent, name)
    names = (*_names(codebook, parent), name)
    with project.operation(Op.ADD_CODE, origin=origin, code=join_path(names)) as unit:
        return ensure_path(unit, codebook, names, color=color, texts=texts)


def add_path(
    project: Project,
    path: str,
    *,
    color: str | None = None,
    texts: Mapping[str, str] | None = None,
    origin: object = None,
) -> CodeId:
    """Add the code of a path with those parents that are missing, in one operation.

    An existing code is returned as it is, unless `color` or `texts` are given: those are set.
    """
    names = clean_path(path)
    existing = project.codebook().find(names)
    if existing is None:
        with project.operation(Op.ADD_CODE, origin=origin, code=join_path(names)) as unit:
            return ensure_path(unit, project.codebook(), names, color=color, texts=texts)
    if color or texts:
        edit_code(project, existing, color=color, texts=texts, origin=origin)
    return existing


def ensure_path(
    unit: Unit,
    codebook: Codebook,
    names: Sequence[str],
    *,
    color: str | None = None,
    texts: Mapping[str, str] | None = None,
) -> CodeId:
    """Within an operation: return the code of a clean path, adding what is missing of it.

    `codebook` is the tree as it is now.
    """
    parent: CodeId | None = None
    children = codebook.children(None)
    shade = next_color(code.color for code in children)
    for depth, name in enumerate(names, 1):
        known = next((code for code in children if code.name == name), None)
        if known is not None:
            parent, shade = known.id, known.color
            children = codebook.children(parent)
            continue
        children = ()  # below what is new there is nothing yet
        last = depth == len(names)
        shade = (last and color) or shade
        parent = _add(unit, parent, name, shade, texts if last else None)
    assert parent is not None  # a path has at least one name
    return parent


def clean_path(path: str) -> tuple[str, ...]:
    """Return the names in a path as they are stored; see `split_path`."""
    return tuple(clean_name(name) for name in split_path(path))


def _add(
    unit: Unit, parent: CodeId | None, name: str, color: str, texts: Mapping[str, str] | None
) -> CodeId:
    values = {"name": name, "parent_id": parent, "color": _checked_color(color)}
    return codes.add_code(unit, values | _checked_texts(texts))


def rename_code(project: Project, code: CodeId, name: str, *, origin: object = None) -> Changes:
    """Give a code another name; `UserError("code_exists")` if a sibling has it."""
    name = clean_name(name)
    codebook = project.codebook()
    known = _known(codebook, code)
    if name != known.name:
        _check_free(codebook, known.parent, name)
    path = codebook.path(code)
    with project.operation(Op.RENAME_CODE, origin=origin, code=path, name=name) as unit:
        codes.set_code(unit, code, name=name)
    return unit.changes


def edit_code(
    project: Project,
    code: CodeId,
    *,
    name: str | None = None,
    color: str | None = None,
    texts: Mapping[str, str] | None = None,
    origin: object = None,
) -> Changes:
    """Change the name, colour or texts of a code; what is not given stays.

    Raises `UserError("code_exists")` if a sibling has the name.
    """
    codebook = project.codebook()
    known = _known(codebook, code)
    values: dict[str, object] = dict(_checked_texts(texts))
    if color:
        values["color"] = _checked_color(color)
    if name is not None and (name := clean_name(name)) != known.name:
        _check_free(codebook, known.parent, name)
        values["name"] = name
    with project.operation(Op.EDIT_CODE, origin=origin, code=codebook.path(code)) as unit:
        codes.set_code(unit, code, **values)
    return unit.changes


def move_codes(
    project: Project,
    moved: Sequence[CodeId],
    parent: CodeId | None,
    *,
    at: int | None = None,
    origin: object = None,
) -> Changes:
    """Put codes under `parent` before its child number `at` (None: last), in the order given.

    Raises `UserError`: "code_below_itself", "code_exists".
    """
    codebook = project.codebook()
    if parent is not None:
        _known(codebook, parent)
    stay = [child.id for child in codebook.children(parent) if child.id not in moved]
    names = {codebook[child].name for child in stay}
    for code in moved:
        known = _known(codebook, code)
        if parent is not None and parent in codebook.subtree(code):
            raise UserError("code_below_itself", code=known.name)
        if known.name in names:
            raise UserError("code_exists", code=known.name)
        names.add(known.name)
    place = len(stay) if at is None else _place_among(codebook, parent, moved, at)
    order = [*stay[:place], *moved, *stay[place:]]
    shown = ", ".join(codebook[code].name for code in moved)
    target = "" if parent is None else codebook.path(parent)
    with project.operation(Op.MOVE_CODE, origin=origin, code=shown, parent=target) as unit:
        for code in moved:
            codes.set_code(unit, code, parent_id=parent)
        codes.set_positions(unit, order)
    return unit.changes


def _place_among(
    codebook: Codebook, parent: CodeId | None, moved: Collection[CodeId], at: int
) -> int:
    """Return where `at`, counted among all children, lies among those that stay."""
    children = codebook.children(parent)[: max(at, 0)]
    return sum(child.id not in moved for child in children)


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
                "title": tr("Merged: {code}", code=codebook.path(code)),
                "text": _trail(codebook, code),
                "kind": MemoKind.METHOD.value,
                "coder_id": coder,
            }
            memos.add_memo(unit, values, [MemoLink(code=into)])
    return unit.changes


def _check_merge(codebook: Codebook, gone: Sequence[CodeId], into: CodeId) -> None:
    _known(codebook, into)
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
    lines = [tr("“{code}” was merged into this code.", code=codebook.path(code))]
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
    path = codebook.path(_known(codebook, code).id)
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


def code_history(project: Project, code: CodeId) -> list[Operation]:
    """Return the operations that changed a code itself, newest first."""
    with project.reading() as view:
        return journal.operations_on(view, "code", code)


def _whole(codebook: Codebook, chosen: Iterable[CodeId]) -> list[CodeId]:
    """Return codes with all their subcodes, children before parents."""
    whole: set[CodeId] = set()
    for code in chosen:
        whole |= codebook.subtree(_known(codebook, code).id)
    return [code.id for _depth, code in reversed(list(codebook.walk())) if code.id in whole]


def _known(codebook: Codebook, code: CodeId) -> Code:
    if code not in codebook:
        raise UserError("code_unknown", code=code)
    return codebook[code]


def _names(codebook: Codebook, code: CodeId | None) -> tuple[str, ...]:
    return () if code is None else codebook.names(_known(codebook, code).id)


def _check_free(codebook: Codebook, parent: CodeId | None, name: str) -> None:
    if any(child.name == name for child in codebook.children(parent)):
        raise UserError("code_exists", code=name)


def _checked_texts(texts: Mapping[str, str] | None) -> dict[str, object]:
    given = texts or {}
    return {name: canonical(given[name]).text for name in TEXT_FIELDS if name in given}


def _checked_color(color: str) -> str:
    digits = color.removeprefix("#").lower()
    if len(digits) != 6 or not set(digits) <= set("0123456789abcdef"):
        raise UserError("color_unknown", color=color)
    return f"#{digits}"
