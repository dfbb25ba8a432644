"""Tables of speech, a row for each utterance: Whisper, ELAN, NVivo, Premiere.

The columns are known by their headings or, where there are none, by what stands in them: clocks,
seconds or milliseconds are times, the last column of words is speech, the columns of words before
it say who. ELAN may also give each tier a column of its own. Tabs part the columns; commas and
semicolons do where headings and a first time say that it is speech. Other tables are text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from qcode.model.job import SILENT, Job

from .base import DEFAULTS, ImportedDocument, Loss, ReadOptions
from .cues import Cue, build, cue_turns, with_turns
from .encoding import decode
from .limits import MAX_TEXT_BYTES, read_bytes
from .losses import Lost
from .turn_clock import milliseconds
from .turn_words import word_set
from .turns import NONE

_SAMPLE = 60  # rows by which a table without headings is judged
_HEAD = 1 << 14  # characters in which these stand
_CLOCK = re.compile(r"\d{1,3}(?:[:;]\d{1,2}){1,3}(?:[.,]\d{1,6})?")
_FULL_CLOCK = re.compile(r"\d{1,3}:\d{2}:\d{2}(?:[.,]\d{1,6})?")
_RANGE = re.compile(rf"\[?({_CLOCK.pattern})\]?\s*[-–—]+>?\s*\[?({_CLOCK.pattern})\]?")
_SECONDS = re.compile(r"\d{1,7}[.,]\d{1,6}")
_WHOLE = re.compile(r"\d{1,9}")

_UNIT = re.compile(r" - (?:hh:mm:ss|ss\.|msec|smpte)", re.IGNORECASE)  # as ELAN heads its times
_ASIDE = ("#", '"#')  # lines that name the files which ELAN exported together

# Headings, in lower case and without what stands after a dash or in brackets.
_STARTS = word_set("start begin from starttid början tmin onset start_time starttime")
_ENDS = word_set("end to stop slut sluttid tmax offset end_time endtime")
_RANGES = word_set("timespan tidsintervall tidsspann time tid")
_SPEAKERS = word_set("speaker talare person deltagare participant tier name namn vem who")
_SPEECH = word_set(
    "text content innehåll transcript transkription utterance yttrande annotation value speech tal"
)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where a row says what; `rows_from` is the first row that is speech.

    `tiers` are the columns of speech, by speaker, if each speaker has one; `speech` is the first.
    """

    start: int
    speech: int
    end: int | None = None
    speakers: tuple[int, ...] = ()
    rows_from: int = 0
    is_range: bool = False
    whole_milliseconds: bool = False
    tiers: tuple[tuple[int, str], ...] = ()


class TableReader:
    """Reads tables of speech; a table of anything else becomes the text that it is."""

    name = "table"
    suffixes = (".tsv", ".tab")

    def read(
        self, path: Path, options: ReadOptions = DEFAULTS, job: Job = SILENT
    ) -> ImportedDocument:
        """Read the rows: speech is the text, times and speakers are the turns."""
        decoded = decode(read_bytes(path), options.encoding)
        job.check()
        columns = _columns(_rows(decoded.text[:_HEAD]))
        if columns is None:
            return ImportedDocument(
                path.stem,
                decoded.text,
                format=self.name,
                encoding=decoded.encoding,
                losses=decoded.losses,
            )
        rows = _rows(decoded.text)
        left_out = _left_out(rows, columns)
        lost = [Loss(Lost.TABLE_COLUMNS, len(left_out), left_out[0])] if left_out else []
        document, placed = build(
            path,
            _cues(rows, columns),
            kind=self.name,
            encoding=decoded.encoding,
            losses=(*decoded.losses, *lost),
        )
        if options.turn_dialect == NONE:
            return document
        dialect = options.turn_dialect
        if dialect not in ("elan_tab", "whisper_tsv"):
            dialect = "elan_tab" if columns.speakers or columns.tiers else "whisper_tsv"
        return with_turns(document, cue_turns(placed, merge=False), dialect)


READER = TableReader()


def looks_like_speech_table(text: str) -> bool:
    """Whether a text, whatever its suffix, is a table of speech with its times."""
    return _columns(_rows(text[:_HEAD])) is not None


def _rows(text: str) -> list[list[str]]:
    if "\t" not in text.partition("\n")[0]:
        for sign in ",;":
            if _is_spoken(_parted(text[:_HEAD], sign)):
                return _parted(text, sign)
    lines = [line for line in text.split("\n") if line.strip()]
    return [line.split("\t") for line in lines if "\t" in line or not line.startswith(_ASIDE)]


def _parted(text: str, sign: str) -> list[list[str]]:
    """Return the rows of a table whose cells may be quoted; [] if it is badly written."""
    csv.field_size_limit(MAX_TEXT_BYTES)
    try:
        return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign) if row]
    except csv.Error:
        return []


def _is_spoken(rows: Sequence[Sequence[str]]) -> bool:
    """Whether headings name a beginning and speech, and the first row begins with a time."""
    columns = _headed(rows) if len(rows) > 1 and len(rows[0]) > 2 else None
    if columns is None or columns.is_range or columns.tiers:
        return False
    return _times(rows[1], columns)[0] is not None


def _columns(rows: Sequence[Sequence[str]]) -> _Columns | None:
    """Return what the columns are, by headings or by content; None if they are not of speech."""
    if len(rows) < 2 or len(rows[0]) < 3:
        return None
    return _headed(rows) or _unheaded(rows[: min(_SAMPLE, len(rows))])


def _headed(rows: Sequence[Sequence[str]]) -> _Columns | None:
    names = [re.split(r"\s*[-–(\[]", cell.strip().lower())[0].strip() for cell in rows[0]]
    names = [re.sub(r"(?: time| name|_ms)$", "", name) for name in names]

    def find(known: frozenset[str]) -> int | None:
        return next((place for place, name in enumerate(names) if name in known), None)

    start, end, speech = find(_STARTS), find(_ENDS), find(_SPEECH)
    spans = find(_RANGES)
    if speech is None and start is not None and end is not None and _UNIT.search(rows[0][start]):
        return _tiers(rows, start, end)
    if speech is None or (start is None and spans is None):
        return None
    speakers = tuple(place for place, name in enumerate(names) if name in _SPEAKERS)
    if start is None:
        return _Columns(spans or 0, speech, None, speakers, 1, is_range=True)
    return _Columns(start, speech, end, speakers, 1, whole_milliseconds=_is_whole(rows, start))


def _is_whole(rows: Sequence[Sequence[str]], place: int) -> bool:
    """Whether a column under a heading holds nothing but whole numbers."""
    cells = (row[place].strip() for row in rows[1:_SAMPLE] if len(row) > place)
    return all(_WHOLE.fullmatch(cell) for cell in cells)


def _tiers(rows: Sequence[Sequence[str]], start: int, end: int) -> _Columns | None:
    """Know the columns of tiers, which bear the speakers' names as their headings."""
    heads = [(place, head.strip()) for place, head in enumerate(rows[0])]
    tiers = tuple((place, head) for place, head in heads if head and not _UNIT.search(head))
    if not tiers:
        return None
    whole = _is_whole(rows, start)
    return _Columns(start, tiers[0][0], end, rows_from=1, whole_milliseconds=whole, tiers=tiers)


def _unheaded(rows: Sequence[Sequence[str]]) -> _Columns | None:
    """Know the columns of ELAN and Audacity by what stands in them."""
    width = len(rows[0])
    if any(len(row) != width for row in rows[:-1]):  # the last may be cut short
        return None
    whole = [row for row in rows if len(row) == width]
    columns = [[row[place].strip() for row in whole] for place in range(width)]
    clocks = [place for place in range(width) if all(map(_FULL_CLOCK.fullmatch, columns[place]))]
    seconds = [place for place in range(width) if all(map(_SECONDS.fullmatch, columns[place]))]
    counts = [] if clocks or seconds else _milliseconds(columns)
    times = clocks or seconds or counts
    words = [place for place in range(width) if place not in times and _has_words(columns[place])]
    if len(times) < 2 or not words or not _is_in_order(*(columns[place] for place in times[:2])):
        return None
    speech = words[-1]
    speakers = tuple(
        place
        for place in words[:-1]
        if len(set(columns[place])) <= max(2, len(whole) // 2) or len(whole) < 5
    )
    return _Columns(times[0], speech, times[1], speakers, whole_milliseconds=bool(counts))


def _milliseconds(columns: Sequence[Sequence[str]]) -> list[int]:
    """Return the places of begin, end and duration, if the last is the difference of the others.

    Fewer whole numbers could be anything.
    """
    for first in range(1, len(columns) - 3):
        begin, end, long = columns[first : first + 3]
        if all(_WHOLE.fullmatch(cell) for column in (begin, end, long) for cell in column) and all(
            int(to) - int(since) == int(lasts)
            for since, to, lasts in zip(begin, end, long, strict=True)
        ):
            return [first, first + 1, first + 2]
    return []


def _has_words(cells: Iterable[str]) -> bool:
    return any(character.isalpha() for cell in cells for character in cell)


def _is_in_order(starts: Sequence[str], ends: Sequence[str]) -> bool:
    """Whether nothing ends before it starts, as among any other numbers something would."""
    pairs = ((_seconds(start), _seconds(end)) for start, end in zip(starts, ends, strict=True))
    return all(start is not None and end is not None and start <= end for start, end in pairs)


def _left_out(rows: Sequence[Sequence[str]], columns: _Columns) -> list[str]:
    """Return the names, or else the first words, of columns that are neither speech nor speaker."""
    used = {columns.start, columns.speech, columns.end, *columns.speakers}
    used.update(place for place, _ in columns.tiers)
    found = []
    for place in range(len(rows[0])):
        cells = [row[place] for row in rows[columns.rows_from :] if place < len(row)]
        if place not in used and _has_words(cells):
            found.append(rows[0][place].strip() or next(cell for cell in cells if cell.strip()))
    return found


def _cues(rows: Sequence[Sequence[str]], columns: _Columns) -> list[Cue]:
    """Return the rows as cues, in the order of their times if each tier had its own rows."""
    below = rows[columns.rows_from :]
    if columns.tiers:
        return [cue for row in below for cue in _tier_cues(row, columns)]
    cues = [_cue(row, columns) for row in below]
    if not columns.speakers:
        return cues
    times = accumulate((cue.start_ms for cue in cues), _known)  # one without stays where it is
    order = sorted(enumerate(times), key=lambda item: item[1] or 0)
    return [cues[place] for place, _ in order]


def _known(before: int | None, now: int | None) -> int | None:
    return before if now is None else now


def _cue(row: Sequence[str], columns: _Columns) -> Cue:
    """Return a row as a cue; one that is too short is speech as a whole."""
    if len(row) <= columns.speech:
        return Cue("\t".join(row).strip())
    named = [row[place].strip() for place in columns.speakers if row[place : place + 1]]
    speaker = next((name for name in reversed(named) if name), None)
    start_ms, end_ms = _times(row, columns)
    return Cue(row[columns.speech].strip(), start_ms, end_ms, speaker)


def _tier_cues(row: Sequence[str], columns: _Columns) -> Iterator[Cue]:
    """Yield what the speakers say in a row, each in the column of the tier."""
    if len(row) <= columns.speech:  # too short to be one
        yield Cue("\t".join(row).strip())
    times = _times(row, columns)
    for place, name in columns.tiers:
        if place < len(row) and row[place].strip():
            yield Cue(row[place].strip(), *times, name)


def _times(row: Sequence[str], columns: _Columns) -> tuple[int | None, int | None]:
    first = row[columns.start].strip() if columns.start < len(row) else ""
    if columns.is_range:
        match = _RANGE.match(first)
        clock = _CLOCK.match(first)
        if match:
            return milliseconds(match[1]), milliseconds(match[2])
        return (milliseconds(clock[0]) if clock else None), None
    last = row[columns.end].strip() if columns.end is not None and columns.end < len(row) else ""
    return _time(first, columns), _time(last, columns)


def _time(cell: str, columns: _Columns) -> int | None:
    if columns.whole_milliseconds:
        return int(cell) if _WHOLE.fullmatch(cell) else None
    return _seconds(cell)


def _seconds(cell: str) -> int | None:
    """Return the milliseconds that a clock or a number of seconds names."""
    if _CLOCK.fullmatch(cell):
        return milliseconds(cell)
    if _SECONDS.fullmatch(cell) or _WHOLE.fullmatch(cell):
        return round(float(cell.replace(",", ".")) * 1000)
    return None
