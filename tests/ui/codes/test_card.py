from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from qcode.model.codebook import Code, CodeId
from qcode.model.memo import MemoLink
from qcode.services import codes, memos
from qcode.ui.codes.card import CodeCard, read_facts
from qcode.ui.codes.card_lists import History, Memos
from qcode.ui.codes.examples import ExamplePicker
from qcode.ui.scrolled import Scrolled
from qcode.ui.session import Session
from qcode.ui.ticks import Tick

Settled = Callable[[Session], None]
ABOVE = "Tillit"
BELOW = "Tillit/Tillit till staden"


class Card:
    """An open card and what it holds."""

    def __init__(self, session: Session, qtbot: QtBot, settled: Settled) -> None:
        self.session, self._qtbot, self._settled = session, qtbot, settled
        self.code: CodeId = codes.find_code(session.project, BELOW).id
        self.dialog = CodeCard(session, read_facts(session.project, self.code))
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(self.dialog)
        self.dialog.open()

    @property
    def name(self) -> QLineEdit:
        found = self.dialog.findChild(QLineEdit)
        assert isinstance(found, QLineEdit)
        return found

    def field(self, name: str) -> QPlainTextEdit:
        fields = self.dialog.findChildren(QPlainTextEdit)
        return next(field for field in fields if field.accessibleName() == name)

    def labels(self) -> str:
        return "\n".join(label.text() for label in self.dialog.findChildren(QLabel))

    def press(self, words: str) -> None:
        buttons = self.dialog.findChildren(QPushButton)
        button = next(button for button in buttons if button.text() == words)
        self._qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self._settled(self.session)

    def tool(self, words: str) -> QToolButton:
        buttons = self.dialog.findChildren(QToolButton)
        return next(button for button in buttons if button.text() == words)

    def stored(self) -> Code:
        return self.session.project.codebook()[self.code]


@pytest.fixture
def card(sample_session: Session, qtbot: QtBot, settled: Settled) -> Card:
    return Card(sample_session, qtbot, settled)


def test_the_card_shows_the_code_its_place_its_use_and_its_history(card: Card) -> None:
    assert card.name.text() == "Tillit till staden"
    assert card.field("Definition").toPlainText() == card.stored().definition
    assert f"Under {ABOVE}" in card.labels()
    use = codes.code_uses(card.session.project)[card.code]
    assert f"{use.segments} passages in {use.documents} documents" in card.labels()
    history = card.dialog.findChild(History)
    assert isinstance(history, History)
    assert "Tillit till staden" in history.item(history.count() - 1).text()


def test_the_whole_card_is_in_sight_and_scrolled_only_where_it_is_too_low(
    card: Card, qtbot: QtBot
) -> None:
    dialog = card.dialog
    dialog.resize(620, 700)
    dialog.show()
    area = dialog.findChild(Scrolled)
    assert area is not None
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0)
    dialog.resize(620, 300)
    assert dialog.height() == 300
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)


def test_an_example_is_chosen_among_the_passages_of_the_code(card: Card, qtbot: QtBot) -> None:
    before = card.field("Example").toPlainText()
    card.tool("Choose a passage…").click()
    qtbot.waitUntil(lambda: card.dialog.findChild(ExamplePicker) is not None)
    picker = card.dialog.findChild(ExamplePicker)
    assert isinstance(picker, ExamplePicker)
    qtbot.keyClick(picker.table, Qt.Key.Key_Down)
    qtbot.keyClick(picker.table, Qt.Key.Key_Return)
    text = str(picker.table.model().index(1, 1).data()).strip()
    assert card.field("Example").toPlainText().startswith(before + "\n“" + text + "” (")
    card.press("Save code")
    assert text in card.stored().example


def test_memos_on_the_code_are_listed_and_opened_with_enter(
    sample_session: Session, qtbot: QtBot, settled: Settled
) -> None:
    code = codes.find_code(sample_session.project, BELOW).id
    memo = memos.add_memo(sample_session.project, "Om staden", "…", links=[MemoLink(code=code)])
    card = Card(sample_session, qtbot, settled)
    lines = card.dialog.findChild(Memos)
    assert isinstance(lines, Memos)
    row = next(n for n in range(lines.count()) if lines.item(n).text() == "Om staden")
    lines.setCurrentRow(row)
    card.field("Definition").setPlainText("Ny mening")
    with qtbot.waitSignal(sample_session.memo_wanted) as heard:
        qtbot.keyClick(lines, Qt.Key.Key_Return)
    assert heard.args == [memo, ()]
    assert card.stored().definition == "Ny mening"
    assert not card.dialog.isVisible()


def test_a_memo_is_written_from_the_card(card: Card, qtbot: QtBot) -> None:
    with qtbot.waitSignal(card.session.memo_wanted) as heard:
        card.tool("Write memo").click()
    assert heard.args == [None, (MemoLink(code=card.code),)]


def test_what_was_undone_is_struck_out_in_the_history(
    sample_session: Session, qtbot: QtBot, settled: Settled
) -> None:
    project = sample_session.project
    codes.edit_code(project, codes.find_code(project, BELOW).id, color="#123456")
    project.undo()
    history = Card(sample_session, qtbot, settled).dialog.findChild(History)
    assert isinstance(history, History)
    struck = [history.item(row).font().strikeOut() for row in range(history.count())]
    assert True in struck
    assert not struck[-1]


def test_all_that_was_changed_is_one_operation(card: Card, qtbot: QtBot) -> None:
    project = card.session.project
    before, known = project.last_operation(), card.stored()
    card.name.setText("Staden")
    card.field("Definition").setPlainText("Att staden håller vad den lovar.")
    card.field("Avoid when").setPlainText("")
    card.press("Save code")
    assert project.last_operation() == before + 1
    saved = card.stored()
    assert saved.name == "Staden"
    assert saved.definition == "Att staden håller vad den lovar."
    assert saved.avoid_when == ""
    assert saved.example == known.example
    assert not card.dialog.isVisible()
    project.undo()
    assert card.stored() == known


def test_saving_without_a_change_does_nothing(card: Card) -> None:
    before = card.session.project.last_operation()
    card.press("Save code")
    assert card.session.project.last_operation() == before
    assert not card.dialog.isVisible()


def test_a_name_that_is_taken_is_explained_in_the_card(card: Card) -> None:
    known = card.stored()
    card.name.setText("Rykten och svek")
    card.field("Example").setPlainText("Något annat")
    card.press("Save code")
    assert card.dialog.isVisible()
    assert "already a code" in card.labels()
    assert card.stored() == known


def test_tab_leads_from_field_to_field(card: Card, qtbot: QtBot) -> None:
    card.dialog.activateWindow()
    qtbot.waitUntil(card.dialog.isActiveWindow)
    card.field("Definition").setFocus()
    qtbot.keyClick(card.field("Definition"), Qt.Key.Key_Tab)
    assert card.field("Use when").hasFocus()


def test_a_project_for_reading_only_shows_cards_and_keeps_them(
    reading_session: Session, qtbot: QtBot, settled: Settled
) -> None:
    card = Card(reading_session, qtbot, settled)
    assert card.name.isReadOnly()
    assert card.field("Definition").isReadOnly()
    card.press("Close")
    assert not card.dialog.isVisible()


def test_a_code_that_only_groups_others_is_made_one_in_its_card(
    sample_session: Session, qtbot: QtBot, settled: Settled
) -> None:
    project = sample_session.project
    above = codes.find_code(project, ABOVE).id
    card = CodeCard(sample_session, read_facts(project, above))
    card.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(card)
    card.open()
    (tick,) = card.findChildren(Tick)
    assert tick.isVisible()
    assert not tick.isChecked()
    before = project.last_operation()
    tick.click()
    card.save()
    settled(sample_session)
    assert not project.codebook()[above].codable
    assert project.last_operation() == before + 1


def test_a_code_without_subcodes_groups_nothing(card: Card) -> None:
    (tick,) = card.dialog.findChildren(Tick)
    assert not tick.isVisible()
