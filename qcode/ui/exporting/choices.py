"""Which passages a report takes: codes and documents."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QListView,
    QVBoxLayout,
    QWidget,
)

from qcode.model.document import Document
from qcode.services.language import tr
from qcode.services.retrieval import EVERYTHING, Selection
from qcode.ui.dialog_looks import dress_list
from qcode.ui.session import Session
from qcode.ui.ticks import Choice, Tick, TickDelegate

from .names import DocumentNames


class Choices(QWidget):
    """Where one chooses passages. `changed` when another selection is meant."""

    changed = Signal()

    def __init__(self, session: Session, selection: Selection) -> None:
        super().__init__()
        self._session = session
        self._given = selection
        self._has_given = selection != EVERYTHING
        self._build()
        session.read("export documents", lambda _task: session.project.documents(), self._list)

    def _build(self) -> None:
        self._all = Choice(tr("All coded passages"))
        self._these = Choice(tr("The passages that are listed now"))
        self._these.setVisible(self._has_given)
        (self._these if self._has_given else self._all).setChecked(True)
        self._which = QButtonGroup(self)
        self._which.addButton(self._all)
        self._which.addButton(self._these)
        self._subcodes = Tick(tr("With the subcodes of these codes"))
        self._subcodes.setChecked(self._given.subcodes)
        self._subcodes.setVisible(self._given.codes is not None)
        self._some = Tick(tr("Only some documents"))
        self._some.setEnabled(False)  # until the documents are read
        self._documents = DocumentNames(self)
        self._names = QListView()
        self._names.setModel(self._documents)
        self._names.setItemDelegate(TickDelegate(self._names))
        self._names.setAccessibleName(tr("Documents"))
        self._names.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._names.setUniformItemSizes(True)
        self._names.setMinimumHeight(120)
        dress_list(self._names)
        self._names.hide()
        self._lay_out()
        self._which.buttonToggled.connect(lambda _button, on: self._take() if on else None)
        self._subcodes.toggled.connect(self._take)
        self._some.toggled.connect(self._take)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._these)
        below = QVBoxLayout()
        below.setContentsMargins(24, 0, 0, 0)
        below.addWidget(self._subcodes)
        column.addLayout(below)
        for widget in (self._all, self._some, self._names):
            column.addWidget(widget)

    def _list(self, documents: list[Document]) -> None:
        chosen = self._given.documents
        self._documents.show(documents, chosen)
        self._documents.dataChanged.connect(self._take)
        self._some.setEnabled(True)
        self._some.setChecked(chosen is not None)

    def _take(self) -> None:
        self._subcodes.setEnabled(self._these.isChecked())
        self._names.setVisible(self._some.isChecked())
        self.changed.emit()

    def selection(self) -> Selection:
        """Return what is chosen."""
        given = self._given if self._these.isChecked() else EVERYTHING
        if given.codes is not None:
            given = replace(given, subcodes=self._subcodes.isChecked())
        if not self._documents.rowCount():
            return given
        documents = self._documents.ticked() if self._some.isChecked() else None
        if documents is not None and len(documents) == self._documents.rowCount():
            documents = None  # all are ticked: say so
        return replace(given, documents=documents)
