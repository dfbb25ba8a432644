"""The index of a project: one in the user's own cache folder, for all who search there."""

from __future__ import annotations

from qcode.index.search import IndexBusy, SearchIndex
from qcode.index.versions import VersionFolder

from .folders import cache_folder
from .projects import Project


def open_index(project: Project) -> SearchIndex | None:
    """Open the index of a project, or make an empty one; None where the cache cannot be used."""
    guid = project.info.guid
    try:
        return SearchIndex.open(VersionFolder(cache_folder(guid) / "index"), project=guid)
    except (IndexBusy, OSError):
        return None
