"""Which column of a table holds what: guessed, shown with what stands there, and to be changed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from qcode.formats.codebook_columns import Matching, Role
from qcode.formats.codebooks import Tables
from qcode.formats.xlsx import column_letters
from qcode.services.codebook_files import matched
from qcode.services.codebook_words import role_words
from qcode.services.language import tr
from qcode.ui.choice_box import ChoiceBox
from qcode.ui.dressed import dress_scroll_bar
from qcode.ui.found.parts import one_line, quiet

_SAMPLE = 40  # characters of what stands in a column


class ColumnsForm(QWidget):
    """A line a column. `changed` when the user says something else than what was guessed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tables: Tables | None = None
        self._matching = Matching(())
        self.sheets = ChoiceBox()
        self.sheets.setAccessibleName(tr("Sheet"))
        self.sheets.activated.connect(self._take_sheet)
        self.boxes: list[QComboBox] = []
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        dress_scroll_bar(self._area)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(8)
        page.addWidget(QLabel(tr("What the columns hold")))
        page.addWidget(self.sheets)
        page.addWidget(self._area, 1)

    def show_tables(self, tables: Tables) -> None:
        """Show the likeliest sheet of a file."""
        self._tables = tables
        self.sheets.clear()
        for number, sheet in enumerate(tables.sheets, 1):
            self.sheets.addItem(sheet.name or str(number))
        self.sheets.setVisible(len(tables.sheets) > 1)
        self.sheets.setCurrentIndex(tables.likeliest)
        self._matching = tables.guess(tables.likeliest)
        self._build()

    @property
    def sheet(self) -> int:
        """The sheet that is chosen."""
        return max(self.sheets.currentIndex(), 0)

    @property
    def matching(self) -> Matching:
        """What the columns hold."""
        return self._matching

    def _take_sheet(self) -> None:
        if self._tables is not None:
            self._matching = self._tables.guess(self.sheet)
            self._build()
            self.changed.emit()

    def _take_role(self, column: int, role: Role) -> None:
        if self._tables is None:
            return
        self._matching = matched(self._tables.sheets[self.sheet], self._matching, column, role)
        for box, known in zip(self.boxes, self._matching.roles, strict=True):
            box.setCurrentIndex(box.findData(known))
        self.changed.emit()

    def _build(self) -> None:
        assert self._tables is not None
        sheet, heading = self._tables.sheets[self.sheet], self._matching.heading
        inside = QWidget()
        form = QFormLayout(inside)
        form.setContentsMargins(0, 0, 8, 0)
        form.setSpacing(6)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self.boxes = []
        first = 0 if heading is None else heading + 1
        for column, role in enumerate(self._matching.roles):
            said = "" if heading is None else one_line(sheet.cell(heading, column))
            name = said or tr("Column {letter}", letter=column_letters(column))
            cells = (one_line(sheet.cell(row, column)) for row in range(first, len(sheet.rows)))
            sample = next(filter(None, cells), "")
            box = ChoiceBox()
            for each in Role:
                box.addItem(role_words(each), each)
            box.setCurrentIndex(box.findData(role))
            box.setAccessibleName(tr("What the column “{name}” holds", name=name))
            box.activated.connect(lambda _at, b=box, c=column: self._take_role(c, b.currentData()))
            label = QLabel(name[:_SAMPLE])
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setBuddy(box)
            form.addRow(label, box)
            form.addRow(quiet(sample if len(sample) < _SAMPLE else f"{sample[: _SAMPLE - 1]}…"))
            self.boxes.append(box)
        self._area.setWidget(inside)
