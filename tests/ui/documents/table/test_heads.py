from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from qcode.model.document import Attribute, AttributeId, AttributeTarget, AttributeType
from qcode.services.attribute_table import Owner
from qcode.services.pasting import Fate, Pasted, PastedCell, PastedColumn, PastedRow
from qcode.ui.documents.table.heads import Heads, column_width
from qcode.ui.documents.table.preview import PreviewModel, foresee

ROOT = QModelIndex()
ROWS = 1000


class Names(QAbstractTableModel):
    """Many rows that remember whose names were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[int] = set()

    def rowCount(self, _parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        return ROWS

    def columnCount(self, _parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        return 2

    def data(self, *_: Any) -> Any:
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Vertical:
            self.asked.add(section)
        return f"Person {section}" if role == Qt.ItemDataRole.DisplayRole else None


def test_only_the_names_in_sight_are_asked_for(qtbot: QtBot) -> None:
    table, model = QTableView(), Names()
    heads = Heads(Qt.Orientation.Vertical)
    table.setVerticalHeader(heads)
    table.setModel(model)
    table.resize(300, 200)
    qtbot.addWidget(table)
    table.show()
    heads.fit_names(("Anna", "Kvinnojouren Tröskeln"), 500)
    qtbot.waitUntil(lambda: 0 in model.asked)
    assert max(model.asked) < 20
    assert heads.width() >= heads.fontMetrics().horizontalAdvance("Kvinnojouren Tröskeln")
    heads.fit_names(("Kvinnojouren Tröskeln",), 90)
    assert heads.maximumWidth() == 90
    assert column_width(table, ("a",), 60, 200) == 60
    assert column_width(table, ("a" * 400,), 60, 200) == 200


def test_large_letters_have_as_much_more_room(qtbot: QtBot) -> None:
    table, heads = QTableView(), Heads(Qt.Orientation.Vertical)
    qtbot.addWidget(table)
    letters = table.font()
    letters.setPointSizeF(letters.pointSizeF() * 2)
    for widget in (table, heads):
        widget.setFont(letters)
    name = "Intervju 2. Jonas, trygghetssamordnare"
    heads.fit_names((name,), 260)
    assert heads.width() > heads.fontMetrics().horizontalAdvance(name)
    assert column_width(table, ("a" * 400,), 60, 200) > 350


def test_what_a_preview_says_is_counted_beforehand() -> None:
    def row(name: str, *fates: Fate, twice: bool = False) -> PastedRow:
        return PastedRow(name, None, tuple(PastedCell("1", each) for each in fates), twice)

    columns = (PastedColumn("Ålder", None), PastedColumn("Ort", None))
    rows = (
        row("Anna", Fate.NEW, Fate.UNFIT),
        row("Bo", Fate.NEW, Fate.NEW),
        row("Bo", Fate.NEW, Fate.NEW, twice=True),
    )
    foreseen = foresee(Pasted(AttributeTarget.CASE, True, columns, rows))
    assert foreseen.order is None
    assert foreseen.fates == [{(True, Fate.NEW): 2}, {(True, Fate.UNFIT): 1, (True, Fate.NEW): 1}]
    assert [each.name for each in foreseen.strangers] == ["Anna", "Bo"]
    assert (foreseen.known, foreseen.any_twice) == (0, True)


def test_what_becomes_of_a_cell_is_not_told_by_its_colour_alone() -> None:
    fates = (Fate.NEW, Fate.CHANGED, Fate.SAME, Fate.UNFIT, Fate.LEFT)
    attribute = Attribute(AttributeId(1), "g", AttributeTarget.CASE, "A", AttributeType.TEXT)
    columns = tuple(PastedColumn(each.name, attribute) for each in fates)
    row = PastedRow("Bo", Owner(1, "Bo"), tuple(PastedCell("1", each) for each in fates))
    model = PreviewModel(foresee(Pasted(AttributeTarget.CASE, True, columns, (row,))), dark=False)
    fonts = [model.index(0, at).data(Qt.ItemDataRole.FontRole) for at in range(len(fates))]
    assert [font is not None and font.strikeOut() for font in fonts] == [0, 0, 0, 1, 1]
    assert [font is not None and font.bold() for font in fonts] == [1, 1, 0, 0, 0]
