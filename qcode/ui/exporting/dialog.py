"""The export: what goes out, under which title, in which language; then where to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qcode.model.errors import UserError
from qcode.model.report import ReportOptions
from qcode.services.exporting import ExportResult, export
from qcode.services.file_words import in_use_words, loss_words
from qcode.services.language import catalogue, current_language, mark, tr, trn
from qcode.services.messages import sentence
from qcode.services.report_words import describe_selection
from qcode.services.retrieval import Selection, find_segments
from qcode.ui.accessible import announce
from qcode.ui.runner import Task
from qcode.ui.session import Session
from qcode.ui.sized import by_letters

from .choices import Choices

FORMATS: Mapping[str, str] = {
    ".docx": mark("Word document"),
    ".html": mark("Web page"),
    ".xlsx": mark("Excel workbook"),
    ".md": mark("Markdown text"),
    ".csv": mark("Table (CSV)"),
    ".json": mark("Data (JSON)"),
}


@dataclass(frozen=True, slots=True)
class _Preview:
    """What a selection would give."""

    filter: str
    excerpts: int
    documents: int


class ExportDialog(QDialog):
    """Chooses, writes, and says what came of it: three pages in one place."""

    def __init__(self, session: Session, selection: Selection, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Export"))
        self._session = session
        self._task: Task | None = None
        self._result: ExportResult | None = None
        self._choices = Choices(session, selection)
        self._choices.changed.connect(self._preview)
        self._pages = QStackedWidget()
        for page in (self._choices, self._progress_page(), self._result_page()):
            self._pages.addWidget(page)
        self._problem = QLabel()
        self._problem.setWordWrap(True)
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self._problem.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._problem)
        layout.addWidget(self._buttons())
        self.setMinimumWidth(by_letters(self, 520))
        self._preview()

    def _progress_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        self._doing = QLabel()
        self._doing.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        column.addStretch(1)
        column.addWidget(self._doing)
        column.addWidget(self._bar)
        column.addStretch(2)
        return page

    def _result_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        self._done = QLabel()
        self._done.setWordWrap(True)
        self._done.setTextFormat(Qt.TextFormat.PlainText)
        self._done.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self._done, 0, Qt.AlignmentFlag.AlignTop)
        column.addStretch(1)
        return page

    def _buttons(self) -> QDialogButtonBox:
        role = QDialogButtonBox.ButtonRole
        box = QDialogButtonBox()
        self._main = QPushButton()
        self._main.setDefault(True)
        self._main.clicked.connect(self._ask_where)
        self._open = QPushButton(tr("Open the file"))
        self._open.clicked.connect(lambda: self._show(folder=False))
        self._folder = QPushButton(tr("Show in folder"))
        self._folder.clicked.connect(lambda: self._show(folder=True))
        self._leave = QPushButton(tr("Cancel"))
        self._leave.setAutoDefault(False)
        for button in (self._main, self._open, self._folder):
            box.addButton(button, role.ActionRole)
        box.addButton(self._leave, role.RejectRole)
        box.rejected.connect(self._cancel)
        self._open.hide()
        self._folder.hide()
        return box

    # -- choosing

    def selection(self) -> Selection:
        """Return what is chosen now."""
        return self._choices.selection()

    def main_text(self) -> str:
        """Return what the main button says."""
        return self._main.text()

    def _preview(self) -> None:
        project, selection = self._session.project, self.selection()
        self._main.setEnabled(False)

        def work(_task: Task) -> _Preview:
            found = find_segments(project, selection)
            words = describe_selection(project, selection, catalogue(current_language()))
            return _Preview(words, len(found), len({segment.document for segment in found}))

        self._session.read("export preview", work, self._show_preview)

    def _show_preview(self, preview: _Preview) -> None:
        if self._pages.currentIndex() != 0:
            return
        excerpts = trn("{n} excerpt", "{n} excerpts", preview.excerpts)
        documents = trn("{n} document", "{n} documents", preview.documents)
        self._choices.show_filter(
            preview.filter, tr("{excerpts} in {documents}", excerpts=excerpts, documents=documents)
        )
        self._main.setText(trn("Export {n} excerpt…", "Export {n} excerpts…", preview.excerpts))
        self._main.setEnabled(preview.excerpts > 0)

    # -- writing

    def _ask_where(self) -> None:
        filters = {
            f"{tr(name)} (*{suffix})": suffix  # marked in FORMATS
            for suffix, name in FORMATS.items()
        }
        title = self._choices.title() or self._choices.default_title()
        folder = self._session.project.path.parent
        ask = QFileDialog(self, tr("Export"), str(folder / f"{_file_name(title)}.docx"))
        ask.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ask.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        ask.setNameFilters(list(filters))
        ask.setDefaultSuffix("docx")
        ask.filterSelected.connect(lambda chosen: ask.setDefaultSuffix(filters[chosen][1:]))
        ask.fileSelected.connect(lambda name: self.write(Path(name)))
        ask.selectFile(f"{_file_name(title)}.docx")
        ask.open()

    def write(self, path: Path) -> None:
        """Write what is chosen to a file, in the format of its name."""
        project, selection = self._session.project, self.selection()
        title, language = self._choices.title(), self._choices.language()
        self._problem.hide()
        self._doing.setText(tr("Writing {file}…", file=path.name))
        self._bar.setRange(0, 0)
        self._pages.setCurrentIndex(1)
        self._main.setEnabled(False)

        def work(task: Task) -> ExportResult:
            options = ReportOptions(title=title, language=language)
            return export(project, path, selection, options=options, job=task)

        self._task = self._session.read("export", work, self._written, self._failed)
        self._task.progressed.connect(self._show_progress)

    def _show_progress(self, done: int, total: int, _detail: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _failed(self, error: UserError) -> None:
        self._back()
        self._problem.setText(sentence(error))
        self._problem.show()
        announce(self, self._problem.text())

    def _back(self) -> None:
        self._task = None
        self._pages.setCurrentIndex(0)
        self._main.setEnabled(True)

    def _written(self, result: ExportResult) -> None:
        self._task, self._result = None, result
        excerpts = trn("{n} excerpt", "{n} excerpts", result.segments)
        lines = [tr("{excerpts} written to {path}", excerpts=excerpts, path=result.path)]
        if result.in_use is not None:
            lines.append(in_use_words(result.in_use))
        losses = [loss_words(loss) for loss in result.losses]
        if losses:
            lines += ["", tr("Not everything could be carried over:"), *losses]
        self._done.setText("\n".join(lines))
        self._pages.setCurrentIndex(2)
        self._main.hide()
        self._open.show()
        self._folder.show()
        self._open.setDefault(True)
        self._open.setFocus(Qt.FocusReason.OtherFocusReason)
        self._leave.setText(tr("Close"))
        announce(self, lines[0])

    def result_text(self) -> str:
        """Return what came of it, in words; "" before."""
        return self._done.text()

    def _show(self, *, folder: bool) -> None:
        if self._result is not None:
            path = self._result.path
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent if folder else path)))

    def _cancel(self) -> None:
        """Stop writing, or close when nothing is being written."""
        if self._task is None:
            self.reject()
        else:
            self._task.cancel()
            self._back()

    def reject(self) -> None:
        """Close; what is being written is stopped, and leaves nothing behind."""
        if self._task is not None:
            self._task.cancel()
        super().reject()


def _file_name(title: str) -> str:
    """Return a title without what a file name cannot have."""
    kept = "".join(" " if c in '<>:"/\\|?*' or ord(c) < 32 else c for c in title)
    return " ".join(kept.split()).strip(". ")[:80]
