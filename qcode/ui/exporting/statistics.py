"""Tables for statistics: what a row and a cell are, who reads it, its first rows, then a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from qcode.formats.data_table import DataTable, Measure, Value
from qcode.model.errors import UserError
from qcode.services.language import grouped, mark, tr, trn
from qcode.services.matrix import Cells, Rows, make_table
from qcode.services.matrix_files import For, MatrixFiles, headings, to_change, write_table
from qcode.services.messages import sentence
from qcode.services.retrieval import EVERYTHING, Selection
from qcode.ui.accessible import announce
from qcode.ui.choice_box import ChoiceBox
from qcode.ui.dialog_looks import dress_list, form_of_choices, page_of
from qcode.ui.exchange.parts import Progress, problem_label
from qcode.ui.file_questions import ask_where
from qcode.ui.runner import Task
from qcode.ui.session import Session
from qcode.ui.sized import by_letters, resize_by_letters
from qcode.ui.ticks import Tick
from qcode.ui.written import WritingButtons

ROWS: Mapping[Rows, str] = {
    Rows.DOCUMENTS: mark("Document"),
    Rows.CASES: mark("Case"),
    Rows.SEGMENTS: mark("Coded passage"),
}
CELLS: Mapping[Cells, str] = {
    Cells.COUNT: mark("How many passages have the code"),
    Cells.CHARS: mark("How many characters have the code"),
    Cells.PRESENT: mark("1 where the code is used, else 0"),
}
READERS: Mapping[For, str] = {
    For.PLAIN: mark("A spreadsheet"),
    For.SPSS: mark("SPSS, with a script that reads it"),
    For.R: mark("R, with a script that reads it"),
}
FORMATS: Mapping[str, str] = {".xlsx": mark("Excel workbook"), ".csv": mark("Table (CSV)")}
_ROWS, _COLUMNS = 12, 60  # of the preview
_LETTERS = 60  # of a cell of it
_NUMBERS = frozenset({Measure.NUMBER, Measure.COUNT, Measure.FLAG})
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ExportTables(QDialog):
    """Shows the first rows of a table as it is chosen, and writes it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Tables for statistics"))
        self._session = session
        self._task: Task | None = None
        self._table: DataTable | None = None
        self._result: MatrixFiles | None = None
        self.rows, self.cells, self.reader, self.format = (ChoiceBox() for _ in range(4))
        self.below = Tick(tr("A code also counts what is coded below it"))
        self.active = Tick(tr("Only active documents and codes"))
        self.preview = QTableWidget()
        self.summary = QLabel()
        self.problem = problem_label()
        self.progress = Progress()
        self.buttons = WritingButtons()
        self._form = form_of_choices()
        self._build()
        self._lay_out()
        self._read()

    def _build(self) -> None:
        for box, names in ((self.rows, ROWS), (self.cells, CELLS), (self.reader, READERS)):
            for value, name in names.items():
                box.addItem(tr(name), value)  # marked in ROWS, CELLS and READERS
        for suffix, name in FORMATS.items():
            self.format.addItem(f"{tr(name)} ({suffix})", suffix)  # marked in FORMATS
        self.active.setVisible(not self._session.activation.is_all)
        self.active.setChecked(not self._session.activation.is_all)
        preview = self.preview
        preview.setAccessibleName(tr("The first rows"))
        preview.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        preview.setShowGrid(False)
        preview.setTabKeyNavigation(False)
        preview.setWordWrap(False)
        preview.verticalHeader().hide()
        preview.horizontalHeader().setHighlightSections(False)
        dress_list(preview)
        self.buttons.main.setEnabled(False)
        self.buttons.wanted.connect(self._ask_where)
        self.buttons.rejected.connect(self.reject)
        self.summary.setWordWrap(True)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        for box in (self.rows, self.cells):
            box.currentIndexChanged.connect(self._read)
        for tick in (self.below, self.active):
            tick.toggled.connect(self._read)
        for box in (self.reader, self.format):
            box.currentIndexChanged.connect(self._offer)

    def _lay_out(self) -> None:
        form = self._form
        form.addRow(tr("A row for each"), self.rows)
        form.addRow(tr("In each cell"), self.cells)
        form.addRow(tr("For"), self.reader)
        form.addRow(tr("Format"), self.format)
        form.addRow("", self.below)
        form.addRow("", self.active)
        page = page_of(self)
        page.addLayout(form)
        page.addWidget(self.preview, 1)
        page.addWidget(self.summary)
        page.addWidget(self.problem)
        page.addWidget(self.progress)
        page.addWidget(self.buttons)
        self.preview.setMinimumHeight(by_letters(self, 72))
        resize_by_letters(self, 720, 620)

    # -- choosing

    @property
    def suffix(self) -> str:
        """The format that is chosen; programs for statistics read CSV."""
        return ".csv" if self._reader is not For.PLAIN else str(self.format.currentData())

    @property
    def _reader(self) -> For:
        return For(self.reader.currentData())

    def selection(self) -> Selection:
        """Return which passages are counted."""
        active = self.active.isChecked()
        chosen = self._session.activation.selection if active else EVERYTHING
        return replace(chosen, subcodes=self.below.isChecked())

    def _read(self) -> None:
        """Make the table that is chosen, in the background."""
        project, selection = self._session.project, self.selection()
        rows, cells = Rows(self.rows.currentData()), Cells(self.cells.currentData())
        of_codes = rows is not Rows.SEGMENTS
        for part in (self.cells, self.below):
            self._form.setRowVisible(part, of_codes)
        self.buttons.main.setEnabled(False)
        self.progress.begin(tr("Counting…"))
        self._task = self._session.read(
            "matrix",
            lambda task: make_table(project, rows, cells, selection, job=task),
            self._take,
            self._explain,
        )

    def _take(self, table: DataTable) -> None:
        self._task, self._table = None, table
        self.progress.end()
        self._offer()

    def _offer(self) -> None:
        """Show the first rows as the reader will have them, and say what else there is to know."""
        self._form.setRowVisible(self.format, self._reader is For.PLAIN)
        table = self._table
        if table is None or self._result is not None:
            return
        self.problem.hide()
        _fill(self.preview, table, headings(table, self._reader))
        self.buttons.main.setEnabled(bool(table.rows) and self._task is None)
        self.summary.setText("\n".join(self._said(table)))

    def _said(self, table: DataTable) -> list[str]:
        if not table.rows:
            return [tr("There is nothing to put into rows yet.")]
        rows = trn("{n} row", "{n} rows", len(table.rows))
        columns = trn("{n} column", "{n} columns", len(table.variables))
        lines = [tr("{rows}, {columns}", rows=rows, columns=columns)]
        if self._reader is not For.PLAIN:
            lines.append(tr("Beside it come a data dictionary and the script, which is run there."))
        changed = to_change(table, self.suffix, self._reader)
        if changed:
            lines.append(
                trn(
                    "{n} text will be put in one line or cut, as the format asks.",
                    "{n} texts will be put in one line or cut, as the format asks.",
                    changed,
                )
            )
        return lines

    def _explain(self, error: UserError) -> None:
        self._task = None
        self.progress.end()
        self.buttons.main.setEnabled(self._table is not None and bool(self._table.rows))
        self.problem.setText(sentence(error))
        self.problem.show()
        announce(self, self.problem.text())

    # -- writing

    def _ask_where(self) -> None:
        suffix = self.suffix
        rows = tr(ROWS[Rows(self.rows.currentData())])  # marked in ROWS
        path = self._session.project.path
        place = path.with_name(f"{path.stem} {rows}{suffix}")
        kind = tr(FORMATS[suffix])  # marked in FORMATS
        ask_where(self, self.windowTitle(), place, kind=kind, then=self.write)

    def write(self, path: Path) -> None:
        """Write the table, by the suffix of the file's name."""
        table, reader = self._table, self._reader
        if table is None:
            return
        self.problem.hide()
        self.buttons.main.setEnabled(False)
        self.progress.begin(tr("Writing…"))
        self._task = self._session.read(
            "matrix write",
            lambda task: write_table(table, path, reader, job=task),
            self._written,
            self._explain,
        )

    def _written(self, result: MatrixFiles) -> None:
        self._task, self._result = None, result
        self.progress.end()
        rows = trn("{n} row", "{n} rows", result.rows)
        lines = [tr("{rows} written to {path}", rows=rows, path=result.path)]
        lines += [tr("Beside it: {name}", name=path.name) for path in result.beside]
        if result.changed:
            lines.append(
                trn(
                    "{n} text was put in one line or cut, as the format asks.",
                    "{n} texts were put in one line or cut, as the format asks.",
                    result.changed,
                )
            )
        self.summary.setText("\n".join(lines))
        self.summary.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for row in range(self._form.rowCount()):
            self._form.setRowVisible(row, False)
        self.buttons.finish(result.path)
        announce(self, lines[0])

    def reject(self) -> None:
        """Close; what is under way is stopped, and leaves nothing behind."""
        if self._task is not None:
            self._task.cancel()
        super().reject()


def _fill(view: QTableWidget, table: DataTable, names: Sequence[str]) -> None:
    """Show the first rows of a table."""
    shown = table.rows[:_ROWS]
    view.setColumnCount(min(len(names), _COLUMNS))
    view.setRowCount(len(shown))
    for column, variable in enumerate(table.variables[:_COLUMNS]):
        heading = QTableWidgetItem(names[column])
        heading.setToolTip(variable.label)
        number = variable.measure in _NUMBERS
        heading.setTextAlignment(_RIGHT if number else _LEFT)
        view.setHorizontalHeaderItem(column, heading)
        for row, values in enumerate(shown):
            item = QTableWidgetItem(_words(values[column], number=number))
            if number:
                item.setTextAlignment(_RIGHT)
            view.setItem(row, column, item)
    view.resizeColumnsToContents()
    view.verticalHeader().setDefaultSectionSize(view.fontMetrics().height() + 8)


def _words(value: Value, *, number: bool) -> str:
    if value is None:
        return ""
    if number and isinstance(value, int):
        return grouped(value)
    text = " ".join(str(value).split())
    return text if len(text) <= _LETTERS else f"{text[:_LETTERS].rstrip()}…"
