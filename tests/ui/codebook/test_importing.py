"""The dialog for a codebook from a file: it shows first, and does what is ticked and no more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qcode.formats.codebook_columns import Role
from qcode.services import codes
from qcode.services.codebook_exporting import export_codebook
from qcode.ui.codebook.importing import ImportCodebook
from qcode.ui.session import Session

Open = Callable[..., ImportCodebook]
Settled = Callable[[Session], None]


@pytest.fixture
def coded(session: Session) -> Session:
    """A project with three codes."""
    codes.add_path(session.project, "Trust/City", texts={"definition": "The city."})
    codes.add_path(session.project, "Place")
    return session


@pytest.fixture
def opened(qtbot: QtBot, coded: Session) -> Open:
    """Open the dialog on a file and wait until it shows what it would bring."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def open_dialog(path: Path, under: str = "") -> ImportCodebook:
        project = coded.project
        above = codes.find_code(project, under).id if under else None
        dialog = ImportCodebook(coded, path, project.codebook(), above, window)
        dialog.open()
        qtbot.waitUntil(lambda: dialog.rows.rowCount() > 0 or dialog.problem.isVisible())
        return dialog

    return open_dialog


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    path = tmp_path / "theirs.csv"
    path.write_text(
        "Path;Definition;Odd\nTrust;;x\nTrust/City;The town.;\nNew;n;\nNew/Below;;\n",
        encoding="utf-8",
    )
    return path


def _paths(session: Session) -> list[str]:
    codebook = session.project.codebook()
    return [codebook.path(code.id) for _depth, code in codebook.walk()]


def _rows(dialog: ImportCodebook) -> list[str]:
    model, found = dialog.rows, []

    def walk(parent: QModelIndex, depth: int) -> None:
        for row in range(model.rowCount(parent)):
            cells = [str(model.index(row, column, parent).data() or "") for column in range(3)]
            found.append("-" * depth + " | ".join(filter(None, cells)))
            walk(model.index(row, 0, parent), depth + 1)

    walk(QModelIndex(), 0)
    return found


def test_all_is_shown_before_anything_is_written(
    opened: Open, coded: Session, theirs: Path
) -> None:
    before = coded.project.last_operation()
    dialog = opened(theirs)
    assert _rows(dialog) == [
        "Trust | Stays",
        "-City | Changes | definition changed",
        "New | New code",
        "-Below | New code",
    ]
    assert dialog.summary.text() == (
        "2 new codes. 1 code changes. 1 code stays as it is."
        " 1 code here is not in the file and stays."
    )
    assert "1 column left out" in dialog.losses.text()
    assert dialog.import_button.text() == "Import 3 codes"
    assert "The city." in dialog.about.toPlainText()
    assert coded.project.last_operation() == before


def test_what_is_ticked_comes_in_as_one_operation(
    qtbot: QtBot, opened: Open, coded: Session, theirs: Path, settled: Settled
) -> None:
    before = coded.project.last_operation()
    dialog = opened(theirs)
    tree = dialog.tree
    assert tree.currentIndex().data() == "City"
    qtbot.keyClick(tree, Qt.Key.Key_Space)  # leave the definition as it is
    assert dialog.import_button.text() == "Import 2 codes"
    with qtbot.waitSignal(dialog.accepted):
        dialog.bring_in()
    settled(coded)
    assert _paths(coded) == ["Trust", "Trust/City", "New", "New/Below", "Place"]
    assert codes.find_code(coded.project, "City").definition == "The city."
    assert coded.project.last_operation() == before + 1
    coded.project.undo()
    assert _paths(coded) == ["Trust", "Trust/City", "Place"]


def test_ticks_take_along_what_they_need(opened: Open, theirs: Path) -> None:
    dialog = opened(theirs)
    model = dialog.rows
    new = model.index(1, 0)
    below = model.index(0, 0, new)
    checked, role = Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole
    model.setData(new, Qt.CheckState.Unchecked, role)
    assert below.data(role) != checked
    model.setData(below, checked, role)
    assert new.data(role) == checked


def test_only_what_changes_can_be_shown(opened: Open, theirs: Path) -> None:
    theirs.write_text("Path\nTrust\nPlace\nTrust/Now\n", encoding="utf-8")
    dialog = opened(theirs, under="Place")
    assert dialog.under.isVisible()
    dialog.only_changes.setChecked(True)
    assert _rows(dialog) == ["Trust | Stays", "-Now | New code"]


def test_columns_are_matched_by_hand(qtbot: QtBot, opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Code;Remark\nTrust;a remark\n", encoding="utf-8")
    dialog = opened(path)
    assert _rows(dialog) == ["Trust | Stays"]
    box = dialog.columns.boxes[1]
    box.setCurrentIndex(box.findData(Role.DEFINITION))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: _rows(dialog) == ["Trust | Changes | definition added"])
    box = dialog.columns.boxes[0]
    box.setCurrentIndex(box.findData(Role.NONE))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(dialog.problem.isVisible)
    assert "No column" in dialog.problem.text()
    assert not dialog.import_button.isEnabled()


def test_a_version_of_this_codebook_brings_its_order(
    qtbot: QtBot, opened: Open, coded: Session, tmp_path: Path
) -> None:
    path = tmp_path / "codes.qdc"
    export_codebook(coded.project, path)
    place = codes.find_code(coded.project, "Place").id
    codes.move_codes(coded.project, [place], None, at=0)
    dialog = opened(path)
    assert dialog.order.isVisible()
    assert dialog.order.isChecked()
    with qtbot.waitSignal(dialog.accepted):
        dialog.bring_in()
    assert _paths(coded) == ["Trust", "Trust/City", "Place"]


def test_a_bad_file_is_said_in_the_dialog(opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "bad.xlsx"
    path.write_bytes(b"PK\x03\x04 no")
    dialog = opened(path)
    assert "bad.xlsx" in dialog.problem.text()
    assert not dialog.import_button.isEnabled()
