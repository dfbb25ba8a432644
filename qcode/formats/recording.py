"""Which files are recordings: by their names, and by how their bytes begin.

A player is given only what begins as sound or film does. Playlists do not: they are text that
sends a player elsewhere, also into the net.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePath

HEAD = 400  # bytes that `is_recording` looks at

_SOUND = "aac aif aiff amr au caf dss flac m4a m4b mka mp2 mp3 oga ogg opus wav wma wv"
_FILM = "3g2 3gp asf avi flv m2ts m4v mkv mov mp4 mpeg mpg mts ogv ts vob webm wmv"
_BEGINNINGS = (
    *(b"ID3", b"OggS", b"fLaC", b"#!AMR", b"caff", b".snd", b"wvpk"),
    *(b"\x1aE\xdf\xa3", b"0&\xb2u\x8ef\xcf\x11", b"FLV\x01"),  # Matroska, Windows Media, Flash
    *(b"\x00\x00\x01\xba", b"\x00\x00\x01\xb3", b"\x02dss", b"\x03dss"),  # MPEG, dictation
)
_FORMS = frozenset({b"WAVE", b"AVI ", b"AIFF", b"AIFC"})  # of what begins with a length
_STILL = frozenset({b"heic", b"heix", b"mif1", b"msf1", b"avif"})  # pictures in such boxes
_BOXES = frozenset({b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})  # QuickTime
_PACKETS = ((0, 188), (4, 192))  # of a transport stream: where the first begins, how long they are


class Sort(StrEnum):
    """What a recording holds, as far as its name says."""

    SOUND = "sound"
    FILM = "film"


SUFFIXES = {
    **{f".{suffix}": Sort.SOUND for suffix in _SOUND.split()},
    **{f".{suffix}": Sort.FILM for suffix in _FILM.split()},
}


def sort_of(name: str) -> Sort | None:
    """Return what a file of this name holds, None if it is no recording."""
    return SUFFIXES.get(PurePath(name).suffix.casefold())


def is_recording(head: bytes) -> bool:
    """Whether bytes begin as one of the formats that are played does."""
    if head.startswith((b"RIFF", b"RF64", b"FORM")):
        return head[8:12] in _FORMS
    if head[4:8] in _BOXES:
        return head[8:12] not in _STILL
    if head.startswith(_BEGINNINGS):
        return True
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:  # a frame of MPEG sound
        return True
    return any(
        head[at : at + 1] == head[at + size : at + size + 1] == b"G" for at, size in _PACKETS
    )
