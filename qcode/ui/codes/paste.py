"""Codes from a pasted list: what was written at the left, what will come of it at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPalette, QShortcut, QStandardItem, QTextCursor
from PySide6.QtGui import QStandardItemModel as Items
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeView,
    QWidget,
)

from qcode.model.changes import Changes
from qcode.model.codebook import Codebook, CodeId
from qcode.model.errors import UserError
from qcode.model.outline import PlannedCode, planned, read_outline
from qcode.services import code_lists
from qcode.services.language import tr, trn
from qcode.services.messages import sentence
from qcode.ui import messages
from qcode.ui.dialog_looks import dress_list, dress_text, heading, page_of
from qcode.ui.found.parts import quiet
from qcode.ui.messages import answers
from qcode.ui.session import Session
from qcode.ui.sized import resize_by_letters
from qcode.ui.ticks import Tick

from .outline_edit import OutlineEdit

_AFTER_MS = 120  # without a key: then the preview follows
_NAMED = 3  # lines that cannot be codes and are shown


class PasteDialog(QDialog):
    """Reads a list while it is typed or pasted, and adds its codes as one operation.

    `under` is the code that was chosen, which the list may go under. `added` brings what came.
    """

    added = Signal(object)  # Changes

    def __init__(
        self,
        session: Session,
        codebook: Codebook,
        under: CodeId | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Codes from a list"))
        self._session, self._codebook, self._chosen = session, codebook, under
        self.text = OutlineEdit()
        self.under = Tick(tr("Put them under “{code}”", code=codebook[under].name) if under else "")
        self.preview = QTreeView()
        self._rows = Items(self)
        self.summary = QLabel()
        self._problem = quiet()
        self.add_button = QPushButton()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_MS)
        self._timer.timeout.connect(self.read)
        self._build()
        self._lay_out()
        self._fill()
        self.read()

    def _build(self) -> None:
        self.text.setAccessibleName(tr("List of codes"))
        self.text.setPlaceholderText(
            tr(
                "Trust: to rely on somebody\n    Trust in the city\n    Rumours\nPlace\n\nIndent"
                " with tabs or spaces. Bullets and numbers are left out; what follows a colon or a"
                " dash is the definition."
            )
        )
        self.text.document().setDocumentMargin(8)
        self.text.textChanged.connect(self._timer.start)
        self.under.setVisible(self._chosen is not None)
        self.under.toggled.connect(lambda _on: self.read())
        self.preview.setModel(self._rows)
        self.preview.setHeaderHidden(True)
        self.preview.setAccessibleName(tr("What will come of it"))
        self.preview.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.preview.setUniformRowHeights(True)
        self.preview.setIndentation(16)
        self.summary.setWordWrap(True)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self._problem.hide()
        self.add_button.setDefault(True)
        self.add_button.clicked.connect(self.add)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self.add)
        dress_text(self.text)
        dress_list(self.preview)

    def _lay_out(self) -> None:
        written, comes = heading(tr("List of codes")), heading(tr("What will come of it"))
        written.setBuddy(self.text)
        comes.setBuddy(self.preview)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        for column, (label, view) in enumerate(((written, self.text), (comes, self.preview))):
            grid.addWidget(label, 0, column)
            grid.addWidget(view, 1, column)
            grid.setColumnStretch(column, 1)
        cancel = QPushButton(tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self.summary, 1)
        foot.addWidget(answers(self.add_button, cancel))
        page = page_of(self)
        page.addLayout(grid, 1)
        page.addWidget(self.under)
        page.addWidget(self._problem)
        page.addLayout(foot)
        resize_by_letters(self, 820, 560)

    def _fill(self) -> None:
        """Begin with what was copied, if it looks like a list; Enter then adds it.

        Nothing of it is selected: Enter or Tab would write over all of it.
        """
        copied = QApplication.clipboard().text()
        if copied.strip().count("\n"):
            self.text.setPlainText(copied)
            self.text.moveCursor(QTextCursor.MoveOperation.End)
            self.add_button.setFocus()
        self._given = self.text.toPlainText()

    @property
    def _target(self) -> CodeId | None:
        return self._chosen if self.under.isChecked() else None

    def read(self) -> None:
        """Show what will come of the list as it is now."""
        self._timer.stop()
        outline = read_outline(self.text.toPlainText())
        plan = planned(outline.codes, self._codebook, self._target)
        self._show(plan)
        new = sum(not code.known for code in plan)
        self.summary.setText(_summary(plan, outline.refused))
        words = trn("Add {n} code", "Add {n} codes", new) if new else tr("Add codes")
        self.add_button.setText(words)
        self.add_button.setEnabled(bool(new))

    def _show(self, plan: Sequence[PlannedCode]) -> None:
        self._rows.clear()
        muted = self.palette().brush(QPalette.ColorRole.PlaceholderText)
        depth = len(self._codebook.names(self._target)) if self._target is not None else 0
        items: dict[tuple[str, ...], QStandardItem] = {}
        for code in plan:
            words = code.names[-1]
            if code.known:
                words = tr("{code} (is there already)", code=words)
            elif code.definition:
                words = f"{words} – {code.definition}"
            item = QStandardItem(words)
            item.setToolTip(code.definition)
            if code.known:
                item.setForeground(muted)
            items[code.names] = item
            above = items.get(code.names[:-1]) if len(code.names) > depth + 1 else None
            (above or self._rows.invisibleRootItem()).appendRow(item)
        self.preview.expandAll()

    def add(self) -> None:
        """Add the codes and close; say it here if that fails."""
        self.read()
        if not self.add_button.isEnabled():
            return
        project, text, under = self._session.project, self.text.toPlainText(), self._target
        self._session.do(
            lambda: code_lists.add_list(project, text, under=under),
            self._done,
            failed=self._explain,
        )

    def _done(self, changes: Changes) -> None:
        self.added.emit(changes)
        self.accept()

    def reject(self) -> None:
        """Leave; what was typed here is not thrown away without a question."""
        leave: Callable[[], None] = super().reject
        typed = self.text.toPlainText()
        if typed == self._given or not typed.strip():
            leave()
            return
        messages.ask(
            self,
            tr("Leave without adding the codes?"),
            details=tr("What you have typed here is not kept."),
            yes=tr("Leave"),
            then=leave,
        )

    def _explain(self, error: UserError) -> None:
        self._problem.setText(sentence(error))
        self._problem.show()


def _summary(plan: Sequence[PlannedCode], refused: Sequence[str]) -> str:
    known = sum(code.known for code in plan)
    parts = []
    if known:
        parts.append(
            trn(
                "{n} code is there already and is kept as it is.",
                "{n} codes are there already and are kept as they are.",
                known,
            )
        )
    if refused:
        lines = ", ".join(tr("“{code}”", code=_short(line)) for line in refused[:_NAMED])
        parts.append(
            trn(
                "{n} line cannot be the name of a code: {lines}",
                "{n} lines cannot be names of codes: {lines}",
                len(refused),
                lines=lines,
            )
        )
    if not plan and not refused:
        parts.append(tr("Paste or type a list at the left."))
    return " ".join(parts)


def _short(line: str) -> str:
    return line if len(line) <= 30 else line[:29] + "…"
