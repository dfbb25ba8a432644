"""The codebook into a file: in which format, how, and what the format cannot give back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QWidget,
)

from qcode.formats.base import Loss
from qcode.model.errors import UserError
from qcode.services.codebook_exporting import (
    CodebookOptions,
    CodebookResult,
    export_codebook,
    foreseen_losses,
)
from qcode.services.file_words import loss_words
from qcode.services.language import LANGUAGES, catalogue, mark, tr, trn
from qcode.services.messages import sentence
from qcode.ui.accessible import announce
from qcode.ui.choice_box import ChoiceBox
from qcode.ui.dialog_looks import form_of_choices, narrow, page_of
from qcode.ui.field import Field, NumberField
from qcode.ui.file_questions import ask_where
from qcode.ui.runner import Task
from qcode.ui.session import Session
from qcode.ui.sized import resize_by_letters
from qcode.ui.ticks import Tick
from qcode.ui.written import WritingButtons

FORMATS: Mapping[str, str] = {
    ".docx": mark("Word document"),
    ".xlsx": mark("Excel workbook"),
    ".qdc": mark("REFI-QDA codebook, for other programs"),
    ".html": mark("Web page"),
    ".md": mark("Markdown text"),
    ".csv": mark("Table (CSV)"),
    ".txt": mark("Indented text"),
}
_TABLE, _LEVELS, _HEADINGS = "table", "levels", "headings"
# What can be chosen in a format: how it is laid out, counts, and passages as examples.
_LAYOUTS: Mapping[str, tuple[str, ...]] = {
    ".docx": (_TABLE, _LEVELS, _HEADINGS),
    ".html": (_TABLE, _HEADINGS),
    ".xlsx": (_TABLE, _LEVELS),
    ".csv": (_TABLE, _LEVELS),
}
_COUNTED = frozenset({".docx", ".xlsx", ".html", ".md", ".csv"})
_WITH_EXAMPLES = frozenset({".docx", ".html", ".md"})
_FOR_PEOPLE = frozenset({".docx", ".html"})
_MOST = 20  # passages with each code


class ExportCodebook(QDialog):
    """Chooses, says what would get lost, writes, and says what came of it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Export codebook"))
        self._session = session
        self._task: Task | None = None
        self._result: CodebookResult | None = None
        self.format = ChoiceBox()
        self.layout_box = ChoiceBox()
        self.title = Field()
        self.language = ChoiceBox()
        self.counts = Tick(tr("How often each code is used"))
        self.examples = NumberField()
        self.losses = QLabel()
        self.problem = QLabel()
        self.buttons = WritingButtons()
        self._form = form_of_choices()
        self._build()
        self._lay_out()
        self._offer()

    def _build(self) -> None:
        for suffix, name in FORMATS.items():
            self.format.addItem(f"{tr(name)} ({suffix})", suffix)  # marked in FORMATS
        for code, name in LANGUAGES.items():
            self.language.addItem(name, code)
        at = self.language.findData(self._session.project.info.language)
        self.language.setCurrentIndex(max(at, 0))
        self.counts.setChecked(True)
        narrow((self.format, self.layout_box))
        self.examples.setRange(0, _MOST)
        self.examples.setSpecialValueText(tr("No passages"))
        for label in (self.losses, self.problem):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.losses.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.losses.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self.losses.setMinimumHeight(4 * self.losses.fontMetrics().lineSpacing())
        self.problem.setForegroundRole(QPalette.ColorRole.BrightText)
        self.problem.hide()
        self.buttons.wanted.connect(self._ask_where)
        self.buttons.rejected.connect(self.reject)
        self.format.currentIndexChanged.connect(self._offer)
        for box in (self.layout_box, self.language):
            box.currentIndexChanged.connect(self._foresee)
        self.examples.valueChanged.connect(self._foresee)
        self.counts.toggled.connect(self._foresee)

    def _lay_out(self) -> None:
        form = self._form
        form.addRow(tr("Format"), self.format)
        form.addRow(tr("Layout"), self.layout_box)
        form.addRow(tr("Title"), self.title)
        form.addRow(tr("Language of headings"), self.language)
        form.addRow(tr("Coded passages with each code"), self.examples)
        form.addRow("", self.counts)
        page = page_of(self)
        page.addLayout(form)
        page.addWidget(self.losses, 1)
        page.addWidget(self.problem)
        page.addWidget(self.buttons)
        resize_by_letters(self, 520, 420)

    # -- choosing

    @property
    def suffix(self) -> str:
        """The format that is chosen, by its suffix."""
        return str(self.format.currentData())

    def options(self) -> CodebookOptions:
        """Return what is chosen."""
        layout = self.layout_box.currentData()
        examples = self.examples.value() if self.suffix in _WITH_EXAMPLES else 0
        return CodebookOptions(
            title=self.title.text().strip(),
            language=str(self.language.currentData()),
            levels=layout == _LEVELS,
            headings=layout == _HEADINGS,
            counts=self.counts.isChecked(),
            examples=examples,
        )

    def _offer(self) -> None:
        """Show what the format can do."""
        suffix, before = self.suffix, self.layout_box.currentData()
        words = {
            _TABLE: tr("A table, names indented"),
            _LEVELS: tr("A table with a column for each level"),
            _HEADINGS: tr("A heading for each code"),
        }
        if suffix == ".csv":
            words[_TABLE] = tr("A table with whole paths")
        self.layout_box.blockSignals(True)
        self.layout_box.clear()
        for name in _LAYOUTS.get(suffix, ()):
            self.layout_box.addItem(words[name], name)
        self.layout_box.setCurrentIndex(max(self.layout_box.findData(before), 0))
        self.layout_box.blockSignals(False)
        form = self._form
        form.setRowVisible(self.layout_box, suffix in _LAYOUTS)
        form.setRowVisible(self.title, suffix in _WITH_EXAMPLES)
        form.setRowVisible(self.language, suffix != ".txt")
        form.setRowVisible(self.examples, suffix in _WITH_EXAMPLES)
        form.setRowVisible(self.counts, suffix in _COUNTED)
        self._foresee()

    def _foresee(self) -> None:
        """Find out in the background what would get lost."""
        project, suffix, options = self._session.project, self.suffix, self.options()
        self.title.setPlaceholderText(catalogue(options.language).tr("Codebook"))
        self.buttons.main.setEnabled(False)

        def work(task: Task) -> tuple[int, tuple[Loss, ...]]:
            losses = foreseen_losses(project, suffix, options, job=task)
            return len(project.codebook()), losses

        self._session.read("codebook losses", work, self._show_losses, self._explain)

    def _show_losses(self, found: tuple[int, tuple[Loss, ...]]) -> None:
        if self._result is not None:
            return  # it was written meanwhile, and what was lost is shown
        count, losses = found
        self.problem.hide()
        self.buttons.main.setEnabled(self._task is None)
        self.buttons.main.setText(trn("Export {n} code…", "Export {n} codes…", count))
        if losses:
            lines = [tr("This format will not give everything back:"), *map(loss_words, losses)]
        elif self.suffix in _FOR_PEOPLE:
            lines = [tr("For people to read. To bring codes in again, choose another format.")]
        else:
            lines = [tr("Everything can be brought in again from this format.")]
        self.losses.setText("\n".join(lines))

    def _explain(self, error: UserError) -> None:
        self._task = None
        self.buttons.main.setEnabled(error.code != "codebook_empty")
        self.problem.setText(sentence(error))
        self.problem.show()
        announce(self, self.problem.text())

    # -- writing

    def _ask_where(self) -> None:
        suffix = self.suffix
        name = self.title.text().strip() or tr("Codebook")
        kept = "".join(" " if c in '<>:"/\\|?*' or ord(c) < 32 else c for c in name)
        file_name = " ".join(kept.split()).strip(". ")[:80] + suffix
        place = self._session.project.path.with_name(file_name)
        kind = tr(FORMATS[suffix])  # marked in FORMATS
        ask_where(self, tr("Export codebook"), place, kind=kind, then=self.write)

    def write(self, path: Path) -> None:
        """Write the codebook to a file, in the format of its name."""
        project, options = self._session.project, self.options()
        self.problem.hide()
        self.buttons.main.setEnabled(False)

        def work(task: Task) -> CodebookResult:
            return export_codebook(project, path, options, job=task)

        self._task = self._session.read("codebook export", work, self._written, self._explain)

    def _written(self, result: CodebookResult) -> None:
        self._task, self._result = None, result
        codes = trn("{n} code", "{n} codes", result.codes)
        lines = [tr("{codes} written to {path}", codes=codes, path=result.path)]
        if result.in_use is not None:
            lines.append(tr("{name} is open in another program.", name=result.in_use.name))
        if result.losses:
            lines += [tr("Not everything could be carried over:"), *map(loss_words, result.losses)]
        self.losses.setForegroundRole(QPalette.ColorRole.WindowText)
        self.losses.setText("\n".join(lines))
        self.losses.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for row in range(self._form.rowCount()):
            self._form.setRowVisible(row, False)
        self.buttons.finish(result.path)
        announce(self, lines[0])

    def reject(self) -> None:
        """Close; what is being written is stopped, and leaves nothing behind."""
        if self._task is not None:
            self._task.cancel()
        super().reject()
