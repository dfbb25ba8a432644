from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qcode.model.errors import UserError
from qcode.ui.importing.entries import EntriesModel, Entry
from qcode.ui.importing.files import FilesView

FILES = 300


class _Asked(EntriesModel):
    """Notes the rows that are looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: set[int] = set()

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        self.rows.add(index.row())
        return super().flags(index)


def test_where_all_are_chosen_only_what_is_seen_is_looked_at(qtbot: QtBot) -> None:
    model, error = _Asked(), UserError("file_damaged")
    model.show([Entry(Path(f"{number}.docx"), error=error) for number in range(FILES)])
    view = FilesView(model)
    qtbot.addWidget(view)
    view.resize(500, 200)
    view.show()
    view.selectAll()
    QApplication.processEvents()
    model.rows.clear()
    for part in (view.viewport(), view.header().viewport()):
        part.update()
    QApplication.processEvents()
    assert view.rows() == list(range(FILES))
    assert len(model.rows) < FILES / 5
