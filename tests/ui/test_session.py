"""What a session keeps for its panes."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qcode import ui
from qcode.index.versions import VersionFolder
from qcode.index.writer import write_lock
from qcode.services.activation import ALL, remembered
from qcode.services.folders import cache_folder
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


def test_the_index_is_made_anew_on_request(session: Session, qtbot: QtBot) -> None:
    session.searcher.update()
    folder = cache_folder(session.project.info.guid) / "index"
    before = {path.name for path in folder.rglob("*.pst")}
    with qtbot.waitSignal(session.told) as told, qtbot.waitSignal(session.index_started):
        session.rebuild_index()
    assert told.args == ["The search index was made anew"]
    assert session.searcher.behind() == 0
    assert before.isdisjoint(path.name for path in folder.rglob("*.pst"))


def test_an_index_that_another_writes_stays_and_the_user_is_told(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.searcher.update()
    monkeypatch.setattr("qcode.index.writer.PATIENCE", 0)
    with (
        write_lock(VersionFolder(cache_folder(session.project.info.guid) / "index")),
        qtbot.waitSignal(session.runner.user_error) as told,
    ):
        session.rebuild_index()
    assert told.args[0].code == "index_busy"
    assert session.searcher.behind() == 0


def test_no_pane_takes_the_answer_of_another() -> None:
    """A newer question of a slot ends the older one, so a slot belongs to those who mean that."""
    askers: dict[str, set[str]] = {}
    for path in Path(ui.__file__).parent.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match call:
                case ast.Call(func=ast.Attribute(attr="read"), args=[ast.Constant(slot), *_]):
                    askers.setdefault(slot, set()).add(path.stem)
    assert "index" in askers
    shared = {slot: names for slot, names in askers.items() if len(names) > 1}
    # What is copied last is on the clipboard; a text is asked for to be edited, then its edits.
    assert shared.keys() == {"copy", "edit"}
