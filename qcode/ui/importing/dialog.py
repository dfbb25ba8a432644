"""The import dialog: which files, what they would give, and what of it is to come in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from qcode.services.language import tr
from qcode.ui.session import Session


def choose_files(parent: QWidget) -> list[Path]:
    """Ask for files to import."""
    names, _filter = QFileDialog.getOpenFileNames(parent, tr("Import documents"))
    return [Path(name) for name in names]


class ImportDialog(QDialog):
    """Shows what files would give, and adds what the user leaves ticked."""

    def __init__(
        self, session: Session, paths: Sequence[Path], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._paths = list(paths)
