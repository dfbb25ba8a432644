"""What both dialogs on a report look like: a list of what would happen, and one main button."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QWidget,
)

from qcode.model.errors import UserError
from qcode.services.language import tr
from qcode.services.messages import sentence
from qcode.ui.accessible import announce
from qcode.ui.dialog_looks import dress_list, heading, page_of
from qcode.ui.messages import answers
from qcode.ui.runner import Task
from qcode.ui.session import Session
from qcode.ui.sized import by_letters, resize_by_letters
from qcode.ui.still_bar import StillBar


class ReportDialog(QDialog):
    """Reads a report, lists what would happen, and does it; see the two that are made of it."""

    def __init__(
        self, session: Session, path: Path, parent: QWidget, *, title: str, columns: Sequence[str]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.session, self.path = session, path
        self._task: Task | None = None
        self.head = heading(path.name)
        self.list = QTreeWidget()
        self.list.setHeaderLabels(list(columns))
        self.list.setAccessibleName(tr("What would happen"))
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        dress_list(self.list)
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.list.header().setStretchLastSection(True)
        self.bar = StillBar()
        self.said = _label("")
        self.main = QPushButton(title)
        self.main.setDefault(True)
        self.main.setEnabled(False)
        self.leave = QPushButton(tr("Cancel"))
        self.leave.setAutoDefault(False)
        self.leave.clicked.connect(self._cancel)
        self.buttons = answers(self.main, self.leave)
        self.column = page_of(self)
        for widget in (self.head, self.list, self.bar, self.said, self.buttons):
            self.column.addWidget(widget, 1 if widget is self.list else 0)
        resize_by_letters(self, 860, 520)

    def widths(self, *pixels: int) -> None:
        """Give the first columns their widths, the last one takes the rest."""
        for number, width in enumerate(pixels):
            self.list.setColumnWidth(number, by_letters(self, width))

    def begin(self, task: Task) -> None:
        """Show that something is under way."""
        self._task = task
        self.main.setEnabled(False)
        self.bar.begin()
        self.bar.show()
        task.progressed.connect(self._show_progress)

    def end(self, said: str) -> None:
        """Show what came of it."""
        self._task = None
        self.bar.hide()
        self.tell(said)
        announce(self, said)

    def tell(self, said: str) -> None:
        """Show a sentence under the list; "" takes no room."""
        self.said.setText(said)
        self.said.setVisible(bool(said))

    def fail(self, error: UserError) -> None:
        """Say what is in the way; the dialog stays."""
        self.end(sentence(error))

    def go_first(self) -> None:
        """Make the first line the current one, so that the keyboard has a place in the list."""
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return self._task is not None

    def _show_progress(self, done: int, total: int, _detail: str) -> None:
        self.bar.tell(done, total)

    def _cancel(self) -> None:
        self.reject()

    def reject(self) -> None:
        """Close; what is under way is stopped, and leaves nothing behind."""
        if self._task is not None:
            self._task.cancel()
        super().reject()


def _label(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
