"""Where one was in a text, after a restart, after a crash and on the way back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.ui.reading.pane import ReadingPane
from qcode.ui.rest import Rest
from qcode.ui.session import Session

TEXT = "I: Hur är det?\nIP1: Det är bra, tack. Jag går ut.\nI: Mm.\n" * 40


@pytest.fixture
def pane(first_of_two: Callable[[str], ReadingPane]) -> ReadingPane:
    return first_of_two(TEXT)


def last_read(session: Session, qtbot: QtBot) -> ReadingPane:
    """Another pane with the document that was read last, as after a restart."""
    again = ReadingPane(session)
    qtbot.addWidget(again)
    again.resize(900, 600)
    again.show()
    again.open_last()
    return again


def test_the_place_in_a_document_is_remembered_over_a_restart(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    pane.view.restore_place(1200)
    place = pane.view.place()
    pane.leave()
    again = last_read(session, qtbot)
    qtbot.waitUntil(lambda: again.view.place() == place)
    assert again.view.cursor_position() == place


def test_the_place_in_a_document_outlives_a_crash(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    rest = pane.findChild(Rest, options=Qt.FindChildOption.FindDirectChildrenOnly)
    rest.setInterval(1)
    pane.view.restore_place(1200)
    qtbot.waitUntil(lambda: not rest.isActive())
    again = last_read(session, qtbot)
    qtbot.waitUntil(lambda: again.view.place() == pane.view.place())


def test_the_caret_stands_again_where_it_stood_and_not_at_the_first_line(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    pane.view.restore_place(1200)
    below = pane.view.place() + 300
    pane.view.put_caret(below)
    session.show_document(DocumentId(2))
    qtbot.waitUntil(lambda: session.document == 2)
    pane.step(-1)
    qtbot.waitUntil(lambda: session.document == 1)
    assert pane.view.cursor_position() == below
    pane.leave()
    again = last_read(session, qtbot)
    qtbot.waitUntil(lambda: again.view.cursor_position() == below)


def test_a_caret_that_was_out_of_sight_comes_to_what_one_reads(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    pane.view.put_caret(0)
    pane.view.restore_place(1200)
    place = pane.view.place()
    session.show_document(DocumentId(2))
    qtbot.waitUntil(lambda: session.document == 2)
    pane.step(-1)
    qtbot.waitUntil(lambda: session.document == 1)
    assert pane.view.cursor_position() == place
