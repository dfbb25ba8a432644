"""What a thread does before a recording can be played: it is found, and what plays it loaded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qcode.model.job import Job
from qcode.model.media import Media, State
from qcode.services.playing import where_left
from qcode.services.projects import Project
from qcode.services.recording_places import Located, locate
from qcode.services.recordings import read_inside

from .player import Source, prepare

_PLAYED = frozenset({State.HERE, State.MOVED, State.INSIDE})


@dataclass(frozen=True, slots=True)
class Fetched:
    """Where a recording is, and what to play: None if it is missing or was changed."""

    located: Located
    source: Source | None


def fetch(project: Project, media: Media, folders: tuple[Path, ...], job: Job) -> Fetched:
    """Find a recording, below some folders too.

    Raises `UserError`: what `prepare` and `read_inside` raise.
    """
    prepare()
    before = where_left(media.guid).found
    located = locate(project, media, job, before=before, folders=folders)
    if located.state is State.INSIDE:
        return Fetched(located, read_inside(project, media))
    return Fetched(located, located.path if located.state in _PLAYED else None)
