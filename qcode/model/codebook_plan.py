"""A codebook from elsewhere beside a project's: what is new, what changes, what cannot be done.

A code is the same if its GUID is, else if its path is. What the other codebook leaves empty stays
as it is here, and codes that it lacks stay too. Pure: nothing is written here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from .code_entries import TEXTS, CodeEntry
from .codebook import Code, Codebook, CodeId, join_path
from .courtesy import giving_way


class Status(StrEnum):
    """What becomes of a code of the other codebook."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    CONFLICT = "conflict"  # its name or place cannot be as the other codebook has it


class Conflict(StrEnum):
    """Why a code cannot have the name or place that the other codebook gives it."""

    NAME_TAKEN = "name_taken"  # another code has that name there
    BELOW_ITSELF = "below_itself"
    NO_PARENT = "no_parent"  # the code above it cannot come in


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One thing that would be another: "name", "parent" (a path), "color" or a text."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A code of the other codebook. `names` is its path here; `code` the one it is, if any.

    `shown` is the colour it is seen in when all is done; "": the next free one.
    """

    entry: CodeEntry
    names: tuple[str, ...]
    code: CodeId | None
    status: Status
    changes: tuple[FieldChange, ...] = ()
    conflict: Conflict | None = None
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do, a row for each code of the other codebook, in its order.

    `parents` are, for each row, the row above it (None: the place the codebook goes to).
    `by_guid` counts codes known by their GUID; `left` those that only the project has.
    """

    rows: tuple[PlanRow, ...]
    parents: tuple[int | None, ...]
    by_guid: int
    left: int

    def count(self, status: Status) -> int:
        """Return how many rows have a status."""
        return sum(row.status is status for row in self.rows)

    def usual(self) -> frozenset[int]:
        """Return the rows that are done unless somebody decides otherwise."""
        wanted = (Status.NEW, Status.CHANGED)
        return frozenset(n for n, row in enumerate(self.rows) if row.status in wanted)


# Where a code hangs: "top", "code" with an id of the project, "new" with a row.
Place = tuple[str, int]
_TOP: Place = ("top", 0)


def compare(
    codebook: Codebook,
    entries: Sequence[CodeEntry],
    *,
    under: CodeId | None = None,
    chosen: Collection[int] | None = None,
) -> Plan:
    """Return what bringing in a codebook would do, all of it or the chosen rows.

    `entries` are in tree order. A row that is not chosen changes nothing; one that is new still
    comes if a code below it does.
    """
    return _Comparison(codebook, entries, under, chosen).plan()


class _Comparison:
    def __init__(
        self,
        codebook: Codebook,
        entries: Sequence[CodeEntry],
        under: CodeId | None,
        chosen: Collection[int] | None,
    ) -> None:
        self._codebook, self._entries = codebook, entries
        self._root: Place = _TOP if under is None else ("code", under)
        numbers = {entry.names: number for number, entry in enumerate(entries)}
        self._parents = [numbers.get(entry.names[:-1]) for entry in entries]
        self._chosen = frozenset(range(len(entries)) if chosen is None else chosen)
        self._codes: list[CodeId | None] = [None] * len(entries)
        self._conflicts: dict[int, Conflict] = {}
        self._by_guid = self._match_guids()
        self._match_paths()
        self._wanted = self._with_parents()
        self._resolve()

    # -- which code is which

    def _match_guids(self) -> int:
        known = {code.guid.lower(): code.id for code in self._codebook.codes.values()}
        for number, entry in enumerate(self._entries):
            self._codes[number] = known.pop(entry.guid, None) if entry.guid else None
        return sum(code is not None for code in self._codes)

    def _match_paths(self) -> None:
        taken = {code for code in self._codes if code is not None}
        for number, entry in enumerate(giving_way(self._entries)):
            if self._codes[number] is not None:
                continue
            kind, above = self._above(number)
            if kind == "new":
                continue
            parent = None if kind == "top" else CodeId(above)
            for child in self._codebook.children(parent):
                if child.name == entry.name and child.id not in taken:
                    self._codes[number] = child.id
                    taken.add(child.id)

    def _with_parents(self) -> frozenset[int]:
        """Return the chosen rows and the new ones that they need above them."""
        wanted = set(self._chosen)
        for number in sorted(self._chosen):
            at = self._parents[number]
            while at is not None and self._codes[at] is None and at not in wanted:
                wanted.add(at)
                at = self._parents[at]
        return frozenset(wanted)

    # -- where each one goes

    def _above(self, number: int) -> Place:
        """Return where the other codebook has a row."""
        parent = self._parents[number]
        if parent is None:
            return self._root
        code = self._codes[parent]
        return ("new", parent) if code is None else ("code", code)

    def _now(self, code: CodeId) -> tuple[Place, str]:
        known = self._codebook[code]
        return (_TOP if known.parent is None else ("code", known.parent)), known.name

    def _goal(self, number: int) -> tuple[Place, str]:
        """Return the place and name that a row will have."""
        code = self._codes[number]
        stays = number in self._conflicts or number not in self._wanted
        if code is not None and stays:
            return self._now(code)
        return self._above(number), self._entries[number].name

    def _comes(self, number: int) -> bool:
        """Whether a new row is made."""
        return number in self._wanted and number not in self._conflicts

    def _resolve(self) -> None:
        """Let rows be in conflict, one round after another, until the rest can be done."""
        while True:
            found = self._clashes() or self._cycles() or self._orphans()
            if not found:
                return
            self._conflicts.update(found)

    def _clashes(self) -> dict[int, Conflict]:
        matched = {code for code in self._codes if code is not None}
        codes = giving_way(self._codebook.codes)
        places = [self._now(code) for code in codes if code not in matched]
        goals = {}
        for number, code in enumerate(giving_way(self._codes)):
            if code is not None or self._comes(number):
                goals[number] = self._goal(number)
        uses = Counter([*places, *goals.values()])
        return {
            number: Conflict.NAME_TAKEN
            for number, goal in goals.items()
            if uses[goal] > 1 and number not in self._conflicts and self._moves(number, goal)
        }

    def _moves(self, number: int, goal: tuple[Place, str]) -> bool:
        code = self._codes[number]
        return code is None or self._now(code) != goal

    def _cycles(self) -> dict[int, Conflict]:
        """Return a row that would come to hang below itself."""
        rows = {code: number for number, code in enumerate(self._codes) if code is not None}
        for start in giving_way(rows.values()):
            seen: set[Place] = set()
            kind, at = self._goal(start)[0]
            while kind != "top":
                if (kind, at) in seen:
                    around = (rows.get(CodeId(n)) for k, n in seen if k == "code")
                    movers = [n for n in around if n is not None and self._moves(n, self._goal(n))]
                    return dict.fromkeys(movers, Conflict.BELOW_ITSELF)
                seen.add((kind, at))
                if kind == "new":
                    kind, at = self._goal(at)[0]
                else:
                    row = rows.get(CodeId(at))
                    kind, at = (self._now(CodeId(at)) if row is None else self._goal(row))[0]
        return {}

    def _orphans(self) -> dict[int, Conflict]:
        found: dict[int, Conflict] = {}
        for number in sorted(self._wanted - self._conflicts.keys()):
            kind, above = self._above(number)
            if kind == "new" and above in self._conflicts | found:
                found[number] = Conflict.NO_PARENT
        return found

    # -- what changes

    def plan(self) -> Plan:
        """Return the rows with all that would be another."""
        shown: dict[Place, str] = {}  # colours as they will be
        rows = []
        for number, entry in enumerate(giving_way(self._entries)):
            code = self._codes[number]
            place, name = self._goal(number)
            if code is None:
                shown["new", number] = entry.color or shown.get(place, "")
                rows.append(replace(self._new(number), shown=shown["new", number]))
                continue
            known = self._codebook[code]
            changes = self._placed(known, place, name)
            above = self._seen(place, shown)
            color = above if known.inherits else known.color
            if number in self._wanted:
                if entry.color and entry.color != color:
                    changes.append(FieldChange("color", color, entry.color))
                    color = entry.color
                changes += _texts(known, entry)
            shown["code", code] = color
            conflict = self._conflicts.get(number)
            status = Status.CHANGED if changes else Status.SAME
            if conflict is not None:
                status = Status.CONFLICT
            names = self._codebook.names(code)
            rows.append(PlanRow(entry, names, code, status, tuple(changes), conflict, color))
        matched = sum(code is not None for code in self._codes)
        left = len(self._codebook) - matched
        return Plan(tuple(rows), tuple(self._parents), self._by_guid, left)

    def _new(self, number: int) -> PlanRow:
        entry = self._entries[number]
        names: list[str] = [entry.name]
        kind, at = self._above(number)
        while kind == "new":
            names.insert(0, self._entries[at].name)
            kind, at = self._above(at)
        first = self._codebook.names(CodeId(at)) if kind == "code" else ()
        conflict = self._conflicts.get(number)
        if conflict is not None:
            status = Status.CONFLICT
        else:
            status = Status.NEW if number in self._wanted else Status.SAME
        return PlanRow(entry, (*first, *names), None, status, (), conflict)

    def _placed(self, known: Code, place: Place, name: str) -> list[FieldChange]:
        changes = []
        if name != known.name:
            changes.append(FieldChange("name", known.name, name))
        now, _name = self._now(known.id)
        if now != place:
            changes.append(FieldChange("parent", self._path(now), self._path(place)))
        return changes

    def _path(self, place: Place) -> str:
        kind, at = place
        if kind == "top":
            return ""
        return self._codebook.path(CodeId(at)) if kind == "code" else join_path(self._new(at).names)

    def _seen(self, place: Place, shown: dict[Place, str]) -> str:
        """Return the colour of what a code hangs below."""
        if place in shown or place == _TOP:
            return shown.get(place, "")
        return self._codebook[CodeId(place[1])].color if place[0] == "code" else ""


def _texts(known: Code, entry: CodeEntry) -> list[FieldChange]:
    said = ((name, getattr(known, name), getattr(entry, name)) for name in TEXTS)
    return [FieldChange(name, old, new) for name, old, new in said if new and new != old]


def woven(first: Sequence[int], here: Iterable[int]) -> list[int]:
    """Return siblings in the order of `first`; what it lacks stays behind its neighbour.

    Both lists give ids, `here` the neighbours; every id of either comes out once.
    """
    wanted = set(first)
    behind: dict[int | None, list[int]] = {}
    before: int | None = None
    for one in here:
        if one in wanted:
            before = one
        else:
            behind.setdefault(before, []).append(one)
    order = list(behind.get(None, ()))
    for one in first:
        order += [one, *behind.get(one, ())]
    return order
