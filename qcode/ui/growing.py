"""Widgets that are made part by part, so that keys and clicks are answered in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from PySide6.QtWidgets import QWidget


class Growing(QWidget):
    """A widget with many parts. It makes them in a generator that it gives to `_grow_by`.

    Whoever makes one gets it whole, unless it is made by `in_parts`.
    """

    _whole = True  # of all: whether they are made at once

    def _grow_by(self, making: Iterator[None]) -> None:
        self._making = making
        while Growing._whole and self.grow():
            pass

    def grow(self) -> bool:
        """Make the next part; return whether there was one."""
        return next(self._making, self) is None


G = TypeVar("G", bound=Growing)


def in_parts(make: Callable[[], G]) -> Iterator[G]:
    """Yield a widget when it is begun, and again after each of its parts."""
    Growing._whole = False
    try:
        made = make()
    finally:
        Growing._whole = True
    yield made
    while made.grow():
        yield made
