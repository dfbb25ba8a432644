from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from qcode.model.report import DEFAULTS, Order, Part
from qcode.services import retrieval
from qcode.services.report_memory import LastReport, last_report
from qcode.services.report_presets import find_preset
from qcode.services.retrieval import EVERYTHING, Selection
from qcode.ui.exporting.dialog import ExportDialog
from qcode.ui.session import Session

from .conftest import Open, control


def count(session: Session, selection: Selection) -> int:
    return len(retrieval.find_segments(session.project, selection))


def test_the_main_button_says_how_much_goes_out(
    opened: Open, sample_session: Session, tillit: Selection
) -> None:
    dialog = opened(tillit)
    assert dialog.main_text() == f"Export {count(sample_session, tillit)} excerpts…"
    assert "Tillit with subcodes" in dialog.foot.filter.text()


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
    first = choices._documents.index(0)
    assert first.data() == sample_session.project.documents()[0].name
    choices._documents.setData(first, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert first.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
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


def test_a_preset_sets_all_options_but_title_and_authors(
    qtbot: QtBot, opened: Open, sample_session: Session
) -> None:
    dialog = opened(EVERYTHING)
    qtbot.waitUntil(lambda: dialog.presets.box.count() >= 5)
    control(dialog, "title").setText("Bilaga 2")
    at = dialog.presets.box.findData("everything")
    dialog.presets.box.setCurrentIndex(at)
    dialog.presets.box.activated.emit(at)
    options = dialog.options()
    assert options.title == "Bilaga 2"
    assert options.parts == tuple(Part)
    assert options.numbered
    assert dialog.presets.box.currentData() == "everything"
    control(dialog, "numbered").click()
    assert dialog.presets.box.currentIndex() == -1


def test_ones_own_preset_is_kept_renamed_deleted_and_undone(
    qtbot: QtBot, opened: Open, sample_session: Session
) -> None:
    dialog, project = opened(EVERYTHING), sample_session.project
    bar = dialog.presets
    qtbot.waitUntil(lambda: bar.box.count() >= 5)
    order = control(dialog, "order")
    order.setCurrentIndex(order.findData("weight"))
    assert not bar.rename.isEnabled()
    bar.keep("Bilaga")
    qtbot.waitUntil(lambda: bar.box.currentText() == "Bilaga")
    assert find_preset(project, "Bilaga").options.order is Order.WEIGHT
    bar.name_anew("Bilaga 3")
    qtbot.waitUntil(lambda: bar.box.currentText() == "Bilaga 3")
    bar.delete.click()
    qtbot.waitUntil(lambda: bar.box.findText("Bilaga 3") < 0)
    assert bar.box.currentIndex() == -1
    sample_session.undo()
    qtbot.waitUntil(lambda: bar.box.findText("Bilaga 3") >= 0)


def test_a_name_that_is_taken_is_refused_in_words(
    qtbot: QtBot, opened: Open, sample_session: Session
) -> None:
    dialog = opened(EVERYTHING)
    bar = dialog.presets
    qtbot.waitUntil(lambda: bar.box.count() >= 5)
    bar.keep("En")
    qtbot.waitUntil(lambda: bar.box.findText("En") >= 0)
    control(dialog, "numbered").click()
    bar.keep("Två")
    qtbot.waitUntil(lambda: bar.box.currentText() == "Två")
    bar.name_anew("En")
    qtbot.waitUntil(dialog._problem.isVisible)
    assert "En" in dialog._problem.text()


def test_what_a_format_leaves_out_is_listed(qtbot: QtBot, opened: Open) -> None:
    dialog = opened(EVERYTHING)
    assert not dialog.foot.left_out.isVisible()
    formats = dialog.foot.formats
    formats.setCurrentIndex(formats.findData(".csv"))
    qtbot.waitUntil(dialog.foot.left_out.isVisible)
    assert "Kodbok" in dialog.foot.left_out.text()
    assert "those of a Word document" in dialog.preview.note.text()
    formats.setCurrentIndex(formats.findData(".docx"))
    qtbot.waitUntil(lambda: not dialog.foot.left_out.isVisible())


def test_the_next_report_begins_as_the_last_one(
    qtbot: QtBot, opened: Open, sample_session: Session
) -> None:
    dialog = opened(EVERYTHING)
    control(dialog, "numbered").click()
    dialog.foot.formats.setCurrentIndex(dialog.foot.formats.findData(".md"))
    dialog.reject()
    report = last_report(sample_session.project)
    assert (report.options.numbered, report.suffix) == (True, ".md")
    again = opened(EVERYTHING)
    assert again.options().numbered
    assert again.foot.suffix == ".md"


def test_after_another_choice_one_can_export_again(
    qtbot: QtBot, opened: Open, tillit: Selection, tmp_path: Path
) -> None:
    dialog = opened(tillit)
    dialog.write(tmp_path / "report.md")
    qtbot.waitUntil(dialog._open.isVisible)
    assert not dialog._main.isVisible()
    control(dialog, "numbered").click()
    assert dialog._main.isVisible()
    assert not dialog._open.isVisible()


def test_a_project_without_codings_says_what_to_do(qtbot: QtBot, session: Session) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = ExportDialog(session, EVERYTHING, window)
    dialog.open()
    qtbot.waitUntil(lambda: "Nothing is coded yet" in dialog.preview.message)
    assert not dialog._main.isEnabled()
    control(dialog, "numbered").click()
    qtbot.waitUntil(lambda: dialog._shown == (EVERYTHING, dialog.options()))
    assert not dialog.preview.busy
    assert "Nothing is coded yet" in dialog.preview.message
    assert last_report(session.project) == LastReport(DEFAULTS, ".docx")
