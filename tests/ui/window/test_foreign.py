"""Projects of other programs in the window: dropped on it, and made projects of their own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from qcode.services.codebook_exporting import export_codebook
from qcode.services.exchange_files import export_project
from qcode.ui.codebook.importing import ImportCodebook
from qcode.ui.codings.dialog import CodingsDialog
from qcode.ui.exchange.importing import ImportProject
from qcode.ui.importing.dialog import ImportDialog
from qcode.ui.window.mainwindow import MainWindow


def drop(window: MainWindow, path: Path) -> None:
    """Drop a file on the window."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys)
    window.dropEvent(event)


def shown(qtbot: QtBot, window: MainWindow) -> ImportProject:
    """Return the dialog on a project when it shows what that would bring."""
    qtbot.waitUntil(lambda: len(window.findChildren(ImportProject)) == 1)
    (dialog,) = window.findChildren(ImportProject)
    qtbot.waitUntil(lambda: dialog.table.rowCount() > 0)
    return dialog


def test_a_project_that_is_dropped_on_an_open_one_is_laid_beside_it(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    assert opened.session is not None
    out = tmp_path / "deras.qdpx"
    export_project(opened.session.project, out)
    drop(opened, out)
    dialog = shown(qtbot, opened)
    assert dialog.summary.text() == "All of it is here already."
    dialog.reject()


def test_a_text_that_is_dropped_is_imported(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    text = tmp_path / "a.txt"
    text.write_text("Hej.")
    drop(opened, text)
    qtbot.waitUntil(lambda: len(opened.findChildren(ImportDialog)) == 1)
    (dialog,) = opened.findChildren(ImportDialog)
    dialog.reject()


def test_a_table_of_coded_passages_that_is_dropped_is_found_in_the_texts(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    table = tmp_path / "kodat.csv"
    table.write_text("Dokument,Citat,Kod\nIngen,Hej.,Tillit\n", encoding="utf-8")
    drop(opened, table)
    qtbot.waitUntil(lambda: len(opened.findChildren(CodingsDialog)) == 1)
    (dialog,) = opened.findChildren(CodingsDialog)
    qtbot.waitUntil(lambda: bool(dialog.summary.text()))
    dialog.reject()


def test_a_codebook_that_is_dropped_shows_what_it_would_bring(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    assert opened.session is not None
    out = tmp_path / "koder.qdc"
    export_codebook(opened.session.project, out)
    drop(opened, out)
    qtbot.waitUntil(lambda: len(opened.findChildren(ImportCodebook)) == 1)
    (dialog,) = opened.findChildren(ImportCodebook)
    assert not opened.findChildren(ImportProject)
    dialog.reject()


def test_without_a_project_it_becomes_one_of_its_own(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    assert opened.session is not None
    out = tmp_path / "deras.qdpx"
    export_project(opened.session.project, out)
    name = opened.session.project.info.name
    opened.close_project()
    drop(opened, out)
    dialog = shown(qtbot, opened)
    dialog.make(tmp_path / "ny.qcode")
    qtbot.waitUntil(lambda: opened.workspace is not None)
    assert opened.session.project.path == tmp_path / "ny.qcode"
    assert opened.session.project.info.name == name
    assert len(opened.session.project.documents()) == 7


def test_a_file_that_was_coded_by_hand_comes_in_by_the_menu(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    assert opened.session is not None
    project = opened.session.project
    before = len(project.codebook())
    file = tmp_path / "kodad.txt"
    file.write_text("Ett.\n[code: Nykod]Två tre[/code].", encoding="utf-8")
    opened._actions["import_coded"].trigger()
    qtbot.waitUntil(lambda: len(opened.findChildren(QFileDialog)) == 1)
    (question,) = opened.findChildren(QFileDialog)
    assert "*.docx *.docm" in question.nameFilters()[0]
    question.fileSelected.emit(str(file))
    question.reject()
    dialog = shown(qtbot, opened)
    assert dialog.windowTitle() == "Import a file coded by hand"
    assert dialog.origin.text() == "The marks in its text are the codes"
    qtbot.waitUntil(dialog.import_button.isEnabled)
    dialog.import_button.click()
    qtbot.waitUntil(lambda: "Import the coded file “kodad.txt”" in opened.toast_text())
    assert len(project.codebook()) == before + 1
    project.undo()
    assert len(project.codebook()) == before


def test_a_file_without_codes_is_said_to_have_none(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "okodad.txt"
    file.write_text("Inget.", encoding="utf-8")
    opened._foreign.show(file, coded=True)
    qtbot.waitUntil(lambda: len(opened.findChildren(ImportProject)) == 1)
    (dialog,) = opened.findChildren(ImportProject)
    qtbot.waitUntil(dialog.problem.isVisible)
    assert "no marks, comments or highlights" in dialog.problem.text()
    dialog.reject()


def test_one_is_asked_for_from_the_start_page(window: MainWindow, qtbot: QtBot) -> None:
    window._start.foreign_requested.emit()
    qtbot.waitUntil(lambda: len(window.findChildren(QFileDialog)) == 1)
    (question,) = window.findChildren(QFileDialog)
    assert "*.qdpx" in question.nameFilters()[0]
    question.reject()
