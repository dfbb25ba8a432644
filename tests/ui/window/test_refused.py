"""What cannot be done now is said, with what can be done instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.model.errors import UserError
from qcode.model.text import Span
from qcode.services import projects
from qcode.services.projects import Project
from qcode.ui.window import mainwindow
from qcode.ui.window.mainwindow import MainWindow
from qcode.ui.window.making import open_file
from qcode.ui.window.workspace import Workspace


@pytest.fixture
def unwritable(sample: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in a file that one may read but not write; of the superuser there is none."""

    def open_it(path: Path, *, read_only: bool, force: bool) -> Project:
        if not read_only:
            raise UserError("project_not_writable", path=str(path))
        return open_file(path, read_only=True, force=force)

    monkeypatch.setattr(mainwindow, "open_file", open_it)
    return sample


def test_a_file_that_one_may_not_write_is_offered_for_reading(
    window: MainWindow, unwritable: Path, qtbot: QtBot
) -> None:
    window.open_project(unwritable)
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)))
    (box,) = window.findChildren(QMessageBox)
    assert "You may read" in box.text()
    box.defaultButton().click()
    qtbot.waitUntil(lambda: window.session is not None)
    assert window.session is not None
    assert window.session.project.read_only
    assert window._status.words()[-1] == "Read only: you may not write in the file"


def test_what_nobody_else_has_open_any_more_can_be_opened_to_be_changed(
    window: MainWindow, sample: Path, qtbot: QtBot
) -> None:
    other = projects.open_project(sample, coder="Bo")
    window.open_project(sample, read_only=True, why="Bo has it open")
    qtbot.waitUntil(lambda: window.session is not None)
    session, toast = window.session, window._toast
    assert session is not None
    assert session.following is not None
    session.following.look()
    qtbot.waitUntil(lambda: "following" not in session.runner.asked)
    assert window.toast_text() == ""
    other.close()
    session.following.look()
    qtbot.waitUntil(lambda: toast._offer.text() == "Open it to change it")
    assert window._status.words()[-1] == "Read only"
    toast._offer.click()
    qtbot.waitUntil(lambda: window.session not in (None, session))
    assert window.session is not None
    assert not window.session.project.read_only


def test_enter_on_the_first_page_makes_no_project_while_another_one_is_opening(
    window: MainWindow, sample: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    for name in ("ask_save", "ask_open"):
        monkeypatch.setattr(mainwindow, name, lambda *_arguments: asked.append("asked"))
    start = window._start
    start.new_requested.emit()
    assert len(asked) == 1
    window.open_project(sample)
    start.new_requested.emit()
    start.open_requested.emit()
    qtbot.waitUntil(lambda: window._coming is not None or window.session is not None)
    start.new_requested.emit()
    qtbot.waitUntil(lambda: window.session is not None)
    assert len(asked) == 1


def test_a_key_of_a_command_that_cannot_be_used_says_why(opened: MainWindow, qtbot: QtBot) -> None:
    workspace = opened.workspace
    assert workspace is not None
    view = workspace.reading.view
    view.setFocus()
    view.select(Span(3, 3))
    qtbot.waitUntil(lambda: not opened._actions["code"].isEnabled())
    qtbot.keyClick(view, Qt.Key.Key_V)
    assert opened.toast_text() == "Select a passage first"
    qtbot.keyClick(view, Qt.Key.Key_Down)  # is nobody's
    opened._toast.dismiss()
    view.select(Span(3, 40))
    qtbot.waitUntil(opened._actions["code"].isEnabled)
    qtbot.keyClick(view, Qt.Key.Key_X)
    assert opened.toast_text() == ""


def test_a_refused_key_is_explained_in_every_pane_and_letters_are_left_to_fields(
    opened: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    assert not opened._actions["redo"].isEnabled()
    for name in ("documents", "codes", "search", "memos", "passages"):
        opened._actions[f"show_{name}"].trigger()
        opened._toast.dismiss()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        holder = QApplication.focusWidget()
        assert holder is not None and workspace.isAncestorOf(holder), name
        qtbot.keyClick(holder, Qt.Key.Key_F6)
        assert opened.toast_text() == "Show two texts first", name
    opened._actions["find"].trigger()
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    opened._toast.dismiss()
    qtbot.keyClick(field, Qt.Key.Key_V)  # codes in vivo in a text
    qtbot.keyClick(field, Qt.Key.Key_Z, control)  # the field's own
    assert opened.toast_text() == ""
    opened._actions["show_codes"].trigger()
    qtbot.keyClick(workspace.codes.tree, Qt.Key.Key_V)  # goes to a code
    assert opened.toast_text() == ""
    qtbot.keyClick(workspace.codes.tree, Qt.Key.Key_Y, control)
    assert opened.toast_text() == "Nothing to redo"


@pytest.fixture
def only_read(window: MainWindow, sample: Path, qtbot: QtBot) -> Workspace:
    """The sample in the window, open for reading only."""
    window.open_project(sample, read_only=True)
    qtbot.waitUntil(lambda: window.workspace is not None)
    assert window.workspace is not None
    return window.workspace


def test_in_a_project_that_is_only_read_the_keys_of_coding_say_so(
    window: MainWindow, only_read: Workspace, qtbot: QtBot
) -> None:
    view = only_read.reading.view
    for key in (Qt.Key.Key_C, Qt.Key.Key_M, Qt.Key.Key_1, Qt.Key.Key_Delete):
        window._toast.dismiss()
        qtbot.keyClick(view, key)
        assert window.toast_text() == "Open for reading only"
    qtbot.keyClick(view, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert window.toast_text() == "Open for reading only"


def test_from_a_project_that_is_only_read_one_copies_with_the_source(
    window: MainWindow, only_read: Workspace, qtbot: QtBot
) -> None:
    only_read.session.show_document(DocumentId(1))
    qtbot.waitUntil(lambda: only_read.session.document == 1)
    view = only_read.reading.view
    words = view.text().index("Du får börja")
    view.select(Span(words, words + 12))
    qtbot.waitUntil(window._actions["copy"].isEnabled)
    window._actions["copy"].trigger()
    source = "”Du får börja” (Intervju 1. Gittan, nattvandrare, I, ¶ 3)"
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == source)
