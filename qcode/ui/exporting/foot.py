"""The foot of the report builder: what it would give, what is being written, what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qcode.formats.base import Loss
from qcode.services.exporting import ExportResult
from qcode.services.file_words import in_use_words, loss_words
from qcode.services.language import tr, trn
from qcode.services.report_formats import Format, foreseen
from qcode.ui.accessible import announce
from qcode.ui.found.parts import quiet
from qcode.ui.inspector.fields import StillBox
from qcode.ui.messages import answers
from qcode.ui.still_bar import StillBar
from qcode.ui.wrapping_row import WrappingRow


class Foot(QWidget):
    """One place for three states. `format_chosen` when the format is another one."""

    format_chosen = Signal()

    def __init__(self, formats: Sequence[Format], suffix: str) -> None:
        super().__init__()
        self._result: ExportResult | None = None
        self.count, self.filter, self.left_out = _words(), quiet(), quiet()
        self.problem = _words()
        self.problem.hide()
        self.left_out.hide()
        self.formats = StillBox()
        self.formats.setAccessibleName(tr("Format"))
        for each in formats:
            self.formats.addItem(f"{each.name} ({each.suffix})", each.suffix)
        self.formats.setCurrentIndex(max(self.formats.findData(suffix), 0))
        self.formats.currentIndexChanged.connect(self.format_chosen)
        self.main, self.leave = QPushButton(), QPushButton(tr("Cancel"))
        self.leave.setAutoDefault(False)
        self.open = QPushButton(tr("Open the file"))
        self.open.clicked.connect(lambda: self._show(folder=False))
        self.folder = QPushButton(tr("Show in folder"))
        self.folder.clicked.connect(lambda: self._show(folder=True))
        self._states = QStackedWidget()
        for page in (self._choosing(), self._writing(), self._written()):
            self._states.addWidget(page)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.problem)
        row = WrappingRow(self._states)
        row.setSpacing(8)
        buttons = answers(self.main, self.leave)
        for widget in (self._states, self.formats, self.open, self.folder, buttons):
            row.addWidget(widget)
        column.addLayout(row)
        self.open.hide()
        self.folder.hide()

    def _choosing(self) -> QWidget:
        return _stacked(self.count, self.filter, self.left_out)

    def _writing(self) -> QWidget:
        self._doing, self.bar = _words(), StillBar()
        return _stacked(self._doing, self.bar)

    def _written(self) -> QWidget:
        self.done = _words()
        flags = Qt.TextInteractionFlag
        self.done.setTextInteractionFlags(
            flags.TextSelectableByMouse | flags.TextSelectableByKeyboard
        )
        return _stacked(self.done)

    @property
    def suffix(self) -> str:
        """The suffix of the chosen format, ".docx"."""
        return str(self.formats.currentData())

    # -- states

    def choose(self) -> None:
        """Show what would be written."""
        self._states.setCurrentIndex(0)
        self.open.hide()
        self.folder.hide()
        self.formats.setEnabled(True)
        self.main.show()
        self.leave.setText(tr("Cancel"))

    def begin(self, path: Path) -> None:
        """Show that a file is being written."""
        self.choose()
        self.problem.hide()
        self._doing.setText(tr("Writing {file}…", file=path.name))
        self.bar.begin()
        self._states.setCurrentIndex(1)
        self.formats.setEnabled(False)
        self.main.setEnabled(False)

    def progress(self, done: int, total: int, _detail: str) -> None:
        """Show how far the writing is."""
        self.bar.tell(done, total)

    def finish(self, result: ExportResult) -> None:
        """Say what was written, and offer to look at it."""
        self._result = result
        excerpts = trn("{n} excerpt", "{n} excerpts", result.segments)
        lines = [tr("{excerpts} written to {path}", excerpts=excerpts, path=result.path)]
        if result.in_use is not None:
            lines.append(in_use_words(result.in_use))
        losses = [loss_words(loss) for loss in result.losses]
        if losses:
            lines += ["", tr("Not everything could be carried over:"), *losses]
        self.done.setText("\n".join(lines))
        self._states.setCurrentIndex(2)
        self.formats.setEnabled(True)
        self.main.hide()
        self.open.show()
        self.folder.show()
        self.open.setDefault(True)
        self.open.setFocus(Qt.FocusReason.OtherFocusReason)
        self.leave.setText(tr("Close"))
        announce(self, lines[0])

    def fail(self, words: str) -> None:
        """Say what went wrong; all is as before."""
        self.choose()
        self.problem.setText(words)
        self.problem.show()
        announce(self, words)

    def say_left_out(self, losses: Sequence[Loss]) -> None:
        """List what will not get into a file of the chosen format."""
        self.left_out.setText("\n".join(map(foreseen, losses)))
        self.left_out.setVisible(bool(losses))

    def _show(self, *, folder: bool) -> None:
        if self._result is not None:
            path = self._result.path
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent if folder else path)))


def _words() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _stacked(*widgets: QWidget) -> QWidget:
    held = QWidget()
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addStretch(1)
    for widget in widgets:
        column.addWidget(widget)
    return held
