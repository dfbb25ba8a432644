"""The foot of the window says where one is, who codes, what is indexed and what is saved."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QInputDialog, QMenu
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.model.text import Span
from qcode.services import coding, settings
from qcode.ui.session import Session
from qcode.ui.window.mainwindow import MainWindow
from qcode.ui.window.status import StatusLine

Settle = Callable[[Session], None]


@pytest.fixture
def status(qtbot: QtBot, session: Session) -> StatusLine:
    made = StatusLine()
    qtbot.addWidget(made)
    made.follow(session)
    made.show()
    return made


def test_it_says_the_document_the_place_and_how_much_is_selected(
    opened: MainWindow, qtbot: QtBot
) -> None:
    assert opened.workspace is not None
    opened.workspace.reading.view.select(Span(100, 140))
    words = opened._status.words()
    assert words[0] == "Intervju 1. Gittan, nattvandrare"
    assert words[1].startswith("¶ 2")
    assert words[1].endswith("40 characters selected")


def test_it_says_when_all_is_saved(status: StatusLine, session: Session, settled: Settle) -> None:
    assert status.words()[-1] == "All saved"
    session.do(lambda: None)
    assert status.words()[-1] == "Saving…"
    settled(session)
    assert status.words()[-1] == "All saved"


def test_it_says_what_is_not_indexed_yet(status: StatusLine, session: Session) -> None:
    session.index_changed.emit(2)
    assert "2 sources to index" in status.words()
    session.index_changed.emit(0)
    assert not any("index" in words for words in status.words())


def test_indexing_that_takes_a_while_is_said(
    status: StatusLine, session: Session, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(session.index_changed):
        pass  # its own, at the beginning
    session.index_started.emit()
    qtbot.waitUntil(lambda: "Indexing…" in status.words())
    session.index_changed.emit(0)
    assert "Indexing…" not in status.words()


def test_why_nothing_can_be_changed_is_said(qtbot: QtBot, reading_session: Session) -> None:
    status = StatusLine()
    qtbot.addWidget(status)
    status.follow(reading_session, why="Bo has it open on laptop")
    assert status.words()[-1] == "Read only: Bo has it open on laptop"
    assert not status.coder.isEnabled()
    status.follow(None)
    assert status.words() == []


def test_one_codes_on_under_another_name(opened: MainWindow, qtbot: QtBot) -> None:
    session, status = opened.session, opened._status
    assert session is not None
    status.coder.click()
    qtbot.waitUntil(lambda: bool(status.coder.findChildren(QMenu)))
    (menu,) = status.coder.findChildren(QMenu)
    names = [action.text() for action in menu.actions() if action.text()]
    assert names[-1] == "Another name…"
    assert session.project.coder in names
    menu.actions()[-1].trigger()
    menu.close()
    box = next(box for box in opened.findChildren(QInputDialog) if box.isVisible())
    box.setTextValue("Bo & Co")
    box.accept()
    qtbot.waitUntil(lambda: status.coder.accessibleName() == "Coder: Bo & Co")
    assert settings.load_settings().coder == "Bo & Co"
    segment, _changes = coding.apply_path(session.project, DocumentId(1), Span(3, 9), "Ny")
    who = {coder.id: coder.name for coder in session.project.coders()}
    found = coding.find_segments_by_id(session.project, [segment])
    assert who[found[0].coder] == "Bo & Co"
