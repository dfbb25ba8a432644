"""Which codes lie open in the tree, kept with the user's settings for the next time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from qcode.model.codebook import CodeId
from qcode.services.projects import Project
from qcode.services.settings import load_settings, save_settings

_PROJECTS = 12  # whose trees are remembered


def kept_open(project: Project) -> set[CodeId] | None:
    """Return what lay open when the project was last used here; None if that is not known."""
    kept = load_settings().unfolded.get(_key(project))
    return None if kept is None else set(map(CodeId, kept))


def keep_open(project: Project, codes: Collection[CodeId]) -> None:
    """Keep what lies open for the next time."""
    settings, key = load_settings(), _key(project)
    if settings.unfolded.get(key) == sorted(codes):
        return
    others = {name: kept for name, kept in settings.unfolded.items() if name != key}
    lately = dict(list(others.items())[1 - _PROJECTS :])
    save_settings(replace(settings, unfolded={**lately, key: sorted(codes)}))


def _key(project: Project) -> str:
    # By file, and not by the project's GUID: ids may mean other things in a copy that went its way.
    return str(project.path.resolve())
