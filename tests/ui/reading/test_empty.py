"""Where no text is open it is said how to come to one."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from qcode.services import importing
from qcode.ui.reading.empty import NoText
from qcode.ui.session import Session


def test_a_document_can_be_chosen_only_where_there_is_one(
    session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    made = NoText(session, lambda: None)
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: made.text().startswith("Import interviews with Ctrl+I"))
    file = tmp_path / "Anna.txt"
    file.write_text("I: How was it?", encoding="utf-8")
    session.do(lambda: importing.import_paths(session.project, [file]))
    qtbot.waitUntil(lambda: made.text().startswith("Choose a document on the left"))
