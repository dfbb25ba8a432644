"""Coded passages from a table: what its columns say, what was found in the texts, what would come.

The file is read and the passages are found in the background; all of it comes in as one operation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qcode.formats.coded_rows import CodedSheet
from qcode.model.coded_table import Role
from qcode.model.document import DocumentId
from qcode.model.errors import UserError
from qcode.services.coded_tables import (
    SUFFIXES,
    CodedTable,
    CodingsPlan,
    CodingsResult,
    choose_rows,
    import_codings,
    plan_codings,
    read_table,
    save_lost,
)
from qcode.services.coded_words import (
    brought_words,
    counts_words,
    new_code_words,
    program_words,
    unknown_words,
)
from qcode.services.language import tr
from qcode.services.messages import sentence
from qcode.services.passage_finding import LEAST, FindOptions, FoundRow
from qcode.services.passage_places import ShownPlace, shown_places
from qcode.services.projects import Project
from qcode.ui.accessible import announce
from qcode.ui.choice_box import ChoiceBox
from qcode.ui.dialog_looks import form_of_choices, heading, narrow, page_of
from qcode.ui.exchange.parts import Progress, problem_label
from qcode.ui.field import NumberField
from qcode.ui.file_questions import ask_for_file, ask_where
from qcode.ui.found.parts import one_line, quiet
from qcode.ui.messages import answers
from qcode.ui.runner import Task
from qcode.ui.scrolled import Scrolled
from qcode.ui.session import Session
from qcode.ui.sized import resize_by_letters
from qcode.ui.splitter import Splitter

from .columns import CodingColumns
from .rows import Listed
from .view import FoundView

_WAIT = 400  # ms until a number that is being typed counts


@dataclass(frozen=True, slots=True)
class _Found:
    """A plan, and what is needed to show its rows."""

    plan: CodingsPlan
    listed: Listed


def ask_for_codings(session: Session, parent: QWidget) -> QFileDialog:
    """Ask for a file, and open the dialog on it. Returns at once."""
    return ask_for_file(
        parent,
        _title(),
        session.project.path.parent,
        kind=tr("Tables"),
        suffixes=SUFFIXES,
        then=lambda path: CodingsDialog(session, path, parent).open(),
    )


def _title() -> str:
    return tr("Coded passages from a table")


class CodingsDialog(QDialog):
    """Shows where the passages of a table are in the texts, and codes them."""

    def __init__(self, session: Session, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_title())
        self._session, self._path = session, path
        self._table: CodedTable | None = None
        self._plan: CodingsPlan | None = None
        self._task: Task | None = None
        self.sheets = ChoiceBox()
        self.documents = ChoiceBox()
        self.likeness = NumberField()
        self.columns = CodingColumns()
        self.found = FoundView()
        self.origin = quiet()
        self.summary = QLabel()
        self.warnings = quiet()
        self.problem = problem_label()
        self.progress = Progress()
        self.import_button = QPushButton(tr("Import"))
        self.save_button = QPushButton(tr("Save the rows without a place…"))
        self._cancel = QPushButton(tr("Cancel"))
        self._form = form_of_choices()
        self._wait = QTimer(self)
        self._build()
        self._lay_out()
        self.progress.begin(tr("Reading {file}…", file=path.name))
        session.read("codings file", lambda _task: read_table(path), self._show_file, self._explain)

    def _build(self) -> None:
        self.sheets.setAccessibleName(tr("Sheet"))
        self.documents.setAccessibleName(tr("Document"))
        self.likeness.setAccessibleName(tr("How like a passage must be"))
        self.likeness.setRange(50, 100)
        self.likeness.setSuffix(" %")
        self.likeness.setValue(round(LEAST * 100))
        self.summary.setWordWrap(True)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.import_button.setDefault(True)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT)
        for button in (self.import_button, self.save_button):
            button.setEnabled(False)
        for button in (self.save_button, self._cancel):
            button.setAutoDefault(False)
        self.import_button.clicked.connect(self.bring_in)
        self.save_button.clicked.connect(self._ask_where)
        self._cancel.clicked.connect(self.reject)
        self.sheets.activated.connect(self._take_sheet)
        self.documents.activated.connect(self._look)
        self.likeness.valueChanged.connect(lambda _value: self._wait.start())
        self._wait.timeout.connect(self._look)
        self.columns.changed.connect(self._look)
        self.found.ticks_changed.connect(self._leave)
        self.found.places_wanted.connect(self._look_at_places)

    def _lay_out(self) -> None:
        left = QWidget()
        page = QVBoxLayout(left)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(10)
        form = self._form
        narrow((self.sheets, self.documents))
        form.addRow(tr("Sheet"), self.sheets)
        form.addRow(tr("Document"), self.documents)
        form.addRow(tr("At least like it"), self.likeness)
        page.addWidget(self.origin)
        page.addLayout(form)
        page.addWidget(heading(tr("What the columns hold")))
        page.addWidget(self.columns, 1)
        parts = Splitter(width=16, reachable=True)
        parts.add(Scrolled(left), tr("Columns"))
        parts.add(self.found, tr("Passages"))
        parts.setSizes([330, 610])
        told = (self.summary, self.warnings, self.problem, self.progress)
        buttons = answers(self.import_button, self._cancel)
        whole = page_of(self)
        whole.addWidget(parts, 1)
        for part in told:  # over the buttons, which need the width of a small screen
            whole.addWidget(part)
        foot = QHBoxLayout()
        foot.addWidget(self.save_button)
        foot.addStretch(1)
        foot.addWidget(buttons)
        whole.addLayout(foot)
        resize_by_letters(self, 980, 660)

    # -- reading

    def _show_file(self, table: CodedTable) -> None:
        self._table = table
        for sheet in table.sheets:
            self.sheets.addItem(sheet.name, sheet.name)
        self._form.setRowVisible(self.sheets, len(table.sheets) > 1)
        self._take_sheet()
        if self.columns.roles:
            next(iter(self.columns.roles.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _sheet(self) -> CodedSheet | None:
        name = self.sheets.currentData() or ""
        return None if self._table is None else self._table.sheet(name)

    def _take_sheet(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        words = program_words(sheet.program)
        self.origin.setText(words)
        self.origin.setVisible(bool(words))
        self.found.model.forget_ticks()
        self.columns.show_sheet(sheet)
        self._look()

    @property
    def options(self) -> FindOptions:
        """How passages are looked for, as it is chosen now."""
        number = self.documents.currentData()
        return FindOptions(
            self.likeness.value() / 100,
            None if number is None else DocumentId(number),
            self.columns.named,
        )

    def _look(self) -> None:
        """Find the passages in the background, as it is chosen now."""
        sheet, project = self._sheet, self._session.project
        if sheet is None:
            return
        choices, options, rows = self.columns.choices, self.options, self.found.model.choices
        self._begin(tr("Looking for the passages…"))

        def work(task: Task) -> _Found:
            return _found(
                project, plan_codings(project, sheet, choices, options, rows=rows, job=task)
            )

        self._ask(work)

    def _leave(self) -> None:
        """Plan again with other choices of rows; what was found stays."""
        plan, project, rows = self._plan, self._session.project, self.found.model.choices
        if plan is None:
            return

        def work(_task: Task) -> CodingsPlan:
            return choose_rows(project, plan, rows)

        self.import_button.setEnabled(False)
        self._session.read("codings plan", work, self._tell, self._explain)

    def _look_at_places(self, row: FoundRow) -> None:
        """Show where a row could be, with the words around each place."""
        project = self._session.project

        def work(_task: Task) -> tuple[FoundRow, tuple[ShownPlace, ...]]:
            return row, shown_places(project, row)

        self._session.read("codings places", work, self.found.show_places)

    def _begin(self, words: str) -> None:
        self.import_button.setEnabled(False)
        self.save_button.setEnabled(False)
        self.progress.begin(words)

    def _ask(self, work: Callable[[Task], _Found]) -> None:
        task = self._session.read("codings plan", work, self._show, self._explain)
        task.progressed.connect(self.progress.tell)

    def _show(self, found: _Found) -> None:
        self.problem.hide()
        self._show_documents(found)
        self.found.show_rows(found.listed)
        self.columns.show_unknown(found.plan.found.unknown, found.listed.documents)
        self._tell(found.plan)

    def _show_documents(self, found: _Found) -> None:
        """Offer the documents; without a choice the table says which, if it does."""
        if not self.documents.count():
            self.documents.addItem("", None)
            for number, name in found.listed.documents.items():
                self.documents.addItem(name, number)
        named = found.plan.choices.column(Role.DOCUMENT) is not None
        self.documents.setItemText(0, tr("As the table says") if named else tr("Any"))

    def _tell(self, plan: CodingsPlan) -> None:
        """Say what would come."""
        self._plan = plan
        self.progress.end()
        self.summary.setText(" ".join((*counts_words(plan), *brought_words(plan))))
        more = "\n".join(filter(None, (new_code_words(plan), unknown_words(plan))))
        self.warnings.setText(more)
        self.warnings.setVisible(bool(more))
        self.import_button.setEnabled(plan.brings)
        self.save_button.setEnabled(bool(plan.lost()))
        announce(self, self.summary.text())

    def _explain(self, error: UserError) -> None:
        self._task, self._plan = None, None
        self.progress.end()
        self.summary.setText("")
        self.warnings.hide()
        self.found.show_rows(Listed())
        self.import_button.setEnabled(False)
        self.save_button.setEnabled(False)
        self.columns.setEnabled(True)
        self.problem.setText(sentence(error))
        self.problem.show()
        announce(self, self.problem.text())

    # -- what could not be found

    def _ask_where(self) -> None:
        place = self._path.with_name(tr("{name}, not coded", name=self._path.stem) + ".csv")
        title = tr("Save the rows without a place")
        ask_where(self, title, place, kind="CSV", then=self.save)

    def save(self, out: Path) -> None:
        """Write the rows without a place; the dialog stays."""
        plan, session = self._plan, self._session
        if plan is None:
            return

        def done(_count: int) -> None:
            session.told.emit(tr("Written: {path}", path=out))

        def work(_task: Task) -> int:
            return save_lost(plan, out, overwrite=True)

        session.read("codings lost", work, done)

    # -- doing it

    def bring_in(self) -> None:
        """Code what was found, as one operation, and close; say it here if that fails."""
        plan = self._plan
        if plan is None or not self.import_button.isEnabled():
            return
        session, name = self._session, self._path.name
        job = self._task = Task(0, "codings-in", session.runner)
        job.progressed.connect(self.progress.tell)
        self._begin(tr("Importing…"))
        for part in (self.columns, self.sheets, self.documents, self.likeness, self.found):
            part.setEnabled(False)
        self._cancel.setFocus()

        def done(_result: CodingsResult) -> None:
            job.deleteLater()
            self._task = None
            self.accept()

        session.do(
            lambda: import_codings(session.project, plan, name, job=job),
            done,
            failed=self._fail,
        )

    def _fail(self, error: UserError) -> None:
        for part in (self.sheets, self.documents, self.likeness, self.found):
            part.setEnabled(True)
        self._explain(error)

    def reject(self) -> None:
        """Stop what is under way and close; what is not whole does not come in."""
        if self._task is not None:
            self._task.cancel()
        super().reject()


def _found(project: Project, plan: CodingsPlan) -> _Found:
    """Return a plan with the passages of those rows whose words they are not, or that have none."""
    passages = {
        each.row.number: project.text(each.place.document).text[slice(*each.place.span)]
        for each in plan.found.rows
        if each.place is not None and (not each.place.exact or not each.row.quote)
    }
    names = {row.id: row.name for row in project.documents()}
    short = {number: one_line(words) for number, words in passages.items()}
    return _Found(plan, Listed(plan.found.rows, names, short))
