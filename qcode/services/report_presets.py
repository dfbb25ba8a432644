"""Presets of reports: what comes with the program, and what the project keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from qcode.model.changes import Changes, Op
from qcode.model.errors import UserError
from qcode.model.names import clean_name
from qcode.model.report import ReportOptions
from qcode.model.report_json import checked, from_json, to_json
from qcode.model.report_presets import BUILT_IN, PresetId, SavedPreset
from qcode.store import presets as rows

from .language import mark, tr
from .projects import Project

NAMES: Mapping[str, str] = {
    "themes": mark("Excerpts by theme"),
    "codebook": mark("Codebook"),
    "transcript": mark("Marked transcript"),
    "analysis": mark("Content analysis table"),
    "everything": mark("Everything"),
}


@dataclass(frozen=True, slots=True)
class Preset:
    """A preset to choose. `key` is what a script writes; `id` is None for one of the program."""

    key: str
    name: str
    options: ReportOptions
    id: PresetId | None = None


def list_presets(project: Project) -> list[Preset]:
    """Return the presets of the program, then those of the project by name."""
    own = [Preset(key, tr(NAMES[key]), options) for key, options in BUILT_IN.items()]
    kept = [Preset(p.name, p.name, from_json(p.options), p.id) for p in _saved(project)]
    return own + kept


def find_preset(project: Project, name: str) -> Preset:
    """Return a preset by key or by name, the project's first; `UserError("preset_unknown")`."""
    known = list_presets(project)
    for preset in reversed(known):
        if name in (preset.key, preset.name):
            return preset
    raise UserError("preset_unknown", preset=name, known=", ".join(p.key for p in known))


def find_own(project: Project, name: str) -> SavedPreset:
    """Return a preset that the project keeps; `UserError("preset_unknown")`."""
    known = _saved(project)
    for preset in known:
        if preset.name == name:
            return preset
    raise UserError("preset_unknown", preset=name, known=", ".join(each.name for each in known))


def save_preset(
    project: Project, name: str, options: ReportOptions, *, origin: object = None
) -> PresetId:
    """Keep options under a name, in the place of those that have it."""
    name, text = clean_name(name), to_json(checked(options))
    known = {each.name: each.id for each in _saved(project)}
    with project.operation(Op.EDIT_PRESET, origin=origin, preset=name) as unit:
        if name in known:
            rows.set_preset(unit, known[name], options=text)
            return known[name]
        return rows.add_preset(unit, name, options=text, coder=project.coder_id(unit))


def rename_preset(
    project: Project, number: PresetId, name: str, *, origin: object = None
) -> Changes:
    """Give a preset another name; `UserError("preset_exists")` if it is taken."""
    name = clean_name(name)
    _known(project, number)
    if any(each.name == name and each.id != number for each in _saved(project)):
        raise UserError("preset_exists", preset=name)
    with project.operation(Op.EDIT_PRESET, origin=origin, preset=name) as unit:
        rows.set_preset(unit, number, name=name)
    return unit.changes


def delete_preset(project: Project, number: PresetId, *, origin: object = None) -> Changes:
    """Delete a preset of the project."""
    name = _known(project, number).name
    with project.operation(Op.DELETE_PRESET, origin=origin, preset=name) as unit:
        rows.drop_preset(unit, number)
    return unit.changes


def _saved(project: Project) -> list[SavedPreset]:
    with project.reading() as view:
        return rows.list_presets(view)


def _known(project: Project, number: PresetId) -> SavedPreset:
    for known in _saved(project):
        if known.id == number:
            return known
    raise UserError("preset_unknown", preset=number, known="")


def without_names(options: ReportOptions) -> ReportOptions:
    """Return options without title and authors, which belong to one report alone."""
    return replace(options, title="", authors=())


def taken_over(options: ReportOptions, before: ReportOptions) -> ReportOptions:
    """Return the options of a preset; title and authors stay where the preset has none."""
    return replace(
        options,
        title=options.title or before.title,
        authors=options.authors or before.authors,
    )
