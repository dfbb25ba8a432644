"""What a session keeps for its panes."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from qcode.services.activation import ALL, remembered
from qcode.ui.session import Session


def test_another_activation_is_told_once_and_kept(session: Session, qtbot: QtBot) -> None:
    none = ALL.with_codes([], session.project.codebook())
    with qtbot.waitSignal(session.activation_changed) as heard:
        session.activate(none)
    assert heard.args == [none]
    with qtbot.assertNotEmitted(session.activation_changed):
        session.activate(none)
    qtbot.waitUntil(lambda: remembered(session.project) == none)


def test_what_was_chosen_last_is_kept_when_the_project_is_closed(session: Session) -> None:
    none = ALL.with_codes([], session.project.codebook())
    session.activate(none)
    session.close()
    assert remembered(session.project) == none
