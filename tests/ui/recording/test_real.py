"""Recordings that are really played, with Qt's own player and no sound device."""

from __future__ import annotations

import struct
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.model.errors import UserError
from qcode.services import playing, recordings
from qcode.ui.reading.pane import ReadingPane
from qcode.ui.recording.player import QtPlayer, prepare
from qcode.ui.session import Session

from .conftest import Wav


@pytest.fixture(autouse=True)
def _multimedia() -> Iterator[None]:
    """Skip where nothing plays recordings. Have those who decode tell nothing.

    What they tell on their threads would come to Python, which the main thread holds while it
    waits for them to end.
    """
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")
    try:
        prepare()
    except UserError as error:
        pytest.skip(f"nothing here plays recordings: {error.code} {dict(error.params)}")
    yield
    QLoggingCategory.setFilterRules("")


def test_a_recording_beside_its_text_plays_from_where_it_is_wanted(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    recording = pane.recording
    qtbot.waitUntil(lambda: recording.loaded)
    assert recording.deck.length == 80_000
    assert not recording.strip.isHidden() and recording.strip.words() == ""
    recording.play_at(20_500)
    qtbot.waitUntil(lambda: recording.deck.plays and recording.deck.at > 20_600)
    assert recording.deck.at < 79_000
    said = pane.view._marks.said
    text = session.project.text(DocumentId(1)).text
    assert said is not None and "mening nummer 1" in text[said.start : said.end]
    recording.toggle()
    qtbot.waitUntil(lambda: not recording.deck.plays)
    stopped = recording.deck.at
    pane.leave()
    guid = recordings.recordings_of(session.project, DocumentId(1))[0].guid
    assert playing.where_left(guid).at == pytest.approx(stopped, abs=1)


def test_twice_the_speed_gets_further_than_half(qtbot: QtBot, wav: Wav, tmp_path: Path) -> None:
    path = wav(tmp_path / "a.wav", seconds=60)
    slow, fast = QtPlayer(), QtPlayer()
    for player, speed in ((slow, 0.5), (fast, 2.0)):
        player.set_volume(0)
        with qtbot.waitSignal(player.measured):
            player.open(path, "a.wav", 10_000)
        player.set_speed(speed)
        player.play()
    qtbot.waitUntil(lambda: fast.at() > 12_000)
    assert slow.at() - 10_000 < fast.at() - 10_000
    slow.close()
    fast.close()


def test_a_recording_in_the_project_is_played_without_a_file(
    qtbot: QtBot, wav: Wav, tmp_path: Path
) -> None:
    data = wav(tmp_path / "a.wav", seconds=3).read_bytes()
    (tmp_path / "a.wav").unlink()
    player = QtPlayer()
    with qtbot.waitSignal(player.measured) as measured:
        player.open(data, "a.wav", 0)
    assert measured.args == [3000]
    with qtbot.waitSignal(player.ended):
        player.set_speed(2.0)
        player.seek(2500)
        player.play()
    assert not player.plays()
    player.play()  # from its beginning again
    qtbot.waitUntil(lambda: player.plays() and 0 < player.at() < 2500)
    player.close()


@pytest.mark.qt_log_ignore("Could not open media", extend=True)
def test_what_is_damaged_fails_and_the_next_one_plays(
    qtbot: QtBot, wav: Wav, tmp_path: Path
) -> None:
    (tmp_path / "bad.wav").write_bytes(b"RIFF\x24\x00\x00\x00WAVEfmt garbage")
    player = QtPlayer()
    with qtbot.waitSignal(player.failed):
        player.open(tmp_path / "bad.wav", "bad.wav", 0)
    with qtbot.waitSignal(player.measured):
        player.open(wav(tmp_path / "good.wav", seconds=1), "good.wav", 0)
    player.close()


@pytest.mark.qt_log_ignore("Could not open media", extend=True)
def test_a_damaged_recording_is_said_to_be_where_it_was_to_be_played(
    pane: ReadingPane, session: Session, sound: Path, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: pane.recording.loaded)
    bad = sound.with_name("bad.wav")
    bad.write_bytes(b"RIFF\x24\x00\x00\x00WAVEfmt garbage")
    pane.recording.add_files([bad])
    qtbot.waitUntil(lambda: "bad.wav cannot be played" in pane.recording.strip.words())
    pane.recording.choose(pane.recording.listed[0])
    qtbot.waitUntil(lambda: pane.recording.loaded)
    assert pane.recording.strip.words() == ""


def test_a_film_shows_its_picture_where_it_stands(qtbot: QtBot, tmp_path: Path) -> None:
    path = _film(tmp_path / "film.avi")
    player, images = QtPlayer(), list[QImage]()
    player.shown.connect(images.append)
    with qtbot.waitSignal(player.pictured):
        player.open(path, "film.avi", 0)
    qtbot.waitUntil(lambda: player.at() == 0)
    player.seek(1500)
    player.watch(True)
    qtbot.waitUntil(lambda: bool(images) and images[-1].pixelColor(8, 8).green() > 200)
    assert (images[-1].width(), images[-1].height()) == (16, 16)
    player.close()


@pytest.mark.qt_log_ignore("Could not open media", extend=True)
def test_a_playlist_that_gets_past_all_looks_fetches_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    asked = list[str]()

    class Listening(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    server = HTTPServer(("127.0.0.1", 0), Listening)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        address = f"http://127.0.0.1:{server.server_port}/a.ts"
        tags = b"ID3\x03\x00\x00\x00\x00\x00\x00"  # which those who look for playlists skip
        listed = f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{address}\n#EXT-X-ENDLIST\n"
        path = tmp_path / "a.m3u8"
        path.write_bytes(tags + listed.encode())
        player = QtPlayer()
        for source in (path, path.read_bytes()):
            with qtbot.waitSignal(player.failed):
                player.open(source, path.name, 0)
        player.close()
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert asked == []


def _film(path: Path) -> Path:
    """Write two seconds of raw film: red, then green. Ten pictures of 16 × 16 to a second."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return name + struct.pack("<I", len(data)) + data

    def many(name: bytes, *parts: bytes) -> bytes:
        return chunk(b"LIST", name + b"".join(parts))

    frames = [bytes(color) * 256 for color in [(0, 0, 255)] * 10 + [(0, 255, 0)] * 10]
    main = struct.pack("<14I", 100_000, 7680, 0, 0, 20, 0, 1, 768, 16, 16, 0, 0, 0, 0)
    stream = b"vids" + struct.pack("<4s10I", b"DIB ", 0, 0, 0, 1, 10, 0, 20, 768, 0, 0) + bytes(8)
    form = struct.pack("<IiiHHIIiiII", 40, 16, 16, 1, 24, 0, 768, 0, 0, 0, 0)
    header = many(
        b"hdrl", chunk(b"avih", main), many(b"strl", chunk(b"strh", stream), chunk(b"strf", form))
    )
    movie = many(b"movi", *(chunk(b"00db", frame) for frame in frames))
    path.write_bytes(chunk(b"RIFF", b"AVI " + header + movie))
    return path
