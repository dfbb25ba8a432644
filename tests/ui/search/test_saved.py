"""Saved searches: kept from the line, listed with what they find, changed and deleted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from qcode.model.search_options import SearchOptions
from qcode.services import queries
from qcode.services.operators import operators
from qcode.ui.search.pane import SearchPane
from qcode.ui.session import Session


class Desk:
    """A search pane and its menu of saved searches."""

    def __init__(self, pane: SearchPane, session: Session, qtbot: QtBot) -> None:
        self.pane, self.session, self.qtbot = pane, session, qtbot

    def names(self) -> list[str]:
        return [each.name for each in queries.list_queries(self.session.project)]

    def menu(self) -> QMenu:
        assert self.pane.saved.menu is None
        self.pane.show_saved()
        self.qtbot.waitUntil(lambda: self.pane.saved.menu is not None)
        assert self.pane.saved.menu is not None
        return self.pane.saved.menu

    def close(self, menu: QMenu) -> None:
        menu.close()
        self.qtbot.waitUntil(lambda: self.pane.saved.menu is None)

    def inner(self, menu: QMenu, title: str, name: str) -> QAction:
        (action,) = (each for each in menu.actions() if each.text() == title)
        inner = action.menu()
        assert isinstance(inner, QMenu)
        return next(each for each in inner.actions() if each.text() == name)

    def answer(self, text: str) -> str:
        box = self.pane.findChild(QInputDialog)
        assert box is not None
        suggested = box.textValue()
        box.setTextValue(text or suggested)
        box.accept()
        return suggested


@pytest.fixture
def desk(
    qtbot: QtBot,
    sample_session: Session,
    shown: Callable[[SearchPane], SearchPane],
) -> Desk:
    pane = shown(SearchPane(sample_session))
    qtbot.waitUntil(lambda: sample_session.searcher.behind() == 0)
    return Desk(pane, sample_session, qtbot)


def test_a_search_is_saved_under_what_it_says_in_words(desk: Desk) -> None:
    desk.pane._line.setText("=trygg")
    desk.pane.saved.save([])
    assert desk.answer("") == "Exactly “trygg”"
    desk.qtbot.waitUntil(lambda: desk.names() == ["Exactly “trygg”"])
    desk.session.undo()
    desk.qtbot.waitUntil(lambda: desk.names() == [])


def test_the_line_says_in_words_what_was_found(desk: Desk) -> None:
    line = desk.pane._line
    line.setText("=trygg")
    desk.qtbot.waitUntil(lambda: line.toolTip() == "Exactly “trygg”")
    line.clear()
    assert line.toolTip() == ""


def test_a_name_that_is_taken_is_replaced_only_when_it_says_so(desk: Desk) -> None:
    project = desk.session.project
    queries.save_query(project, "Safe", "trygg")
    desk.pane._line.setText("polis")
    menu = desk.menu()
    menu.actions()[0].trigger()
    desk.close(menu)
    box = desk.pane.findChild(QInputDialog)
    assert box is not None
    assert box.okButtonText() == "Save"
    box.setTextValue(" Safe ")
    assert box.okButtonText() == "Replace"
    assert "replaced" in box.labelText()
    box.setTextValue("S" * 300)
    assert box.okButtonText() == "Save"
    box.setTextValue("Safer")
    assert (box.okButtonText(), "replaced" in box.labelText()) == ("Save", False)
    desk.answer("Safe")
    desk.qtbot.waitUntil(lambda: queries.find_query(project, "Safe").text == "polis")
    assert desk.names() == ["Safe"]


def test_what_cannot_be_read_is_not_saved(desk: Desk) -> None:
    said: list[str] = []
    desk.session.told.connect(said.append)
    desk.pane._line.setText("a AND")
    desk.pane.saved.save([])
    assert said
    assert desk.pane.findChild(QInputDialog) is None


def test_each_is_listed_with_what_it_finds_and_searched_with_its_options(desk: Desk) -> None:
    project, searcher = desk.session.project, desk.session.searcher
    queries.save_query(project, "Safe", "trygga", SearchOptions(exact=True))
    queries.save_query(project, "Gone", "code:Nosuchcode")
    total = len(searcher.units("trygga", options=SearchOptions(exact=True)).found)
    menu = desk.menu()
    expected = {f"Safe\t{total}", "Gone\t–"}
    desk.qtbot.waitUntil(lambda: expected <= {each.text() for each in menu.actions()})
    next(each for each in menu.actions() if each.text().startswith("Safe")).trigger()
    assert desk.pane.query() == "trygga"
    assert desk.pane._look.options == SearchOptions(exact=True)
    desk.close(menu)


def test_one_is_renamed_changed_and_deleted(desk: Desk) -> None:
    project = desk.session.project
    queries.save_query(project, "Old", "trygg")
    menu = desk.menu()
    desk.inner(menu, "Rename", "Old").trigger()
    desk.close(menu)
    desk.answer("New")
    desk.qtbot.waitUntil(lambda: desk.names() == ["New"])
    desk.pane._line.setText("polis")
    menu = desk.menu()
    desk.inner(menu, "Change to this search", "New").trigger()
    desk.close(menu)
    desk.qtbot.waitUntil(lambda: queries.find_query(project, "New").text == "polis")
    menu = desk.menu()
    desk.inner(menu, "Delete", "New").trigger()
    desk.close(menu)
    desk.qtbot.waitUntil(lambda: desk.names() == [])
    desk.session.undo()
    desk.qtbot.waitUntil(lambda: desk.names() == ["New"])


def test_the_help_lists_the_whole_language_and_a_click_inserts_an_example(desk: Desk) -> None:
    help_ = desk.pane._head.help
    help_.show_below(desk.pane._line)
    buttons = help_.findChildren(QPushButton)
    assert [button.text() for button in buttons] == [each.example for each in operators()]
    buttons[1].click()
    assert desk.pane.query() == operators()[1].example
    assert help_.isHidden()
