"""Marks in the text which turn is being said, and keeps it in sight while nobody minds."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from qcode.model.layout import Turn
from qcode.model.text import Span
from qcode.model.turn_times import TurnTimes
from qcode.ui.coding.view import CodingView


class Follower(QObject):
    """Goes along with a recording in a text. The caret is never moved.

    The text is scrolled only if the turn said before is in sight, or one has just gone elsewhere
    in the recording: whoever has scrolled away to read is left alone. So is who selects.
    """

    def __init__(self, view: CodingView) -> None:
        super().__init__(view)
        self._view = view
        self.times = TurnTimes(())
        self._turn: Turn | None = None
        self._on = True
        self._jumped = False

    def show_turns(self, turns: Iterable[Turn]) -> None:
        """Follow in another text, or in one that was edited."""
        self.times = TurnTimes(turns)
        self._turn = None

    def switch(self, on: bool) -> None:
        """Mark what is being said, or do not."""
        self._on = on
        if not on:
            self.forget()

    def jump(self) -> None:
        """Take notice that one goes elsewhere: the text comes along, wherever it is."""
        self._jumped = True

    def forget(self) -> None:
        """Mark nothing."""
        self._turn = None
        self._view.set_said(None)

    def follow(self, at: int, *, scroll: bool) -> None:
        """Mark the turn that is said at a time, in milliseconds; bring it into sight."""
        if not self._on or not self.times:
            return
        turn = self.times.at(at)
        if turn == self._turn and not self._jumped:
            return
        before, self._turn = self._turn, turn
        self._view.set_said(None if turn is None else Span(turn.start, turn.end))
        jumped, self._jumped = self._jumped, False
        goes_along = scroll and (before is None or self._sees(before))
        if turn is not None and (jumped or goes_along):
            self._bring(turn)

    def _bring(self, turn: Turn) -> None:
        seen = self._view.on_screen()
        whole = seen.start <= turn.start and turn.end <= seen.end
        if not whole and not self._is_selecting():
            self._view.scroll_to(Span(turn.start, turn.end))

    def _sees(self, turn: Turn) -> bool:
        seen = self._view.on_screen()
        return turn.start < seen.end and seen.start < turn.end

    def _is_selecting(self) -> bool:
        pressed = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        return pressed or self._view.textCursor().hasSelection()
