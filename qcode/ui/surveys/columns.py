"""What each column of a survey is taken for, with what stands in it, to be changed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QVBoxLayout,
    QWidget,
)

from qcode.model.document import AttributeType
from qcode.model.survey import Role, SurveyChoices
from qcode.services.attribute_words import type_words
from qcode.services.language import tr
from qcode.services.survey_files import SurveySheet, column_type, with_role
from qcode.services.survey_words import role_words
from qcode.ui.choice_box import ChoiceBox
from qcode.ui.columns_area import columns_area, tab_through
from qcode.ui.found.parts import column, one_line, quiet
from qcode.ui.shortened import Shortened
from qcode.ui.wrapping_row import WrappingRow

_AT_ONCE = 40  # columns; hundreds at once would hold the window up
_SAMPLE = 60  # characters of what stands in a column


class SurveyColumns(QWidget):
    """A block a column: its heading, what it holds, the type of an attribute, and an example.

    `changed` when the user says something else than what is shown.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: SurveySheet | None = None
        self._choices = SurveyChoices(())
        self.roles: list[QComboBox] = []
        self.types: list[QComboBox] = []
        self._page = QVBoxLayout()
        self._area = columns_area()
        bar = self._area.verticalScrollBar()
        bar.valueChanged.connect(self._follow)
        bar.rangeChanged.connect(self._follow)
        column(self).addWidget(self._area, 1)

    @property
    def choices(self) -> SurveyChoices:
        """What the columns are taken for."""
        return self._choices

    def show_sheet(self, sheet: SurveySheet, choices: SurveyChoices) -> None:
        """Show the columns of a sheet: those further down when somebody comes there."""
        self._sheet, self._choices = sheet, choices
        self.roles, self.types = [], []
        inside = QWidget()
        self._page = page = QVBoxLayout(inside)
        page.setContentsMargins(0, 0, 10, 0)
        page.setSpacing(10)
        page.addStretch(1)
        self._area.setWidget(inside)
        self._show_more()

    def _show_more(self) -> None:
        first, every = len(self.roles), len(self._choices.columns)
        for at in range(first, min(first + _AT_ONCE, every)):
            self._page.insertLayout(at, self._block(at))
        tab_through(self._area)

    def _follow(self) -> None:
        """Show more columns where those that are there come to their end."""
        bar = self._area.verticalScrollBar()
        near = bar.value() + bar.pageStep() >= bar.maximum()
        if near and len(self.roles) < len(self._choices.columns):
            self._show_more()

    def _block(self, at: int) -> QGridLayout:
        assert self._sheet is not None
        column = self._choices.columns[at]
        role, kind = ChoiceBox(), ChoiceBox()
        for each in Role:
            role.addItem(role_words(each), each)
        for known in AttributeType:
            kind.addItem(type_words(known), known)
        role.setAccessibleName(tr("What the column “{name}” holds", name=column.name))
        kind.setAccessibleName(tr("Type of the values of “{name}”", name=column.name))
        role.activated.connect(lambda _at: self._take_role(at, Role(role.currentData())))
        kind.activated.connect(lambda _at: self._take_type(at, AttributeType(kind.currentData())))
        self.roles.append(role)
        self.types.append(kind)
        label = Shortened(column.name)
        label.setBuddy(role)
        sample = next((one for cell in self._sheet.values(at) if (one := one_line(cell))), "–")
        block = QGridLayout()
        block.setSpacing(4)
        boxes = WrappingRow(role)
        boxes.setSpacing(4)
        boxes.addWidget(role)
        boxes.addWidget(kind)
        block.addWidget(label, 0, 0)
        block.addLayout(boxes, 1, 0)
        shown = sample if len(sample) <= _SAMPLE else f"{sample[: _SAMPLE - 1]}…"
        block.addWidget(quiet(shown), 2, 0)
        self._show(at)
        return block

    def _show(self, at: int) -> None:
        column = self._choices.columns[at]
        self.roles[at].setCurrentIndex(self.roles[at].findData(column.role))
        self.types[at].setCurrentIndex(self.types[at].findData(column.type))
        self.types[at].setVisible(column.role is Role.ATTRIBUTE)

    def _take_role(self, at: int, role: Role) -> None:
        column = self._choices.columns[at]
        if column.role is role or self._sheet is None:
            return
        self._choices = with_role(self._choices, column.name, role)
        if role is Role.ATTRIBUTE:
            guessed = column_type(" ".join(cell.split()) for cell in self._sheet.values(at))
            self._put_type(at, guessed)
        for number in range(len(self.roles)):
            self._show(number)
        self.changed.emit()

    def _take_type(self, at: int, kind: AttributeType) -> None:
        if self._choices.columns[at].type is not kind:
            self._put_type(at, kind)
            self.changed.emit()

    def _put_type(self, at: int, kind: AttributeType) -> None:
        columns = list(self._choices.columns)
        columns[at] = replace(columns[at], type=kind)
        self._choices = replace(self._choices, columns=tuple(columns))
