"""Dividers say between what they lie, and are moved by keys."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QListView,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from qcode.ui.divider_voice import Measure
from qcode.ui.splitter import Divider, Splitter


def three(qtbot: QtBot, way: Qt.Orientation) -> Splitter:
    splitter = Splitter(way)
    qtbot.addWidget(splitter)
    for name in ("Files", "Text", "Notes"):
        label = QLabel(name)
        label.setMinimumSize(60, 60)
        splitter.add(label, name)
    splitter.resize(600, 600)
    splitter.setSizes([200, 200, 200])
    splitter.show()
    splitter.activateWindow()
    qtbot.waitUntil(splitter.isActiveWindow)
    return splitter


def spoken(widget: QWidget) -> str:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    assert found.role() == QAccessible.Role.Separator
    return found.text(QAccessible.Text.Name)


def test_a_divider_is_called_by_what_lies_on_its_sides(qtbot: QtBot) -> None:
    splitter = three(qtbot, Qt.Orientation.Horizontal)
    assert spoken(splitter.handle(1)) == "Divider between Files and Text"
    splitter.widget(1).hide()
    qtbot.waitUntil(lambda: spoken(splitter.handle(2)) == "Divider between Files and Notes")


def test_a_divider_describes_how_much_room_there_is_as_it_is_now(qtbot: QtBot) -> None:
    splitter = three(qtbot, Qt.Orientation.Horizontal)
    divider = QAccessible.queryAccessibleInterface(splitter.handle(1))
    assert divider is not None
    assert divider.text(QAccessible.Text.Description) == "Files: 33 % of the width"
    splitter.setSizes([300, 150, 150])
    assert divider.text(QAccessible.Text.Description) == "Files: 50 % of the width"
    assert divider.text(QAccessible.Text.Value) == "Files: 50 % of the width"
    dialog = Splitter(Qt.Orientation.Vertical, reachable=True)
    qtbot.addWidget(dialog)
    for name in ("Above", "Below"):
        dialog.add(QLabel(name), name)
    reached = QAccessible.queryAccessibleInterface(dialog.handle(1))
    assert reached is not None
    words = reached.text(QAccessible.Text.Description)
    assert words.startswith("Above: ") and words.endswith("of the height. Arrow keys move it.")


def value_of(splitter: Splitter, number: int) -> int:
    """The value that those hear who listen."""
    divider = splitter.handle(number)
    assert isinstance(divider, Divider)
    found = QAccessible.queryAccessibleInterface(divider.measure)
    assert found is not None and found.role() == QAccessible.Role.Slider
    assert found.text(QAccessible.Text.Name) == spoken(divider)
    reached = QAccessible.queryAccessibleInterface(divider)
    assert reached is not None and reached.childCount() == 1
    return int(found.text(QAccessible.Text.Value))


def test_a_divider_has_its_place_as_a_value_wherever_it_is_moved_from(qtbot: QtBot) -> None:
    splitter = three(qtbot, Qt.Orientation.Horizontal)
    qtbot.waitUntil(lambda: value_of(splitter, 1) == 33)
    splitter.setSizes([300, 100, 200])
    qtbot.waitUntil(lambda: (value_of(splitter, 1), value_of(splitter, 2)) == (50, 17))
    splitter.push(1, -1)
    qtbot.waitUntil(lambda: value_of(splitter, 1) == splitter.share(splitter.widget(0)) < 50)
    splitter.setStretchFactor(1, 1)
    splitter.resize(900, 600)
    qtbot.waitUntil(lambda: value_of(splitter, 1) == splitter.share(splitter.widget(0)) < 40)


def test_who_sets_the_value_of_a_divider_moves_it_as_far_as_it_goes(qtbot: QtBot) -> None:
    splitter = three(qtbot, Qt.Orientation.Horizontal)
    qtbot.waitUntil(lambda: value_of(splitter, 1) == 33)
    divider = splitter.handle(1)
    assert isinstance(divider, Divider)
    divider.measure.setValue(50)
    assert splitter.share(splitter.widget(0)) == 50
    divider.measure.setValue(99)  # beyond what the others need
    assert value_of(splitter, 1) == splitter.share(splitter.widget(0)) < 90


def test_a_divider_with_a_value_is_still_dragged_by_the_mouse(qtbot: QtBot) -> None:
    splitter = three(qtbot, Qt.Orientation.Horizontal)
    divider = splitter.handle(1)
    place = divider.mapTo(splitter, divider.rect().center())
    assert splitter.childAt(place) is divider


def test_dividers_that_are_described_come_and_go(qtbot: QtBot) -> None:
    for _time in range(50):
        splitter = Splitter()
        for name in ("Files", "Text"):
            splitter.add(QLabel(name), name)
        assert spoken(splitter.handle(1)) == "Divider between Files and Text"
        splitter.deleteLater()
        QCoreApplication.sendPostedEvents(splitter, QEvent.Type.DeferredDelete)
        del splitter
        gc.collect(0)


def test_parts_that_change_places_are_named_in_their_new_order(qtbot: QtBot) -> None:
    splitter = three(qtbot, Qt.Orientation.Horizontal)
    splitter.add(splitter.widget(2), "Notes", at=0)
    assert spoken(splitter.handle(1)) == "Divider between Notes and Files"


@pytest.mark.parametrize(
    ("way", "less", "more"),
    [
        (Qt.Orientation.Horizontal, Qt.Key.Key_Left, Qt.Key.Key_Right),
        (Qt.Orientation.Vertical, Qt.Key.Key_Up, Qt.Key.Key_Down),
    ],
)
def test_tab_finds_a_divider_of_a_dialog_and_arrows_move_it(
    qtbot: QtBot, way: Qt.Orientation, less: Qt.Key, more: Qt.Key
) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    splitter = Splitter(way, reachable=True)
    parts = [QPushButton("Files"), QPushButton("Text")]
    for part in parts:
        part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        splitter.add(part, part.text())
    QVBoxLayout(dialog).addWidget(splitter)
    dialog.resize(600, 600)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    parts[0].setFocus()
    QTest.keyClick(parts[0], Qt.Key.Key_Tab)
    divider = QApplication.focusWidget()
    assert isinstance(divider, Measure) and splitter.handle(1).hasFocus()
    assert splitter.handleWidth() > 1  # so that it is seen
    before, value = splitter.sizes()[0], value_of(splitter, 1)
    QTest.keyClick(divider, more)
    assert splitter.sizes()[0] > before
    assert value_of(splitter, 1) > value
    QTest.keyClick(divider, less)
    QTest.keyClick(divider, less)
    assert splitter.sizes()[0] < before
    QTest.keyClick(divider, Qt.Key.Key_Tab)
    assert parts[1].hasFocus()
    assert splitter.handleWidth() == 1


def test_the_last_part_grows_to_the_side_where_there_is_something(qtbot: QtBot) -> None:
    splitter = three(qtbot, Qt.Orientation.Horizontal)
    assert splitter.grow(splitter.widget(2), 1)
    assert splitter.sizes()[2] > 200
    assert not Splitter(Qt.Orientation.Horizontal).reachable
    splitter.widget(0).hide()
    splitter.widget(1).hide()
    assert not splitter.grow(splitter.widget(2), 1)


def test_tab_comes_to_a_divider_between_its_parts_whatever_a_view_makes_for_itself(
    qtbot: QtBot,
) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    splitter = Splitter(reachable=True)
    files, text = QListView(), QPushButton("Text")
    splitter.add(files, "Files")
    splitter.add(text, "Text")
    layout = QVBoxLayout(dialog)
    layout.addWidget(splitter)
    done = QPushButton("Done")
    layout.addWidget(done)
    QWidget(files)  # as its scroll bars are: last in Qt's order
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    files.setFocus()
    QTest.keyClick(files, Qt.Key.Key_Tab)
    assert splitter.handle(1).hasFocus()
    for each in (text, done, files):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert each.hasFocus()


def test_a_dialog_that_nobody_holds_is_its_parents_and_stays(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def open_one() -> None:
        dialog = QDialog(window)
        splitter = Splitter(reachable=True)
        splitter.add(QPushButton("Files"), "Files")
        splitter.add(QPushButton("Text"), "Text")
        QVBoxLayout(dialog).addWidget(splitter)
        dialog.open()

    open_one()
    gc.collect()
    assert [each.isVisible() for each in window.findChildren(QDialog)] == [True]
