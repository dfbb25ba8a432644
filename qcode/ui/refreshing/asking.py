"""Asking which report is meant, and opening a dialog on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from qcode.services.language import tr
from qcode.ui.file_questions import ask_for_file
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
    ask_for_file(
        parent,
        title,
        session.project.path.parent,
        kind=tr("Word document"),
        suffixes=[".docx"],
        then=lambda path: make(session, path, parent).open(),
    )
