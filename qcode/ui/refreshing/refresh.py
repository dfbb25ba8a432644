"""Bringing a report up to date: what would change is listed first."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidgetItem,
    QWidget,
)

from qcode.model.errors import UserError
from qcode.model.refresh import Uncoded
from qcode.services.language import tr
from qcode.services.report_refresh import Refresh, Refreshed, prepare, refresh
from qcode.services.report_refresh_words import (
    contents_line,
    place_words,
    shown_words,
    summary_line,
    what_words,
)
from qcode.ui.choice_box import ChoiceBox
from qcode.ui.runner import Task
from qcode.ui.session import Session

from .frame import ReportDialog


class RefreshDialog(ReportDialog):
    """Lists what would change in a report, and brings it up to date."""

    def __init__(self, session: Session, path: Path, parent: QWidget) -> None:
        columns = (tr("What happens"), tr("Where"), tr("Text"))
        super().__init__(session, path, parent, title=tr("Refresh report"), columns=columns)
        self._prepared: Refresh | None = None
        self.uncoded = ChoiceBox()
        for text, mode in (
            (tr("Mark them"), Uncoded.MARK),
            (tr("Remove them"), Uncoded.REMOVE),
            (tr("Leave them as they are"), Uncoded.KEEP),
        ):
            self.uncoded.addItem(text, mode)
        question = QLabel(tr("Excerpts that are not coded any more:"))
        question.setBuddy(self.uncoded)
        self.uncoded.setAccessibleName(question.text())
        line = QHBoxLayout()
        line.addWidget(question)
        line.addWidget(self.uncoded)
        line.addStretch(1)
        self.column.insertLayout(1, line)
        self.open_button = QPushButton(tr("Open the file"))
        self.open_button.clicked.connect(self._open)
        self.buttons.addButton(self.open_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.open_button.hide()
        self.setTabOrder(self.uncoded, self.list)
        self.widths(210, 270)
        self.uncoded.currentIndexChanged.connect(self._prepare)
        self.main.clicked.connect(self._write)
        self._prepare()

    def _prepare(self) -> None:
        project, path = self.session.project, self.path
        mode = Uncoded(self.uncoded.currentData())
        self._prepared = None
        self.tell(tr("Looking at what has changed…"))

        def work(task: Task) -> Refresh:
            return prepare(project, path, uncoded=mode, job=task)

        self.begin(self.session.read("refresh report", work, self._show, self.fail))

    def _show(self, prepared: Refresh) -> None:
        self._prepared = prepared
        self.list.clear()
        for change in prepared.changes:
            words = shown_words(change)
            item = QTreeWidgetItem([what_words(change.what), place_words(change), words])
            for number in range(3):
                item.setToolTip(number, words if number == 2 else item.text(number))
            self.list.addTopLevelItem(item)
        self.end(summary_line(prepared) or tr("The report is up to date."))
        self.main.setEnabled(prepared.merged.writes)
        self.go_first()

    def _write(self) -> None:
        prepared = self._prepared
        if prepared is None:
            return
        self.uncoded.setEnabled(False)

        def work(task: Task) -> Refreshed:
            return refresh(prepared, job=task)

        self.begin(self.session.read("refresh report", work, self._written, self.fail))

    def fail(self, error: UserError) -> None:
        """Say what is in the way; what was listed can be tried again."""
        super().fail(error)
        self.uncoded.setEnabled(True)
        self.main.setEnabled(self._prepared is not None)

    def _written(self, done: Refreshed) -> None:
        lines = [tr("Written to {path}", path=done.path)]
        if done.kept is not None:
            lines.append(tr("The old file is kept as {path}", path=done.kept))
        if self._prepared is not None and self._prepared.contents_change:
            lines.append(contents_line())
        self.end("\n".join(lines))
        self.main.hide()
        self.open_button.show()
        self.open_button.setDefault(True)
        self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.leave.setText(tr("Close"))

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.path)))
