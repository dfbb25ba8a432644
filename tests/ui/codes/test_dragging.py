from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPointF, Qt
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QMessageBox,
)
from pytestqt.qtbot import QtBot

from qcode.model.codebook import CodeId
from qcode.services import codes
from qcode.ui.codes.order import Order, View
from qcode.ui.mime import CODES, codes_in, set_codes, set_span
from qcode.ui.theme import colors, is_dark

Desk = Any  # that of conftest
ABOVE = "Tillit"
BELOW = "Tillit/Tillit till staden"
MOVE = Qt.DropAction.MoveAction


def _codes(*dragged: CodeId) -> QMimeData:
    mime = QMimeData()
    set_codes(mime, dragged)
    return mime


def test_codes_are_dragged_as_a_tag_beside_the_pointer(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    dragged: list[QDrag] = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, *_: dragged.append(drag))
    tree = desk.pane.tree
    tree.startDrag(MOVE)
    assert dragged == []  # nothing is chosen
    tree.setCurrentIndex(desk.index("Plats"))
    tree.startDrag(MOVE)
    (drag,) = dragged
    assert codes_in(drag.mimeData()) == (desk.id("Plats"),)
    assert drag.pixmap().height() / drag.pixmap().devicePixelRatio() < 40
    assert drag.hotSpot().x() < 0
    assert drag.hotSpot().y() < 0


def test_a_dragged_code_brings_its_subcodes_and_is_carried_once(desk: Desk) -> None:
    mime = desk.model.mimeData([desk.index(BELOW), desk.index(ABOVE), desk.index("Plats")])
    assert mime.hasFormat(CODES)
    assert codes_in(mime) == (desk.id(ABOVE), desk.id("Plats"))


def test_dropping_on_a_code_puts_below_it(desk: Desk) -> None:
    dragged = _codes(desk.id("Plats"), desk.id("Spontanitet"))
    assert desk.model.dropMimeData(dragged, MOVE, -1, -1, desk.index("Ansvar"))
    desk.until(lambda: desk.children("Ansvar")[-2:] == ["Plats", "Spontanitet"])


def test_dropping_between_codes_puts_there(desk: Desk) -> None:
    second = desk.children(None)[1]
    assert desk.model.dropMimeData(_codes(desk.id(BELOW)), MOVE, 1, 0, QModelIndex())
    desk.until(lambda: desk.children(None)[:3] == [ABOVE, "Tillit till staden", second])


def test_a_place_among_filtered_rows_is_the_place_in_the_codebook(desk: Desk) -> None:
    names = desk.children(None)
    desk.pane.filter.setText(names[3])
    assert desk.model.dropMimeData(_codes(desk.id(names[0])), MOVE, 0, 0, QModelIndex())
    desk.until(lambda: desk.children(None) == [*names[1:3], names[0], *names[3:]])


def test_a_code_cannot_be_dropped_below_itself(desk: Desk) -> None:
    dragged = _codes(desk.id(ABOVE))
    for path in (ABOVE, BELOW):
        assert not desk.model.canDropMimeData(dragged, MOVE, -1, -1, desk.index(path))
    assert not desk.model.canDropMimeData(_codes(CodeId(999)), MOVE, -1, -1, QModelIndex())


def test_a_passage_dropped_on_a_code_is_coded_with_it(desk: Desk) -> None:
    mime = QMimeData()
    set_span(mime, desk.open_first())
    assert not desk.model.canDropMimeData(mime, MOVE, -1, -1, QModelIndex())
    assert desk.model.dropMimeData(mime, MOVE, -1, -1, desk.index(BELOW))
    desk.until(lambda: desk.codings() == [BELOW])


def test_the_tree_can_be_reached_and_used_without_a_mouse(desk: Desk, qtbot: QtBot) -> None:
    desk.pane.setFocus()
    assert desk.tree.hasFocus()
    qtbot.keyClick(desk.tree, Qt.Key.Key_Home)
    assert desk.tree.chosen() == [desk.id(ABOVE)]


def test_the_tree_itself_takes_what_is_dropped_on_a_row(desk: Desk) -> None:
    mime = QMimeData()
    set_span(mime, desk.open_first())
    point = QPointF(desk.tree.visualRect(desk.index(BELOW)).center())
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(point.toPoint(), MOVE, mime, buttons, keys)
    for event in (
        enter,
        QDragMoveEvent(point.toPoint(), MOVE, mime, buttons, keys),
        QDropEvent(point, MOVE, mime, buttons, keys),
    ):
        QApplication.sendEvent(desk.tree.viewport(), event)
        assert event.isAccepted()
    desk.until(lambda: desk.codings() == [BELOW])
    assert BELOW.rpartition("/")[2] in desk.children(ABOVE)


def test_nothing_can_be_dropped_in_a_project_for_reading_only(reading_desk: Desk) -> None:
    dragged = _codes(reading_desk.id("Plats"))
    assert not reading_desk.model.canDropMimeData(dragged, MOVE, -1, -1, QModelIndex())


def test_dropping_on_a_code_with_ctrl_asks_and_merges_many_in_one_operation(desk: Desk) -> None:
    own = desk.model.snapshot
    passages = sum(own.use(desk.id(name)).segments for name in ("Plats", "Ansvar"))
    dragged = _codes(desk.id("Plats"), desk.id("Ansvar"))
    copy = Qt.DropAction.CopyAction
    assert desk.model.dropMimeData(dragged, copy, -1, -1, desk.index("Spontanitet"))
    details = desk.question().informativeText()
    assert f"{passages} passages will be coded with “Spontanitet”" in details
    assert "4 subcodes move" in details
    desk.agree()
    desk.until(lambda: "Plats" not in desk.children(None))
    assert "Ansvar" not in desk.children(None)
    assert {"Ljus och mörker", "Ansvar som tas"} <= set(desk.children("Spontanitet"))
    desk.session.undo()
    desk.until(lambda: {"Plats", "Ansvar"} <= set(desk.children(None)))


def test_a_merge_that_cannot_be_is_explained_and_not_asked(desk: Desk, qtbot: QtBot) -> None:
    codes.add_code(desk.project, "Ljus och mörker", parent=desk.id("Spontanitet"))
    desk.see(len(desk.project.codebook()))
    dragged = _codes(desk.id("Plats"))
    with qtbot.waitSignal(desk.session.runner.user_error) as heard:
        desk.model.dropMimeData(
            dragged, Qt.DropAction.CopyAction, -1, -1, desk.index("Spontanitet")
        )
    assert heard.args[0].code == "code_exists"
    assert desk.pane.findChild(QMessageBox) is None


def _drag_over(desk: Desk, mime: QMimeData, at: QPointF, action: Qt.DropAction) -> None:
    """Drag something into the tree and over a point."""
    viewport = desk.tree.viewport()
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for kind in (QDragEnterEvent, QDragMoveEvent):
        QApplication.sendEvent(viewport, kind(at.toPoint(), action, mime, button, none))


def test_what_a_drop_would_do_is_said_while_dragging(desk: Desk) -> None:
    middle = QPointF(desk.tree.visualRect(desk.index("Spontanitet")).center())
    dragged = _codes(desk.id("Plats"))
    _drag_over(desk, dragged, middle, MOVE)
    assert desk.pane.foot.text().startswith("Put under “Spontanitet”")
    _drag_over(desk, dragged, middle, Qt.DropAction.CopyAction)
    assert desk.pane.foot.text() == "Merge into “Spontanitet”"
    QApplication.sendEvent(desk.tree.viewport(), QDragLeaveEvent())
    assert desk.pane.foot.text() == ""


def test_why_siblings_cannot_be_dragged_is_said_while_dragging(desk: Desk) -> None:
    desk.pane.bar.set_view(View(order=Order.NAME))
    desk.settle()
    edge = QPointF(desk.tree.visualRect(desk.index("Spontanitet")).topLeft())
    _drag_over(desk, _codes(desk.id("Plats")), edge, MOVE)
    assert "By hand" in desk.pane.foot.text()


def test_the_tree_stays_where_it_is_while_something_is_dragged_over_it(desk: Desk) -> None:
    dragged = _codes(desk.id("Plats"))
    heights = set()
    for path in ("Spontanitet", "Plats", "Ansvar"):
        row = desk.tree.visualRect(desk.index(path))
        for point in (row.topLeft(), row.center()):
            _drag_over(desk, dragged, QPointF(point), MOVE)
            QApplication.processEvents()
            heights.add(desk.tree.height())
    assert len(heights) == 1


def test_the_row_a_code_would_go_to_has_a_frame_on_all_sides(desk: Desk) -> None:
    viewport = desk.tree.viewport()
    row = desk.tree.visualRect(desk.index("Ansvar"))
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    mime, point = _codes(desk.id("Plats")), row.center()
    for event in (
        QDragEnterEvent(point, MOVE, mime, buttons, keys),
        QDragMoveEvent(point, MOVE, mime, buttons, keys),
    ):
        QApplication.sendEvent(viewport, event)
    accent = colors(dark=is_dark(desk.tree.palette())).accent

    def framed() -> list[bool]:
        seen = viewport.grab().toImage()
        middle = row.center()
        sides = (
            (row.left(), middle.y()),
            (viewport.width() - 1, middle.y()),
            (middle.x(), row.top()),
            (middle.x(), row.bottom() + 1),
        )
        return [seen.pixelColor(x, y).name() == accent for x, y in sides]

    assert framed() == [True] * 4
    QApplication.sendEvent(viewport, QDragLeaveEvent())
    assert framed() == [False] * 4
