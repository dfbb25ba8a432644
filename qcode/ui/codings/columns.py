"""What the columns of a table say, how its codes are written, which documents its names mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from qcode.formats.coded_rows import CodedSheet
from qcode.model.coded_table import BETWEEN, LEVELS, Role, TableChoices, with_column
from qcode.model.document import DocumentId
from qcode.services.coded_words import role_words, sign_words
from qcode.services.language import tr, trn
from qcode.ui.choice_box import ChoiceBox
from qcode.ui.columns_area import columns_area, tab_through
from qcode.ui.found.parts import column, one_line, quiet
from qcode.ui.shortened import Shortened

_SAMPLE = 60  # characters of what stands in a column
_MOST = 40  # columns and names that are shown one by one
_ONE_CODE = frozenset({Role.APPLIED, Role.CODE_WEIGHT})


class CodingColumns(QWidget):
    """A block a column: its heading, what it says, and an example; below, unknown documents.

    `changed` when the user says something else than what is shown.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: CodedSheet | None = None
        self._choices = TableChoices(())
        self.roles: dict[int, QComboBox] = {}
        self.between = _signs(BETWEEN, tr("What parts several codes in a cell"))
        self.levels = _signs(LEVELS, tr("What parts a code from those above it"))
        self.documents: dict[str, QComboBox] = {}
        self._names = QVBoxLayout()
        self._area = columns_area()
        column(self).addWidget(self._area, 1)
        self.between.activated.connect(self._take_signs)
        self.levels.activated.connect(self._take_signs)

    @property
    def choices(self) -> TableChoices:
        """What the columns are taken for."""
        return self._choices

    @property
    def named(self) -> dict[str, DocumentId]:
        """Which documents are meant by names that the project does not know."""
        chosen = ((name, box.currentData()) for name, box in self.documents.items())
        return {name: DocumentId(number) for name, number in chosen if number is not None}

    def show_sheet(self, sheet: CodedSheet) -> None:
        """Show the columns of a sheet as they seem to be."""
        self._sheet, self._choices = sheet, sheet.guess.choices
        self.roles, self.documents = {}, {}
        inside = QWidget()
        page = QVBoxLayout(inside)
        page.setContentsMargins(0, 0, 10, 0)
        page.setSpacing(10)
        shown = [at for at, role in enumerate(self._choices.roles) if role not in _ONE_CODE]
        for at in shown[:_MOST]:
            page.addLayout(self._block(at))
        if more := len(sheet.names) - len(shown[:_MOST]):
            page.addWidget(
                quiet(trn("{n} more column, for a code", "{n} more columns, each for a code", more))
            )
        for words, box in (
            (tr("What parts several codes in a cell"), self.between),
            (tr("What parts a code from those above it"), self.levels),
        ):
            page.addLayout(_labelled(QLabel(words), box))
        self._names = QVBoxLayout()
        self._names.setSpacing(10)
        page.addLayout(self._names)
        page.addStretch(1)
        self._area.setWidget(inside)
        tab_through(self._area)
        self._show()

    def show_unknown(self, names: Iterable[str], documents: Mapping[DocumentId, str]) -> None:
        """Ask which documents are meant by more names; those asked before stay."""
        new = [name for name in names if name not in self.documents]
        if not new:
            return
        offered = QStandardItemModel(self)  # one for all boxes: there may be a thousand documents
        for number, title in ((None, tr("no document here")), *documents.items()):
            item = QStandardItem(title)
            item.setData(number, Qt.ItemDataRole.UserRole)
            offered.appendRow(item)
        for name in new[: _MOST - len(self.documents)]:
            box = _box(tr("The document “{name}”", name=name))
            box.setModel(offered)
            box.activated.connect(self.changed)
            self.documents[name] = box
            label = Shortened(tr("“{name}” is", name=name))
            self._names.addLayout(_labelled(label, box))
        tab_through(self._area)

    def _block(self, at: int) -> QVBoxLayout:
        assert self._sheet is not None
        name = self._sheet.names[at]
        box = _box(tr("What the column “{name}” holds", name=name))
        for role in Role:
            box.addItem(role_words(role), role)
        box.activated.connect(lambda _at: self._take_role(at, Role(box.currentData())))
        self.roles[at] = box
        label = Shortened(name)
        sample = next((one for cell in self._sheet.values(at) if (one := one_line(cell))), "–")
        shown = sample if len(sample) <= _SAMPLE else f"{sample[: _SAMPLE - 1]}…"
        return _labelled(label, box, quiet(shown))

    def _show(self) -> None:
        for at, box in self.roles.items():
            box.setCurrentIndex(box.findData(self._choices.roles[at]))
        self.between.setCurrentIndex(self.between.findData(self._choices.between))
        self.levels.setCurrentIndex(self.levels.findData(self._choices.levels))

    def _take_role(self, at: int, role: Role) -> None:
        if self._choices.roles[at] is not role:
            self._choices = with_column(self._choices, at, role)
            self._show()
            self.changed.emit()

    def _take_signs(self) -> None:
        between, levels = self.between.currentData(), self.levels.currentData()
        chosen = replace(self._choices, between=between, levels=levels)
        if chosen != self._choices:
            self._choices = chosen
            self.changed.emit()


def _box(name: str) -> QComboBox:
    box = ChoiceBox()
    box.setAccessibleName(name)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(12)
    return box


def _signs(signs: Sequence[str], name: str) -> QComboBox:
    box = _box(name)
    for sign in signs:
        box.addItem(sign_words(sign), sign)
    return box


def _labelled(label: QLabel, *parts: QWidget) -> QVBoxLayout:
    block = QVBoxLayout()
    block.setSpacing(4)
    label.setWordWrap(not isinstance(label, Shortened))
    if isinstance(parts[0], QComboBox):
        label.setBuddy(parts[0])
    for part in (label, *parts):
        block.addWidget(part)
    return block
