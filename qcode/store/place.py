"""Where a project lies and what that means for its safety.

SQLite's write-ahead log is the best journal on a local disk, and unsafe on a network share, where
its shared memory does not work, and in a synced folder, where the log and the file travel apart.
There, and on removable disks, the older rollback journal is used: slower, and whole after each
commit.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class PlaceKind(StrEnum):
    """What sort of place a folder is."""

    LOCAL = "local"
    NETWORK = "network"
    SYNCED = "synced"
    REMOVABLE = "removable"


@dataclass(frozen=True, slots=True)
class Place:
    """A judged folder; `detail` names the file system or the sync program."""

    kind: PlaceKind
    detail: str = ""

    @property
    def journal_mode(self) -> str:
        """The SQLite journal that is safe here."""
        return "WAL" if self.kind is PlaceKind.LOCAL else "DELETE"


_NETWORK = re.compile(
    r"nfs|cifs|smb|afs|sshfs|fuse\.(?!.*(?:portal|block))|9p|ncp|davfs|webdav|gvfs"
)
_SYNCED = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud": "iCloud",
    "mobile documents": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "syncthing": "Syncthing",
    "box sync": "Box",
    "pcloud": "pCloud",
}
_SYNC_MARKERS = {".stfolder": "Syncthing", ".dropbox": "Dropbox", ".owncloudsync.log": "ownCloud"}


def judge(path: Path) -> Place:
    """Say what sort of place the folder of `path` is. Unknown places count as local."""
    folder = path.resolve().parent
    network = _network(folder)
    if network:
        return Place(PlaceKind.NETWORK, network)
    synced = _synced(folder)
    if synced:
        return Place(PlaceKind.SYNCED, synced)
    if _removable(folder):
        return Place(PlaceKind.REMOVABLE, str(folder))
    return Place(PlaceKind.LOCAL)


def _synced(folder: Path) -> str:
    for part in (folder, *folder.parents):
        name = part.name.lower()
        for prefix, program in _SYNCED.items():
            if name == prefix or name.startswith((f"{prefix} ", f"{prefix}-", f"{prefix} - ")):
                return program
        for marker, program in _SYNC_MARKERS.items():
            if (part / marker).exists():
                return program
    return ""


def _network(folder: Path) -> str:
    if sys.platform == "win32":
        return _windows_drive(folder, 4)
    kind = _mount_type(folder)
    return kind if _NETWORK.match(kind) else ""


def _removable(folder: Path) -> bool:
    if sys.platform == "win32":
        return bool(_windows_drive(folder, 2))
    roots = (
        (Path("/media"), Path("/run/media")) if sys.platform != "darwin" else (Path("/Volumes"),)
    )
    return any(root in folder.parents for root in roots)


if sys.platform == "win32":
    import ctypes

    def _windows_drive(folder: Path, wanted: int) -> str:
        """Return the drive of a folder if it is of this type (2 removable, 4 network)."""
        drive = folder.drive
        if wanted == 4 and drive.startswith("\\\\"):
            return drive
        kind = ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\")
        return drive if kind == wanted else ""

else:

    def _windows_drive(_folder: Path, _wanted: int) -> str:
        """Return "": there are no drives here."""
        return ""


def _mount_type(folder: Path) -> str:
    """Return the type of the file system on Linux, "" where the system does not say."""
    try:
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    best, kind = -1, ""
    for line in lines:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        # The kernel writes blanks in paths as \040.
        point = re.sub(r"\\(\d{3})", lambda m: chr(int(m[1], 8)), fields[1])
        inside = str(folder) == point or str(folder).startswith(point.rstrip("/") + os.sep)
        if inside and len(point) > best:
            best, kind = len(point), fields[2]
    return kind


_CONFLICT = re.compile(
    r"conflict(ed)?\b|in konflikt|konfliktkopia|konflikterad|\.sync-conflict-|case conflict", re.I
)


def conflict_copies(path: Path) -> tuple[Path, ...]:
    """Return files beside a project that a sync program left when two machines had changed it.

    Recognised: Dropbox ("(conflicted copy …)"), Nextcloud ("(conflicted copy …)"), Syncthing
    (".sync-conflict-…") and OneDrive (the file's name with a machine's name behind a hyphen).
    """
    stem = path.stem.lower()
    try:
        names = [entry for entry in path.parent.iterdir() if entry.suffix == path.suffix]
    except OSError:
        return ()
    return tuple(
        sorted(
            entry
            for entry in names
            if entry.name != path.name
            and entry.stem.lower().startswith(stem)
            and _is_conflict(entry.stem[len(stem) :])
        )
    )


def _is_conflict(rest: str) -> bool:
    machine = os.environ.get("COMPUTERNAME", "")
    return bool(_CONFLICT.search(rest)) or bool(machine and rest.lower() == f"-{machine.lower()}")
