"""The whole project in a file for other programs: what they will not see is said before."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from qcode.formats.base import Loss
from qcode.model.errors import UserError
from qcode.services import exchange_files
from qcode.services.apart import run_beside
from qcode.services.exchange_files import Foreseen, ProjectExport
from qcode.services.exchange_losses import is_kept
from qcode.services.exchange_words import count_words
from qcode.services.file_words import in_use_words, loss_words
from qcode.services.language import tr
from qcode.services.messages import sentence
from qcode.ui.accessible import announce
from qcode.ui.dialog_looks import page_of
from qcode.ui.file_questions import ask_where
from qcode.ui.messages import answers
from qcode.ui.runner import Task
from qcode.ui.session import Session
from qcode.ui.sized import resize_by_letters
from qcode.ui.ticks import Tick

from .parts import Progress, problem_label, sections, told


class ExportProject(QDialog):
    """Says what would get lost, writes, and says what came of it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Export project"))
        self._session = session
        self._task: Task | None = None
        self._result: ProjectExport | None = None
        self.suffix = exchange_files.writable_suffixes()[0]
        self.about = QLabel(
            tr(
                "The whole project in one file (REFI-QDA) that NVivo, ATLAS.ti, MAXQDA, QualCoder"
                " and others open."
            )
        )
        self.notes = told(tr("What does not get into the file"))
        self.clean = Tick(tr("Leave out what cameras wrote into pictures, such as the place"))
        self.problem = problem_label()
        self.progress = Progress()
        self.main = QPushButton(tr("Export…"))
        self.leave = QPushButton(tr("Cancel"))
        self._lay_out()
        self._foresee()

    def _lay_out(self) -> None:
        self.about.setWordWrap(True)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.main.setDefault(True)
        self.main.setEnabled(False)
        self.main.clicked.connect(self._go)
        self.leave.setAutoDefault(False)
        self.leave.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self.progress, 1)
        foot.addStretch(0)
        foot.addWidget(answers(self.main, self.leave))
        page = page_of(self)
        page.addWidget(self.about)
        page.addWidget(self.notes, 1)
        self.clean.hide()  # until there is a picture
        page.addWidget(self.clean)
        page.addWidget(self.problem)
        page.addLayout(foot)
        resize_by_letters(self, 600, 420)

    # -- before

    def _foresee(self) -> None:
        """Find out in the background what would get lost."""
        project, out = self._session.project, Path(f"project{self.suffix}")

        def work(task: Task) -> Foreseen:
            return run_beside(project, partial(exchange_files.foresee, out=out), task)

        self.progress.begin(tr("Reading…"))
        self._task = self._session.read("exchange-losses", work, self._show, self._explain)
        self._task.progressed.connect(self.progress.tell)

    def _show(self, foreseen: Foreseen) -> None:
        self._task = None
        self.progress.end()
        self.notes.setPlainText(_told(foreseen.losses))
        self.clean.setVisible(foreseen.pictured)
        self.main.setEnabled(True)
        self.main.setFocus()

    def _explain(self, error: UserError) -> None:
        self._task = None
        self.progress.end()
        self.main.setEnabled(True)
        self.problem.setText(sentence(error))
        self.problem.show()
        announce(self, self.problem.text())

    # -- writing

    def _go(self) -> None:
        if self._result is None:
            self._ask_where()
        else:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._result.path.parent)))

    def _ask_where(self) -> None:
        place = self._session.project.path.with_suffix(self.suffix)
        ask_where(self, tr("Export project"), place, kind="REFI-QDA", then=self.write)

    def write(self, path: Path) -> None:
        """Write the project to a file, whole or not at all."""
        project = self._session.project
        self.problem.hide()
        self.main.setEnabled(False)
        clean = self.clean.isChecked()
        wanted = partial(exchange_files.export_project, out=path, clean=clean)

        def work(task: Task) -> ProjectExport:
            return run_beside(project, wanted, task)

        self.progress.begin(tr("Writing…"))
        self._task = self._session.read("exchange-out", work, self._written, self._explain)
        self._task.progressed.connect(self.progress.tell)
        self.leave.setFocus()

    def _written(self, result: ProjectExport) -> None:
        self._task, self._result = None, result
        self.progress.end()
        what = count_words(result.counts) or tr("An empty project")
        lines = [tr("{what} written to {path}", what=what, path=result.path)]
        if result.in_use is not None:
            lines.append(in_use_words(result.in_use))
        self.about.setText("\n".join(lines))
        self.notes.setPlainText(_told(result.losses))
        self.main.setText(tr("Show in folder"))
        self.main.setEnabled(True)
        self.main.setFocus()
        self.leave.setText(tr("Close"))
        announce(self, lines[0])

    def reject(self) -> None:
        """Close; what is being written is stopped, and leaves nothing behind."""
        if self._task is not None:
            self._task.cancel()
        super().reject()


def _told(losses: tuple[Loss, ...]) -> str:
    """Return what others do not see, and what is nowhere in the file."""
    kept = [loss_words(loss) for loss in losses if is_kept(loss)]
    lost = [loss_words(loss) for loss in losses if not is_kept(loss)]
    return sections(
        (
            (tr("Not in the file, or not as it is here:"), lost),
            (tr("Other programs will not show this; QCode finds it again in the file:"), kept),
        )
    ) or tr("All that is in the project gets into the file, for others to see.")
