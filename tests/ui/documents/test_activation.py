"""Boxes and a menu say which documents are chosen for analysis, and words say it too."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.services import documents, importing
from qcode.ui.documents.delegate import tick_rect
from qcode.ui.documents.groups import By
from qcode.ui.documents.pane import DocumentsPane
from qcode.ui.runner import Runner
from qcode.ui.session import Session

Find = Callable[[QMenu, str], QAction]
Settled = Callable[[Session], None]


def tick(qtbot: QtBot, pane: DocumentsPane, row: int) -> None:
    rect = pane.view.visualRect(pane.documents.index(row))
    at = QPoint(18, rect.center().y())
    qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_a_click_on_the_box_leaves_a_document_out_and_takes_it_in(
    qtbot: QtBot, sample_session: Session, pane: DocumentsPane
) -> None:
    ids = pane.documents.shown()
    assert "All active" in pane.foot_text()
    with qtbot.assertNotEmitted(sample_session.document_wanted):
        tick(qtbot, pane, 1)
    assert sample_session.activation.documents == frozenset(ids) - {ids[1]}
    assert pane.selected() == []
    assert "6 of 7 active" in pane.foot_text()
    index = pane.documents.index(1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).endswith("not active")
    assert "left out" in index.data(Qt.ItemDataRole.ToolTipRole)
    tick(qtbot, pane, 1)
    assert sample_session.activation.documents is None


def test_the_box_grows_with_the_letters_and_is_where_it_is_painted(
    qtbot: QtBot, sample_session: Session, pane: DocumentsPane
) -> None:
    row = pane.view.visualRect(pane.documents.index(1))
    usual = tick_rect(row, pane.view.fontMetrics())
    font = pane.view.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    pane.view.setFont(font)
    row = pane.view.visualRect(pane.documents.index(1))
    large = tick_rect(row, pane.view.fontMetrics())
    assert large.width() > 1.5 * usual.width()
    assert row.contains(large)
    corner = large.bottomRight() - QPoint(1, 1)
    assert not usual.translated(0, large.top() - usual.top()).contains(corner)
    qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=corner)
    assert sample_session.activation.documents is not None


def test_the_box_of_a_chosen_document_speaks_for_all_chosen(
    qtbot: QtBot, sample_session: Session, pane: DocumentsPane
) -> None:
    ids = pane.documents.shown()
    pane.view.choose(ids[1:4], ids[2])
    qtbot.keyClick(pane.view, Qt.Key.Key_Space)
    assert sample_session.activation.documents == frozenset(ids) - set(ids[1:4])
    assert pane.selected() == ids[1:4]
    tick(qtbot, pane, 3)
    assert sample_session.activation.documents is None


def test_the_menu_makes_all_none_some_and_sets_active(
    qtbot: QtBot, sample_session: Session, pane: DocumentsPane, find: Find
) -> None:
    ids = pane.documents.shown()
    one = documents.list_sets(sample_session.project)[0]

    def active() -> frozenset[int] | None:
        return sample_session.activation.documents

    find(pane.menus.of_activation(), "No document").trigger()
    assert active() == frozenset()
    find(pane.menus.of_activation(), "Swap").trigger()
    assert active() is None
    find(pane.menus.of_activation(), f"Only the set “{one.name}").trigger()
    assert active() == frozenset(one.documents)
    pane.view.choose(ids[:2])
    find(pane.menus.of_activation(), "Only the chosen").trigger()
    assert active() == frozenset(ids[:2])
    qtbot.keyClicks(pane.filter, "observation")
    find(pane.menus.of_activation(), "Only those listed").trigger()
    assert active() == frozenset(pane.documents.shown())
    find(pane.menus.of_activation(), "All documents").trigger()
    assert active() is None


def test_groups_and_the_menu_of_documents_activate_too(
    sample_session: Session, pane: DocumentsPane, find: Find
) -> None:
    pane.group_by(By.KIND)
    group = pane.documents.group(pane.documents.index(0))
    find(pane.menus.of_heading(group), "Only these active").trigger()
    assert sample_session.activation.documents == frozenset(group.documents)
    pane.view.choose(list(group.documents[:2]))
    below = find(pane.menus.of_documents(), "Active for analysis").menu()
    assert isinstance(below, QMenu)
    find(below, "Make not active").trigger()
    assert sample_session.activation.documents == frozenset(group.documents[2:])


def test_another_pane_may_change_what_is_active(
    sample_session: Session, pane: DocumentsPane
) -> None:
    ids = pane.documents.shown()
    sample_session.activate(sample_session.activation.with_documents(ids[:3], ids))
    assert "3 of 7 active" in pane.foot_text()


def bring(session: Session, folder: Path, name: str) -> None:
    """Import a text, as its dialog does."""
    path = folder / f"{name}.txt"
    path.write_text(f"Det här sade {name}.", encoding="utf-8")
    session.do(partial(importing.import_paths, session.project, [path]))


def test_a_new_document_is_active_while_others_are_left_out(
    qtbot: QtBot, sample_session: Session, pane: DocumentsPane, tmp_path: Path, settled: Settled
) -> None:
    every = pane.documents.shown()
    tick(qtbot, pane, 1)
    settled(sample_session)
    bring(sample_session, tmp_path, "Ny")
    qtbot.waitUntil(lambda: len(pane.documents.shown()) == 8)
    (new,) = set(pane.documents.shown()) - set(every)
    assert sample_session.activation.documents == {*every, new} - {every[1]}
    pane.activation.change([new], active=False)
    sample_session.undo()
    qtbot.waitUntil(lambda: len(pane.documents.shown()) == 7)
    sample_session.redo()
    qtbot.waitUntil(lambda: len(pane.documents.shown()) == 8)
    assert not sample_session.activation.has_document(new)  # as it was when it went


def test_where_no_document_is_active_a_new_one_is_not(
    qtbot: QtBot, sample_session: Session, pane: DocumentsPane, tmp_path: Path
) -> None:
    pane.activation.choose(())
    bring(sample_session, tmp_path, "Ny")
    qtbot.waitUntil(lambda: len(pane.documents.shown()) == 8)
    assert sample_session.activation.documents == frozenset()


def test_documents_that_came_while_the_project_was_closed_are_new_too(
    qtbot: QtBot, sample_session: Session, pane: DocumentsPane, tmp_path: Path
) -> None:
    every = pane.documents.shown()
    tick(qtbot, pane, 1)
    sample_session._keep_activation()
    path = tmp_path / "Utifrån.txt"
    path.write_text("Hej.", encoding="utf-8")
    imported = importing.import_paths(sample_session.project, [path]).imported[0].document.id
    later = Session(sample_session.project, Runner())
    later.heed_documents([*every, imported])
    assert later.activation.has_document(imported)
    assert not later.activation.has_document(DocumentId(every[1]))
    later.runner.shut_down()
