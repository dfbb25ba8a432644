"""Transcripts in JSON: Whisper and its relatives, services that transcribe, Premiere, podcasts.

All of them list pieces of speech, and differ in what the parts are called and how times are
written. The pieces are known by their parts; what else the file tells (single words, confidence) is
left out. JSON that is no transcript is the text that it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job

from .base import DEFAULTS, ImportedDocument, ReadOptions
from .cues import Conventions, Cue, build, spoken
from .encoding import decode
from .limits import MAX_MARKUP, read_bytes
from .turn_clock import milliseconds

_NESTS = ("results", "result", "transcript", "data")  # in which the list may stand
_LISTS = (
    *("utterances", "segments", "transcription", "monologues", "audio_segments", "speakers"),
    *("chunks", "entries", "transcript", "captions", "paragraphs"),
)
_WORDS = ("text", "body", "transcript", "content", "caption")
_PIECES = ("elements", "words", "tokens")
_PIECE = ("value", "punctuated_word", "text", "word", "content")
_STARTS = ("start", "startTime", "start_time", "startOffset", "begin", "ts", "from", "data_start")
_ENDS = ("end", "endTime", "end_time", "endOffset", "end_ts", "to", "data_end")
_SPEAKERS = ("speaker", "speakerName", "speaker_name", "speakerDisplayName", "speaker_label")
_NAMES = ("name", "display_name", "displayName", "label", "id")
_KEYS = ("id", "spkid", "key", "speaker", "uuid")
_CLOCK = re.compile(r"\d{1,4}(?::\d{1,2}){1,2}(?:[.,]\d{1,9})?")
_SECONDS = re.compile(r"\d{1,9}(?:\.\d{1,9})?s?")
_LANGUAGE = re.compile(r"[a-z]{2}(?=$|[-_])")
_CLOSING = frozenset(",.;:!?…%)]}")
_DAYS = 1000 * 24 * 60 * 60 * 1000  # milliseconds that no recording lasts

Piece = Mapping[str, Any]


class JsonReader:
    """Reads lists of pieces of speech."""

    name = "json"
    suffixes = (".json", ".prtranscript")

    def read(
        self, path: Path, options: ReadOptions = DEFAULTS, job: Job = SILENT
    ) -> ImportedDocument:
        """Read the pieces: their words are the text, their times and speakers the turns."""
        decoded = decode(read_bytes(path), options.encoding)
        job.check()
        whole = parsed(decoded.text, path)
        pieces = _pieces(whole)
        if pieces is None:
            return ImportedDocument(
                path.stem,
                decoded.text,
                format="txt",
                encoding=decoded.encoding,
                losses=decoded.losses,
            )
        document, placed = build(
            path,
            _cues(pieces, _names(whole)),
            kind=self.name,
            encoding=decoded.encoding,
            losses=decoded.losses,
        )
        job.check()
        document = replace(document, language=_language(whole))
        return spoken(document, placed, options.turn_dialect, Conventions.all_called(self.name))


READER = JsonReader()


def parsed(text: str, path: Path) -> object:
    """Return what JSON holds, None if it is none; `UserError` if it holds too much."""
    if text.count("{") + text.count("[") + text.count(",") > MAX_MARKUP:
        raise UserError("file_too_complex", name=path.name)
    try:
        return json.loads(text)
    except RecursionError as error:
        raise UserError("file_too_complex", name=path.name) from error
    except ValueError:
        return None


def _pieces(whole: object, depth: int = 0) -> list[Piece] | None:
    """Return the pieces of speech that are listed anywhere they may be; None if none are."""
    if isinstance(whole, list):
        pieces: list[Piece] = [piece for piece in whole if isinstance(piece, dict)]
        return pieces if pieces and _are_spoken(pieces) else None
    if not isinstance(whole, dict):
        return None
    for key in _LISTS:
        value = whole.get(key)
        if isinstance(value, list) and (found := _pieces(value)):
            counted = key == "utterances" and all(map(_is_counted, found))
            return [_in_seconds(piece) for piece in found] if counted else found
    if depth < 2:
        for key in _NESTS:
            if found := _pieces(whole.get(key), depth + 1):
                return found
    return None


def _are_spoken(pieces: Sequence[Piece]) -> bool:
    """Whether pieces have words, and times or speakers."""
    some = pieces[:50]
    told = sum(1 for each in some if _times(each)[0] is not None or _first(each, _SPEAKERS))
    return any(_said(each) for each in some) and told * 2 >= len(some)


def _is_counted(piece: Piece) -> bool:
    """Whether a piece has times in whole numbers, which are milliseconds in such lists."""
    return all(_share(piece.get(key)) is not None for key in ("start", "end"))


def _in_seconds(piece: Piece) -> Piece:
    return {**piece, "start": piece["start"] / 1000, "end": piece["end"] / 1000}


def _cues(pieces: Iterable[Piece], names: Mapping[str, str]) -> Iterator[Cue]:
    for piece in pieces:
        start_ms, end_ms = _times(piece)
        yield Cue(_said(piece), start_ms, end_ms, _speaker(piece, names))


def _said(piece: Piece) -> str:
    """Return the words of a piece, or put together from its single words."""
    words = _first(piece, _WORDS)
    if isinstance(words, str):
        return words.replace("\r\n", "\n").replace("\r", "\n").strip()
    return _joined(_words(piece)).strip()


def _words(piece: Piece) -> list[Piece]:
    words = _first(piece, _PIECES)
    return [word for word in words if isinstance(word, dict)] if isinstance(words, list) else []


def _joined(words: Iterable[Piece]) -> str:
    """Return words as a text; only where the spaces are words too are none put between."""
    text, spaced = "", False
    for word in words:
        said = _first(word, _PIECE)
        if not isinstance(said, str):
            continue
        spaced = spaced or (bool(said) and said.isspace())
        closes = not said or said[0].isspace() or said[0] in _CLOSING
        text += said if spaced or closes or not text else f" {said}"
    return text


def _times(piece: Piece) -> tuple[int | None, int | None]:
    """Return when a piece begins and ends, by its own times or by those of its words."""
    for nest in ("offsets", "timestamps", "timestamp"):
        inner = piece.get(nest)
        if isinstance(inner, dict) and "from" in inner:
            if nest == "offsets":  # in milliseconds
                inner = {"from": _share(inner.get("from")), "to": _share(inner.get("to"))}
            return _time(inner.get("from")), _time(inner.get("to"))
        if isinstance(inner, list) and len(inner) == 2:
            return _time(inner[0]), _time(inner[1])
    words = _words(piece)
    start = _time(_first(piece, _STARTS))
    if start is None:
        start = next(filter(_is_known, (_time(_first(word, _STARTS)) for word in words)), None)
    end = _time(_first(piece, _ENDS))
    if end is None and start is not None:
        long = _time(piece.get("duration"))
        end = start + long if long is not None else None
    if end is None:
        ends = (_time(_first(word, _ENDS)) for word in reversed(words))
        end = next(filter(_is_known, ends), None)
    return start, end


def _is_known(time: int | None) -> bool:
    return time is not None


def _share(value: object) -> float | None:
    """Return the seconds of a whole number of milliseconds."""
    return value / 1000 if type(value) is int and 0 <= value < _DAYS else None


def _time(value: object) -> int | None:
    """Return milliseconds for seconds, as a number or in digits, and for a clock."""
    if isinstance(value, str):
        value = value.strip()
        if _CLOCK.fullmatch(value):
            return milliseconds(value)
        value = float(value.removesuffix("s")) if _SECONDS.fullmatch(value) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if not 0 <= value < _DAYS / 1000:
        return None
    return round(value * 1000)


def _speaker(piece: Piece, names: Mapping[str, str]) -> str | None:
    said = _first(piece, _SPEAKERS)
    if isinstance(said, dict):
        said = _first(said, _NAMES)
    if said is None or isinstance(said, bool) or not isinstance(said, str | int):
        return None
    key = str(said)
    name = names.get(key) or (f"Speaker {key}" if key.isdigit() else key)
    return " ".join(name.split()) or None


def _names(whole: object) -> dict[str, str]:
    """Return the names of speakers that pieces have by number, as far as the file tells them."""
    people = whole.get("speakers") if isinstance(whole, dict) else None
    if isinstance(people, dict):
        return {key: name for key, name in people.items() if isinstance(name, str)}
    found: dict[str, str] = {}
    for person in people if isinstance(people, list) else ():
        if isinstance(person, dict):
            key, name = _first(person, _KEYS), _first(person, _NAMES)
            if isinstance(key, str | int) and isinstance(name, str):
                found[str(key)] = name
    return found


def _language(whole: object) -> str:
    """Return the code of the language that the file names, "" if it names none."""
    for place in (whole, whole.get("result") if isinstance(whole, dict) else None):
        said = place.get("language") if isinstance(place, dict) else None
        if isinstance(said, str) and (match := _LANGUAGE.match(said)):
            return match[0]
    return ""


def _first(piece: Piece, keys: Iterable[str]) -> Any:
    """Return the first of some parts that a piece has."""
    return next((piece[key] for key in keys if piece.get(key) is not None), None)
