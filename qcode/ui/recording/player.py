"""What plays a recording, and what has to be there for it: the only module that knows how.

Qt's part for sound and film is an extra: 175 MB that not everyone needs. It is loaded when a
recording is first opened, on a thread, since that takes longer than a window may stand still.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QImage

from qcode.model.errors import UserError
from qcode.services.desktop import MEDIA_LIBRARIES, install_command, missing_libraries

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer, QVideoFrame

Source = Path | bytes  # a file, or what is kept in the project
_PICTURE_MS = 40  # at least from one picture to the next
INSTALL = 'pip install "qcode[media]"'


class Player(QObject):
    """Plays one recording at a time. Times are milliseconds from its beginning."""

    measured = Signal(int)  # how long it is
    moved = Signal(int)  # where it is
    played = Signal(bool)  # it runs, or stands
    ended = Signal()
    failed = Signal()  # its format is not known here, or it is damaged
    pictured = Signal(bool)  # whether there is something to see
    shown = Signal(QImage)  # the next picture

    def open(self, source: Source, name: str, at: int) -> None:
        """Get ready to play something from a place on; `measured` or `failed` comes later."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of what is open."""
        raise NotImplementedError

    def play(self) -> None:
        """Run from where it is; from the beginning where it is at the end."""
        raise NotImplementedError

    def pause(self) -> None:
        """Stand still."""
        raise NotImplementedError

    def seek(self, at: int) -> None:
        """Go to a place."""
        raise NotImplementedError

    def at(self) -> int:
        """Return where it is."""
        raise NotImplementedError

    def plays(self) -> bool:
        """Whether it runs."""
        raise NotImplementedError

    def set_speed(self, speed: float) -> None:
        """Run faster or slower, with voices as high as they are."""
        raise NotImplementedError

    def set_volume(self, volume: int) -> None:
        """Be as loud as so many percent."""
        raise NotImplementedError

    def watch(self, on: bool) -> None:
        """Make pictures of a film, or none: nobody sees them."""
        raise NotImplementedError


def prepare() -> None:
    """Load what plays recordings; to be called on a thread.

    Raises `UserError`: "media_not_installed(command)", "media_library_missing(library, command)".
    """
    # Recordings are files: whatever one of them says, nothing is fetched from anywhere.
    os.environ["QT_FFMPEG_PROTOCOL_WHITELIST"] = "file"
    try:
        from PySide6.QtMultimedia import QMediaFormat
    except ModuleNotFoundError:
        raise UserError("media_not_installed", command=INSTALL) from None
    except ImportError as error:
        missing = missing_libraries(MEDIA_LIBRARIES)
        command = install_command(missing)
        raise UserError(
            "media_library_missing",
            library=" ".join(each.file for each in missing) or str(error),
            command=command or " ".join(each.debian for each in missing),
        ) from None
    QMediaFormat().supportedFileFormats(QMediaFormat.ConversionMode.Decode)


class QtPlayer(Player):
    """Plays with what Qt brings along. `prepare` comes before the first one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        from PySide6.QtMultimedia import QMediaPlayer, QVideoSink

        self._player = player = QMediaPlayer(self)
        self._sound: QAudioOutput | None = None
        self._volume = 100
        self._sink = QVideoSink(self)
        if hasattr(player, "setPitchCompensation"):  # from Qt 6.10 on
            player.setPitchCompensation(True)
        self._buffer: QBuffer | None = None
        self._frame: QVideoFrame | None = None  # the newest, not shown yet
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PICTURE_MS)
        self._soon.timeout.connect(self._show)
        self._first: int | None = None  # where to go when it is known what is open
        self._Status = QMediaPlayer.MediaStatus
        self._State = QMediaPlayer.PlaybackState
        player.mediaStatusChanged.connect(self._follow_status)
        player.playbackStateChanged.connect(self._follow_state)
        player.positionChanged.connect(self._follow_position)
        player.errorOccurred.connect(self._fail)
        player.hasVideoChanged.connect(self.pictured)
        self._sink.videoFrameChanged.connect(self._take_frame)

    def open(self, source: Source, name: str, at: int) -> None:
        """Get ready to play something from a place on."""
        self.close()
        self._first = at
        if isinstance(source, Path):
            self._player.setSource(QUrl.fromLocalFile(str(source)))
            return
        self._buffer = buffer = QBuffer(self)
        buffer.setData(QByteArray(source))
        buffer.open(QBuffer.OpenModeFlag.ReadOnly)
        self._player.setSourceDevice(buffer, QUrl(name))

    def close(self) -> None:
        """Let go of what is open."""
        self._first = self._frame = None
        self._player.stop()
        self._player.setSource(QUrl())
        if self._buffer is not None:
            self._buffer.deleteLater()
            self._buffer = None

    def play(self) -> None:
        """Run from where it is; from the beginning where it is at the end."""
        self._find_sound()
        if self._first is None and not self.plays() and self._is_at_end():
            self._player.setPosition(0)
        self._player.play()

    def _is_at_end(self) -> bool:
        return 0 < self._player.duration() <= self._player.position()

    def pause(self) -> None:
        """Stand still."""
        self._player.pause()

    def seek(self, at: int) -> None:
        """Go to a place."""
        if self._first is not None:
            self._first = at
        elif self._player.playbackState() is self._State.StoppedState:
            self._player.pause()  # which shows the picture there; a place is lost when stopped
            self._player.setPosition(at)
        else:
            self._player.setPosition(at)

    def at(self) -> int:
        """Return where it is."""
        return int(self._player.position()) if self._first is None else self._first

    def plays(self) -> bool:
        """Whether it runs."""
        return self._player.playbackState() is self._State.PlayingState

    def set_speed(self, speed: float) -> None:
        """Run faster or slower."""
        self._player.setPlaybackRate(speed)

    def set_volume(self, volume: int) -> None:
        """Be as loud as so many percent."""
        self._volume = volume
        if self._sound is not None:
            self._sound.setVolume(volume / 100)

    def _find_sound(self) -> None:
        """Be heard, as soon as there is a device for that; without one it runs all the same.

        Not before: who looks for one in vain complains of that, on a thread.
        """
        from PySide6.QtMultimedia import QAudioOutput, QMediaDevices

        if self._sound is None and not QMediaDevices.defaultAudioOutput().isNull():
            self._sound = QAudioOutput(self)
            self._sound.setVolume(self._volume / 100)
            self._player.setAudioOutput(self._sound)

    def watch(self, on: bool) -> None:
        """Make pictures of a film, or none."""
        if on is (self._player.videoSink() is not None):
            return
        # The stubs do not know that there may be no sink.
        self._player.setVideoSink(self._sink if on else None)  # type: ignore[arg-type]
        if on and not self.plays():
            self.seek(self.at())  # or there would be none before it runs

    def _follow_status(self, status: QMediaPlayer.MediaStatus) -> None:
        if self._first is not None and status is self._Status.LoadedMedia:
            first, self._first = self._first, None
            self.measured.emit(int(self._player.duration()))
            self.seek(first)
        elif status is self._Status.EndOfMedia:
            self.ended.emit()

    def _follow_state(self, state: QMediaPlayer.PlaybackState) -> None:
        self.played.emit(state is self._State.PlayingState)

    def _follow_position(self, at: int) -> None:
        if self._first is None:
            self.moved.emit(int(at))
            if self._sound is None and self.plays() and self._is_at_end():
                self._player.pause()  # nothing else says so where nothing can be heard
                self.ended.emit()

    def _fail(self) -> None:
        if not self._player.source().isEmpty() or self._buffer is not None:
            self._first = None
            self.failed.emit()

    def _take_frame(self, frame: QVideoFrame) -> None:
        """Keep the newest picture: making each ready would hold a slow machine up."""
        self._frame = frame
        if not self._soon.isActive():
            self._soon.start()

    def _show(self) -> None:
        frame, self._frame = self._frame, None
        if frame is not None and frame.isValid():
            self.shown.emit(frame.toImage())
