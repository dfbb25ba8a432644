"""A survey from a table: what its columns hold, what a document will look like, what would come.

The file is read in the background, and all of it comes in as one operation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qcode.model.errors import UserError
from qcode.model.survey import By, SurveyChoices
from qcode.services.language import tr
from qcode.services.messages import sentence
from qcode.services.survey_choosing import Proposal, propose
from qcode.services.survey_files import SUFFIXES, SurveyFile, read_survey
from qcode.services.survey_importing import SurveyResult, import_survey
from qcode.services.survey_plan import SurveyPlan, plan_survey, sample
from qcode.services.survey_records import list_surveys
from qcode.services.survey_words import plan_words, warning_words, way_words
from qcode.ui.accessible import announce
from qcode.ui.choice_box import ChoiceBox
from qcode.ui.dialog_looks import foot_of, form_of_choices, heading, narrow, page_of
from qcode.ui.exchange.parts import Progress, problem_label
from qcode.ui.file_questions import ask_for_file
from qcode.ui.found.parts import quiet
from qcode.ui.messages import answers
from qcode.ui.runner import Task
from qcode.ui.session import Session
from qcode.ui.sized import resize_by_letters
from qcode.ui.splitter import Splitter

from .columns import SurveyColumns
from .sample import SurveySample


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file that was read, what is proposed for it, and the surveys that are here."""

    file: SurveyFile
    proposal: Proposal
    known: tuple[str, ...]


_Propose = Callable[[SurveyFile], Proposal]


def ask_for_survey(session: Session, parent: QWidget) -> QFileDialog:
    """Ask for a file, and open the dialog on it. Returns at once."""
    return ask_for_file(
        parent,
        tr("Import survey"),
        session.project.path.parent,
        kind=tr("Tables"),
        suffixes=SUFFIXES,
        then=lambda path: SurveyDialog(session, path, parent).open(),
    )


class SurveyDialog(QDialog):
    """Shows what a survey would bring, as its columns are said to be, and brings it in."""

    def __init__(self, session: Session, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Import survey"))
        self._session, self._path = session, path
        self._opened: _Opened | None = None
        self._plan: SurveyPlan | None = None
        self._task: Task | None = None
        self.names = ChoiceBox()
        self.sheets = ChoiceBox()
        self.ways = ChoiceBox()
        self.columns = SurveyColumns()
        self.sample = SurveySample()
        self.summary = QLabel()
        self.warnings = quiet()
        self.problem = problem_label()
        self.progress = Progress()
        self.import_button = QPushButton(tr("Import"))
        self._cancel = QPushButton(tr("Cancel"))
        self._form = form_of_choices()
        self._build()
        self._lay_out()
        self._read(lambda file: propose(session.project, file))

    def _build(self) -> None:
        for by in By:
            self.ways.addItem(way_words(by), by)
        self.names.setAccessibleName(tr("Survey"))
        self.sheets.setAccessibleName(tr("Sheet"))
        self.ways.setAccessibleName(tr("Documents"))
        self.summary.setWordWrap(True)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.import_button.setDefault(True)
        self.import_button.setEnabled(False)
        self._cancel.setAutoDefault(False)
        self.import_button.clicked.connect(self.bring_in)
        self._cancel.clicked.connect(self.reject)
        self.names.activated.connect(self._take_name)
        self.sheets.activated.connect(self._take_name)
        self.ways.activated.connect(self._propose)
        self.columns.changed.connect(self._propose)

    def _lay_out(self) -> None:
        left = QWidget()
        page = QVBoxLayout(left)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(10)
        form = self._form
        narrow((self.names, self.sheets, self.ways))
        form.addRow(tr("Survey"), self.names)
        form.addRow(tr("Sheet"), self.sheets)
        form.addRow(tr("Documents"), self.ways)
        page.addLayout(form)
        page.addWidget(heading(tr("What the columns hold")))
        page.addWidget(self.columns, 1)
        right = QWidget()
        shown = QVBoxLayout(right)
        shown.setContentsMargins(0, 0, 0, 0)
        shown.setSpacing(8)
        shown.addWidget(heading(tr("What a document will look like")))
        shown.addWidget(self.sample, 1)
        parts = Splitter(width=16, reachable=True)
        parts.add(left, tr("Columns"))
        parts.add(right, tr("Preview"))
        parts.setSizes([420, 440])
        told = (self.summary, self.warnings, self.problem, self.progress)
        whole = page_of(self)
        whole.addWidget(parts, 1)
        whole.addLayout(foot_of(told, answers(self.import_button, self._cancel)))
        resize_by_letters(self, 900, 640)

    # -- reading

    def _read(self, proposed: _Propose) -> None:
        path, project, opened = self._path, self._session.project, self._opened

        def work(_task: Task) -> _Opened:
            file = read_survey(path) if opened is None else opened.file
            known = tuple(each.name for each in list_surveys(project))
            return _Opened(file, proposed(file), known)

        self.progress.begin(tr("Reading {file}…", file=path.name))
        self._session.read("survey file", work, self._show_file, self._explain)

    def _show_file(self, opened: _Opened) -> None:
        self._opened = opened
        proposal = opened.proposal
        self.names.clear()
        for name in opened.known:
            self.names.addItem(tr("Go on with “{name}”", name=name), name)
        self.names.addItem(tr("A new survey"), "")
        known = proposal.known
        self.names.setCurrentIndex(self.names.findData("" if known is None else known.name))
        self._form.setRowVisible(self.names, bool(opened.known))
        self.sheets.clear()
        for sheet in opened.file.sheets:
            self.sheets.addItem(sheet.name, sheet.name)
        self.sheets.setCurrentIndex(self.sheets.findData(proposal.sheet.name))
        self._form.setRowVisible(self.sheets, len(opened.file.sheets) > 1)
        self.ways.setCurrentIndex(self.ways.findData(proposal.choices.by))
        self.ways.setEnabled(known is None)
        self.columns.show_sheet(proposal.sheet, proposal.choices)
        self._propose()
        if self.columns.roles:
            self.columns.roles[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_name(self) -> None:
        """Read the columns as the survey has them that is chosen, or as they seem to be."""
        name, sheet = self.names.currentData(), self.sheets.currentData() or ""
        project = self._session.project

        def proposed(file: SurveyFile) -> Proposal:
            if name:
                return propose(project, file, name=name, sheet=sheet)
            return propose(project, file, sheet=sheet, again=False)

        self._read(proposed)

    @property
    def choices(self) -> SurveyChoices:
        """What is chosen now."""
        return replace(self.columns.choices, by=By(self.ways.currentData()))

    def _propose(self) -> None:
        """Find out in the background what would come as it is chosen now."""
        if self._opened is None:
            return
        project, proposal, choices = self._session.project, self._opened.proposal, self.choices
        self.import_button.setEnabled(False)

        def work(task: Task) -> SurveyPlan:
            return plan_survey(project, proposal.sheet, choices, proposal.name, job=task)

        self._session.read("survey plan", work, self._show, self._explain)

    def _show(self, plan: SurveyPlan) -> None:
        self._plan = plan
        self.progress.end()
        self.problem.hide()
        self.sample.show_text(sample(plan.people, plan.choices))
        self.summary.setText(" ".join(plan_words(plan)))
        warnings = "\n".join(warning_words(plan))
        self.warnings.setText(warnings)
        self.warnings.setVisible(bool(warnings))
        known = plan.known
        self.import_button.setEnabled(bool(plan) or known is None or known.choices != plan.choices)
        announce(self, self.summary.text())

    def _explain(self, error: UserError) -> None:
        self._task, self._plan = None, None
        self.progress.end()
        self.summary.setText("")
        self.warnings.hide()
        self.sample.show_text(None)
        self.import_button.setEnabled(False)
        self.columns.setEnabled(True)
        self.problem.setText(sentence(error))
        self.problem.show()
        announce(self, self.problem.text())

    # -- doing it

    def bring_in(self) -> None:
        """Bring it in, as one operation, and close; say it here if that fails."""
        opened, plan = self._opened, self._plan
        if opened is None or plan is None or not self.import_button.isEnabled():
            return
        session, proposal, choices = self._session, opened.proposal, plan.choices
        job = self._task = Task(0, "survey-in", session.runner)
        job.progressed.connect(self.progress.tell)
        self.progress.begin(tr("Importing…"))
        for part in (self.columns, self.names, self.sheets, self.ways, self.import_button):
            part.setEnabled(False)
        self._cancel.setFocus()

        def done(result: SurveyResult) -> None:
            job.deleteLater()
            self._task = None
            if result.documents:
                session.show_document(result.documents[0])
            self.accept()

        session.do(
            lambda: import_survey(session.project, proposal.sheet, choices, proposal.name, job=job),
            done,
            failed=self._explain,
        )

    def reject(self) -> None:
        """Stop what is under way and close; what is not whole does not come in."""
        if self._task is not None:
            self._task.cancel()
        super().reject()
