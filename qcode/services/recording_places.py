"""Where a recording is now: where it was, or found again by its name, size and bytes.

Nothing is written here: what is found is for whoever plays it.
"""

from __future__ import annotations

import os
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from qcode.formats.recording import sort_of
from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.model.media import Media, State
from qcode.store.file import is_file

from .exchange_media import media_folder
from .projects import Project
from .recordings import begins_well, examine, place_of

__all__ = ["QUICK", "Located", "State", "locate"]

QUICK = 64 << 20  # bytes: larger ones are told by their size, unless all of them are to be read
_LOOKED_AT = 50_000  # files and folders, the nearest first


@dataclass(frozen=True, slots=True)
class Located:
    """A recording and where it is; without a path if it is missing or inside."""

    media: Media
    state: State
    path: Path | None = None


def locate(
    project: Project,
    known: Media,
    job: Job = SILENT,
    *,
    before: Path | None = None,
    folders: Iterable[Path] = (),
    whole: bool = False,
) -> Located:
    """Find a recording, `before` being where it was found the last time on this machine.

    It is looked for where it was, then beside the project, then below the project's folder and
    below `folders`. What is not where it was must have its bytes, or its name where nobody knows
    those. `whole` reads large ones, too, to tell whether they have changed.
    """
    if known.content_hash is not None:
        return Located(known, State.INSIDE)
    place, changed = place_of(project, known), None
    if place is not None and begins_well(place):
        if _unchanged(known, place, job, whole=whole):
            return Located(known, State.HERE, place)
        changed = place
    found = _elsewhere(project, known, job, before, folders)
    if found is not None:
        return Located(known, State.MOVED, found)
    return Located(known, State.MISSING if changed is None else State.CHANGED, changed)


def _elsewhere(
    project: Project, known: Media, job: Job, before: Path | None, folders: Iterable[Path]
) -> Path | None:
    folder = project.path.resolve().parent
    name = known.name if sort_of(known.name) else Path(known.path).name
    near = [folder / name, media_folder(project.path.resolve()) / name]
    # It was told by its bytes when it was found there; a large one is not read each time.
    if before is not None and begins_well(before) and _unchanged(known, before, job, whole=False):
        return before
    for path in near:
        if is_file(path) and _is_it(known, path, job, renamed=False):
            return path
    # By its name first: to tell a renamed one, files of its size are read to their ends.
    for renamed in (False, True) if known.sha256 else (False,):
        for path in _below([folder, *folders], job):
            if _is_it(known, path, job, renamed=renamed):
                return path
    return None


def _is_it(known: Media, path: Path, job: Job, *, renamed: bool) -> bool:
    """Whether a file is the recording; one that was `renamed` is told by its bytes alone."""
    same = _same_name(known, path)
    if sort_of(path.name) is None or renamed is same:
        return False
    try:
        size = path.stat().st_size
        if known.size and size != known.size:
            return False
        if known.sha256:
            return examine(path, job).sha256 == known.sha256
    except (OSError, UserError):
        return False
    return same and begins_well(path)


def _same_name(known: Media, path: Path) -> bool:
    names = {_folded(known.name), _folded(Path(known.path).name)}
    return _folded(path.name) in names


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _unchanged(known: Media, path: Path, job: Job, *, whole: bool) -> bool:
    """Whether a file is the one that was added, as far as that is soon known."""
    try:
        size = path.stat().st_size
        if known.size and size != known.size:
            return False
        if known.sha256 and (whole or size <= QUICK or not known.size):
            return examine(path, job).sha256 == known.sha256
    except (OSError, UserError):
        return False
    return True


def _below(folders: Iterable[Path], job: Job) -> Iterator[Path]:
    """Yield files below folders, the nearest first; no links, and nothing that is hidden."""
    waiting = deque(folders)
    left = _LOOKED_AT
    while waiting and left > 0:
        job.check()
        try:
            with os.scandir(waiting.popleft()) as entries:
                for entry in sorted(entries, key=lambda each: each.name):
                    left -= 1
                    if entry.name.startswith(".") or entry.is_symlink():
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(Path(entry.path))
                    else:
                        yield Path(entry.path)
        except OSError:  # a folder that may not be read, or is gone
            continue
