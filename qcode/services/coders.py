"""Coders: who has worked here, their names and colours."""

from __future__ import annotations

from dataclasses import replace

from qcode.model.changes import Changes, Op
from qcode.model.colors import clean_color
from qcode.model.errors import UserError
from qcode.model.names import clean_name
from qcode.model.palette import next_color
from qcode.model.segment import Coder, CoderId
from qcode.store import coders

from .projects import Project
from .settings import load_settings, save_settings


def find_coder(project: Project, name: str) -> Coder:
    """Return the coder of this name; `UserError("coder_unknown")`."""
    for known in project.coders():
        if known.name == name:
            return known
    raise UserError("coder_unknown", coder=name)


def work_as(project: Project, name: str) -> None:
    """Code under another name from now on, in this project and in those opened later."""
    project.coder = clean_name(name)
    save_settings(replace(load_settings(), coder=project.coder))


def add_coder(project: Project, name: str, *, color: str = "", origin: object = None) -> CoderId:
    """Add a coder.

    Raises `UserError`: "coder_exists" if the name is taken, "color_unknown".
    """
    name = clean_name(name)
    every = project.coders()
    if any(known.name == name for known in every):
        raise UserError("coder_exists", coder=name)
    shade = clean_color(color) if color else next_color(known.color for known in every)
    with project.operation(Op.ADD_CODER, origin=origin, name=name) as unit:
        return coders.add_coder(unit, name, shade)


def edit_coder(
    project: Project,
    number: CoderId,
    *,
    name: str | None = None,
    color: str | None = None,
    origin: object = None,
) -> Changes:
    """Rename a coder or change the colour; what is not given stays.

    Raises `UserError`: "coder_unknown", "coder_exists", "color_unknown".
    """
    every = {known.id: known for known in project.coders()}
    if number not in every:
        raise UserError("coder_unknown", coder=number)
    values: dict[str, object] = {}
    if name is not None:
        values["name"] = clean_name(name)
        if any(known.name == values["name"] and known.id != number for known in every.values()):
            raise UserError("coder_exists", coder=name)
    if color is not None:
        values["color"] = clean_color(color)
    with project.operation(Op.EDIT_CODER, origin=origin, name=every[number].name) as unit:
        coders.set_coder(unit, number, **values)
    return unit.changes
