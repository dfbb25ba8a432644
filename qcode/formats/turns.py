"""Who speaks when: turns in a transcript that is plain text.

The text stays as it is; labels, times and line numbers are part of it, and the bodies of the turns
leave them out. Only the head of a line is looked at, so the work is linear in the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from qcode.model.layout import Turn
from qcode.model.text import Span

NONE = "none"
_HEAD = 160
_CLOCK = r"(\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,6})?)"
_LABEL = r"([^\W\d_][^:\n\t\[\]()<>\"“”?!;/.,]{0,38}?(?:\s?\([^()\n:]{1,30}\))?)"
_COLON = re.compile(rf"[*_]{{0,3}}{_LABEL}[*_]{{0,3}}[ \u00a0]*:[*_]{{0,3}}(?=\s|$)\s*")
_TIMED = re.compile(rf"[\[(]?{_CLOCK}[\])]?\s+(?:{_LABEL}\s*:(?=\s|$)\s*)?")
_NAME_TIME = re.compile(rf"{_LABEL}[ \t,]+[\[(]?{_CLOCK}[\])]?\s*$")
_NUMBERED = re.compile(rf"\s*\d{{1,5}}(?:\s+{_LABEL}:(?=\s)\s*|\s\s+)")
_F4 = re.compile(r"#(\d{1,2}:\d{2}:\d{2})[-.,](\d)#")
_TRAILER = re.compile(r"(?:Transcribed by|Transkriberad av) ", re.IGNORECASE)
_NOT_SPEAKERS = frozenset(
    {"obs", "nb", "datum", "date", "plats", "place", "tid", "titel", "title", "reflektion"}
    | {"not", "note", "notes", "kommentar"}
)


@dataclass(frozen=True, slots=True)
class DetectedTurns:
    """A proposal: the convention that was recognised and the turns it gives."""

    dialect: str = NONE
    turns: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class _Head:
    line: int
    body: int
    speaker: str | None = None
    start_ms: int | None = None
    end_ms: int | None = None


def dialects() -> tuple[str, ...]:
    """Return the conventions that `detect_turns` can be told to look for."""
    return ("label_colon", "f4", "bracket_ts", "name_time_line", "numbered_lines", NONE)


def detect_turns(text: str, dialect: str | None = None) -> DetectedTurns:
    """Return the turns of a canonical text, by its own convention or by `dialect`."""
    if dialect == NONE or not text.strip():
        return DetectedTurns()
    lines = _lines(text)
    heads = [_colon_heads(text, lines), _timed_heads(text, lines)]
    heads += [_name_time_heads(text, lines), _numbered_heads(text, lines)]
    names = ["label_colon", "bracket_ts", "name_time_line", "numbered_lines"]
    found = dict(zip(names, heads, strict=True))
    if dialect is None:
        dialect = max(names, key=lambda name: len(found[name]))
        if dialect == "label_colon" and len(_F4.findall(text)) * 2 >= len(found[dialect]) > 0:
            dialect = "f4"
    chosen = found.get("label_colon" if dialect == "f4" else dialect, [])
    if not chosen:
        return DetectedTurns()
    return DetectedTurns(dialect, _assemble(text, lines, chosen, dialect))


def _lines(text: str) -> list[Span]:
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return spans


def _accepted(labels: Sequence[str], paragraphs: int) -> set[str]:
    counts = Counter(label.casefold() for label in labels)
    good = {
        label for label in counts if label.strip() not in _NOT_SPEAKERS and len(label.split()) <= 4
    }
    throughout = sum(counts[label] for label in good) * 10 >= paragraphs * 8
    return {label for label in good if throughout or counts[label] > 1}


def _colon_heads(text: str, lines: Sequence[Span]) -> list[_Head]:
    found = []
    for number, (start, end) in enumerate(lines):
        if match := _COLON.match(text, start, min(end, start + _HEAD)):
            found.append(_Head(number, match.end(), match[1].strip()))
    paragraphs = sum(1 for start, end in lines if text[start:end].strip())
    accepted = _accepted([head.speaker or "" for head in found], paragraphs)
    return [head for head in found if (head.speaker or "").casefold() in accepted]


def _timed_heads(text: str, lines: Sequence[Span]) -> list[_Head]:
    found = []
    for number, (start, end) in enumerate(lines):
        match = _TIMED.match(text, start, min(end, start + _HEAD))
        if match and (text[start] in "[(" or match[1].count(":") == 2):
            found.append(_Head(number, match.end(), match[2], _milliseconds(match[1])))
    return found


def _name_time_heads(text: str, lines: Sequence[Span]) -> list[_Head]:
    found = []
    for number, (start, end) in enumerate(lines):
        if end - start <= _HEAD and (match := _NAME_TIME.match(text, start, end)):
            found.append(_Head(number, end, match[1].strip(), _milliseconds(match[2])))
    return found


def _numbered_heads(text: str, lines: Sequence[Span]) -> list[_Head]:
    matches = [
        (number, match)
        for number, (start, end) in enumerate(lines)
        if (match := _NUMBERED.match(text, start, min(end, start + _HEAD)))
    ]
    if len(matches) * 10 < 6 * sum(1 for start, end in lines if text[start:end].strip()):
        return []
    return [_Head(number, match.end(), match[1]) for number, match in matches]


def _milliseconds(clock: str) -> int:
    whole, _, fraction = clock.replace(",", ".").partition(".")
    seconds = 0
    for part in whole.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds * 1000 + int(f"{fraction:0<3}"[:3])


def _assemble(
    text: str, lines: Sequence[Span], heads: Sequence[_Head], dialect: str
) -> tuple[Turn, ...]:
    turns: list[Turn] = []
    if front := _turn(text, lines, range(heads[0].line), _Head(0, 0)):
        turns.append(front)
    spoken: list[Turn] = []
    for index, head in enumerate(heads):
        until = heads[index + 1].line if index + 1 < len(heads) else len(lines)
        later = heads[index + 1].start_ms if index + 1 < len(heads) else None
        turn = _turn(text, lines, range(head.line, until), head, end_ms=later)
        if dialect == "numbered_lines" and head.speaker is None and spoken:
            last = spoken.pop()
            body = last.body + (turn.body if turn else ())
            turn = Turn(last.start, turn.end if turn else last.end, body, last.speaker)
        if dialect == "f4" and turn:
            turn = _f4(text, turn, spoken[-1].end_ms if spoken else None)
        if turn:
            spoken.append(turn)
    return tuple(turns + spoken)


def _turn(
    text: str, lines: Sequence[Span], numbers: range, head: _Head, end_ms: int | None = None
) -> Turn | None:
    filled = [
        lines[number]
        for number in numbers
        if (line := text[lines[number].start : lines[number].end].strip())
        and not _TRAILER.match(line)
    ]
    if not filled:
        return None
    start, end = filled[0].start, filled[-1].end
    begin = max(head.body, start)
    body = (Span(begin, end),) if text[begin:end].strip() else ()
    return Turn(start, end, body, head.speaker, head.start_ms, end_ms)


def _f4(text: str, turn: Turn, since: int | None) -> Turn:
    pieces, last, end_ms = [], turn.body[0].start if turn.body else turn.end, None
    for match in _F4.finditer(text, last, turn.end):
        pieces.append(Span(last, match.start()))
        last, end_ms = match.end(), _milliseconds(f"{match[1]}.{match[2]}")
    pieces.append(Span(last, turn.end))
    body = tuple(span for span in pieces if text[span.start : span.end].strip())
    return Turn(turn.start, turn.end, body, turn.speaker, since, end_ms)
