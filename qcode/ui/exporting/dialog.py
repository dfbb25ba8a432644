"""The report builder: what goes in and how on the left, the pages as they will be on the right."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from qcode.formats.base import Loss
from qcode.model.errors import UserError
from qcode.model.report import ReportOptions
from qcode.services import cases
from qcode.services.apart import run_beside
from qcode.services.exporting import ExportResult, export, foresee
from qcode.services.language import catalogue, tr, trn
from qcode.services.messages import sentence
from qcode.services.report_formats import writable
from qcode.services.report_memory import LastReport, last_report, remember_report
from qcode.services.report_presets import Preset, taken_over
from qcode.services.report_preview import Taken, taken
from qcode.services.retrieval import Selection
from qcode.ui.dressed import dress_scroll_bar
from qcode.ui.found.parts import column, hairline
from qcode.ui.growing import GrowingDialog
from qcode.ui.rest import single_shot
from qcode.ui.runner import Task
from qcode.ui.session import Session
from qcode.ui.sized import by_letters, resize_by_letters
from qcode.ui.splitter import Splitter

from .choices import Choices
from .foot import Foot
from .groups import Groups
from .presets import PresetBar
from .preview import Preview

_WORD = ".docx"
_AFTER_MS = 120  # of quiet before pages are laid out


class ExportDialog(GrowingDialog):
    """Chooses, shows, writes, and says what came of it."""

    def __init__(self, session: Session, selection: Selection, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Report"))
        self._session = session
        self._task: Task | None = None
        self._taken: Taken | None = None
        self._foreseen = ""  # the suffix of the format that was asked about
        self._shown: tuple[Selection, ReportOptions] | None = None
        self._wait = single_shot(self, _AFTER_MS, self._ask)
        self._grow_by(self._make(selection))

    def _make(self, selection: Selection) -> Iterator[None]:
        last = last_report(self._session.project)
        self._choices = Choices(self._session, selection)
        self.groups = Groups(self._choices)
        self.groups.show_options(last.options)
        yield from self.groups.open_first()
        self.presets = PresetBar(self._session, self.options)
        self.preview = Preview(self._session)
        self.foot = Foot(writable(), last.suffix)
        self._main, self._leave = self.foot.main, self.foot.leave
        self._open, self._folder, self._problem = (
            self.foot.open,
            self.foot.folder,
            self.foot.problem,
        )
        yield
        self._lay_out()
        self._connect()
        self._take()
        self._ask()
        self.presets.box.setFocus()

    def _lay_out(self) -> None:
        side = QScrollArea()
        side.setWidget(self.groups)
        side.setWidgetResizable(True)
        side.setFrameShape(QFrame.Shape.NoFrame)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        dress_scroll_bar(side)
        side.setMinimumWidth(by_letters(self, 330))
        side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        parts = Splitter(reachable=True)
        parts.add(side, tr("Choices"))
        parts.add(self.preview, tr("Preview"))
        parts.setStretchFactor(1, 1)
        parts.setSizes([by_letters(self, 360), by_letters(self, 740)])
        layout = column(self)
        layout.addWidget(self.presets)
        layout.addWidget(hairline())
        layout.addWidget(parts, 1)
        layout.addWidget(hairline())
        layout.addWidget(self.foot)
        resize_by_letters(self, 1120, 800)

    def _connect(self) -> None:
        self._main.setDefault(True)
        self._main.clicked.connect(self._ask_where)
        self._leave.clicked.connect(self._cancel)
        self._choices.changed.connect(self._take)
        self.groups.changed.connect(self._take)
        self.presets.chosen.connect(self._show_preset)
        self.presets.failed.connect(lambda error: self.foot.fail(sentence(error)))
        self.foot.format_chosen.connect(self._take)
        self.preview.ready.connect(self._foresee)
        project = self._session.project
        self._session.read(
            "report attributes",
            lambda _task: [each.name for each in cases.list_attributes(project)],
            self.groups.offer_attributes,
        )

    # -- choosing

    def selection(self) -> Selection:
        """Return what is chosen now."""
        return self._choices.selection()

    def options(self) -> ReportOptions:
        """Return how the report is to be."""
        return self.groups.options()

    def main_text(self) -> str:
        """Return what the main button says."""
        return self._main.text()

    def _show_preset(self, preset: Preset) -> None:
        self.groups.show_options(taken_over(preset.options, self.options()))

    def _take(self) -> None:
        """Take another choice: say at once what can be said, and soon show the pages."""
        options = self.options()
        language = options.language or self._session.project.info.language
        title = self.groups.form.widgets["title"]
        assert isinstance(title, QLineEdit)
        title.setPlaceholderText(self._usual_title(language))
        self.presets.show_match()
        if self._task is None:
            self.foot.choose()
            self._allow()
        if self._shown != (self.selection(), options) or self._foreseen != self.foot.suffix:
            self._wait.start()

    def _usual_title(self, language: str) -> str:
        return catalogue(language).tr("Excerpts by code")

    def _ask(self) -> None:
        project, selection = self._session.project, self.selection()
        if self._shown is None or self._shown[0] != selection:
            self._taken = None
            self._main.setEnabled(False)
            self._session.read(
                "report count", lambda _task: taken(project, selection), self._show_taken
            )
        before, self._shown = self._shown, (selection, self.options())
        self.preview.show_format(word=self.foot.suffix == _WORD)
        if self._taken is not None and not self._taken.excerpts:
            return  # the preview says why there is nothing to see
        if before != self._shown:
            self.preview.ask(*self._shown)  # and then `_foresee`: the first page comes first
        elif not self.preview.busy:
            self._foresee()

    def _foresee(self) -> None:
        """Ask what will not get into a file of the chosen format."""
        if self._shown is None:
            return
        selection, options = self._shown
        project, self._foreseen = self._session.project, self.foot.suffix
        name = Path("report").with_suffix(self._foreseen)

        def work(task: Task) -> tuple[Loss, ...]:
            asked = partial(foresee, out=name, selection=selection, options=options)
            return run_beside(project, asked, task)

        # Where the options mean nothing, the preview says so in the place of pages.
        self._session.read("report losses", work, self.foot.say_left_out, lambda _error: None)

    def _show_taken(self, found: Taken) -> None:
        self._taken = found
        self.foot.count.setText(found.count)
        self.foot.filter.setText(found.filter)
        if self._task is None:
            self._allow()
        if not found.coded:
            self.preview.say(
                tr(
                    "Nothing is coded yet. Mark a passage in a text and give it a code; then there "
                    "is something to report."
                )
            )
        elif not found.excerpts:
            self.preview.say(
                tr("None of the coded passages is chosen. Choose other codes or documents.")
            )

    def _allow(self) -> None:
        """Let the main button say how much goes out."""
        if self._taken is not None:
            count = self._taken.excerpts
            self._main.setText(trn("Export {n} excerpt…", "Export {n} excerpts…", count))
            self._main.setEnabled(count > 0)

    # -- writing

    def _ask_where(self) -> None:
        self.groups.form.settle()
        filters = {f"{each.name} (*{each.suffix})": each.suffix for each in writable()}
        chosen = next(words for words, suffix in filters.items() if suffix == self.foot.suffix)
        options = self.options()
        language = options.language or self._session.project.info.language
        name = _file_name(options.title or self._usual_title(language)) + self.foot.suffix
        folder = self._session.project.path.parent
        ask = QFileDialog(self, tr("Export"), str(folder / name))
        ask.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ask.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        ask.setNameFilters(list(filters))
        ask.selectNameFilter(chosen)
        ask.setDefaultSuffix(self.foot.suffix[1:])
        ask.filterSelected.connect(lambda words: ask.setDefaultSuffix(filters[words][1:]))
        ask.fileSelected.connect(lambda name: self.write(Path(name)))
        ask.selectFile(name)
        ask.open()

    def write(self, path: Path) -> None:
        """Write the report to a file, in the format of its name."""
        project, selection, options = self._session.project, self.selection(), self.options()
        self.foot.begin(path)

        def work(task: Task) -> ExportResult:
            wanted = partial(export, out=path, selection=selection, options=options)
            return run_beside(project, wanted, task)

        self._task = self._session.read("export", work, self._written, self._failed)
        self._task.progressed.connect(self.foot.progress)

    def _failed(self, error: UserError) -> None:
        self._task = None
        self.foot.fail(sentence(error))
        self._allow()

    def _written(self, result: ExportResult) -> None:
        self._task = None
        self.foot.finish(result)

    def result_text(self) -> str:
        """Return what came of it, in words; "" before."""
        return self.foot.done.text()

    # -- the end

    def _cancel(self) -> None:
        """Stop writing, or close when nothing is being written."""
        if self._task is None:
            self.reject()
        else:
            self._task.cancel()
            self._task = None
            self.foot.choose()
            self._allow()

    def done(self, result: int) -> None:
        """Close; what is being written is stopped, and the settings are kept for the next time."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._wait.stop()
        self.preview.stop()
        remember_report(self._session.project, LastReport(self.options(), self.foot.suffix))
        super().done(result)


def _file_name(title: str) -> str:
    """Return a title without what a file name cannot have."""
    kept = "".join(" " if c in '<>:"/\\|?*' or ord(c) < 32 else c for c in title)
    return " ".join(kept.split()).strip(". ")[:80]
