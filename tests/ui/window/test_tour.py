"""Four steps for newcomers: shown once, skipped at will, called again, usable by keyboard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qcode.model.text import Span
from qcode.services import coding, importing, memos
from qcode.services.language import set_language
from qcode.services.settings import load_settings, save_settings
from qcode.ui.window.mainwindow import MainWindow
from qcode.ui.window.tour import WORDS, Tour

from .walk import cut


@pytest.fixture
def tour(opened: MainWindow, qtbot: QtBot) -> Tour:
    opened.resize(1300, 850)
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    opened._actions["show_text"].trigger()
    opened._actions["tour"].trigger()
    assert opened._tour is not None
    return opened._tour


def test_each_step_lies_in_the_window_beside_its_part(
    opened: MainWindow, tour: Tour, qtbot: QtBot
) -> None:
    for step in range(len(WORDS)):
        assert tour.at == step
        assert opened.rect().contains(tour.geometry())
        assert opened.rect().contains(tour._edge.geometry())
        assert cut(tour) == []
        assert f"Step {step + 1} of 4" in tour.accessibleName()
        if step in (0, 2, 3):  # the text itself fills the middle
            assert not tour.geometry().intersects(tour._edge.geometry())
        qtbot.keyClick(tour.next_button, Qt.Key.Key_Return)
    assert opened._tour is None


def test_it_follows_its_part_and_frames_nothing_where_that_was_put_away(
    opened: MainWindow, tour: Tour, qtbot: QtBot
) -> None:
    assert opened.workspace is not None
    part = opened.workspace.documents

    def framed() -> bool:
        place = part.mapTo(opened, part.rect().topLeft())
        return tour._edge.isVisible() and tour._edge.geometry().topLeft() == place

    assert framed()
    opened._actions["layout_read"].trigger()
    qtbot.waitUntil(lambda: not tour._edge.isVisible())
    assert tour.isVisible()
    opened._actions["layout_code"].trigger()
    qtbot.waitUntil(framed)
    tour.next_button.click()
    part = opened.workspace.readers
    assert framed()
    opened.workspace._main.setSizes([400, 500, 400])
    assert not framed()
    qtbot.waitUntil(framed)


def test_no_words_of_it_are_cut_in_swedish(opened: MainWindow) -> None:
    set_language("sv")
    opened.show_tour()
    for _step in WORDS:
        assert opened._tour is not None
        assert cut(opened._tour) == []
        opened._tour.next_button.click()


def test_it_is_left_with_escape_and_the_keyboard_goes_back(
    opened: MainWindow, tour: Tour, qtbot: QtBot
) -> None:
    assert opened.workspace is not None
    assert tour.next_button.hasFocus()
    qtbot.keyClick(tour.next_button, Qt.Key.Key_Escape)
    assert opened._tour is None
    assert opened.workspace.reading.isAncestorOf(QApplication.focusWidget())


def test_escape_ends_it_wherever_the_keyboard_is(
    opened: MainWindow, tour: Tour, qtbot: QtBot
) -> None:
    assert opened.workspace is not None
    field = opened.workspace.codes.filter
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert opened._tour is None
    assert field.hasFocus()


def test_one_can_go_back_and_skip(opened: MainWindow, tour: Tour, qtbot: QtBot) -> None:
    assert not tour.back_button.isEnabled()
    tour.next_button.click()
    tour.back_button.click()
    assert tour.at == 0
    tour.skip_button.click()
    assert opened._tour is None
    opened._actions["tour"].trigger()
    assert opened._tour is not None


def test_it_names_the_keys_that_the_commands_have_now(opened: MainWindow) -> None:
    opened.keymap.give("import", "Ctrl+B")
    opened.keymap.give("code", "")
    opened.show_tour()
    assert opened._tour is not None
    assert "Ctrl+B" in opened._tour._text.text()
    opened._tour.next_button.click()
    assert "press the menu" in opened._tour._text.text()


def test_a_newcomer_sees_it_once(window: MainWindow, sample: Path, qtbot: QtBot) -> None:
    window.teaches = True
    window.open_project(sample)
    qtbot.waitUntil(lambda: window._tour is not None)
    window.close_project()
    assert window._tour is None
    window.open_project(sample)
    qtbot.waitUntil(lambda: window.session is not None)
    assert window._tour is None


def test_what_was_begun_once_is_not_begun_again_also_where_nobody_could_end_it(
    window: MainWindow, sample: Path, qtbot: QtBot
) -> None:
    window.teaches = True
    window.open_project(sample)
    qtbot.waitUntil(lambda: window._tour is not None)
    kept = load_settings().window  # all that is left when the program is killed
    window.close_project()
    save_settings(replace(load_settings(), window=kept))
    window.open_project(sample)
    qtbot.waitUntil(lambda: window.session is not None)
    qtbot.wait(20)  # it would come in a turn of its own
    assert window._tour is None


def test_it_goes_on_when_what_a_step_is_about_was_done(
    opened: MainWindow, tour: Tour, qtbot: QtBot
) -> None:
    assert opened.session is not None
    project = opened.session.project
    memos.add_memo(project, "A", "Nothing to do with it")
    coding.apply_path(project, project.documents()[0].id, Span(3, 9), "Not asked for yet")
    file = project.path.with_name("new.txt")
    file.write_text("I: Hej.", encoding="utf-8")
    importing.import_paths(project, [file])
    qtbot.waitUntil(lambda: tour.at == 1)
    coding.apply_path(project, project.documents()[0].id, Span(3, 9), "Asked for")
    qtbot.waitUntil(lambda: tour.at == 2)
