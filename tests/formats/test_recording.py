"""What is taken for a recording: by the first bytes of the formats, and never a playlist."""

from __future__ import annotations

import pytest

from qcode.formats.recording import HEAD, Sort, is_recording, sort_of

BEGINNINGS = {
    "wav": b"RIFF\x24\x00\x00\x00WAVEfmt ",
    "mp3": b"ID3\x04\x00",
    "mp3 without tags": b"\xff\xfb\x90\x64",
    "aac": b"\xff\xf1\x50\x80",
    "ogg": b"OggS\x00\x02",
    "flac": b"fLaC\x00",
    "m4a": b"\x00\x00\x00\x20ftypM4A ",
    "old mov": b"\x00\x00\x00\x08wide\x00\x00",
    "webm": b"\x1aE\xdf\xa3\x9f",
    "wma": b"0&\xb2u\x8ef\xcf\x11\xa6\xd9",
    "aiff": b"FORM\x00\x00\x10\x00AIFF",
    "amr": b"#!AMR\n",
    "mpg": b"\x00\x00\x01\xba",
    "ts": b"G" + bytes(187) + b"G",
    "mts": bytes(4) + b"G" + bytes(191) + b"G",
    "dss": b"\x02dss\x01\x00",
}


@pytest.mark.parametrize("name", BEGINNINGS)
def test_recordings_begin_as_their_formats_do(name: str) -> None:
    assert is_recording(BEGINNINGS[name])


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"G",
        b"#EXTM3U\nhttp://example.org/a.ts\n",
        b"\xef\xbb\xbf#EXTM3U\n",
        b"[playlist]\nFile1=http://example.org/\n",
        b"ffconcat version 1.0\nfile 'http://example.org/a.wav'\n",
        b"v=0\r\no=- 0 0 IN IP4 192.0.2.1\r\n",
        b'<?xml version="1.0"?><MPD/>',
        b"<asx version='3.0'>",
        b"RTSPtext\nrtsp://example.org/\n",
        b"RIFF\x24\x00\x00\x00WEBPVP8 ",
        b"\x00\x00\x00\x18ftypheic",
        b"PK\x03\x04",
        b"%PDF-1.7",
        b"I: Vad heter du?\n" * 30,
    ],
)
def test_what_is_something_else_or_sends_a_player_elsewhere_is_no_recording(head: bytes) -> None:
    assert not is_recording(head[:HEAD])


def test_names_say_whether_it_is_sound_or_film() -> None:
    assert sort_of("Anna.MP3") is Sort.SOUND
    assert sort_of("möte.mov") is Sort.FILM
    assert sort_of("möte.m3u8") is None
    assert sort_of("mp3") is None
