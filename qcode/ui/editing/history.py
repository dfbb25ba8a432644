"""What was edited in the text of a document: when, by whom, and where it reads otherwise now."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qcode.model.changes import Operation, OperationId
from qcode.model.document import Document
from qcode.services import text_editing
from qcode.services.history import describe
from qcode.services.language import catalogue, current_language, tr
from qcode.services.words import date_words, local_time
from qcode.ui.dressed import dress_scroll_bars
from qcode.ui.icons import Icon
from qcode.ui.lesson import Lesson
from qcode.ui.session import Session
from qcode.ui.sized import resize_by_letters
from qcode.ui.splitter import Splitter

from .hunks_view import HunksView

_NUMBER = Qt.ItemDataRole.UserRole


class TextHistory(QDialog):
    """Lists the edits of one text, the newest first, with what the chosen one changed."""

    def __init__(self, session: Session, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Edits of “{document}”", document=document.name))
        self._session, self._document = session, document
        self.edits = QListWidget()
        self.edits.setAccessibleName(tr("Edits, the newest first"))
        self.edits.setFrameShape(QListWidget.Shape.NoFrame)
        self.edits.setSpacing(4)
        dress_scroll_bars(self.edits)
        self.edits.setWordWrap(True)
        self.view = HunksView()
        self._none = Lesson(
            Icon.HISTORY,
            tr(
                "The text has not been edited. With “Edit the text…” it can be, and what is coded"
                " goes along."
            ),
        )
        self._none.hide()
        parts = Splitter(reachable=True)
        parts.add(self.edits, tr("Edits"))
        parts.add(self.view, tr("What was edited"))
        parts.setSizes([250, 550])
        self._parts = parts
        buttons = QDialogButtonBox()
        buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        buttons.setContentsMargins(16, 12, 16, 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._none, 1)
        column.addWidget(parts, 1)
        column.addWidget(buttons)
        resize_by_letters(self, 820, 560)
        self.edits.currentItemChanged.connect(lambda item, _before: self._show(item))
        session.read(
            "text history",
            lambda _task: text_editing.edits_of(session.project, document.id),
            self._list,
        )

    def _list(self, edits: list[Operation]) -> None:
        for operation in edits:
            moment = local_time(operation.time)
            date = date_words(moment, catalogue(current_language()))
            when = f"{date} {moment:%H:%M} · {operation.coder}"
            item = QListWidgetItem(f"{describe(operation)}\n{when}")
            item.setData(_NUMBER, operation.id)
            item.setSizeHint(QSize(0, self.edits.fontMetrics().lineSpacing() * 3 + 12))
            self.edits.addItem(item)
        self._parts.setVisible(bool(edits))
        self._none.setVisible(not edits)
        if edits:
            self.edits.setCurrentRow(0)
            self.edits.setFocus()

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        number = OperationId(int(item.data(_NUMBER)))
        project, document = self._session.project, self._document.id
        self._session.read(
            "hunks",
            lambda _task: text_editing.hunks_of(project, document, number),
            self.view.show_hunks,
        )
