from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from qcode.ui.growing import Growing, GrowingDialog, in_parts, open_in_parts


class Pane(Growing):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parts: list[str] = []
        self._grow_by(self._make())

    def _make(self) -> Iterator[None]:
        self.parts.append("line")
        yield
        self.parts.append("list")
        yield
        self.parts.append("foot")


class House(Growing):
    def __init__(self) -> None:
        super().__init__()
        self._grow_by(self._make())

    def _make(self) -> Iterator[None]:
        for pane in in_parts(lambda: Pane(self)):
            self.pane = pane
            yield
        self.whole = Pane(self)


def test_whoever_makes_a_widget_gets_it_whole(qtbot: QtBot) -> None:
    pane = Pane()
    qtbot.addWidget(pane)
    assert pane.parts == ["line", "list", "foot"]
    assert not pane.grow()


def test_a_widget_can_be_made_part_by_part(qtbot: QtBot) -> None:
    seen = [tuple(pane.parts) for pane in in_parts(Pane)]
    assert seen == [(), ("line",), ("line", "list")]


def test_parts_that_grow_are_made_part_by_part_too_and_others_whole(qtbot: QtBot) -> None:
    steps = 0
    for made in in_parts(House):
        qtbot.addWidget(made)
        steps += 1
    assert steps == 4
    assert made.pane.parts == made.whole.parts == ["line", "list", "foot"]


class Asking(GrowingDialog):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.parts = 0
        self._grow_by(self._make())

    def _make(self) -> Iterator[None]:
        for _ in range(3):
            self.parts += 1
            yield


def test_a_dialog_is_opened_when_it_is_whole_and_once(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    for times in (1, 2):
        for _ in range(2):
            open_in_parts(window, lambda: Asking(window))
        assert len(window.findChildren(Asking)) < times
        qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(Asking)))
        dialogs = window.findChildren(Asking)
        assert [each.parts for each in dialogs] == [3] * times
        dialogs[-1].close()


def test_a_dialog_is_not_opened_for_what_is_gone(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    part = QWidget(window)
    open_in_parts(part, lambda: Asking(window))
    part.deleteLater()
    qtbot.waitUntil(lambda: not isValid(part))
    qtbot.wait(20)
    assert not any(each.isVisible() for each in window.findChildren(Asking))
