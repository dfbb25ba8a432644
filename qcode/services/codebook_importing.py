"""Bringing a codebook in: compared with the project's, then done as one operation."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from qcode.formats.base import Loss
from qcode.formats.codebook_base import CodebookFile
from qcode.model.changes import Changes, Op
from qcode.model.code_entries import TEXTS, CodeEntry
from qcode.model.codebook import Codebook, CodeId
from qcode.model.codebook_plan import Plan, PlanRow, Status, compare, woven
from qcode.model.errors import UserError
from qcode.model.palette import next_color
from qcode.store import codes
from qcode.store.unit import Unit

from .codes import known_code
from .projects import Project


@dataclass(frozen=True, slots=True)
class CodebookImport:
    """What came of it: how many codes are new and how many others changed, and what was lost."""

    changes: Changes
    added: int
    changed: int
    losses: tuple[Loss, ...]


def plan_import(
    project: Project, entries: Sequence[CodeEntry], *, under: CodeId | None = None
) -> Plan:
    """Say what bringing in these codes would do; nothing is changed."""
    codebook = project.codebook()
    if under is not None:
        known_code(codebook, under)
    return compare(codebook, entries, under=under)


def import_codebook(
    project: Project,
    file: CodebookFile,
    *,
    name: str,
    under: CodeId | None = None,
    chosen: Collection[int] | None = None,
    order: bool = False,
    origin: object = None,
) -> CodebookImport:
    """Bring in the chosen rows of a codebook (None: all without a conflict) as one operation.

    `name` is the file's, for the history. `order` puts siblings in the file's order; without it
    only what is new finds its place by it. Raises `UserError("codebook_known")` if there is
    nothing to do.
    """
    codebook = project.codebook()
    if under is not None:
        known_code(codebook, under)
    if chosen is None:
        chosen = compare(codebook, file.entries, under=under).usual()
    plan = compare(codebook, file.entries, under=under, chosen=chosen)
    with project.operation(Op.IMPORT_CODES, origin=origin, file=name) as unit:
        bring_in(unit, codebook, plan, under=under, order=order)
    if not unit.changes.operation:
        raise UserError("codebook_known")
    added = plan.count(Status.NEW)
    changed = sum(row.code is not None and bool(row.changes) for row in plan.rows)
    return CodebookImport(unit.changes, added, changed, file.losses)


def bring_in(
    unit: Unit,
    codebook: Codebook,
    plan: Plan,
    *,
    under: CodeId | None = None,
    order: bool = False,
) -> Sequence[CodeId | None]:
    """Do what a plan says, within an operation; return the code of each row, None for none."""
    work = _Importer(unit, codebook, plan, under)
    work.bring_in(order=order)
    return work.ids


def out_of_order(codebook: Codebook, plan: Plan) -> int:
    """Return below how many codes the ones that are known stand in another order than here."""
    groups: dict[CodeId | None, list[CodeId]] = {}
    for row in plan.rows:
        if row.code is not None:
            groups.setdefault(codebook[row.code].parent, []).append(row.code)
    count = 0
    for parent, members in groups.items():
        wanted = set(members)
        here = [child.id for child in codebook.children(parent) if child.id in wanted]
        count += here != members
    return count


class _Importer:
    """Does what a plan says, within an operation."""

    def __init__(self, unit: Unit, codebook: Codebook, plan: Plan, under: CodeId | None) -> None:
        self._unit, self._codebook, self._plan, self._under = unit, codebook, plan, under
        self.ids = [row.code for row in plan.rows]
        self._guids = {code.guid for code in codebook.codes.values()}

    def bring_in(self, *, order: bool) -> None:
        """Clear the way, then add, move, name and describe, and put siblings in order."""
        self._step_aside()
        colors = [code.color for code in self._codebook.children(None)]
        for number, row in enumerate(self._plan.rows):
            if row.code is not None:
                self._change(number, row)
            elif row.status is Status.NEW:
                self.ids[number] = self._add(number, row, colors)
        self._arrange(order=order)

    def _parent(self, number: int) -> CodeId | None:
        above = self._plan.parents[number]
        return self._under if above is None else self.ids[above]

    def _step_aside(self) -> None:
        """Take what moves or is renamed out of the others' way: names may change hands."""
        movers = [row for row in self._plan.rows if _moves(row)]
        comes = any(row.code is None and row.status is Status.NEW for row in self._plan.rows)
        if len(movers) + comes < 2:
            return
        for row in movers:
            assert row.code is not None
            known = self._codebook[row.code]
            values = {"parent_id": None, "name": known.guid, "color": known.color}
            codes.set_code(self._unit, row.code, **values)

    def _add(self, number: int, row: PlanRow, colors: list[str]) -> CodeId:
        entry, parent = row.entry, self._parent(number)
        color = entry.color
        if parent is None:
            color = color or next_color(colors)
            colors.append(color)
        values: dict[str, object] = {name: getattr(entry, name) for name in TEXTS}
        values |= {"name": entry.name, "parent_id": parent, "color": self._own(number, color)}
        if entry.guid and entry.guid not in self._guids:
            values["guid"] = entry.guid
        return codes.add_code(self._unit, values)

    def _change(self, number: int, row: PlanRow) -> None:
        assert row.code is not None
        known = self._codebook[row.code]
        changed = {change.field: change.new for change in row.changes}
        values: dict[str, object] = {name: changed[name] for name in TEXTS if name in changed}
        if _moves(row):
            parent = self._parent(number) if "parent" in changed else known.parent
            stays = "" if known.inherits and parent is not None else known.color
            values |= {"parent_id": parent, "name": row.entry.name, "color": stays}
        if "color" in changed:
            values["color"] = self._own(number, changed["color"])
        if values:
            codes.set_code(self._unit, row.code, **values)

    def _own(self, number: int, color: str) -> str:
        """Return a colour, or "" where it is that of the code above, which it then inherits."""
        above = self._plan.parents[number]
        if self._plan.rows[number].conflict is not None:
            return color  # it stays where it is, which may be elsewhere
        if above is not None:
            return "" if color == self._plan.rows[above].shown else color
        return "" if self._under and color == self._codebook[self._under].color else color

    def _arrange(self, *, order: bool) -> None:
        """Number the siblings where the codebook has a say in their order."""
        groups: dict[CodeId | None, list[CodeId]] = {}
        gone = set()
        for number, row in enumerate(self._plan.rows):
            code = self.ids[number]
            if code is None:
                continue
            moved = row.code is None or any(change.field == "parent" for change in row.changes)
            if moved and row.code is not None:
                gone.add(code)
            parent = self._parent(number) if moved else self._codebook[code].parent
            groups.setdefault(parent, []).append(code)
        for parent, file in groups.items():
            here = [c.id for c in self._codebook.children(parent) if c.id not in gone]
            arranged = woven(file, here) if order else woven(here, file)
            if arranged != here:
                codes.set_positions(self._unit, [CodeId(code) for code in arranged])


def _moves(row: PlanRow) -> bool:
    return any(change.field in ("name", "parent") for change in row.changes)
