"""Choosing codes for analysis with boxes, keys and menu, and saying so in words."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QToolButton
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.model.text import Span
from qcode.services import code_lists, code_surgery, codes, coding
from qcode.services.retrieval import Selection
from qcode.ui.codes.order import load_view
from qcode.ui.codes.pane import CodesPane
from qcode.ui.runner import Runner
from qcode.ui.session import Session

Desk = Any  # that of conftest
ABOVE = "Tillit"
BELOW = "Tillit/Tillit till staden"
CHECK = Qt.ItemDataRole.CheckStateRole
ON, OFF, SOME = Qt.CheckState.Checked, Qt.CheckState.Unchecked, Qt.CheckState.PartiallyChecked


@pytest.fixture
def boxed(desk: Desk) -> Desk:
    """The pane with its boxes shown."""
    desk.pane.bar.set_view(replace(desk.pane.bar.view, boxes=True))
    return desk


def box_at(desk: Desk, path: str) -> QPoint:
    """The middle of a code's box."""
    option = QStyleOptionViewItem()
    index = desk.index(path)
    desk.tree.initViewItemOption(option)
    option.rect = desk.tree.visualRect(index)
    desk.tree.itemDelegate().initStyleOption(option, index)
    part = QStyle.SubElement.SE_ItemViewItemCheckIndicator
    rect: QRect = desk.tree.style().subElementRect(part, option, desk.tree)
    return rect.center()


def states(desk: Desk, *paths: str) -> list[Qt.CheckState]:
    return [desk.index(path).data(CHECK) for path in paths]


def test_without_boxes_there_is_nothing_to_tick(desk: Desk) -> None:
    assert states(desk, ABOVE) == [None]
    desk.choose(ABOVE)
    desk.press(Qt.Key.Key_Space)
    assert desk.session.activation.is_all


def test_a_switch_over_the_tree_shows_the_boxes_and_hides_them_again(
    desk: Desk, qtbot: QtBot
) -> None:
    switch = desk.pane.boxes
    assert switch.isVisible()
    assert "analysis" in switch.toolTip()
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert states(desk, ABOVE) == [ON]
    assert load_view().boxes
    desk.pane.toggle_boxes()
    assert states(desk, ABOVE) == [None]
    assert not switch.isChecked()


def test_a_click_on_a_box_leaves_a_code_out_and_the_one_above_is_partly_active(
    boxed: Desk, qtbot: QtBot
) -> None:
    qtbot.mouseClick(boxed.tree.viewport(), Qt.MouseButton.LeftButton, pos=box_at(boxed, BELOW))
    assert states(boxed, ABOVE, BELOW, "Plats") == [SOME, OFF, ON]
    every = set(boxed.project.codebook().codes)
    assert boxed.session.activation.codes == every - {boxed.id(BELOW)}
    assert boxed.pane.foot.text() == f"{len(every) - 1} of {len(every)} codes active"
    spoken = boxed.index(BELOW).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("not active")


def test_space_ticks_all_that_is_chosen_with_subcodes(boxed: Desk) -> None:
    boxed.choose("Plats", ABOVE)
    boxed.press(Qt.Key.Key_Space)
    assert states(boxed, ABOVE, BELOW, "Plats", "Ansvar") == [OFF, OFF, OFF, ON]
    boxed.press(Qt.Key.Key_Space)
    assert boxed.session.activation.is_all
    assert boxed.pane.foot.text() == ""


def test_only_this_leaves_its_subcodes_out_unless_they_are_asked_for(desk: Desk) -> None:
    desk.choose(ABOVE)
    desk.pane.commands.activating["only"].trigger()
    assert desk.session.activation.codes == {desk.id(ABOVE)}
    assert states(desk, ABOVE, BELOW) == [SOME, OFF]  # the boxes have come by themselves
    assert desk.pane.foot.text() == f"Only “{ABOVE}” is active"
    desk.pane.commands.activating["only_whole"].trigger()
    assert desk.session.activation.codes == desk.project.codebook().subtree(desk.id(ABOVE))


def test_none_and_all(desk: Desk, qtbot: QtBot) -> None:
    desk.pane.commands.activating["none"].trigger()
    assert desk.session.activation.codes == frozenset()
    assert desk.pane.foot.text() == "No code is active"
    every = next(b for b in desk.pane.foot.findChildren(QToolButton) if b.text() == "All")
    qtbot.mouseClick(every, Qt.MouseButton.LeftButton)
    assert desk.session.activation.is_all
    assert not desk.pane.foot.isVisible()


def test_the_passages_of_what_is_active_are_asked_for(desk: Desk, qtbot: QtBot) -> None:
    desk.choose(BELOW)
    desk.pane.commands.activating["only"].trigger()
    buttons = desk.pane.foot.findChildren(QToolButton)
    with qtbot.waitSignal(desk.session.retrieval_wanted) as heard:
        next(button for button in buttons if button.text() == "Passages").click()
    assert heard.args == [Selection(codes=frozenset({desk.id(BELOW)}))]


def test_another_pane_shows_what_is_active(desk: Desk, qtbot: QtBot) -> None:
    desk.choose(BELOW)
    desk.pane.commands.activating["only"].trigger()
    other = CodesPane(desk.session)
    qtbot.addWidget(other)
    qtbot.waitUntil(lambda: other.foot.text() != "")
    assert other.tree.codes.index_of(desk.id(BELOW)).data(CHECK) == ON


def test_boxes_work_in_a_project_for_reading_only(reading_desk: Desk, qtbot: QtBot) -> None:
    reading_desk.pane.bar.set_view(replace(reading_desk.pane.bar.view, boxes=True))
    reading_desk.choose(BELOW)
    reading_desk.press(Qt.Key.Key_Space)
    assert not reading_desk.session.activation.has_code(reading_desk.id(BELOW))


def test_new_codes_are_active_unless_those_about_them_are_left_out(
    boxed: Desk, qtbot: QtBot
) -> None:
    qtbot.mouseClick(boxed.tree.viewport(), Qt.MouseButton.LeftButton, pos=box_at(boxed, BELOW))
    boxed.choose("Plats")
    boxed.press(Qt.Key.Key_Space)
    project, session = boxed.project, boxed.session
    span = Span(5, 9)
    session.do(partial(coding.apply_path, project, DocumentId(1), span, f"{ABOVE}/Ny"))
    session.do(partial(codes.add_code, project, "Ny", parent=boxed.id("Ansvar")))
    session.do(partial(codes.add_path, project, "Plats/Ny"))
    session.do(partial(code_lists.add_list, project, "Överst\n  Under\n"))
    boxed.settle()
    made = (f"{ABOVE}/Ny", "Ansvar/Ny", "Överst", "Överst/Under", BELOW, "Plats/Ny", "Plats")
    assert states(boxed, *made) == [ON, ON, ON, ON, OFF, OFF, OFF]
    session.undo()
    session.redo()
    boxed.settle()
    assert states(boxed, *made) == [ON, ON, ON, ON, OFF, OFF, OFF]


def test_a_code_that_comes_back_by_undo_is_left_out_as_it_was(boxed: Desk, qtbot: QtBot) -> None:
    qtbot.mouseClick(boxed.tree.viewport(), Qt.MouseButton.LeftButton, pos=box_at(boxed, BELOW))
    gone = boxed.id(BELOW)
    boxed.session.do(partial(code_surgery.delete_codes, boxed.project, [gone]))
    boxed.settle()
    boxed.session.undo()
    boxed.settle()
    assert states(boxed, ABOVE, BELOW) == [SOME, OFF]


def test_codes_that_came_while_the_project_was_closed_are_new_too(
    boxed: Desk, qtbot: QtBot
) -> None:
    qtbot.mouseClick(boxed.tree.viewport(), Qt.MouseButton.LeftButton, pos=box_at(boxed, BELOW))
    boxed.session._keep_activation()
    code = codes.add_path(boxed.project, f"{ABOVE}/Utifrån")  # as by another program
    later = Session(boxed.project, Runner())
    later.heed(boxed.project.codebook())
    assert later.activation.has_code(code)
    assert not later.activation.has_code(boxed.id(BELOW))
    later.runner.shut_down()
