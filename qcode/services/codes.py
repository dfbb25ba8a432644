"""The codebook: finding, adding, describing and moving codes. See `code_surgery` for the rest."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from qcode.model.changes import Changes, Op, Operation
from qcode.model.codebook import Code, Codebook, CodeId, join_path, split_path
from qcode.model.colors import clean_color
from qcode.model.courtesy import giving_way
from qcode.model.document import DocumentId
from qcode.model.errors import UserError
from qcode.model.names import clean_name
from qcode.model.palette import next_color
from qcode.model.text import canonical
from qcode.store import codes, journal
from qcode.store.unit import Unit

from .projects import Project

TEXT_FIELDS = ("definition", "use_when", "avoid_when", "example")


@dataclass(frozen=True, slots=True)
class CodeUse:
    """How often a code is used by itself: its segments, and the documents they are in."""

    segments: int = 0
    documents: int = 0


def code_uses(project: Project) -> dict[CodeId, CodeUse]:
    """Return the use of each code that is used at all."""
    with project.reading() as view:
        return {code: CodeUse(*counts) for code, counts in codes.count_segments(view).items()}


def code_places(project: Project) -> dict[CodeId, dict[DocumentId, int]]:
    """Return, for each code that is used, its number of segments in each document."""
    found: dict[CodeId, dict[DocumentId, int]] = {}
    with project.reading() as view:
        for code, document, segments in giving_way(codes.count_by_document(view)):
            found.setdefault(code, {})[document] = segments
    return found


def last_uses(project: Project) -> dict[CodeId, int]:
    """Return, for each code that is used, the last operation that touched a segment of it."""
    with project.reading() as view:
        return codes.last_touched(view)


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

    `texts` may hold "definition", "use_when", "avoid_when" and "example". A
    code that is given no colour inherits its parent's; at the top it gets the next free one.
    Raises `UserError("code_exists")`.
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
    if color is not None or texts:
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
    shade = next_color(code.color for code in children)  # what is new at the top; below, "" does
    for depth, name in enumerate(names, 1):
        known = next((code for code in children if code.name == name), None)
        if known is not None:
            parent, shade = known.id, ""
            children = codebook.children(parent)
            continue
        children = ()  # below what is new there is nothing yet
        last = depth == len(names)
        parent = _add(unit, parent, name, (last and color) or shade, texts if last else None)
        shade = ""
    assert parent is not None  # a path has at least one name
    return parent


def clean_path(path: str) -> tuple[str, ...]:
    """Return the names in a path as they are stored; see `split_path`."""
    return tuple(clean_name(name) for name in split_path(path))


def _add(
    unit: Unit, parent: CodeId | None, name: str, color: str, texts: Mapping[str, str] | None
) -> CodeId:
    values = {"name": name, "parent_id": parent, "color": color and clean_color(color)}
    return codes.add_code(unit, values | _checked_texts(texts))


def rename_code(project: Project, code: CodeId, name: str, *, origin: object = None) -> Changes:
    """Give a code another name; `UserError("code_exists")` if a sibling has it."""
    name = clean_name(name)
    codebook = project.codebook()
    known = known_code(codebook, code)
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
    codable: bool | None = None,
    origin: object = None,
) -> Changes:
    """Change the name, colour or texts of a code; what is not given stays.

    The colour "" is the parent's from now on, see `color_codes`. One that is not `codable` only
    groups others: what it codes stays, and coding with it makes it codable again. Raises
    `UserError("code_exists")` if a sibling has the name.
    """
    codebook = project.codebook()
    known = known_code(codebook, code)
    values: dict[str, object] = dict(_checked_texts(texts))
    if color is not None:
        values["color"] = _color_for(known, color)
    if name is not None and (name := clean_name(name)) != known.name:
        _check_free(codebook, known.parent, name)
        values["name"] = name
    if codable is not None and codable != known.codable:
        values["codable"] = None if codable else 0
    with project.operation(Op.EDIT_CODE, origin=origin, code=codebook.path(code)) as unit:
        if values.keys() == {"color"}:
            unit.params["color"] = color
        elif values.keys() == {"codable"}:
            unit.params["codable"] = bool(codable)
        codes.set_code(unit, code, **values)
    return unit.changes


def color_codes(
    project: Project, chosen: Collection[CodeId], color: str, *, origin: object = None
) -> Changes:
    """Give codes a colour, or with "" their parent's, whatever that will be.

    Top codes have no parent: they keep their colour when there are others among the chosen;
    alone they raise `UserError("color_of_no_parent")`.
    """
    codebook = project.codebook()
    every = [known_code(codebook, code) for code in dict.fromkeys(chosen)]
    below = [code for code in every if code.parent is not None]
    values = {code.id: _color_for(code, color) for code in (every if color else below or every)}
    paths = ", ".join(codebook.path(code) for code in values)
    with project.operation(Op.EDIT_CODE, origin=origin, code=paths, color=color) as unit:
        for code, value in values.items():
            codes.set_code(unit, code, color=value)
    return unit.changes


def _color_for(code: Code, color: str) -> str:
    if not color and code.parent is None:
        raise UserError("color_of_no_parent", code=code.name)
    return clean_color(color) if color else ""


def move_codes(
    project: Project,
    moved: Sequence[CodeId],
    parent: CodeId | None,
    *,
    at: int | None = None,
    origin: object = None,
) -> Changes:
    """Put codes under `parent` before its child number `at` (None: last), in the order given.

    At the top a code that inherited its colour keeps it as its own. Raises `UserError`:
    "code_below_itself", "code_exists".
    """
    codebook = project.codebook()
    if parent is not None:
        known_code(codebook, parent)
    stay = [child.id for child in codebook.children(parent) if child.id not in moved]
    names = {codebook[child].name for child in stay}
    for code in moved:
        known = known_code(codebook, code)
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
        if all(codebook[code].parent == parent for code in moved):
            unit.params["ordered"] = True
        for code in moved:
            own = {} if parent is not None else {"color": codebook[code].color}
            codes.set_code(unit, code, parent_id=parent, **own)
        codes.set_positions(unit, order)
    return unit.changes


def _place_among(
    codebook: Codebook, parent: CodeId | None, moved: Collection[CodeId], at: int
) -> int:
    """Return where `at`, counted among all children, lies among those that stay."""
    children = codebook.children(parent)[: max(at, 0)]
    return sum(child.id not in moved for child in children)


def code_history(project: Project, code: CodeId) -> list[Operation]:
    """Return the operations that changed a code itself or merged or split it, newest first."""
    named = {"memo_link": "code_id", "segment": "code_id", "code": "parent_id"}
    with project.reading() as view:
        found = journal.operations_on(view, "code", code)
        found += journal.operations_naming(view, (Op.MERGE_CODES, Op.SPLIT_CODE), named, code)
    return sorted({each.id: each for each in found}.values(), key=lambda each: -each.id)


def known_code(codebook: Codebook, code: CodeId) -> Code:
    """Return a code of a codebook, or raise `UserError("code_unknown")`."""
    if code not in codebook:
        raise UserError("code_unknown", code=code)
    return codebook[code]


def _names(codebook: Codebook, code: CodeId | None) -> tuple[str, ...]:
    return () if code is None else codebook.names(known_code(codebook, code).id)


def _check_free(codebook: Codebook, parent: CodeId | None, name: str) -> None:
    if any(child.name == name for child in codebook.children(parent)):
        raise UserError("code_exists", code=name)


def _checked_texts(texts: Mapping[str, str] | None) -> dict[str, object]:
    given = texts or {}
    return {name: canonical(given[name]).text for name in TEXT_FIELDS if name in given}
