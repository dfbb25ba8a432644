"""Asking which report is meant, and opening a dialog on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from qcode.services.language import tr
from qcode.ui.session import Session

from .comments import CommentsDialog
from .frame import ReportDialog
from .refresh import RefreshDialog

Make = Callable[[Session, Path, QWidget], ReportDialog]


def refresh_report(session: Session, parent: QWidget) -> None:
    """Ask for a report, and show what refreshing it would change."""
    _ask(session, parent, tr("Refresh report"), RefreshDialog)


def take_in_comments(session: Session, parent: QWidget) -> None:
    """Ask for a report, and show the comments in it that can be taken in."""
    _ask(session, parent, tr("Take in comments"), CommentsDialog)


def _ask(session: Session, parent: QWidget, title: str, make: Make) -> None:
    ask = QFileDialog(parent, title, str(session.project.path.parent))
    ask.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    ask.setFileMode(QFileDialog.FileMode.ExistingFile)
    ask.setNameFilter(f"{tr('Word document')} (*.docx)")
    ask.fileSelected.connect(lambda name: make(session, Path(name), parent).open())
    ask.open()
