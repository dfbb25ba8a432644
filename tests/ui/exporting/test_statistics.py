"""The dialog that writes tables for statistics: what is chosen is shown, and then written."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.model.text import Span
from qcode.services import cases, coding, importing
from qcode.services.matrix import Cells, Rows
from qcode.services.matrix_files import For
from qcode.ui.exporting.statistics import ExportTables
from qcode.ui.session import Session

TEXT = "Vi litade på dem.\nDe kom och gick.\n"


@pytest.fixture
def window(qtbot: QtBot, session: Session, tmp_path: Path) -> Iterator[QWidget]:
    """A window over a project with two documents and three passages."""
    for name in ("Anna", "Bo"):
        (tmp_path / f"{name}.txt").write_text(f"{TEXT}{name}", encoding="utf-8")
    importing.import_paths(session.project, [tmp_path / "Anna.txt", tmp_path / "Bo.txt"])
    one, two = (document.id for document in session.project.documents())
    coding.apply_path(session.project, one, Span(0, 9), "Tillit")
    coding.apply_path(session.project, one, Span(3, 30), "Tillit/Hos dem")
    coding.apply_path(session.project, two, Span(0, 9), "Tillit")
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def opened(qtbot: QtBot, session: Session, window: QWidget) -> ExportTables:
    dialog = ExportTables(session, window)
    dialog.open()
    qtbot.waitUntil(dialog.buttons.main.isEnabled)
    return dialog


def shown(dialog: ExportTables) -> list[list[str]]:
    view = dialog.preview
    columns = range(view.columnCount())

    def words(item: object) -> str:
        return item.text()  # type: ignore[attr-defined,no-any-return]

    heads = [words(view.horizontalHeaderItem(column)) for column in columns]
    rows = [[words(view.item(row, c)) for c in columns] for row in range(view.rowCount())]
    return [heads, *rows]


def choose(qtbot: QtBot, dialog: ExportTables, rows: Rows, cells: Cells = Cells.COUNT) -> None:
    dialog.cells.setCurrentIndex(dialog.cells.findData(cells))
    dialog.rows.setCurrentIndex(dialog.rows.findData(rows))
    qtbot.waitUntil(lambda: not dialog.progress.isVisible())


def test_the_first_rows_are_shown_as_they_are_chosen(
    qtbot: QtBot, session: Session, window: QWidget
) -> None:
    dialog = opened(qtbot, session, window)
    assert shown(dialog)[0][-2:] == ["Tillit", "Tillit › Hos dem"]
    assert [row[-2:] for row in shown(dialog)[1:]] == [["1", "1"], ["1", "0"]]
    dialog.below.setChecked(True)
    qtbot.waitUntil(lambda: shown(dialog)[1][-2:] == ["2", "1"])
    choose(qtbot, dialog, Rows.DOCUMENTS, Cells.CHARS)
    qtbot.waitUntil(lambda: shown(dialog)[1][-2:] == ["30", "27"])
    assert dialog.summary.text().startswith("2 rows, ")


def test_a_row_for_each_passage_needs_no_cells(
    qtbot: QtBot, session: Session, window: QWidget
) -> None:
    dialog = opened(qtbot, session, window)
    choose(qtbot, dialog, Rows.SEGMENTS)
    qtbot.waitUntil(lambda: dialog.preview.rowCount() == 3)
    assert not dialog.cells.isVisible() and not dialog.below.isVisible()
    assert "Vi litade" in shown(dialog)[1]


def test_where_there_is_nothing_to_put_into_rows_it_is_said(
    qtbot: QtBot, session: Session, window: QWidget
) -> None:
    dialog = opened(qtbot, session, window)
    choose(qtbot, dialog, Rows.CASES)
    qtbot.waitUntil(lambda: "nothing" in dialog.summary.text())
    assert not dialog.buttons.main.isEnabled()
    cases.add_case(session.project, "Anna")
    choose(qtbot, dialog, Rows.DOCUMENTS)
    choose(qtbot, dialog, Rows.CASES)
    qtbot.waitUntil(dialog.buttons.main.isEnabled)


def test_spss_gets_csv_with_its_names_and_what_it_cannot_take_is_said_before(
    qtbot: QtBot, session: Session, window: QWidget, tmp_path: Path
) -> None:
    dialog = opened(qtbot, session, window)
    choose(qtbot, dialog, Rows.SEGMENTS)
    qtbot.waitUntil(lambda: dialog.preview.rowCount() == 3)
    dialog.reader.setCurrentIndex(dialog.reader.findData(For.SPSS))
    assert not dialog.format.isVisible() and dialog.suffix == ".csv"
    assert "1 text will be put in one line" in dialog.summary.text()
    assert shown(dialog)[0][:2] == ["Passage", "v_Document"]
    dialog.write(tmp_path / "ut.csv")
    qtbot.waitUntil(dialog.buttons.open_button.isVisible)
    assert sorted(path.name for path in tmp_path.glob("ut*")) == [
        "ut.csv",
        "ut.dictionary.csv",
        "ut.sps",
    ]
    assert "1 text was put in one line" in dialog.summary.text()
    with (tmp_path / "ut.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.reader(file))) == 4


def test_what_is_active_alone_is_counted_where_something_is_not(
    qtbot: QtBot, session: Session, window: QWidget
) -> None:
    plain = opened(qtbot, session, window)
    assert not plain.active.isVisible()
    plain.reject()
    every = [document.id for document in session.project.documents()]
    session.activate(session.activation.with_documents({DocumentId(every[0])}, every))
    dialog = opened(qtbot, session, window)
    assert dialog.active.isChecked() and dialog.preview.rowCount() == 1
    dialog.active.setChecked(False)
    qtbot.waitUntil(lambda: dialog.preview.rowCount() == 2)


def test_a_file_that_cannot_be_written_leaves_the_choice_open(
    qtbot: QtBot, session: Session, window: QWidget, tmp_path: Path
) -> None:
    dialog = opened(qtbot, session, window)
    dialog.write(tmp_path / "nowhere" / "ut.csv")
    qtbot.waitUntil(dialog.problem.isVisible)
    assert dialog.buttons.main.isEnabled()
