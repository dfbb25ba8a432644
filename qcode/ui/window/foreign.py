"""Projects of other programs in the window: asked for, dropped, taken in or made one of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from qcode.ui.runner import Runner, Task

from .places import near_folder

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from qcode.services.projects import Project
    from qcode.ui.session import Session


_CODEBOOK = ".qdc"  # alone, without a project


class Foreign:
    """Shows what a project of another program would bring to the session there is, if any.

    `adopt` shows a new project that was made of one. What a session can only read, it cannot take.
    """

    def __init__(
        self,
        window: QWidget,
        runner: Runner,
        session: Callable[[], Session | None],
        adopt: Callable[[Project], object],
    ) -> None:
        self._window, self._runner, self._session, self._adopt = window, runner, session, adopt

    def ask(self) -> None:
        """Ask for a project of another program, and show it."""
        self._ask(coded=False)

    def ask_coded(self) -> None:
        """Ask for a document that was coded in comments or marks, and show it."""
        self._ask(coded=True)

    def _ask(self, *, coded: bool) -> None:
        from qcode.ui.exchange.importing import ask_for_project

        session = self._session()
        folder = near_folder(None if session is None else session.project.path)
        question = ask_for_project(self._window, folder, coded=coded)
        question.fileSelected.connect(lambda name: self.show(Path(name), coded=coded))
        question.open()

    def show(self, path: Path, *, coded: bool = False) -> None:
        """Show what a project, or a document that was `coded` by hand, would bring."""
        from qcode.ui.exchange.importing import ImportProject

        session = self._session()
        writes = session is not None and not session.project.read_only
        if path.suffix.lower() == _CODEBOOK and session is not None and writes:
            self._show_codes(session, path)
            return
        if session is not None and session.project.read_only:
            session = None
        dialog = ImportProject(self._runner, path, self._window, session=session, coded=coded)
        dialog.made.connect(self._adopt)
        dialog.open()

    def _show_codes(self, session: Session, path: Path) -> None:
        """Show what a codebook, which is no project, would bring."""
        from qcode.ui.codebook.importing import ImportCodebook

        ImportCodebook(session, path, session.project.codebook(), None, self._window).open()

    def _show_table(self, path: Path) -> None:
        """Show where the coded passages of a table are."""
        from qcode.ui.codings.dialog import CodingsDialog

        session = self._session()
        if session is not None:
            CodingsDialog(session, path, self._window).open()

    def take(self, path: Path, otherwise: Callable[[], object]) -> None:
        """Show what was dropped if it is a project of another program, or a table of coded
        passages for the open one; else do the other thing.
        """
        session = self._session()
        writes = session is not None and not session.project.read_only

        def work(_task: Task) -> Callable[[Path], object] | None:
            from qcode.services import coded_tables, exchange_files

            if path.suffix.lower() == _CODEBOOK or exchange_files.is_project(path):
                return self.show
            return self._show_table if writes and coded_tables.is_coded_table(path) else None

        def answered(shows: Callable[[Path], object] | None) -> None:
            if shows is not None:
                shows(path)
            else:
                otherwise()

        self._runner.read("dropped", work, answered)

    def export(self) -> None:
        """Show what of the whole project others would see, and write it."""
        from qcode.ui.exchange.exporting import ExportProject

        session = self._session()
        if session is not None:
            ExportProject(session, self._window).open()
