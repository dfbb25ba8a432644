"""Coding the hits: the code, how much around each, and a look at every passage before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qcode.model.codebook import CodeId, shown_path
from qcode.model.errors import UserError
from qcode.model.search_options import PLAIN, SearchOptions
from qcode.services.hit_coding import Proposals, code_proposals, propose
from qcode.services.hits import Chosen
from qcode.services.language import catalogue, current_language, mark, tr, trn
from qcode.services.messages import sentence
from qcode.services.widening import MOST, Extent
from qcode.services.words import date_words, local_time
from qcode.ui.choice_box import ChoiceBox
from qcode.ui.codes.quick import QuickCodeBox
from qcode.ui.dialog_looks import MARGINS, heading
from qcode.ui.field import NumberField
from qcode.ui.found.parts import flat, hairline, quiet
from qcode.ui.found.rows import Row
from qcode.ui.messages import answers
from qcode.ui.runner import Task
from qcode.ui.session import Session
from qcode.ui.sized import resize_by_letters
from qcode.ui.ticks import Tick

from .proposals import ProposalList, count_words, rows_of

UNIT_NAMES: Mapping[str, str] = {
    "match": mark("Only the words found"),
    "sentence": mark("The sentence around them"),
    "paragraph": mark("The paragraph around them"),
    "turn": mark("The whole turn"),
}


@dataclass(frozen=True, slots=True)
class _Answer:
    """What could be coded, and the rows for it, made where it was looked for."""

    found: Proposals
    shown: Sequence[int]  # numbers of the proposals that are listed
    rows: Sequence[Row]


class CodeHits(QDialog):
    """Shows what coding the hits of a query would code, and codes what is ticked.

    `chosen` are the hits that are meant, None for all.
    """

    def __init__(
        self,
        session: Session,
        query: str,
        parent: QWidget,
        *,
        chosen: Chosen | None = None,
        options: SearchOptions = PLAIN,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Code the hits"))
        self._session = session
        self._query = query
        self._hits = chosen
        self._options = options
        self._code: CodeId | None = None
        self._answer: _Answer | None = None
        self._box = QuickCodeBox(session, self)
        self._build()
        resize_by_letters(self, 620, 640)
        self._choose.setFocus()
        self._look()

    # -- building

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, MARGINS.top(), 0, MARGINS.bottom())
        layout.setSpacing(8)
        title = heading(self._title())
        self._choose = QPushButton(tr("Choose the code…"))
        self._choose.clicked.connect(self.choose_code)
        self._choose.setDefault(True)  # Enter, as long as there is no code
        self._named = quiet("")
        layout.addLayout(_row(title, stretch=title))
        layout.addLayout(_row(self._choose, self._named, stretch=self._named))
        layout.addLayout(self._extent_row())
        self._new_only = Tick("")
        self._new_only.hide()
        self._new_only.toggled.connect(lambda _on: self._arrange())
        layout.addLayout(_row(self._new_only))
        self._list = ProposalList()
        self._list.ticks_changed.connect(self._count)
        self._list.left.connect(self.reject)
        layout.addWidget(hairline())
        layout.addWidget(self._list, 1)
        layout.addWidget(hairline())
        self._counted = quiet(tr("Looking…"))
        every = flat(tr("Tick all"), lambda: self._list.tick(self._list.numbers(), on=True))
        none = flat(tr("Tick none"), lambda: self._list.set_ticks(()))
        layout.addLayout(_row(self._counted, every, none, stretch=self._counted))
        self._agree = QPushButton(tr("Code"))
        self._agree.clicked.connect(self._apply)
        leave = QPushButton(tr("Cancel"))
        leave.setAutoDefault(False)
        buttons: QDialogButtonBox = answers(self._agree, leave)
        buttons.rejected.connect(self.reject)
        layout.addLayout(_row(buttons, stretch=buttons))
        self._count()

    def _title(self) -> str:
        if self._hits is None:
            return tr("Code the hits of “{query}”", query=self._query)
        return tr(
            "Code the chosen hits of “{query}”", query=self._query
        )  # some in no text, perhaps

    def _extent_row(self) -> QHBoxLayout:
        self._unit = ChoiceBox()
        self._unit.setAccessibleName(tr("How much is coded"))
        for unit, name in UNIT_NAMES.items():
            self._unit.addItem(tr(name), unit)  # marked in UNIT_NAMES
        self._unit.setCurrentIndex(1)
        self._around = NumberField()
        self._around.setRange(0, MOST)
        self._around.setPrefix("± ")
        self._around.setAccessibleName(tr("How many more on each side"))
        self._around.setToolTip(
            tr("How many more on each side: words, sentences, paragraphs or turns")
        )
        self._unit.currentIndexChanged.connect(lambda _at: self._look())
        self._around.valueChanged.connect(lambda _n: self._look())
        return _row(self._unit, self._around)

    # -- what is asked for

    def choose_code(self) -> None:
        """Ask for the code, which may be a new one."""
        corner = self._choose.mapToGlobal(QPoint(0, self._choose.height()))
        self._box.choose(corner, tr("Code the hits with"), self.set_code)

    def set_code(self, code: CodeId) -> None:
        """Take a code, and look what has it already."""
        self._code = code
        self._choose.setAutoDefault(False)
        self._agree.setDefault(True)
        self._list.setFocus()  # to look through before Enter codes it
        self._look()

    def set_extent(self, extent: Extent) -> None:
        """Take another stretch of text around each match."""
        self._unit.setCurrentIndex(self._unit.findData(extent.unit))
        self._around.setValue(extent.around)

    def extent(self) -> Extent:
        """Return how much around each match is meant."""
        return Extent(str(self._unit.currentData()), self._around.value())

    # -- what would be coded

    def proposals(self) -> Proposals | None:
        """Return what is listed; None while it is looked for."""
        return None if self._answer is None else self._answer.found

    def _look(self) -> None:
        self._answer = None
        self._counted.setText(tr("Looking…"))
        self._agree.setEnabled(False)
        session, query, extent, chosen = self._session, self._query, self.extent(), self._hits
        options = self._options
        code, new_only = self._code, self._new_only.isChecked()

        def work(task: Task) -> _Answer:
            codebook = session.project.codebook()
            path = "" if code is None or code not in codebook else codebook.path(code)
            found = propose(
                session.searcher, query, path, extent, options=options, chosen=chosen, job=task
            )
            return _answer(session, found, new_only=new_only)

        session.read("code hits", work, self._show, self._show_problem)

    def _arrange(self) -> None:
        """List all, or only what is new."""
        if self._answer is not None:
            session, found, new_only = self._session, self._answer.found, self._new_only.isChecked()
            session.read(
                "code hits", lambda _task: _answer(session, found, new_only=new_only), self._show
            )

    def _show(self, answer: _Answer) -> None:
        self._answer = answer
        items = answer.found.items
        self._named.setText(self._name(answer.found))
        self._show_last(answer.found)
        self._list.forget_place()
        self._list.show_rows(answer.rows)
        self._list.set_ticks([number for number in answer.shown if not items[number].coded])
        self._count()

    def _name(self, found: Proposals) -> str:
        if not found.path:
            return tr("No code is chosen yet.")
        coded = sum(each.coded for each in found.items)
        have = trn("{n} passage has it", "{n} passages have it", coded)
        path = shown_path(found.path)
        return f"{path} · {have}" if coded else path

    def _show_last(self, found: Proposals) -> None:
        self._new_only.setVisible(found.last is not None)
        if found.last is not None:
            day = date_words(local_time(found.last.time), catalogue(current_language()))
            new = sum(each.new for each in found.items)
            self._new_only.setText(tr("Only what is new since {day} ({n})", day=day, n=new))

    def _show_problem(self, error: UserError) -> None:
        self._counted.setText(sentence(error))

    def _count(self) -> None:
        ticked, answer = len(self._list.ticked), self._answer
        self._agree.setText(
            trn("Code {n} passage", "Code {n} passages", ticked) if ticked else tr("Code")
        )
        self._agree.setEnabled(bool(ticked) and bool(answer and answer.found.path))
        if answer is not None:
            items = [answer.found.items[number] for number in answer.shown]
            documents = len({each.document for each in items})
            self._counted.setText(
                count_words(ticked, len(items), documents) if items else tr("There is nothing.")
            )

    # -- coding

    def _apply(self) -> None:
        """Code what is ticked, in one operation, and close."""
        answer, project = self._answer, self._session.project
        if answer is None or not answer.found.path:
            self.choose_code()
            return
        chosen = [answer.found.items[number] for number in sorted(self._list.ticked)]
        self._session.do(lambda: code_proposals(project, answer.found, chosen))
        self.accept()


def _answer(session: Session, found: Proposals, *, new_only: bool) -> _Answer:
    shown = [
        number
        for number, each in enumerate(found.items)
        if each.new or not (new_only and found.last is not None)
    ]
    rows = rows_of(found.items, shown, session.project.codebook())
    return _Answer(found, shown, rows)


def _row(*parts: QWidget, stretch: QWidget | None = None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(MARGINS.left(), 0, MARGINS.right(), 0)
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part, 1 if part is stretch else 0)
    if stretch is None:
        row.addStretch(1)
    return row
