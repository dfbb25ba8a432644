from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from qcode.services import codes
from qcode.services.history import history
from qcode.ui.found.history import PAGE, HistoryPane
from qcode.ui.found.rows import Passage
from qcode.ui.session import Session

Show = Callable[[HistoryPane], HistoryPane]


def rows(pane: HistoryPane) -> list[Passage]:
    return [row for row in pane._list.rows.rows if isinstance(row, Passage)]


def test_the_newest_comes_first_in_pages_that_grow(
    qtbot: QtBot, sample_session: Session, shown: Show
) -> None:
    pane = shown(HistoryPane(sample_session))
    qtbot.waitUntil(lambda: len(rows(pane)) == PAGE)
    every = history(sample_session.project)
    assert [row.key for row in rows(pane)] == [line.operation.id for line in every[:PAGE]]
    pane._list.scrollToBottom()
    qtbot.waitUntil(lambda: len(rows(pane)) == 2 * PAGE)


def test_an_undone_line_is_struck_out_and_the_buttons_name_the_steps(
    qtbot: QtBot, session: Session, shown: Show
) -> None:
    pane = shown(HistoryPane(session))
    session.do(lambda: codes.add_path(session.project, "Tillit"))
    qtbot.waitUntil(lambda: pane._undo.toolTip() == "Add code “Tillit”")
    assert not pane._redo.isEnabled()
    pane._undo.click()
    qtbot.waitUntil(pane._redo.isEnabled)
    struck = [row.text for row in rows(pane) if row.dim]
    assert struck == ["Add code “Tillit”"]
    pane._redo.click()
    qtbot.waitUntil(lambda: not any(row.dim and row.text in struck for row in rows(pane)))
    assert len(session.project.codebook()) == 1


def test_lines_that_are_as_before_stay_the_same_ones(
    qtbot: QtBot, session: Session, shown: Show
) -> None:
    pane = shown(HistoryPane(session))
    for name in ("A", "B"):
        session.do(lambda name=name: codes.add_path(session.project, name))
    qtbot.waitUntil(lambda: "Add code “B”" in [row.text for row in rows(pane)])
    before = pane.lines()
    session.do(lambda: codes.add_path(session.project, "C"))
    qtbot.waitUntil(lambda: len(pane.lines()) == len(before) + 1)
    assert all(one is other for one, other in zip(pane.lines()[1:], before, strict=True))


def test_undo_to_here_asks_first_and_takes_back_what_came_after(
    qtbot: QtBot, session: Session, shown: Show
) -> None:
    pane = shown(HistoryPane(session))
    for name in ("A", "B", "C"):
        codes.add_path(session.project, name)
    qtbot.waitUntil(lambda: "Add code “C”" in [row.text for row in rows(pane)])
    line = next(line for line in pane.lines() if line.summary == "Add code “A”")
    pane.undo_to(line)
    qtbot.waitUntil(lambda: bool(pane.findChildren(QMessageBox)))
    box = pane.findChildren(QMessageBox)[0]
    assert len(session.project.codebook()) == 3
    agree = box.defaultButton()
    assert agree.text() == "Undo 2 steps"
    agree.click()
    qtbot.waitUntil(lambda: len(session.project.codebook()) == 1)


def test_while_nobody_looks_only_the_newest_lines_are_kept_and_nothing_is_read(
    qtbot: QtBot, sample_session: Session, shown: Show, settled: Callable[[Session], None]
) -> None:
    pane = shown(HistoryPane(sample_session))
    qtbot.waitUntil(lambda: len(rows(pane)) == PAGE)
    pane._list.scrollToBottom()
    qtbot.waitUntil(lambda: len(rows(pane)) == 2 * PAGE)
    settled(sample_session)
    pane.hide()
    assert len(rows(pane)) == len(pane.lines()) == PAGE
    before = pane.lines()[0]
    sample_session.do(lambda: codes.add_path(sample_session.project, "Nu ny"))
    settled(sample_session)
    assert pane.lines()[0] == before
    pane.show()
    qtbot.waitUntil(lambda: pane.lines()[0].summary == "Add code “Nu ny”")
    settled(sample_session)
    assert len(pane.lines()) == PAGE
    assert pane._list.verticalScrollBar().value() == 0


def test_nothing_is_read_before_somebody_looks(qtbot: QtBot, session: Session, shown: Show) -> None:
    pane = HistoryPane(session)
    assert "history" not in session.runner.asked
    shown(pane)
    qtbot.waitUntil(lambda: bool(pane.lines()))
