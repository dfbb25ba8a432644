"""One recording being played: going back on a pause, skipping, speed, and where it was left.

It knows nothing of what is shown; and of all that a window has open, only one plays at a time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from qcode.services.playing import (
    Choices,
    Left,
    load_choices,
    next_speed,
    remember_left,
    save_choices,
    where_left,
)
from qcode.ui.session import Session

from .player import Player, QtPlayer, Source

MakePlayer = Callable[[QObject], Player]
_NEAR_END_MS = 500  # what was left here was heard to its end


class Stage(QObject):
    """Where recordings of a window are played, one at a time. One for a session, see `of`."""

    entered = Signal(object)  # Deck that begins
    choices_changed = Signal(object)  # Choices

    def __init__(self, session: Session) -> None:
        super().__init__(session.itself)
        self.choices = load_choices()

    @classmethod
    def of(cls, session: Session) -> Stage:
        """Return the one of a session; the first to ask makes it."""
        known = session.findChild(cls)
        return known if isinstance(known, cls) else cls(session)

    def choose(self, choices: Choices) -> None:
        """Play in another way from now on, also the next time."""
        self.choices = choices
        save_choices(choices)
        self.choices_changed.emit(choices)


class Deck(QObject):
    """Plays one recording. Times are milliseconds from its beginning."""

    measured = Signal(int)
    moved = Signal(int)
    played = Signal(bool)
    failed = Signal()
    speed_changed = Signal(float)
    pictured = Signal(bool)
    shown = Signal(QImage)

    def __init__(self, stage: Stage, make: MakePlayer = QtPlayer) -> None:
        super().__init__(stage)
        self._stage, self._make = stage, make
        self._player: Player | None = None
        self._guid = ""
        self._left = Left()
        self._ready = False
        self._ran = False  # what was told last
        self.length = 0
        stage.entered.connect(self._give_way)
        stage.choices_changed.connect(self._take_choices)

    @property
    def ready(self) -> bool:
        """Whether there is something that can be played."""
        return self._ready

    @property
    def speed(self) -> float:
        """How fast it runs, 1.0 as it was recorded."""
        return self._left.speed

    @property
    def plays(self) -> bool:
        """Whether it runs."""
        return self._player is not None and self._player.plays()

    @property
    def at(self) -> int:
        """Where it is."""
        return self._player.at() if self._player is not None and self._guid else 0

    # -- opening

    def open(self, guid: str, source: Source, name: str) -> None:
        """Get ready to play a recording where it was left."""
        self.close()
        player = self._ensure()
        self._guid, self._left = guid, where_left(guid)
        player.set_volume(self._stage.choices.volume)
        player.set_speed(self._left.speed)
        player.open(source, name, self._left.at)
        self.speed_changed.emit(self._left.speed)

    def close(self) -> None:
        """Remember where it was, and let go of it."""
        if self._player is not None and self._guid:
            self.keep()
            self._guid, self._ready, self.length = "", False, 0
            self._player.close()  # which tells that it stands

    def keep(self) -> None:
        """Remember where it is and how fast it runs."""
        if self._ready:
            known = where_left(self._guid)
            at = self.at if self.at < self.length - _NEAR_END_MS else 0
            self._left = Left(at, self._left.speed, known.found)
            if self._left != known:
                remember_left(self._guid, self._left)

    def _ensure(self) -> Player:
        if self._player is None:
            self._player = player = self._make(self)
            player.measured.connect(self._measure)
            player.moved.connect(self.moved)
            player.played.connect(self._follow)
            player.failed.connect(self._fail)
            player.pictured.connect(self.pictured)
            player.shown.connect(self.shown)
        return self._player

    def _measure(self, length: int) -> None:
        self.length, self._ready = length, True
        self.measured.emit(length)
        self.moved.emit(self.at)

    def _fail(self) -> None:
        self._ready = False
        self.failed.emit()

    def _follow(self, plays: bool) -> None:
        if plays == self._ran:  # it comes to a stand from having been stopped
            return
        self._ran = plays
        if plays:
            self._stage.entered.emit(self)
        else:
            self.keep()
        self.played.emit(plays)

    def _give_way(self, deck: object) -> None:
        if deck is not self and self.plays:
            self.pause()

    # -- playing

    def toggle(self) -> None:
        """Play, or pause."""
        if self.plays:
            self.pause()
        else:
            self.play()

    def play(self) -> None:
        """Play from where it is."""
        if self._ready and self._player is not None:
            self._player.play()

    def pause(self) -> None:
        """Stand still, a little before what was heard last."""
        if self._player is not None and self.plays:
            self._player.pause()
            self.seek(self.at - 1000 * self._stage.choices.rewind)

    def play_from(self, at: int) -> None:
        """Play from a place on."""
        self.seek(at)
        self.play()

    def seek(self, at: int) -> None:
        """Go to a place in the recording, or to the nearer end of it."""
        if self._ready and self._player is not None:
            at = min(max(at, 0), max(self.length - 1, 0))
            self._player.seek(at)
            self.moved.emit(at)

    def skip(self, by: int) -> None:
        """Go back (-1) or forward (1) by as much as was chosen."""
        self.seek(self.at + by * 1000 * self._stage.choices.skip)

    def step_speed(self, by: int) -> None:
        """Play faster (1) or slower (-1)."""
        self.set_speed(next_speed(self.speed, by))

    def set_speed(self, speed: float) -> None:
        """Play so fast; 1.0 is as it was recorded."""
        if self._ready and self._player is not None and speed != self.speed:
            self._left = replace(self._left, speed=speed)
            self._player.set_speed(speed)
            self.speed_changed.emit(speed)
            self.keep()

    def watch(self, on: bool) -> None:
        """Make pictures of a film, or none."""
        if self._player is not None:
            self._player.watch(on)

    def _take_choices(self, choices: Choices) -> None:
        if self._player is not None:
            self._player.set_volume(choices.volume)
