from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qcode.ui.growing import Growing, in_parts


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
