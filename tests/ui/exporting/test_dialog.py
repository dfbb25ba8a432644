from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from qcode.services import codes, retrieval
from qcode.services.retrieval import EVERYTHING, Selection
from qcode.ui.exporting.dialog import ExportDialog
from qcode.ui.session import Session

Open = Callable[[Selection], ExportDialog]


@pytest.fixture
def opened(qtbot: QtBot, sample_session: Session) -> Open:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def open_dialog(selection: Selection) -> ExportDialog:
        dialog = ExportDialog(sample_session, selection, window)
        dialog.open()
        qtbot.waitUntil(dialog._main.isEnabled)
        return dialog

    return open_dialog


@pytest.fixture
def tillit(sample_session: Session) -> Selection:
    code = codes.find_code(sample_session.project, "Tillit").id
    return Selection(codes=frozenset({code}), subcodes=True)


def count(session: Session, selection: Selection) -> int:
    return len(retrieval.find_segments(session.project, selection))


def test_the_main_button_says_how_much_goes_out(
    opened: Open, sample_session: Session, tillit: Selection
) -> None:
    dialog = opened(tillit)
    assert dialog.main_text() == f"Export {count(sample_session, tillit)} excerpts…"
    assert "Tillit with subcodes" in dialog._choices._filter.text()


def test_without_a_selection_everything_goes_out(opened: Open, sample_session: Session) -> None:
    dialog = opened(EVERYTHING)
    assert dialog.selection() == EVERYTHING
    assert dialog.main_text() == f"Export {count(sample_session, EVERYTHING)} excerpts…"


def test_codes_and_documents_can_be_chosen(
    qtbot: QtBot, opened: Open, sample_session: Session, tillit: Selection
) -> None:
    dialog = opened(tillit)
    choices = dialog._choices
    qtbot.waitUntil(choices._some.isEnabled)
    choices._subcodes.click()
    choices._some.click()
    choices._documents.item(0).setCheckState(Qt.CheckState.Unchecked)
    documents = [document.id for document in sample_session.project.documents()]
    wanted = Selection(codes=tillit.codes, documents=frozenset(documents[1:]))
    assert dialog.selection() == wanted
    text = f"Export {count(sample_session, wanted)} excerpts…"
    qtbot.waitUntil(lambda: dialog.main_text() == text)
    choices._all.click()
    assert dialog.selection() == Selection(documents=frozenset(documents[1:]))


def test_enter_asks_for_the_file(opened: Open, qtbot: QtBot) -> None:
    dialog = opened(EVERYTHING)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    asked = dialog.findChild(QFileDialog)
    assert isinstance(asked, QFileDialog)
    asked.reject()


@pytest.mark.parametrize("suffix", [".docx", ".html", ".md", ".csv", ".json"])
def test_the_file_is_written_in_the_format_of_its_name(
    qtbot: QtBot, opened: Open, tillit: Selection, tmp_path: Path, suffix: str
) -> None:
    dialog = opened(tillit)
    path = tmp_path / f"report{suffix}"
    dialog.write(path)
    qtbot.waitUntil(lambda: bool(dialog.result_text()))
    assert path.stat().st_size > 0
    assert str(path) in dialog.result_text()
    assert dialog._open.isVisible()


def test_afterwards_the_local_file_and_its_folder_can_be_opened(
    qtbot: QtBot,
    opened: Open,
    tillit: Selection,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    urls: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", urls.append)
    dialog = opened(tillit)
    dialog.write(tmp_path / "report.md")
    qtbot.waitUntil(lambda: bool(dialog.result_text()))
    dialog._open.click()
    dialog._folder.click()
    assert [Path(url.toLocalFile()) for url in urls] == [tmp_path / "report.md", tmp_path]


def test_what_goes_wrong_is_said_and_can_be_tried_again(
    qtbot: QtBot, opened: Open, tmp_path: Path
) -> None:
    dialog = opened(EVERYTHING)
    dialog.write(tmp_path / "missing" / "report.docx")
    qtbot.waitUntil(dialog._problem.isVisible)
    assert "does not exist" in dialog._problem.text()
    assert dialog._main.isEnabled()
    dialog.write(tmp_path / "report.docx")
    qtbot.waitUntil(lambda: bool(dialog.result_text()))
    assert not dialog._problem.isVisible()


def test_cancelling_leaves_nothing_behind(
    qtbot: QtBot, opened: Open, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("reports")
    dialog = opened(EVERYTHING)
    dialog.write(folder / "report.docx")
    dialog._leave.click()
    assert dialog.isVisible()
    assert dialog._main.isEnabled()
    qtbot.waitUntil(lambda: not dialog._session.runner._wishes)
    assert dialog.result_text() == ""
    assert list(folder.iterdir()) == []
