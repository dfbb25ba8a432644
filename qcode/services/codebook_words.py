"""Words for what bringing in a codebook would do."""

from __future__ import annotations

from collections.abc import Mapping

from qcode.formats.codebook_columns import Role
from qcode.model.codebook_plan import Conflict, FieldChange, PlanRow, Status

from .language import mark, tr

ROLES: Mapping[Role, str] = {
    Role.NAME: mark("Name of the code"),
    Role.PATH: mark("Path"),
    Role.LEVEL: mark("Name on its level"),
    Role.PARENT: mark("Code above"),
    Role.DEPTH: mark("Depth"),
    Role.ID: mark("Number of the code"),
    Role.PARENT_ID: mark("Number of the code above"),
    Role.DEFINITION: mark("Definition"),
    Role.USE_WHEN: mark("Use when"),
    Role.AVOID_WHEN: mark("Avoid when"),
    Role.EXAMPLE: mark("Example"),
    Role.COLOR: mark("Colour"),
    Role.GUID: mark("GUID"),
    Role.COUNT: mark("How often it is used"),
    Role.NONE: mark("Not taken"),
}

STATUSES: Mapping[Status, str] = {
    Status.NEW: mark("New code"),
    Status.CHANGED: mark("Changes"),
    Status.SAME: mark("Stays"),
    Status.CONFLICT: mark("Conflict"),
}

FIELDS: Mapping[str, str] = {
    "name": mark("name"),
    "parent": mark("place"),
    "color": mark("colour"),
    "definition": mark("definition"),
    "use_when": mark("use when"),
    "avoid_when": mark("avoid when"),
    "example": mark("example"),
}

_CONFLICTS: Mapping[Conflict, str] = {
    Conflict.NAME_TAKEN: mark("another code there has the name “{name}”"),
    Conflict.BELOW_ITSELF: mark("“{name}” would come below itself"),
    Conflict.NO_PARENT: mark("the code above “{name}” cannot come in"),
}


def role_words(role: Role) -> str:
    """Return what a column holds, in words."""
    return tr(ROLES[role])


def status_words(status: Status) -> str:
    """Return what becomes of a code, in a word."""
    return tr(STATUSES[status])


def field_words(field: str) -> str:
    """Return the name of what changes."""
    return tr(FIELDS[field])


def change_words(change: FieldChange) -> str:
    """Return a change in words: short things with what they were and become."""
    name = field_words(change.field)
    if change.field in ("name", "parent", "color"):
        top = tr("the top") if change.field == "parent" else "–"
        old, new = change.old or top, change.new or top
        return tr("{field}: {old} → {new}", field=name, old=old, new=new)
    return tr("{field} added", field=name) if not change.old else tr("{field} changed", field=name)


def conflict_words(row: PlanRow) -> str:
    """Return why a code cannot have the name or place of the file; "" if it can."""
    return "" if row.conflict is None else tr(_CONFLICTS[row.conflict], name=row.entry.name)
