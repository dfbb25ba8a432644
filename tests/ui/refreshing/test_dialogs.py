"""The dialogs on a report, as one who has a keyboard only uses them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from qcode.formats.docx_refresh_file import W, said
from qcode.model.refresh import Uncoded
from qcode.services import coding, memos
from qcode.services.exporting import export
from qcode.ui.refreshing.asking import refresh_report
from qcode.ui.refreshing.comments import CommentsDialog
from qcode.ui.refreshing.refresh import RefreshDialog
from qcode.ui.session import Session


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def report(sample_session: Session) -> Path:
    """A report of the sample, from before a coding went and another came."""
    project = sample_session.project
    path = export(project, project.path.with_name("report.docx")).path
    document = project.documents()[0].id
    first = coding.segments_of(project, document)[0]
    coding.remove_segments(project, [first.id])
    coding.apply_path(project, document, first.span, "Tillit/Nytt")
    return path


def commented(path: Path) -> None:
    """Add a comment of a colleague on the second excerpt."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    notes = etree.fromstring(parts["word/comments.xml"])
    names = {f"{W}id": "900", f"{W}author": "Åsa", f"{W}date": "2026-03-01T10:00:00Z"}
    note = etree.SubElement(notes, f"{W}comment", names)
    run = etree.SubElement(etree.SubElement(note, f"{W}p"), f"{W}r")
    etree.SubElement(run, f"{W}t").text = "Hur vet vi det?"
    tags = [t for t in root.iter(f"{W}tag") if "excerpt" in t.get(f"{W}val")]
    control = tags[1].getparent().getparent()
    words = next(r for r in control.iter(f"{W}r") if len(said(r)) > 5)
    words.addprevious(etree.Element(f"{W}commentRangeStart", {f"{W}id": "900"}))
    words.addnext(etree.Element(f"{W}commentRangeEnd", {f"{W}id": "900"}))
    parts["word/document.xml"] = etree.tostring(root)
    parts["word/comments.xml"] = etree.tostring(notes)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)


def lines(dialog: RefreshDialog) -> list[str]:
    items = map(dialog.list.topLevelItem, range(dialog.list.topLevelItemCount()))
    return [item.text(0) for item in items if item is not None]


def test_what_would_change_is_listed_and_written(
    qtbot: QtBot, sample_session: Session, window: QWidget, report: Path
) -> None:
    dialog = RefreshDialog(sample_session, report, window)
    dialog.open()
    qtbot.waitUntil(dialog.main.isEnabled)
    assert {"New", "Changed", "Not coded any more"} <= set(lines(dialog))
    before = report.read_bytes()
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.open_button.isVisible)
    assert report.read_bytes() != before
    assert "report.docx" in dialog.said.text() and "(before" in dialog.said.text()
    assert dialog.leave.text() == "Close"
    dialog.close()


def test_another_answer_about_uncoded_excerpts_lists_anew(
    qtbot: QtBot, sample_session: Session, window: QWidget, report: Path
) -> None:
    dialog = RefreshDialog(sample_session, report, window)
    dialog.open()
    qtbot.waitUntil(dialog.main.isEnabled)
    dialog.uncoded.setCurrentIndex(dialog.uncoded.findData(Uncoded.KEEP))
    assert not dialog.main.isEnabled()
    qtbot.waitUntil(dialog.main.isEnabled)
    assert "Not coded any more" not in lines(dialog)
    dialog.close()


def test_a_file_that_is_no_report_is_said(
    qtbot: QtBot, sample_session: Session, window: QWidget, tmp_path: Path
) -> None:
    (tmp_path / "x.docx").write_bytes(b"no")
    dialog = RefreshDialog(sample_session, tmp_path / "x.docx", window)
    dialog.open()
    qtbot.waitUntil(lambda: "x.docx" in dialog.said.text())
    assert not dialog.main.isEnabled()
    dialog.close()


def test_ticked_comments_are_taken_in_and_can_be_undone(
    qtbot: QtBot, sample_session: Session, window: QWidget, report: Path
) -> None:
    commented(report)
    project = sample_session.project
    count = len(memos.list_memos(project))
    dialog = CommentsDialog(sample_session, report, window)
    dialog.open()
    qtbot.waitUntil(dialog.main.isEnabled)
    assert dialog.main.text() == "Take in 1 comment"
    dialog.list.setFocus()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert not dialog.main.isEnabled() and dialog.chosen() == []
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    with qtbot.waitSignal(sample_session.said):
        qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    assert "Hur vet vi det?" in {memo.text for memo in memos.list_memos(project)}
    project.undo()
    assert len(memos.list_memos(project)) == count


def test_the_command_asks_for_a_word_document(
    qtbot: QtBot, sample_session: Session, window: QWidget, report: Path
) -> None:
    refresh_report(sample_session, window)
    (ask,) = window.findChildren(QFileDialog)
    ask.fileSelected.emit(str(report))
    ask.close()
    (dialog,) = window.findChildren(RefreshDialog)
    qtbot.waitUntil(dialog.main.isEnabled)
    dialog.close()
