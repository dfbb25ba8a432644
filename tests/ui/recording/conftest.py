"""Sounds to play, a player that plays nothing, and a transcript with times beside a recording."""

from __future__ import annotations

import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.services import importing, recordings
from qcode.ui.reading.pane import ReadingPane
from qcode.ui.recording.player import Player, Source
from qcode.ui.session import Session

Wav = Callable[..., Path]
TURNS = 40
EVERY_S = 2  # seconds to a turn
ANNA, BO = DocumentId(1), DocumentId(2)
VTT = "WEBVTT\n\n" + "\n".join(
    f"00:{at * EVERY_S // 60:02}:{at * EVERY_S % 60:02}.000 --> "
    f"00:{(at + 1) * EVERY_S // 60:02}:{(at + 1) * EVERY_S % 60:02}.000\n"
    f"<v {('Anna', 'Bo')[at % 2]}>Det här är mening nummer {at} som någon sade, och den är "
    "så lång att den tar sin plats på sidan.\n"
    for at in range(TURNS)
)


class FakePlayer(Player):
    """Does at once what it is told to, and keeps a list of that."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.calls: list[tuple[object, ...]] = []
        self.length = 60_000
        self.works = True
        self.watched = False
        self._at, self._plays = 0, False

    def open(self, source: Source, name: str, at: int) -> None:
        self.calls.append(("open", source, name))
        self._at = at
        if self.works:
            self.measured.emit(self.length)
        else:
            self.failed.emit()

    def close(self) -> None:
        self.calls.append(("close",))
        if self._plays:
            self.pause()

    def play(self) -> None:
        self._plays = True
        self.played.emit(True)

    def pause(self) -> None:
        self._plays = False
        self.played.emit(False)

    def seek(self, at: int) -> None:
        self._at = at
        self.moved.emit(at)

    def at(self) -> int:
        return self._at

    def plays(self) -> bool:
        return self._plays

    def set_speed(self, speed: float) -> None:
        self.calls.append(("speed", speed))

    def set_volume(self, volume: int) -> None:
        self.calls.append(("volume", volume))

    def watch(self, on: bool) -> None:
        self.watched = on

    def run_to(self, at: int) -> None:
        """Go on by itself to a place, as time passes."""
        self._at = at
        self.moved.emit(at)


@pytest.fixture
def wav() -> Wav:
    """Write so many seconds of sound, another one for each number."""

    def make(path: Path, *, seconds: int = TURNS * EVERY_S, number: int = 1) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(8000)
            file.writeframes(bytes([number, 0]) * 8000 * seconds)
        return path

    return make


@pytest.fixture
def sound(session: Session, wav: Wav, tmp_path: Path) -> Path:
    """The recording of the interview “anna” (document 1), which is longer than the window."""
    (tmp_path / "anna.vtt").write_text(VTT, encoding="utf-8")
    (tmp_path / "bo.txt").write_text("I: Hej.\nBo: Hej hej.\n" * 60, encoding="utf-8")
    importing.import_paths(session.project, [tmp_path / "anna.vtt", tmp_path / "bo.txt"])
    path = wav(tmp_path / "sound" / "anna.wav")
    recordings.add_recording(session.project, DocumentId(1), recordings.examine(path))
    return path


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> list[FakePlayer]:
    """The players of what is opened from now on, which play nothing."""
    made: list[FakePlayer] = []

    def make(parent: QObject | None = None) -> FakePlayer:
        made.append(FakePlayer(parent))
        return made[-1]

    monkeypatch.setattr("qcode.ui.recording.recording.make_player", make)
    monkeypatch.setattr("qcode.ui.recording.waiting.prepare", lambda: None)
    return made


@pytest.fixture
def pane(
    session: Session, sound: Path, read_in_pane: Callable[..., ReadingPane]
) -> Iterator[ReadingPane]:
    """The reading pane, with the interview that was recorded."""
    made = read_in_pane(session, DocumentId(1), 900, 500)
    yield made
    made.leave()


@pytest.fixture
def ready(fake: list[FakePlayer], pane: ReadingPane, qtbot: QtBot) -> ReadingPane:
    """The pane, with its recording found and ready to play."""
    qtbot.waitUntil(lambda: pane.recording.loaded)
    return pane
