"""What was searched for lately in each project: kept for its user, forgotten on request.

It says what somebody was looking for, so it counts as personal data: it lies with the settings and
not in the project, and is forgotten with the list of recent projects.
"""

from __future__ import annotations

from dataclasses import replace

from .projects import Project
from .settings import load_settings, save_settings

KEPT = 30
_PROJECTS = 12


def earlier_queries(project: Project) -> tuple[str, ...]:
    """Return what was searched for in a project, the newest first."""
    kept = load_settings().queries.get(project.info.guid)
    return tuple(each for each in kept if isinstance(each, str)) if isinstance(kept, list) else ()


def remember_query(project: Project, query: str) -> None:
    """Put a query first among those of a project."""
    query = query.strip()
    before = earlier_queries(project)
    if query and before[:1] != (query,):
        _keep(project, [query, *(each for each in before if each != query)][:KEPT])


def forget_queries(project: Project) -> None:
    """Forget what was searched for in a project."""
    _keep(project, [])


def _keep(project: Project, queries: list[str]) -> None:
    settings, guid = load_settings(), project.info.guid
    others = {key: kept for key, kept in settings.queries.items() if key != guid}
    others = dict(list(others.items())[1 - _PROJECTS :])
    save_settings(replace(settings, queries=others | ({guid: queries} if queries else {})))
