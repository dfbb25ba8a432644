from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from qcode.model.codebook import Code, CodeId
from qcode.services import codes
from qcode.ui.codes.card import CodeCard, read_facts
from qcode.ui.session import Session

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
    history = card.dialog.findChild(QListWidget)
    assert isinstance(history, QListWidget)
    assert "Tillit till staden" in history.item(history.count() - 1).text()


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
