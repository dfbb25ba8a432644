"""Choosing codes for analysis with boxes, keys and menu, and saying so in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QToolButton
from pytestqt.qtbot import QtBot

from qcode.services.retrieval import Selection
from qcode.ui.codes.order import load_view
from qcode.ui.codes.pane import CodesPane

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
