"""Where turns begin: decides, from the whole text, what the heads of its lines mean.

Labels open turns if they are speakers (`turn_speakers`). Times without a label open turns only in a
text without labels, and only if they can be times of a recording.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from qcode.model.courtesy import giving_way
from qcode.model.text import Span

from .turn_clock import BULLET, LATE, Time, unspoken_times
from .turn_front import front_matter, key_of
from .turn_labels import Kind
from .turn_lines import Line, Shape
from .turn_named import Head, named_heads
from .turn_numbers import counted_lines, lines_before_numbers
from .turn_speakers import beside, insisted, speakers

_LATE_WITH_HOURS = 60 * 60_000  # a bare h:mm:ss that begins later is rather a time of day
_MINUTE_COUNT = 3  # as many plain times it takes to believe them without a label
_CHAT = re.compile(r"\s*@(?:UTF8|Begin)\b")
_TRAILER = re.compile(
    r"(?:transcri(?:bed|ption) (?:by|with)|transcript (?:by|generated|provided|created)"
    r"|automatically transcribed|this transcript was|transkriber(?:ad|at|ing) (?:av|med)"
    r"|skapad med|transcription ended after|this editable transcript was"
    r"|transkriptionen (?:avslutades|upphörde) efter|den här redigerbara transkriptionen)"
    r"\s+\S|.{1,80} (?:stopped transcription|(?:stoppade|avslutade) transkri"
    r"(?:ption|bering)(?:en)?)\.?\s*$",
    re.IGNORECASE,
)
_SHAPES = (
    *(Shape.COLON, Shape.BRACKETS, Shape.ROUND, Shape.GAP, Shape.SIGN, Shape.POINT, Shape.CLOCK),
)
_TRAILING = 3  # lines at the end that may be signed by the program that made them


@dataclass(frozen=True, slots=True)
class Script:
    """A text whose turns are known: what is left is to cut it up.

    `cuts` are the spans, in order, that are no speech although they stand among it: line numbers,
    time marks, annotations. `marks_close`: a time mark stands at the end of what it times.
    `lines` ends before what the transcribing program signed.
    """

    dialect: str
    lines: Sequence[Line]
    heads: Sequence[Head]
    cuts: Sequence[Span]
    marks_close: bool = False


def read_script(text: str, dialect: str | None) -> Script | None:
    """Return how `text` is divided, by its own convention or by `dialect`; None if it is not."""
    lines, numbered = counted_lines(text, dialect)
    heads = _heads(text, lines, dialect, numbered=numbered)
    if not heads or (numbered and all(head.speaker is None for head in heads)):
        return None
    spoken = lines[: _last_spoken(text, lines, heads)]
    closing = [line.tail for line in spoken if line.tail]
    opening = sum(head.time is not None for head in heads)
    marks_close = len(closing) > opening and len(closing) * 2 >= len(heads)
    name = dialect or _name(heads, lines, numbered, closing if marks_close else [])
    return Script(name, spoken, heads, _cuts(text, spoken, heads, marks_close), marks_close)


def _heads(text: str, lines: Sequence[Line], dialect: str | None, *, numbered: bool) -> list[Head]:
    if dialect == "name_time_line":
        return named_heads(lines, insist=True)
    if _CHAT.match(text):
        return [_labelled_head(lines, place) for place in _chat_lines(text, lines)]
    top = front_matter(text, lines)
    if numbered:
        top = max(top, lines_before_numbers(lines))
    keys = _keys(text, lines[top:], dialect)
    labelled = [
        place
        for place, line in enumerate(giving_way(lines))
        if place >= top and line.label and key_of(line.label) in keys.get(line.shape, ())
    ]
    if dialect is None:
        named = named_heads(lines)
        if named and len(named) >= len(labelled):
            return named
    if labelled:
        return _labelled_heads(lines, labelled)
    return _timed_heads(lines, dialect) or _closed_heads(lines) or _alone_heads(text, lines, top)


def _keys(text: str, lines: Sequence[Line], dialect: str | None) -> dict[Shape, frozenset[str]]:
    """Return the labels that open turns, by how they are set off from speech.

    Each way is judged for itself. Two go together in records of courts, `THE COURT:` and `Q.`: what
    one leaves is judged again.
    """
    present = {line.shape for line in giving_way(lines)}
    keys = {
        shape: speakers(text, lines, {shape}) if shape in present else frozenset[str]()
        for shape in _SHAPES
    }
    for shape, other in ((Shape.COLON, Shape.POINT), (Shape.POINT, Shape.COLON)):
        if keys[other] and not keys[shape]:
            keys[shape] = beside(text, lines, shape, other, keys[other])
    if dialect is not None and not any(keys.values()):
        return dict.fromkeys(_SHAPES, insisted(lines))
    return keys


def _labelled_heads(lines: Sequence[Line], labelled: Sequence[int]) -> list[Head]:
    """Return the heads of lines with labels.

    Where every line has its time and only one speaker a label, as in notes made while listening,
    the lines without a label are somebody else's.
    """
    one = len({key_of(lines[place].label or "") for place in labelled}) == 1
    stamped = sum(line.time is not None and line.time_first for line in lines)
    if not one or stamped < len(lines) or len(labelled) * 4 > len(lines) * 3:
        return [_labelled_head(lines, place) for place in giving_way(labelled)]
    known = set(labelled)
    return [
        _labelled_head(lines, place) if place in known else Head(place, line.plain, None, line.time)
        for place, line in enumerate(lines)
    ]


def _chat_lines(text: str, lines: Sequence[Line]) -> list[int]:
    """Return the places of CHAT's main lines: an asterisk, a code for the speaker, a colon."""
    return [place for place, line in enumerate(lines) if line.label and text[line.start] == "*"]


def _labelled_head(lines: Sequence[Line], place: int) -> Head:
    """Return the head of a line with a label; a time, or a cue's number and time, may go before."""
    line = lines[place]
    first, time = place, line.time
    if place and time is None and lines[place - 1].is_only_time:
        first, time = place - 1, lines[place - 1].time
        if first and lines[first - 1].is_only_number:
            first -= 1
    return Head(first, line.body, line.label, time)


def _timed_heads(lines: Sequence[Line], dialect: str | None) -> list[Head]:
    """Return a head without a speaker for each line that begins with a time of the recording."""
    timed = [
        place
        for place, line in enumerate(lines)
        if line.time and line.time_first and line.time.sign != "w"
    ]
    times = [time for place in timed if (time := lines[place].time)]
    if dialect not in (None, "bracket_ts", "f4") or not times:
        return []
    if dialect is None and not _are_of_recording(times):
        return []
    heads = []
    for place in timed:
        line = lines[place]
        numbered = place and line.is_only_time and lines[place - 1].is_only_number
        heads.append(Head(place - 1 if numbered else place, line.plain, None, line.time))
    return heads


def _are_of_recording(times: Sequence[Time]) -> bool:
    """Whether times count from the beginning of a recording and are not times of day."""
    first = times[0].start_ms
    rising = sum(before.start_ms <= after.start_ms for before, after in pairwise(times))
    if rising * 10 < (len(times) - 1) * 9:
        return False
    if all(time.is_plain for time in times):
        return first <= LATE and len(times) >= _MINUTE_COUNT
    if all(not time.sign and time.end_ms is None for time in times):
        return first <= _LATE_WITH_HOURS and len(times) > 1
    return len(times) > 1 or times[0].end_ms is not None


def _closed_heads(lines: Sequence[Line]) -> list[Head]:
    """Return a head without a speaker after each mark that closes a paragraph, as f4 sets them."""
    closed = [place for place, line in enumerate(lines) if line.tail and line.tail.sign == "#"]
    if len(closed) < 2 or len(closed) * 2 < sum(line.after_blank for line in lines):
        return []
    begins = [0, *(place + 1 for place in closed if place + 1 < len(lines))]
    return [Head(place, lines[place].plain) for place in begins]


def _alone_heads(text: str, lines: Sequence[Line], top: int) -> list[Head]:
    """Return the heads of a text in which a speaker's name has the line before for itself."""
    keys = speakers(text, lines[top:], {Shape.ALONE})
    places = [
        place
        for place, line in enumerate(lines[:-1])
        if place >= top
        and line.label
        and line.shape is Shape.ALONE
        and key_of(line.label) in keys
        and key_of(lines[place + 1].label or "") not in keys
    ]
    few = len(places) < 4 and any(lines[place].kind is not Kind.ROLE for place in places)
    if few or len({key_of(lines[place].label or "") for place in places}) < 2:
        return []
    return [Head(place, lines[place].end, lines[place].label) for place in places]


def _name(
    heads: Sequence[Head], lines: Sequence[Line], numbered: bool, closing: Sequence[Time]
) -> str:
    """Return the name of the convention, by what most heads look like."""
    times = [head.time for head in heads if head.time]
    if numbered:
        return "numbered_lines"
    if any(time.sign == "#" for time in (*times, *closing)):
        return "f4"
    own = sum(_has_own_line(lines, head) for head in heads if head.time and head.speaker)
    if own * 2 > len(heads):
        return "name_time_line"
    written = sum(time.sign != BULLET for time in (*times, *closing))
    return "bracket_ts" if written * 3 >= len(heads) else "label_colon"


def _has_own_line(lines: Sequence[Line], head: Head) -> bool:
    """Whether name and time stand on a line without speech."""
    few = lines[head.line : head.line + 3]
    line = next(line for line in few if line.label)
    if line.shape is Shape.COLON and line.time_first:
        return False
    return any(head.body == own.end for own in few)


def _last_spoken(text: str, lines: Sequence[Line], heads: Sequence[Head]) -> int:
    """Return how many lines there are before what the transcribing program signed."""
    last = len(lines)
    for place in range(len(lines) - 1, max(heads[-1].line, len(lines) - _TRAILING - 1), -1):
        line = lines[place]
        if _TRAILER.match(text, line.plain, min(line.end, line.plain + 200)):
            last = place
    return last


def _cuts(text: str, lines: Sequence[Line], heads: Sequence[Head], marks_close: bool) -> list[Span]:
    begin, end = lines[heads[0].line].start, lines[-1].end
    cuts = [Span(time.start, time.end) for time in unspoken_times(text, begin, end)]
    is_chat = _CHAT.match(text) is not None
    beside = False
    for line in lines[heads[0].line :]:
        if line.number_end > line.start:
            cuts.append(Span(line.start, line.number_end))
        if line.time and line.time_first and line.label is None:
            cuts.append(Span(line.time.start, line.plain))
        if marks_close and line.tail:
            cuts.append(Span(line.tail.start, line.tail.end))
        if is_chat and not text[line.start].isspace():
            beside = text[line.start] in "@%"  # as are the lines that go on beneath it
        if beside:
            cuts.append(Span(line.start, line.end))
    return sorted(cuts)
