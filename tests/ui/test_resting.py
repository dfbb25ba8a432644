"""Chosen rows are bright where the keyboard is, and only there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from qcode.model.colors import contrast
from qcode.ui.codes.pane import CodesPane
from qcode.ui.dialog_looks import dress_list
from qcode.ui.session import Session
from qcode.ui.theme import Colors, colors, palette


def grounds(view: QAbstractItemView) -> set[str]:
    """The colours in which the first row is seen."""
    rect = view.visualRect(view.model().index(0, 0))
    picture = view.viewport().grab(rect).toImage()
    return {QColor(picture.pixel(x, 2)).name() for x in range(picture.width())}


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def chosen(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Colors]:
    """The colours of the theme that the application has."""
    before = QPalette(qapp.palette())
    qapp.setPalette(palette(request.param))
    yield colors(request.param)
    qapp.setPalette(before)


def check(view: QAbstractItemView, chosen: Colors, qtbot: QtBot) -> None:
    """Bring the keyboard to a list, away, and back, and look at its first row."""
    window, line = QWidget(), QLineEdit()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(view)
    column.addWidget(line)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    view.setFocus()
    first = view.model().index(0, 0)
    view.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    assert chosen.selection in grounds(view)
    line.setFocus()
    assert chosen.resting in grounds(view)
    assert chosen.selection not in grounds(view)
    view.setFocus()
    assert chosen.selection in grounds(view)


def test_the_chosen_code_rests_while_the_keyboard_is_elsewhere(
    sample_session: Session, chosen: Colors, qtbot: QtBot, settled: Callable[[Session], None]
) -> None:
    pane = CodesPane(sample_session)
    qtbot.addWidget(pane)
    settled(sample_session)
    check(pane.tree, chosen, qtbot)


def test_the_chosen_row_of_a_list_in_a_dialog_rests_too(chosen: Colors, qtbot: QtBot) -> None:
    view = QTreeWidget()
    view.setHeaderHidden(True)
    dress_list(view)
    view.addTopLevelItems([QTreeWidgetItem(["First"]), QTreeWidgetItem(["Second"])])
    check(view, chosen, qtbot)


def test_each_painting_has_the_same_palette_until_the_view_has_another(qtbot: QtBot) -> None:
    view = QTreeWidget()
    qtbot.addWidget(view)
    dress_list(view)

    def painted() -> QPalette:
        option = QStyleOptionViewItem()
        view.initViewItemOption(option)
        return QPalette(option.palette)

    for dark in (False, True):
        view.setPalette(palette(dark))
        assert painted().cacheKey() == painted().cacheKey()  # Qt keeps pictures of arrows by it
        resting = painted().color(QPalette.ColorGroup.Inactive, QPalette.ColorRole.Highlight)
        assert resting.name() == colors(dark).resting


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_what_rests_can_be_read_and_is_seen_to_be_chosen(dark: bool) -> None:
    chosen = colors(dark)
    assert contrast(chosen.text, chosen.resting) >= 4.5
    assert contrast(chosen.resting, chosen.base) >= 1.3
