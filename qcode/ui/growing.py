"""Widgets that are made part by part, so that keys and clicks are answered in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar
from weakref import WeakSet

from PySide6.QtWidgets import QDialog, QWidget

from .in_turns import one_by_one


class _Grows:
    """Has many parts. It makes them in a generator that it gives to `_grow_by`.

    Whoever makes one gets it whole, unless it is made by `in_parts`.
    """

    _whole = True  # of all: whether they are made at once

    def _grow_by(self, making: Iterator[None]) -> None:
        self._making = making
        while _Grows._whole and self.grow():
            pass

    def grow(self) -> bool:
        """Make the next part; return whether there was one."""
        return next(self._making, self) is None


class Growing(_Grows, QWidget):
    """A widget with many parts; see `_Grows`."""


class GrowingDialog(_Grows, QDialog):
    """A dialog with many parts; see `_Grows`."""


_busy: WeakSet[QWidget] = WeakSet()  # for whom a dialog is being made

G = TypeVar("G", bound=_Grows)


def in_parts(make: Callable[[], G]) -> Iterator[G]:
    """Yield a widget when it is begun, and again after each of its parts."""
    _Grows._whole = False
    try:
        made = make()
    finally:
        _Grows._whole = True
    yield made
    while made.grow():
        yield made


def open_in_parts(owner: QWidget, make: Callable[[], GrowingDialog]) -> None:
    """Make a dialog, a part a turn, and open it when it is whole, while `owner` lives.

    Until then another wish is not heard: a key that is held down wants the dialog once.
    """
    if owner not in _busy:
        _busy.add(owner)
        one_by_one(owner, _opening(owner, make))


def _opening(owner: QWidget, make: Callable[[], GrowingDialog]) -> Iterator[None]:
    try:
        for dialog in in_parts(make):  # noqa: B007 - the dialog
            yield
        yield  # to be laid out and shown is a part as well
    finally:
        _busy.discard(owner)
    dialog.open()
