"""Choosing the example of a code among its own passages."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QPushButton,
    QTableView,
    QWidget,
)

from qcode.model.codebook import CodeId
from qcode.services.language import tr
from qcode.ui.dialog_looks import dress_list, page_of
from qcode.ui.found.parts import quiet
from qcode.ui.messages import answers
from qcode.ui.session import Session
from qcode.ui.sized import by_letters, resize_by_letters

from .sortable import Sortable
from .sorting import PASSAGE, PLACE, TARGET, Sorting, SortingModel, read_sorting
from .sorting_table import PassageCell


def pick_example(
    session: Session, code: CodeId, parent: QWidget, then: Callable[[str], None]
) -> None:
    """Let the user choose a passage of a code, and call `then` with it as an example."""

    def show(sorting: Sorting) -> None:
        picker = ExamplePicker(sorting, parent)
        picker.accepted.connect(lambda: then(picker.example()))
        picker.open()

    session.read(
        "examples",
        lambda _task: read_sorting(session.project, code),
        show,
        session.runner.user_error.emit,
    )


def example_of(passage: Sortable) -> str:
    """Return a passage as an example: word for word, in quotation marks, with its place."""
    return tr("“{text}” ({place})", text=passage.text.strip(), place=passage.place)


class ExamplePicker(QDialog):
    """Lists the passages of a code; Enter or a double click takes one."""

    def __init__(self, sorting: Sorting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Example of “{code}”", code=sorting.name))
        self._passages = sorting.passages
        self.table = QTableView()
        self.take_button = QPushButton(tr("Take as example"))
        self.take_button.setDefault(True)
        self.take_button.setEnabled(bool(self._passages))
        self.take_button.clicked.connect(self.accept)
        self._fill(SortingModel(sorting, self))
        cancel = QPushButton(tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        page = page_of(self)
        if not self._passages:
            page.addWidget(quiet(tr("No passage is coded with this code itself.")))
        page.addWidget(self.table, 1)
        page.addWidget(answers(self.take_button, cancel))
        resize_by_letters(self, 760, 480)
        self.table.setFocus()

    def _fill(self, model: SortingModel) -> None:
        table, cell = self.table, PassageCell(self.table)
        table.setModel(model)
        table.setColumnHidden(TARGET, True)
        table.setItemDelegateForColumn(PASSAGE, cell)
        table.setAccessibleName(tr("Passages"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(cell.height(table.fontMetrics()))
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.horizontalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(PASSAGE, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(PLACE, by_letters(table, 190))
        dress_list(table)
        table.doubleClicked.connect(lambda _index: self.accept())
        table.installEventFilter(self)
        if self._passages:
            table.selectRow(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the passage with the cursor with Enter."""
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        pressed = event.type() == QEvent.Type.KeyPress
        if isinstance(event, QKeyEvent) and pressed and event.key() in enter and self._passages:
            self.accept()
            return True
        return super().eventFilter(watched, event)

    def example(self) -> str:
        """Return the chosen passage as an example."""
        return example_of(self._passages[max(0, self.table.currentIndex().row())])
