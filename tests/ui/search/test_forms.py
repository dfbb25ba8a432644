"""The forms of a word of the query: seen, ticked with the keyboard, and written into the line."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from qcode.services.word_choice import Form, Kind
from qcode.ui.search.forms import FormsPopup, FormsTree
from qcode.ui.search.pane import SearchPane
from qcode.ui.session import Session
from qcode.ui.sized import by_letters
from qcode.ui.window.workspace import LEAST

SAID = Qt.ItemDataRole.AccessibleTextRole
ON, OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class Desk:
    """A search pane over texts that are indexed."""

    def __init__(self, pane: SearchPane, qtbot: QtBot) -> None:
        self.pane, self.qtbot, self.line, self.popup = pane, qtbot, pane._line, pane.forms

    def open(self, query: str, cursor: int = 0) -> FormsPopup:
        self.line.setText(query)
        self.line.setCursorPosition(cursor)
        self.pane.word_forms()
        self.qtbot.waitUntil(lambda: self.popup.tree.topLevelItemCount() > 0)
        return self.popup


@pytest.fixture
def desk(qtbot: QtBot, sample_session: Session, shown: Callable[[SearchPane], SearchPane]) -> Desk:
    sample_session.searcher.update()
    return Desk(shown(SearchPane(sample_session)), qtbot)


def item(tree: FormsTree, word: str) -> QTreeWidgetItem:
    (found,) = tree.findItems(
        word, Qt.MatchFlag.MatchFixedString | Qt.MatchFlag.MatchRecursive, column=0
    )
    return found


def test_only_a_query_with_a_word_has_forms(desk: Desk) -> None:
    for query, there in (("trygghet", True), ("=trygg", False), ("(", False), ("", False)):
        desk.line.setText(query)
        assert desk.pane._head.forms.isVisible() is there
    desk.pane.word_forms()
    assert desk.popup.isHidden()


def test_the_buttons_stay_within_the_narrowest_column(desk: Desk) -> None:
    desk.line.setText("trygghet")
    desk.qtbot.waitUntil(lambda: desk.pane.found() is not None)
    assert desk.pane.minimumSizeHint().width() <= by_letters(desk.pane, LEAST[1])


def test_space_takes_a_form_away_and_the_hits_follow(desk: Desk) -> None:
    popup = desk.open("trygghet NOT  polisen")
    desk.qtbot.waitUntil(lambda: desk.pane.found() is not None)
    before = desk.pane.found()
    assert before is not None
    tree = popup.tree
    assert tree.currentItem().checkState(0) is ON
    word = tree.currentItem().text(0)
    desk.qtbot.keyClick(tree, Qt.Key.Key_Space)
    assert desk.line.text() == f"trygghet[-{word}] NOT  polisen"
    assert tree.currentItem().data(0, SAID).endswith("not ticked")

    def fewer() -> bool:
        now = desk.pane.found()
        return now is not None and now.total < before.total

    desk.qtbot.waitUntil(fewer)
    desk.qtbot.keyClick(tree, Qt.Key.Key_Space)
    assert desk.line.text() == "trygghet NOT  polisen"
    desk.qtbot.keyClick(tree, Qt.Key.Key_Escape)
    assert popup.isHidden()


def test_the_word_at_the_cursor_is_meant_and_another_can_be_chosen(desk: Desk) -> None:
    popup = desk.open("trygghet OR polisen", cursor=14)
    assert popup.words.currentText() == "polisen"
    popup.choose(0)
    desk.qtbot.waitUntil(lambda: popup.tree.topLevelItemCount() > 0)
    assert popup.words.currentText() == item(popup.tree, "trygghet").text(0) == "trygghet"


def test_what_is_written_is_ticked_and_an_added_word_can_go_and_come(desk: Desk) -> None:
    popup = desk.open("trygghet[+kiosken -trygghetsarbetet]")
    assert item(popup.tree, "trygghetsarbetet").checkState(0) is OFF
    added = item(popup.tree, "kiosken")
    assert added.data(0, SAID) == "kiosken, added, ticked"
    added.setCheckState(0, OFF)
    item(popup.tree, "trygghetsarbetet").setCheckState(0, ON)
    assert desk.line.text() == "trygghet"
    added.setCheckState(0, ON)
    assert desk.line.text() == "trygghet[+kiosken]"


def test_a_group_ticks_its_words_in_sight_at_once(qtbot: QtBot) -> None:
    tree = FormsTree()
    qtbot.addWidget(tree)
    words = [f"trygghets{number}" for number in range(300)]
    tree.show_forms(
        [
            Form("trygghet", Kind.FORM, 12, found=True, on=True),
            *(Form(word, Kind.PART, 1, found=True, on=True) for word in words),
        ]
    )
    told: list[dict[str, bool]] = []
    tree.ticked.connect(told.append)
    assert item(tree, words[0]).data(0, SAID) == "trygghets0, 1 time, compound, ticked"
    tree.narrow("s29")
    group = item(tree, "Compounds")
    assert item(tree, "Forms").isHidden()
    group.setCheckState(0, OFF)
    assert told == [{word: False for word in words if "s29" in word}]
    assert group.data(0, SAID) == "Compounds, 300 words, none ticked"
    tree.narrow("")
    assert group.checkState(0) is Qt.CheckState.PartiallyChecked
