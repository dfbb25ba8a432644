"""The whole window: opening, working, closing, and what it says when something is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.model.text import Span
from qcode.services import codes, coding, projects, settings
from qcode.services.language import set_language
from qcode.ui.commands import COMMANDS, MENUS, SUBMENUS
from qcode.ui.window.desk import IN_WORKSPACE
from qcode.ui.window.mainwindow import MainWindow


def trigger(window: MainWindow, name: str) -> None:
    """Give a command through its menu action."""
    action = window._actions[name]
    assert action.isEnabled(), f"{name} is disabled"
    action.trigger()


def test_every_command_stands_in_one_menu_and_does_something(opened: MainWindow) -> None:
    menus = (*MENUS.values(), *SUBMENUS.values())
    listed = [name for names in menus for name in names if name is not None]
    assert sorted(listed) == sorted(COMMANDS)
    for name in IN_WORKSPACE:
        assert name in COMMANDS


@pytest.mark.parametrize("language", ["en", "sv"])
def test_no_two_commands_of_a_menu_share_a_letter_or_a_key(language: str, qtbot: QtBot) -> None:
    set_language(language)
    window = MainWindow()
    qtbot.addWidget(window)
    for title in window.menuBar().actions():
        letters = [
            text[text.index("&") + 1].lower()
            for action in title.menu().actions()
            if "&" in (text := action.text().replace("&&", ""))
        ]
        assert len(letters) == len(set(letters)), (title.text(), sorted(letters))
    keys = [key for name in COMMANDS if (key := window.keymap.key(name))]  # no pane's
    assert len(keys) == len(set(keys))


def test_without_a_project_only_beginning_is_possible(window: MainWindow) -> None:
    enabled = {name for name in COMMANDS if window._actions[name].isEnabled()}
    assert {"new", "open", "sample", "settings", "quit"} <= enabled
    assert not enabled & {"import", "export", "code", "undo", "close", "find", "recent"}


def test_redo_can_be_asked_for_as_soon_as_undo_was(opened: MainWindow, qtbot: QtBot) -> None:
    assert opened.session is not None
    project, redo = opened.session.project, opened._actions["redo"]
    before = project.last_operation()
    qtbot.waitUntil(opened._actions["undo"].isEnabled)  # it is read when the project is shown
    assert not redo.isEnabled()
    trigger(opened, "undo")
    assert redo.isEnabled()
    trigger(opened, "redo")
    assert opened._actions["undo"].isEnabled()
    qtbot.waitUntil(lambda: project.last_operation() == before + 2)
    qtbot.waitUntil(lambda: not redo.isEnabled())  # and what is so is told in the end


def test_a_project_is_opened_coded_undone_and_left_as_one_file(
    opened: MainWindow, sample: Path, qtbot: QtBot
) -> None:
    assert opened.session is not None
    assert opened.workspace is not None
    project, view = opened.session.project, opened.workspace.reading.view
    before = len(coding.segments_of(project, DocumentId(1)))
    view.select(Span(100, 140))
    trigger(opened, "in_vivo")
    qtbot.waitUntil(lambda: len(coding.segments_of(project, DocumentId(1))) == before + 1)
    qtbot.waitUntil(lambda: opened.toast_text().startswith("Code with"))
    qtbot.waitUntil(lambda: opened._actions["undo"].text().startswith("&Undo: Code with"))
    trigger(opened, "undo")
    qtbot.waitUntil(lambda: len(coding.segments_of(project, DocumentId(1))) == before)
    qtbot.waitUntil(opened._actions["redo"].isEnabled)
    trigger(opened, "redo")
    qtbot.waitUntil(lambda: len(coding.segments_of(project, DocumentId(1))) == before + 1)
    trigger(opened, "close")
    assert opened.session is None
    assert [entry.name for entry in sample.parent.iterdir()] == [sample.name]
    with projects.open_project(sample, coder="Kim") as again:
        assert again.verify() == []


def test_the_keys_of_the_text_work_in_the_text(opened: MainWindow, qtbot: QtBot) -> None:
    assert opened.workspace is not None
    reading = opened.workspace.reading
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    reading.view.setFocus()
    reading.view.select(Span(100, 140))
    qtbot.keyClick(reading.view, Qt.Key.Key_C)
    qtbot.waitUntil(reading._coder.box.isVisible)
    qtbot.keyClick(reading._coder.box.focusWidget() or reading._coder.box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not reading._coder.box.isVisible())
    qtbot.waitUntil(reading.view.hasFocus)


def has_keyboard(pane: QWidget) -> bool:
    """Whether the keyboard is in a pane."""
    focused = QApplication.focusWidget()
    return focused is not None and (pane is focused or pane.isAncestorOf(focused))


def test_panes_are_reached_with_keys(opened: MainWindow, qtbot: QtBot) -> None:
    assert opened.workspace is not None
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    for name in COMMANDS:
        if name.startswith("show_"):
            trigger(opened, name)
            pane = getattr(opened.workspace, {"show_text": "reading"}.get(name, name[5:]))
            qtbot.waitUntil(lambda pane=pane: has_keyboard(pane))


def test_a_project_that_is_open_elsewhere_is_offered_for_reading(
    window: MainWindow, sample: Path, qtbot: QtBot
) -> None:
    with projects.open_project(sample, coder="Bo"):
        window.open_project(sample)
        qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)))
        (box,) = window.findChildren(QMessageBox)
        assert "has this project open" in box.text()
        assert [button.text() for button in box.buttons()] == ["Open for reading", "Cancel"]
        box.defaultButton().click()
        qtbot.waitUntil(lambda: window.session is not None)
        assert "has it open on" in window._status.words()[-1]
        assert window.session is not None
        assert window.workspace is not None
        assert window.session.project.read_only
        assert window.windowTitle().endswith("(read only) – QCode")
        window.session.show_document(DocumentId(1))
        coded = coding.segments_of(window.session.project, DocumentId(1))[0]
        view = window.workspace.reading.view
        qtbot.waitUntil(lambda: bool(view.segments_at(coded.start)))
        view.select(Span(coded.start, coded.end))
        enabled = {name for name in COMMANDS if window._actions[name].isEnabled()}
        assert not enabled & {"import", "undo", "new_code", "code", "in_vivo", "uncode", "recode"}
        assert {"export", "find", "close", "copy"} <= enabled
        window.close_project()


def leave_lock(project: Path) -> None:
    """Leave a lock beside a project as a crash on another machine would."""
    holder = {"user": "bo", "host": "elsewhere", "process": 7, "since": "2026-01-02T03:04:05"}
    lock = project.with_name(f".{project.name}.lock")
    lock.write_text(json.dumps(holder), encoding="utf-8")


def question(window: MainWindow, qtbot: QtBot, containing: str) -> QMessageBox:
    """Wait for a question and return it."""

    def found() -> list[QMessageBox]:
        boxes = window.findChildren(QMessageBox)
        return [box for box in boxes if box.isVisible() and containing in box.text()]

    qtbot.waitUntil(lambda: bool(found()))
    return found()[0]


def answer(box: QMessageBox, text: str) -> None:
    """Click the button with these words."""
    next(button for button in box.buttons() if button.text() == text).click()


def test_a_lock_that_a_crash_elsewhere_left_is_taken_over_after_a_warning(
    window: MainWindow, sample: Path, qtbot: QtBot
) -> None:
    leave_lock(sample)
    window.open_project(sample)
    answer(question(window, qtbot, "bo has this project open on elsewhere"), "Open anyway…")
    risk = question(window, qtbot, "although bo may be working in it on elsewhere")
    assert "work is lost" in risk.informativeText()
    answer(risk, "Open anyway")
    qtbot.waitUntil(lambda: window.session is not None)
    assert window.session is not None
    assert not window.session.project.read_only
    window.close_project()
    assert [entry.name for entry in sample.parent.iterdir()] == [sample.name]


def test_a_lock_of_another_machine_stays_when_one_only_reads(
    window: MainWindow, sample: Path, qtbot: QtBot
) -> None:
    leave_lock(sample)
    window.open_project(sample)
    answer(question(window, qtbot, "has this project open"), "Open for reading")
    qtbot.waitUntil(lambda: window.session is not None)
    window.close_project()
    assert sample.with_name(f".{sample.name}.lock").exists()


def test_what_is_no_project_is_said_and_nothing_opens(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "x.qcode"
    path.write_text("nej")
    window.open_project(path)
    qtbot.waitUntil(lambda: "not a QCode project" in window.toast_text())
    assert window.session is None


def test_a_new_project_is_made_where_the_user_says(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = str(tmp_path / "Ny studie")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (chosen, ""))
    trigger(window, "new")
    qtbot.waitUntil(lambda: window.session is not None)
    assert (tmp_path / "Ny studie.qcode").exists()
    assert window.windowTitle() == "Ny studie – QCode"
    assert settings.load_settings().recent == (str(tmp_path / "Ny studie.qcode"),)


def test_the_project_can_be_checked_and_copied(
    opened: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    trigger(opened, "verify")
    qtbot.waitUntil(lambda: opened.toast_text() == "The project is whole.")
    chosen = str(tmp_path / "kopia.qcode")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (chosen, ""))
    trigger(opened, "backup")
    qtbot.waitUntil(lambda: "kopia.qcode" in opened.toast_text())
    assert Path(chosen).exists()


def test_one_goes_on_in_the_document_that_was_read_last(
    opened: MainWindow, sample: Path, qtbot: QtBot
) -> None:
    assert opened.session is not None
    opened.session.show_document(DocumentId(3))
    qtbot.waitUntil(lambda: opened.session is not None and opened.session.document == 3)
    opened.close_project()
    assert opened._actions["recent"].isEnabled()
    opened.open_project(sample)
    qtbot.waitUntil(lambda: opened.session is not None and opened.session.document == 3)


def test_files_are_looked_for_where_the_last_ones_were(
    opened: MainWindow, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def choose(*arguments: str) -> tuple[list[str], str]:
        asked.append(arguments[2])
        return [str(sample.parent / "texter" / "1.txt")], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose)
    for _time in range(2):
        trigger(opened, "import")
        for dialog in opened.findChildren(QDialog):
            dialog.reject()
    assert asked == [str(sample.parent), str(sample.parent / "texter")]


def test_sizes_are_remembered(opened: MainWindow, sample: Path, qtbot: QtBot) -> None:
    assert opened.workspace is not None
    opened.workspace._main.setSizes([200, 500, 500])
    sizes = opened.workspace._main.sizes()
    opened.close_project()
    opened.open_project(sample)
    qtbot.waitUntil(lambda: opened.workspace is not None)
    assert opened.workspace is not None
    assert opened.workspace._main.sizes() == sizes


def test_a_fault_of_ours_is_reported_and_the_project_stays_open(
    opened: MainWindow, qtbot: QtBot
) -> None:
    assert opened.session is not None

    def fail() -> None:
        raise ZeroDivisionError

    opened.session.do(fail)
    qtbot.waitUntil(lambda: "please send the report" in opened.toast_text())
    codes.add_path(opened.session.project, "Går ännu")


def test_dialogs_open_and_close(opened: MainWindow, qtbot: QtBot) -> None:
    for name in ("export", "settings", "keys", "about"):
        trigger(opened, name)
        qtbot.waitUntil(lambda: any(d.isVisible() for d in opened.findChildren(QDialog)))
        for dialog in opened.findChildren(QDialog):
            dialog.reject()
        qtbot.waitUntil(lambda: not any(d.isVisible() for d in opened.findChildren(QDialog)))


def test_the_window_goes_on_while_the_panes_of_a_project_are_made(
    window: MainWindow, sample: Path, qtbot: QtBot
) -> None:
    """Something else happens between one pane and the next: what is typed then is answered."""
    seen: set[int] = set()
    in_sight: list[int] = []

    def look() -> None:
        if window._coming is not None:
            panes = window._coming.workspace
            seen.add(len(vars(panes)))
            if panes.isVisible():
                shown = (panes.documents, panes.search, panes.inspector)
                in_sight.append(sum(pane.isVisible() for pane in shown))

    beat = QTimer()
    beat.timeout.connect(look)
    beat.start(0)
    window.open_project(sample)
    qtbot.waitUntil(lambda: window.workspace is not None)
    beat.stop()
    assert len(seen) >= 4
    assert set(in_sight) >= {1, 2, 3}


def test_a_project_whose_panes_are_being_made_can_be_closed(
    window: MainWindow, sample: Path, qtbot: QtBot
) -> None:
    window.open_project(sample)
    qtbot.waitUntil(lambda: window._coming is not None)
    assert window.close_project()
    assert window._coming is None
    projects.open_project(sample, coder="Maria").close()  # or it would be locked
    window.open_project(sample)
    qtbot.waitUntil(lambda: window.workspace is not None)


def test_opening_again_and_again_leaves_nothing_behind(
    window: MainWindow, sample: Path, qtbot: QtBot
) -> None:
    for _time in range(5):
        window.open_project(sample)
        qtbot.waitUntil(lambda: window.session is not None)
        window.close_project()
    assert [entry.name for entry in sample.parent.iterdir()] == [sample.name]
