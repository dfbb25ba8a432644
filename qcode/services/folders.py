"""Where QCode keeps what is not in a project: settings, backups, the search cache, crash reports.

All of it lies in the user's own folders and never beside a project that others may have sent.
`QCODE_HOME`, when set, replaces them all.
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def _home() -> Path | None:
    value = os.environ.get("QCODE_HOME", "")
    return Path(value) if value else None


def _own(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def _safe(guid: str) -> str:
    """Return a name for a folder of one project.

    A project comes from anybody, and what it says is its GUID might be a path to a folder that
    they prepared.
    """
    import hashlib  # with `uuid` two milliseconds, which the window does without at first
    import uuid

    try:
        return str(uuid.UUID(guid))
    except ValueError:
        return hashlib.sha256(guid.encode()).hexdigest()


def settings_folder() -> Path:
    """Return the folder of the settings."""
    home = _home()
    return _own(home / "settings" if home else platformdirs.user_config_path("qcode"))


def backup_folder(project_guid: str, *, make: bool = True) -> Path:
    """Return the folder of the automatic backups of one project."""
    home = _home()
    root = home if home else platformdirs.user_data_path("qcode")
    folder = root / "backups" / _safe(project_guid)
    return _own(folder) if make else folder


def cache_folder(project_guid: str) -> Path:
    """Return the folder of what one project has on this machine only: its search index, which can
    be rebuilt, and unfinished edits. All of it is data, and goes with the folder.
    """
    home = _home()
    root = home / "cache" if home else platformdirs.user_cache_path("qcode")
    return _own(root / _safe(project_guid))


def crash_folder() -> Path:
    """Return the folder of crash reports."""
    home = _home()
    return _own(home / "crashes" if home else platformdirs.user_log_path("qcode"))
