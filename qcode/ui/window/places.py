"""Where projects lie: asking for one to open, or for a place to put one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from qcode.services import settings
from qcode.services.language import tr

SUFFIX = ".qcode"
_FILTER = f"QCode (*{SUFFIX})"


def ask_open(parent: QWidget, now: Path | None) -> Path | None:
    """Ask for a project; `now` is the one that is open."""
    name, _filter = QFileDialog.getOpenFileName(
        parent, tr("Open project"), str(near_folder(now)), _FILTER
    )
    return Path(name) if name else None


def ask_save(parent: QWidget, title: str, name: str, now: Path | None) -> Path | None:
    """Ask where a project is to lie; a whole path in `name` stays as it is."""
    chosen, _filter = QFileDialog.getSaveFileName(
        parent, title, str(near_folder(now) / name), _FILTER
    )
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)


def recent_projects() -> list[Path]:
    """Return the projects that were open lately and are still there."""
    return [path for name in settings.load_settings().recent if (path := Path(name)).exists()]


def near_folder(now: Path | None) -> Path:
    """Return where projects are likely to lie: beside this one or the last one."""
    near = [] if now is None else [str(now)]
    for name in (*near, *settings.load_settings().recent):
        if Path(name).parent.is_dir():
            return Path(name).parent
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
