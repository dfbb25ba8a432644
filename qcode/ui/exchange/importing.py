"""Another program's project: what it would bring, shown before anything of it comes in.

In an open project it is added as one operation; without one it becomes a project of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qcode.formats.exchange import ExchangeProject
from qcode.model.courtesy import let_go
from qcode.model.errors import UserError
from qcode.services import exchange_files, exchange_in, settings
from qcode.services.coded_files import read_coded
from qcode.services.exchange_in import ExchangeResult
from qcode.services.exchange_plan import Choices, ExchangePlan, Noun
from qcode.services.exchange_turns import Spoken, with_turns
from qcode.services.exchange_words import (
    brought_words,
    clash_words,
    is_unsure,
    kept_words,
    noun_words,
    offset_words,
    origin_words,
    source_names,
)
from qcode.services.file_words import loss_words
from qcode.services.language import current_language, grouped, tr, trn
from qcode.services.messages import sentence
from qcode.services.projects import Project
from qcode.ui.accessible import announce
from qcode.ui.dialog_looks import dress_list, foot_of, heading, page_of
from qcode.ui.file_questions import ask_where
from qcode.ui.found.parts import quiet
from qcode.ui.messages import answers
from qcode.ui.runner import Runner, Task
from qcode.ui.session import Session
from qcode.ui.sized import resize_by_letters
from qcode.ui.ticks import Tick

from .parts import Progress, fit_height, problem_label, sections, told

_SUFFIX = ".qcode"
_NUMBERS = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class _Proposal:
    """A project that was read, with the turns found in it too, and what taking it in would do.

    `notes` says what somebody should know before it comes in.
    """

    exchange: ExchangeProject
    spoken: Spoken
    plan: ExchangePlan
    notes: str


def ask_for_project(parent: QWidget, folder: Path, *, coded: bool = False) -> QFileDialog:
    """Return a question for a project of another program, to be opened and listened to.

    `coded`: for a document with codes in its comments or marks instead.
    """
    suffixes = exchange_files.coded_suffixes() if coded else exchange_files.readable_suffixes()
    known = " ".join(f"*{suffix}" for suffix in suffixes)
    what = tr("Files coded by hand") if coded else tr("Projects")
    ask = QFileDialog(parent, _title(coded=coded), str(folder))
    ask.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    ask.setFileMode(QFileDialog.FileMode.ExistingFile)
    ask.setNameFilters([f"{what} ({known})", f"{tr('All files')} (*)"])
    return ask


def _title(*, coded: bool) -> str:
    if coded:
        return tr("Import a file coded by hand")
    return tr("Import another program's project")


class ImportProject(QDialog):
    """Reads a project in the background, shows what it would bring, and takes it in.

    Without a `session` it becomes a project file of its own, which `made` brings, open. `coded`:
    it is a document whose comments or marks are codes, and so are `others`.
    """

    made = Signal(object)  # Project

    def __init__(
        self,
        runner: Runner,
        path: Path,
        parent: QWidget | None = None,
        *,
        session: Session | None = None,
        coded: bool = False,
        others: Sequence[Path] = (),
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_title(coded=coded))
        self._runner, self._path, self._session = runner, path, session
        self._coded, self._paths = coded, (path, *others)
        self._page = page_of(self)
        self._proposal: _Proposal | None = None
        self._task: Task | None = None
        self.origin = quiet()
        self.table = QTableWidget(0, 4)
        self.update_tick = Tick()
        self.turns_tick = Tick()
        self.notes = told(tr("What to know about the import"))
        self.summary = QLabel()
        self.problem = problem_label()
        self.progress = Progress()
        self.import_button = QPushButton()
        self._cancel = QPushButton(tr("Cancel"))
        self._build()
        self._lay_out()
        self._read()

    def _build(self) -> None:
        table = self.table
        for number, text in enumerate(("", tr("New"), tr("Known"), tr("Different here"))):
            heading = QTableWidgetItem(text)
            heading.setTextAlignment(_NUMBERS)
            table.setHorizontalHeaderItem(number, heading)
        table.setAccessibleName(tr("What is in the file"))
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        line = table.fontMetrics().height()
        table.verticalHeader().setDefaultSectionSize(line + 8)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        dress_list(table)
        self.update_tick.hide()
        self.turns_tick.hide()
        self.turns_tick.setChecked(True)
        self.summary.setWordWrap(True)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.import_button.setText(tr("Import") if self._session else tr("Make a project…"))
        self.import_button.setDefault(True)
        self.import_button.setEnabled(False)
        self._cancel.setAutoDefault(False)
        self.import_button.clicked.connect(self._go)
        self._cancel.clicked.connect(self.reject)
        self.update_tick.toggled.connect(self._offer)

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(heading(", ".join(each.name for each in self._paths)))
        head.addWidget(self.origin)
        head.addWidget(self.problem)
        buttons = answers(self.import_button, self._cancel)
        page = self._page
        page.addLayout(head)
        page.addWidget(self.table, 3)
        page.addWidget(self.notes, 2)
        page.addWidget(self.turns_tick)
        page.addWidget(self.update_tick)
        page.addLayout(foot_of((self.summary, self.progress), buttons))
        resize_by_letters(self, 680, 620)

    # -- reading

    def _read(self) -> None:
        path, session, coded, paths = self._path, self._session, self._coded, self._paths
        project = None if session is None else session.project
        coder = settings.coder_name()

        def work(task: Task) -> _Proposal:
            exchange = (
                read_coded(paths, task) if coded else exchange_files.read_project(path, job=task)
            )
            spoken = with_turns(exchange, project, job=task)
            if project is None:
                plan = exchange_in.plan_new(exchange, coder=coder, job=task)
            else:
                plan = exchange_in.plan(project, exchange, job=task)
            return _Proposal(exchange, spoken, plan, _notes(exchange, plan))

        self.progress.begin(tr("Reading {file}…", file=path.name))
        self._task = self._runner.read("exchange-read", work, self._show, self._explain)
        self._task.progressed.connect(self.progress.tell)

    def _show(self, proposal: _Proposal) -> None:
        self._task, self._proposal = None, proposal
        self.progress.end()
        plan = proposal.plan
        named = "" if self._coded else proposal.exchange.name
        self.origin.setText(": ".join(filter(None, (origin_words(plan.origin), named))))
        self._fill(plan)
        if self._session is not None and plan.changed:
            words = trn(
                "Also change {n} thing that is here and differs, as the file has it",
                "Also change {n} things that are here and differ, as the file has them",
                plan.changed,
            )
            self.update_tick.setText(words)
            self.update_tick.show()
        if n := proposal.spoken.documents:
            words = trn(
                "Show who speaks, as found in {n} document",
                "Show who speaks, as found in {n} documents",
                n,
            )
            self.turns_tick.setText(words)
            self.turns_tick.show()
        self.notes.setPlainText(proposal.notes)
        if not proposal.notes:
            self.notes.hide()
        else:  # no higher than what there is to read
            fit_height(self.notes)
        self._shrink()
        self._offer()
        announce(self, self.summary.text())
        (self.import_button if self.import_button.isEnabled() else self._cancel).setFocus()

    def _fill(self, plan: ExchangePlan) -> None:
        rows = [(noun, n) for noun, n in plan.counts.items() if n.new or n.known]
        self.table.setRowCount(len(rows))
        for row, (noun, counts) in enumerate(rows):
            numbers = (counts.new, counts.known, counts.changed)
            cells = (noun_words(noun), *(grouped(number) if number else "" for number in numbers))
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                if column:
                    item.setTextAlignment(_NUMBERS)
                self.table.setItem(row, column, item)
        for column in (2, 3):
            self.table.setColumnHidden(column, not any(n.known for _noun, n in rows))
        head, line = self.table.horizontalHeader(), self.table.verticalHeader()
        high = head.sizeHint().height() + len(rows) * line.defaultSectionSize() + 4
        self.table.setMaximumHeight(high)
        self.table.setMinimumHeight(min(high, 8 * line.defaultSectionSize()))

    def _offer(self) -> None:
        """Say what would be done as it is ticked now."""
        if self._proposal is None:
            return
        plan = self._proposal.plan
        updates = self.update_tick.isChecked() and plan.changed > 0
        empty = not any(counts.new or counts.known for counts in plan.counts.values())
        if empty and not plan.describes:
            self.summary.setText(tr("There is nothing in this project."))
        elif plan.brings:
            self.summary.setText(tr("Comes in: {what}", what=brought_words(plan)))
        else:
            self.summary.setText(tr("All of it is here already."))
        self.import_button.setEnabled((plan.brings or updates) and self._task is None)

    def _explain(self, error: UserError) -> None:
        self._task = None
        self.progress.end()
        self.problem.setText(sentence(error))
        self.problem.show()
        for part in (self.table, self.notes, self.update_tick, self.turns_tick):
            part.setEnabled(True)
        if self._proposal is None:  # there is nothing to show
            self.table.hide()
            self.notes.hide()
            self._shrink()
        self._offer()
        self._cancel.setFocus()
        announce(self, self.problem.text())

    def _shrink(self) -> None:
        """Become as low as what is left to show."""
        self._page.activate()
        rest = 0 if self.table.isHidden() else self.table.maximumHeight()
        rest = max(0, rest - self.table.minimumHeight())  # as high as its rows, if there is room
        most = self.screen().availableGeometry().height() * 9 // 10
        least = self._page.totalHeightForWidth(self.width())
        self.resize(self.width(), max(least, min(least + rest, most)))

    # -- doing it

    def _go(self) -> None:
        if self._session is not None:
            self.take_in()
        else:
            self._ask_where()

    @property
    def _exchange(self) -> ExchangeProject:
        """The project as it is to come in: with the turns that were found, or without."""
        assert self._proposal is not None
        wanted = self.turns_tick.isChecked()
        return self._proposal.spoken.exchange if wanted else self._proposal.exchange

    def _begin(self, task: Task) -> None:
        self._task = task
        self.problem.hide()
        self.progress.begin(tr("Importing…"))
        task.progressed.connect(self.progress.tell)
        ticks = (self.update_tick, self.turns_tick)
        for part in (self.table, self.notes, *ticks, self.import_button):
            part.setEnabled(False)
        self._cancel.setFocus()

    def take_in(self) -> None:
        """Take it into the open project, as one operation, and close."""
        proposal, session = self._proposal, self._session
        if proposal is None or session is None or not self.import_button.isEnabled():
            return
        choices, exchange = Choices(update=self.update_tick.isChecked()), self._exchange
        project, name = session.project, self._path.name
        job = Task(0, "exchange-in", session.runner)
        self._begin(job)

        def done(result: ExchangeResult) -> None:
            job.deleteLater()
            self._task = None
            if result.first is not None:
                session.show_document(result.first)
            later = set(result.losses) - set(proposal.plan.losses)
            if later:
                session.told.emit("\n".join(loss_words(loss) for loss in later))
            self.accept()

        session.do(
            lambda: exchange_in.take_in(project, exchange, choices, name=name, job=job),
            done,
            failed=self._explain,
        )

    def _ask_where(self) -> None:
        place = self._path.with_suffix(_SUFFIX)
        ask_where(self, tr("New project"), place, kind="QCode", then=self.make)

    def make(self, out: Path) -> None:
        """Make a project file of it, and close."""
        proposal = self._proposal
        if proposal is None or not self.import_button.isEnabled():
            return
        name, coder, language = self._path.name, settings.coder_name(), current_language()
        exchange = self._exchange

        def work(task: Task) -> Project:
            project, _result = exchange_files.open_as_project(
                exchange, out, name=name, coder=coder, language=language, job=task
            )
            return project

        def done(project: Project) -> None:
            self._task = None
            self.made.emit(project)
            self.accept()

        self._begin(self._runner.read("exchange-new", work, done, self._explain))

    def done(self, result: int) -> None:
        """Close, and let go of what was read piece by piece: as a whole it is felt."""
        super().done(result)
        proposal, self._proposal = self._proposal, None
        if proposal is None:
            return
        parts: list[object] = []
        for exchange in (proposal.exchange, proposal.spoken.exchange):
            parts += (*exchange.documents, *exchange.segments, *exchange.memos)
        self._runner.read("exchange-end", lambda _task: let_go(parts))

    def reject(self) -> None:
        """Stop what is under way and close: what is not whole leaves nothing."""
        if self._task is not None:
            self._task.cancel()
        super().reject()


def _notes(exchange: ExchangeProject, plan: ExchangePlan) -> str:
    """Return what somebody should know before it comes in."""
    names = source_names(exchange)
    unsure = [found for found in plan.offsets if is_unsure(found)]
    found = sections(
        (
            (
                tr("Comes in under another name, or beside what is here:"),
                (clash_words(clash) for clash in plan.clashes),
            ),
            (
                tr("Where the positions of passages are not certain:"),
                (offset_words(each, names.get(each.source, each.source)) for each in unsure),
            ),
            (
                tr("Does not come in, or not as it was:"),
                (loss_words(loss) for loss in plan.losses),
            ),
        )
    )
    if plan.of(Noun.PARTS).new:
        said = tr("QCode has no place for this. It is kept, and written back in an export:")
        found = "\n\n".join(filter(None, (found, sections([(said, kept_words(exchange))]))))
    if plan.brings:
        return found or tr("All that is in the file comes in as it is.")
    return found or (tr("What differs stays as it is here.") if plan.changed else "")
