"""Coding all hits: how much of the text around each, and how many passages that gives."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qcode.model.document import DocumentId
from qcode.model.errors import UserError
from qcode.services.hit_coding import passages
from qcode.services.hits import Chosen
from qcode.services.language import mark, tr, trn
from qcode.services.messages import sentence
from qcode.services.widening import Extent, Passage
from qcode.ui.runner import Task
from qcode.ui.session import Session
from qcode.ui.ticks import Choice

from .parts import quiet

UNIT_NAMES: Mapping[str, str] = {
    "match": mark("Only the words found"),
    "sentence": mark("The sentence around them"),
    "paragraph": mark("The paragraph around them"),
    "turn": mark("The whole turn"),
}


class CodeHits(QDialog):
    """Asks for the unit, and shows how many passages that gives.

    `unit_chosen` brings one of `widening.UNITS` when the user wants to go on to the code.
    """

    unit_chosen = Signal(str)

    def __init__(
        self, session: Session, query: str, parent: QWidget, *, chosen: Chosen | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Code all hits") if chosen is None else tr("Code the chosen hits"))
        self._session = session
        self._query = query
        self._chosen = chosen  # the hits that are meant, None for all
        self._unit = "sentence"
        self._units = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(8)
        words = tr("Code every hit of “{query}”", query=query)
        if chosen is not None:
            words = trn(
                "Code {n} chosen hit of “{query}”",
                "Code {n} chosen hits of “{query}”",
                len(chosen),
                query=query,
            )
        title = QLabel(words)
        title.setWordWrap(True)
        title.setTextFormat(Qt.TextFormat.PlainText)
        layout.addWidget(title)
        layout.addSpacing(4)
        for unit, name in UNIT_NAMES.items():
            button = Choice(tr(name))  # marked in UNIT_NAMES
            button.setChecked(unit == self._unit)
            button.clicked.connect(partial(self.choose_unit, unit))
            self._units.addButton(button)
            layout.addWidget(button)
        layout.addSpacing(4)
        self._count = quiet(tr("Counting…"))
        layout.addWidget(self._count)
        layout.addStretch(1)
        buttons = QDialogButtonBox()
        self._choose = QPushButton(tr("Choose the code…"))
        self._choose.setDefault(True)
        self._choose.clicked.connect(self._agree)
        buttons.addButton(self._choose, QDialogButtonBox.ButtonRole.ActionRole)
        cancel = buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.setMinimumWidth(420)
        self._count_passages()

    def choose_unit(self, unit: str, _checked: bool = True) -> None:
        """Take another unit, and say how many passages that gives."""
        self._unit = unit
        self._count_passages()

    def count_text(self) -> str:
        """Return the line that says how many passages would be coded."""
        return self._count.text()

    def _count_passages(self) -> None:
        searcher, query, unit = self._session.searcher, self._query, self._unit
        chosen = self._chosen
        self._choose.setEnabled(False)
        self._count.setText(tr("Counting…"))

        def work(task: Task) -> dict[DocumentId, list[Passage]]:
            return passages(searcher, query, Extent(unit), chosen=chosen, job=task)

        self._session.read("code hits", work, self._show_count, self._show_problem)

    def _show_count(self, found: dict[DocumentId, list[Passage]]) -> None:
        count = sum(map(len, found.values()))
        self._count.setText(
            tr(
                "This gives {passages} in {documents}.",
                passages=trn("{n} passage", "{n} passages", count),
                documents=trn("{n} document", "{n} documents", len(found)),
            )
        )
        self._choose.setEnabled(count > 0)
        self.resize(self.width(), max(self.height(), self.heightForWidth(self.width())))

    def _show_problem(self, error: UserError) -> None:
        self._count.setText(sentence(error))

    def _agree(self) -> None:
        """Close, and say which unit it is to be."""
        self.accept()
        self.unit_chosen.emit(self._unit)
