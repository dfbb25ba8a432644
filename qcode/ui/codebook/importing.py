"""A codebook from a file: what it would bring, with a tick on each code that is to come in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from qcode.formats.codebook_base import CodebookFile
from qcode.formats.codebooks import READABLE, Tables, open_file
from qcode.model.code_entries import TEXTS
from qcode.model.codebook import Codebook, CodeId
from qcode.model.codebook_plan import Plan, PlanRow, Status
from qcode.model.errors import UserError
from qcode.services.codebook_importing import import_codebook, out_of_order, plan_import
from qcode.services.codebook_words import conflict_words, field_words
from qcode.services.file_words import loss_words
from qcode.services.language import tr, trn
from qcode.services.messages import sentence
from qcode.ui.accessible import announce
from qcode.ui.dialog_looks import dress_list, dress_text, foot_of, heading, page_of
from qcode.ui.file_questions import ask_for_file
from qcode.ui.found.parts import quiet
from qcode.ui.messages import answers
from qcode.ui.runner import Task
from qcode.ui.session import Session
from qcode.ui.sized import resize_by_letters
from qcode.ui.splitter import Splitter
from qcode.ui.ticks import Tick

from .columns import ColumnsForm
from .rows import Column, PlanDelegate, PlanModel


@dataclass(frozen=True, slots=True)
class _Proposal:
    """A codebook and what bringing it in would do."""

    file: CodebookFile
    plan: Plan
    unordered: int


def ask_for_codebook(
    session: Session, codebook: Codebook, under: CodeId | None, parent: QWidget
) -> QFileDialog:
    """Ask for a file, and open the dialog on it. Returns at once."""
    return ask_for_file(
        parent,
        tr("Import codebook"),
        session.project.path.parent,
        kind=tr("Codebooks"),
        suffixes=READABLE,
        then=lambda path: ImportCodebook(session, path, codebook, under, parent).open(),
    )


class ImportCodebook(QDialog):
    """Reads a file in the background, shows what it would bring, and does what is ticked."""

    def __init__(
        self,
        session: Session,
        path: Path,
        codebook: Codebook,
        under: CodeId | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Import codebook"))
        self._session, self._path, self._chosen = session, path, under
        self._opened: CodebookFile | Tables | None = None
        self._proposal: _Proposal | None = None
        self.columns = ColumnsForm()
        self.rows = PlanModel(self)
        self.tree = QTreeView()
        self.about = QPlainTextEdit()
        self.under = Tick(tr("Put them under “{code}”", code=codebook[under].name) if under else "")
        self.order = Tick()
        self.only_changes = Tick(tr("Only what changes"))
        self.summary = QLabel(tr("Reading {file}…", file=path.name))
        self.losses = quiet()
        self.problem = QLabel()
        self.import_button = QPushButton(tr("Import"))
        self._build()
        self._lay_out()
        session.read("codebook file", lambda _task: open_file(path), self._show_file, self._explain)

    def _build(self) -> None:
        self.tree.setModel(self.rows)
        self.tree.setItemDelegate(PlanDelegate(self.tree))
        self.tree.setAccessibleName(tr("Codes in the file"))
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(16)
        self.tree.setAlternatingRowColors(False)
        header = self.tree.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.about.setReadOnly(True)
        self.about.setAccessibleName(tr("What changes in the code"))
        self.about.setTabChangesFocus(True)
        self.about.setFixedHeight(6 * self.about.fontMetrics().lineSpacing())
        self.columns.hide()
        self.under.setVisible(self._chosen is not None)
        self.order.hide()
        for label in (self.summary, self.problem):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setForegroundRole(QPalette.ColorRole.BrightText)
        self.problem.hide()
        self.import_button.setDefault(True)
        self.import_button.setEnabled(False)
        self.import_button.clicked.connect(self.bring_in)
        self.columns.changed.connect(self._propose)
        self.under.toggled.connect(self._propose)
        self.only_changes.toggled.connect(self._filter)
        self.order.toggled.connect(self._count)
        self.rows.ticks_changed.connect(self._count)
        self.tree.selectionModel().currentChanged.connect(lambda *_: self._tell())
        dress_list(self.tree)
        dress_text(self.about)

    def _lay_out(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        comes = heading(tr("Codes in the file"))
        comes.setBuddy(self.tree)
        head.addWidget(comes, 1)
        head.addWidget(self.only_changes)
        column.addLayout(head)
        column.addWidget(self.tree, 1)
        column.addWidget(self.about)
        self.parts = Splitter(width=16, reachable=True)
        self.parts.add(self.columns, tr("Columns"))
        self.parts.add(right, tr("Codes"))
        self.parts.setStretchFactor(1, 1)
        self.parts.setSizes([240, 620])
        cancel = QPushButton(tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        told = (self.summary, self.losses, self.problem)
        page = page_of(self)
        page.addWidget(self.parts, 1)
        page.addWidget(self.under)
        page.addWidget(self.order)
        page.addLayout(foot_of(told, answers(self.import_button, cancel)))
        resize_by_letters(self, 900, 620)

    # -- reading

    def _show_file(self, opened: CodebookFile | Tables) -> None:
        self._opened = opened
        if isinstance(opened, Tables):
            self.columns.show_tables(opened)
            self.columns.show()
        self._propose()
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _propose(self) -> None:
        """Find out in the background what the file would bring as it is understood now."""
        project, opened = self._session.project, self._opened
        if opened is None:
            return
        under = self._chosen if self.under.isChecked() else None
        sheet, matching = self.columns.sheet, self.columns.matching
        self.import_button.setEnabled(False)

        def work(_task: Task) -> _Proposal:
            file = opened.read(sheet, matching) if isinstance(opened, Tables) else opened
            plan = plan_import(project, file.entries, under=under)
            return _Proposal(file, plan, out_of_order(project.codebook(), plan))

        self._session.read("codebook plan", work, self._show, self._explain)

    def _show(self, proposal: _Proposal) -> None:
        self._proposal = proposal
        self.problem.hide()
        unordered = proposal.unordered
        words = trn(
            "In the order of the file ({n} place)",
            "In the order of the file ({n} places)",
            unordered,
        )
        self.order.setText(words)
        self.order.setChecked(bool(unordered and proposal.plan.by_guid))
        self.order.setVisible(bool(unordered))
        self.losses.setText("\n".join(map(loss_words, proposal.file.losses)))
        self.losses.setVisible(bool(proposal.file.losses))
        self.rows.show(proposal.plan, only_changes=self.only_changes.isChecked())
        self._unfold()
        self._count()
        announce(self, self.summary.text())

    def _filter(self, only: bool) -> None:
        self.rows.filter(only_changes=only)
        self._unfold()

    def _unfold(self) -> None:
        self.tree.expandAll()
        header = self.tree.header()
        status = max(110, header.sectionSizeHint(Column.STATUS))
        last = (
            header.sectionSizeHint(header.count() - 1)
            + self.tree.verticalScrollBar().sizeHint().width()
        )
        code = min(self.tree.width() // 2, self.tree.width() - status - last)
        self.tree.setColumnWidth(Column.CODE, max(280, code))
        self.tree.setColumnWidth(Column.STATUS, status)
        self.tree.setCurrentIndex(self.rows.first())

    def _count(self) -> None:
        """Say what would be done as it is ticked now."""
        if self._proposal is None:
            return
        plan, ticked = self._proposal.plan, self.rows.ticked()
        self.summary.setText(_summary(plan))
        done = len(ticked)
        words = trn("Import {n} code", "Import {n} codes", done) if done else tr("Import")
        self.import_button.setText(words)
        self.import_button.setEnabled(bool(done) or self.order.isChecked())

    def _tell(self) -> None:
        row = self.rows.row_at(self.tree.currentIndex())
        self.about.setPlainText("" if row is None else _told(row))

    def _explain(self, error: UserError) -> None:
        self._proposal = None
        self.rows.show(Plan((), (), 0, 0), only_changes=False)
        self.summary.setText("")
        self.losses.hide()
        self.import_button.setEnabled(False)
        self._say(error)

    def _say(self, error: UserError) -> None:
        self.problem.setText(sentence(error))
        self.problem.show()
        announce(self, self.problem.text())

    # -- doing it

    def bring_in(self) -> None:
        """Do what is ticked, as one operation, and close; say it here if that fails."""
        proposal = self._proposal
        if proposal is None or not self.import_button.isEnabled():
            return
        project, name = self._session.project, self._path.name
        under = self._chosen if self.under.isChecked() else None
        chosen, order = self.rows.ticked(), self.order.isChecked()
        self.import_button.setEnabled(False)
        self._session.do(
            lambda: import_codebook(
                project, proposal.file, name=name, under=under, chosen=chosen, order=order
            ),
            lambda _done: self.accept(),
            failed=self._say,
        )


def _summary(plan: Plan) -> str:
    new, changed = plan.count(Status.NEW), plan.count(Status.CHANGED)
    same, clash = plan.count(Status.SAME), plan.count(Status.CONFLICT)
    parts = []
    if new:
        parts.append(trn("{n} new code.", "{n} new codes.", new))
    if changed:
        parts.append(trn("{n} code changes.", "{n} codes change.", changed))
    if same:
        parts.append(trn("{n} code stays as it is.", "{n} codes stay as they are.", same))
    if clash:
        parts.append(trn("{n} code is in conflict.", "{n} codes are in conflict.", clash))
    if plan.left:
        parts.append(
            trn(
                "{n} code here is not in the file and stays.",
                "{n} codes here are not in the file and stay.",
                plan.left,
            )
        )
    return " ".join(parts)


def _told(row: PlanRow) -> str:
    """Return what changes in a code, the old and the new; what is new, with all that is said."""
    lines = [conflict_words(row)] if row.conflict is not None else []
    for change in row.changes:
        top = tr("the top") if change.field == "parent" else "–"
        old, new = change.old or top, change.new or top
        lines.append(f"{field_words(change.field)}: {old}\n→ {new}")
    if row.status is Status.NEW:
        said = ((name, getattr(row.entry, name)) for name in TEXTS)
        lines += [f"{field_words(name)}: {text}" for name, text in said if text]
    return "\n".join(lines)
