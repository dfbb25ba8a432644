"""Who speaks when: the turns of a transcript, whatever convention it is written in.

The text stays exactly as it is: labels, times and line numbers are part of it, and the bodies of
the turns leave them out. What comes out is a proposal that the user sees and may change.
`turn_lines` reads lines, `turn_speakers` tells speakers from other labels, `turn_heads` decides
where turns begin; here the text is cut up. All work is linear in the length of the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qcode.model.courtesy import giving_way
from qcode.model.layout import Turn
from qcode.model.text import Span

from .turn_clock import Time, period
from .turn_heads import Script, read_script
from .turn_labels import propose_merges

__all__ = ["NONE", "DetectedTurns", "detect_turns", "dialects", "propose_merges"]

NONE = "none"
_DIALECTS = ("label_colon", "f4", "bracket_ts", "name_time_line", "numbered_lines")
_DIALECTS_OF = {  # by the name of the reader
    "vtt": ("webvtt_voice", "webvtt_colon", "webvtt"),
    "srt": ("srt", "webvtt_colon"),
    "table": ("elan_tab", "whisper_tsv"),
    **{name: (name, "webvtt_colon") for name in ("json", "sbv", "ass", "ttml")},
}


@dataclass(frozen=True, slots=True)
class DetectedTurns:
    """A proposal: the convention that was recognised and the turns it gives.

    A text without turns has the dialect "none" and no turns at all. What stands before the first
    turn is a turn without a speaker whose body is one piece, so that its lines can be kept apart.
    """

    dialect: str = NONE
    turns: tuple[Turn, ...] = ()


def dialects(document_format: str = "") -> tuple[str, ...]:
    """Return the conventions that a user may choose for a document of this format.

    Captions and tables have their own, which their readers know; all other formats are text, in
    which `detect_turns` looks. The last is always "none".
    """
    return (*_DIALECTS_OF.get(document_format, _DIALECTS), NONE)


def detect_turns(text: str, dialect: str | None = None) -> DetectedTurns:
    """Return the turns of a canonical text, by its own convention or by `dialect`.

    A convention of captions or tables, which only their files have, leaves the choice to the text.
    """
    asked = dialect if dialect in _DIALECTS else None
    script = None if dialect == NONE else read_script(text, asked)
    if script is None:
        return DetectedTurns()
    return DetectedTurns(script.dialect, tuple(_turns(text, script)))


def _turns(text: str, script: Script) -> Iterator[Turn]:
    lines, heads = script.lines, script.heads
    if heads[0].line:
        start, end = lines[0].start, lines[heads[0].line - 1].end
        yield Turn(start, end, (Span(start, end),))
    times = _closing_times(script) if script.marks_close else _opening_times(script)
    cuts = _Cuts(script.cuts)
    heads_in_turn = giving_way(heads)
    for number, (head, (start_ms, end_ms)) in enumerate(zip(heads_in_turn, times, strict=True)):
        start, end = _reach(script, number)
        body = tuple(cuts.pieces(text, head.body, end))
        yield Turn(start, end, body, head.speaker, start_ms, end_ms)


def _reach(script: Script, number: int) -> Span:
    """Return the span of a turn, from its first line to the last before the next turn."""
    heads, lines = script.heads, script.lines
    last = heads[number + 1].line if number + 1 < len(heads) else len(lines)
    return Span(lines[heads[number].line].start, lines[last - 1].end)


class _Cuts:
    """Takes the unspoken pieces out of one turn after the other."""

    def __init__(self, cuts: Sequence[Span]) -> None:
        self._cuts = cuts
        self._next = 0

    def pieces(self, text: str, start: int, end: int) -> Iterator[Span]:
        """Yield what is left of `start` to `end`, without white space at either end."""
        while self._next < len(self._cuts) and self._cuts[self._next].start < end:
            cut = self._cuts[self._next]
            self._next += 1
            if cut.end > start:
                yield from _trimmed(text, start, cut.start)
                start = max(start, cut.end)
        yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def _opening_times(script: Script) -> list[tuple[int | None, int | None]]:
    """Return the times of turns that begin with a mark: each ends where the next begins."""
    times: list[tuple[int | None, int | None]] = []
    following: int | None = None
    for number in range(len(script.heads) - 1, -1, -1):
        time = script.heads[number].time
        start = time.start_ms if time else None
        end = time.end_ms if time else None
        if end is None and time and following is not None and following >= time.start_ms:
            end = following
        if end is None and time and time.sign == "#":  # f4 may mark both ends
            end = max((mark.start_ms for mark in _tails(script, number)), default=None)
        times.append(period(start, end))
        following = start
    return times[::-1]


def _closing_times(script: Script) -> list[tuple[int | None, int | None]]:
    """Return the times of turns that end with a mark: each begins at the mark before it."""
    times: list[tuple[int | None, int | None]] = []
    before: int | None = None
    for number in range(len(script.heads)):
        marks = _tails(script, number)
        if marks and marks[0].end_ms is not None:  # it names both ends
            before = marks[0].start_ms
        end = (marks[-1].end_ms or marks[-1].start_ms) if marks else None
        times.append(period(before, end))
        before = before if end is None else end
    return times


def _tails(script: Script, number: int) -> list[Time]:
    """Return the time marks at the ends of a turn's lines."""
    heads = script.heads
    last = heads[number + 1].line if number + 1 < len(heads) else len(script.lines)
    return [line.tail for line in script.lines[heads[number].line : last] if line.tail]
