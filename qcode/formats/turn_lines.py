"""The head of a line in a transcript: its number, its time, its label, and where speech begins.

Every line is read on its own and gives what it could mean; `turn_heads` decides, from the whole
text, what it does mean. Only the head of a line is looked at, so long lines cost nothing.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from .turn_clock import Time, last_time, read_time
from .turn_labels import LONGEST, Kind, is_noise, kind_of, without_noise

_LINE = re.compile("[^\n\u2028\x0b\x0c]+")
_INDENT = re.compile("[\\s\u200b\u2060\ufeff]*")
_NUMBER = re.compile(r"\(?(\d{1,5})(?:[.):]{0,2}(?:\t| {2,}|\u00a0+)|[.)\]] | (?=\S)|$)\s*")
_LONE_NUMBER = re.compile(r"(\d{1,5})\s*$")
_ARROW = re.compile(r"(?:-{0,2}>|=>|→)\s+")  # Jefferson's pointer at a line of interest
# Bullets, emphasis, the number of a speech in parliament, when a message in a chat was sent.
_MARKUP = re.compile(
    r"(?:(?:>{1,3}|[•*–—-]|#{1,6})[ \t]+)*[*_]{0,3}(?:Anf\. ?\d{1,4} )?"
    r"(?P<sent>\[?(?:\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})[ ,T]{1,2}\d{1,2}[:.]\d\d"
    r"(?:[:.]\d\d)?(?:[ \u202f][AP]M)?\]?(?: -|:)? )?"
)
_MARKUP_SIGNS = frozenset(">•*–—-#_A[0123456789")
_GAP = r"[ \t\u00a0]*"
_JOINT = re.compile(rf"{_GAP}(?:[-–—:|]+(?=\s|$))?{_GAP}[*_]{{0,3}}")
_LABEL = (
    rf"(?P<label>[^\W_][^:：\n\t\[\]<>{{}}()#\"“”»«?!;|=]{{0,{LONGEST}}}?"
    r"(?:[ \u00a0]?(?:\([^():\n]{1,40}\)|\[[^\[\]:\n]{1,20}\])(?: replik)?)?\??)[*_]{0,3}"
)
_BEFORE_TIME = re.compile(
    rf"{_LABEL}(?:{_GAP}[,|–-]{_GAP}|[ \t\u00a0]+|(?=[\[(<#{{]))[*_]{{0,3}}"
    r"(?=[\[(<#{]?[ ]?\d{1,3}[:.]\d)"
)
_BEFORE_COLON = re.compile(rf"{_LABEL}{_GAP}[:：][*_]{{0,3}}(?![\d/:\\])")
_IN_BRACKETS = re.compile(
    rf"[\[<](?P<label>[^\W_][^:<>\[\]\n]{{0,{LONGEST}}})[\]>][*_]{{0,3}}(?=[ \t\u00a0:]|$)"
)
_BEFORE_GAP = re.compile(rf"{_LABEL}(?:\t+| {{3,}}| [-–—] )(?=\S)")
_BEFORE_POINT = re.compile(r"(?P<label>[A-ZÅÄÖ][A-Za-zåäö]{0,3}\d{0,2})\.[ \t]+(?=\S)")
_ALONE = re.compile(rf"{_LABEL.replace('}?', '}', 1)}(?<![.,…?-])\s*$")
_EMPHASIS = re.compile(r"[*_]{1,3}")
_COLON = re.compile(rf"[*_]{{0,3}}{_GAP}[:：][*_]{{0,3}}")
_SIGN = re.compile("[:：\\[<\t¤]|   | [-–—] ")
_REACH = 140  # code points of a line within which a label and its sign must stand


class Shape(Enum):
    """How a label is told from speech."""

    COLON = ":"
    BRACKETS = "[]"  # the label is in brackets
    GAP = "\t"  # a tab, spaces or a dash stand between label and speech
    POINT = "."  # the label is an abbreviation with its full stop
    ALONE = "\n"  # the label has the line for itself, or shares it with a time only
    NONE = ""  # there is no label


class Line(NamedTuple):
    """A line that is not blank, and what its head could mean. All positions are in the text.

    `body` is where speech begins if the label is one (`end` if nothing follows), `plain` where it
    begins if not. `time` stands in the head, before the label if `time_first`; `tail` at the very
    end of the line. `number_end` is where a line number ends: `start` if there is none.
    `is_message`: it begins with a date and a time of day, as messages in a chat do.
    """

    start: int
    end: int
    body: int
    plain: int = 0
    label: str | None = None
    kind: Kind = Kind.NO
    shape: Shape = Shape.NONE
    time: Time | None = None
    time_first: bool = False
    tail: Time | None = None
    number: int | None = None
    number_end: int = 0
    after_blank: bool = False
    is_message: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said on this line if its label is one."""
        return self.body == self.end

    @property
    def is_only_time(self) -> bool:
        """Whether a time has the line for itself."""
        return self.time is not None and self.label is None and self.plain == self.end

    @property
    def is_only_number(self) -> bool:
        """Whether a number has the line for itself, as that of a subtitle does."""
        return self.number is not None and self.time is None and self.plain == self.end


class _Label(NamedTuple):
    name: str
    kind: Kind
    shape: Shape
    body: int
    time: Time | None = None


def read_lines(text: str, *, numbered: bool = False) -> list[Line]:
    """Return the lines of a text that are not blank. `numbered`: each may begin with its number."""
    lines: list[Line] = []
    last = 0
    for match in _LINE.finditer(text):
        start, end = match.span()
        first = _skip(text, start, end)
        if first < end:
            after_blank = not lines or text.count("\n", last, start) > 1
            lines.append(_read(text, start, first, end, numbered, after_blank))
            last = end
    return lines


def _skip(text: str, position: int, end: int) -> int:
    """Return where the white space ends that may stand at `position`."""
    if position < end and text[position].isalnum():
        return position
    return _after(_INDENT, text, position, end)


def _after(pattern: re.Pattern[str], text: str, position: int, end: int) -> int:
    match = pattern.match(text, position, end)
    return match.end() if match else position


def _read(text: str, start: int, first: int, end: int, numbered: bool, after_blank: bool) -> Line:
    """Return the line from `start` to `end` with everything that its head says."""
    number, at = _read_number(text, first, end, numbered)
    number_end = start if number is None else at
    plain = at
    is_message = False
    if at < end and text[at] in _MARKUP_SIGNS and (match := _MARKUP.match(text, at, end)):
        at, is_message = match.end(), match["sent"] is not None
    time = read_time(text, at, end)
    if time:
        again = read_time(text, time.end, end)  # as Transana writes it, in two ways
        at = plain = _after(_JOINT, text, again.end if again else time.end, end)
    label = _find_label(text, at, end, time is not None) if at < end else None
    plain = _skip(text, plain, end)
    return Line(
        start,
        end,
        body=_skip(text, label.body, end) if label else plain,
        plain=plain,
        label=label.name if label else None,
        kind=label.kind if label else Kind.NO,
        shape=label.shape if label else Shape.NONE,
        time=time or (label.time if label else None),
        time_first=time is not None,
        tail=last_time(text, plain, end),
        number=number,
        number_end=number_end,
        after_blank=after_blank,
        is_message=is_message,
    )


def _read_number(text: str, at: int, end: int, numbered: bool) -> tuple[int | None, int]:
    """Return the number that the line begins with, or consists of, and where it ends."""
    if text[at].isdigit() or text[at] == "(":
        match = (_NUMBER if numbered else _LONE_NUMBER).match(text, at, end)
        if match:
            return int(match[1]), _after(_ARROW, text, match.end(), end)
    return None, at


def _find_label(text: str, at: int, end: int, timed: bool) -> _Label | None:
    reach = min(end, at + _REACH)
    for find in _FINDERS if _SIGN.search(text, at, reach) else (_before_point,):
        if label := find(text, at, end, reach):
            return label
    if end <= reach and (timed or text[at].isupper()) and (match := _ALONE.match(text, at, end)):
        return _label(match, Shape.ALONE, end)
    return None


def _label(
    match: re.Match[str], shape: Shape, body: int, time: Time | None = None
) -> _Label | None:
    name, kind = _judged(match["label"])
    return _Label(name, kind, shape, body, time) if kind else None


@lru_cache(maxsize=4096)
def _judged(label: str) -> tuple[str, Kind]:
    """Return a label without markup and noise, and what its words make of it."""
    name = without_noise(" ".join(label.strip(" *_").split()))
    return name, kind_of(name)


def _before_time(text: str, at: int, end: int, reach: int) -> _Label | None:
    """`Name 0:03`, `Name (00:12:34):`, `Name, 00:12:34`, `Name [00:12:34] speech`."""
    match = _BEFORE_TIME.match(text, at, reach)
    time = read_time(text, match.end(), end) if match else None
    if not match or not time:
        return None
    colon = _COLON.match(text, time.end, end)
    after = colon.end() if colon else _after(_EMPHASIS, text, time.end, end)
    body = _skip(text, after, end)
    if colon:
        return _label(match, Shape.COLON, body, time)
    if body == end:
        return _label(match, Shape.ALONE, body, time)
    if time.sign in ("[", "#") or text[time.end] == "\t" or time.parts > 2:
        return _label(match, Shape.COLON, body, time)
    return None


def _before_colon(text: str, at: int, end: int, reach: int) -> _Label | None:
    """`Name:`, `Name : speech`, `**Name:** speech`, `Name: [00:12:34] speech`."""
    match = _BEFORE_COLON.match(text, at, reach)
    if not match:
        return None
    body = _skip(text, match.end(), end)
    time = read_time(text, body, end)
    if time and (time.sign or time.parts > 2 or time.end == end):
        return _label(match, Shape.COLON, _after(_JOINT, text, time.end, end), time)
    return _label(match, Shape.COLON, body)


def _in_brackets(text: str, at: int, end: int, reach: int) -> _Label | None:
    """`[Name] speech`, `[Name]: speech`, `[Name] 10:12:33`."""
    match = _IN_BRACKETS.match(text, at, reach)
    if not match or is_noise(match["label"]):
        return None
    body = _skip(text, match.end(), end)
    time = read_time(text, body, end)
    if time:
        body = _skip(text, time.end, end)
    colon = _COLON.match(text, body, end)
    return _label(match, Shape.BRACKETS, colon.end() if colon else body, time)


def _before_gap(text: str, at: int, end: int, reach: int) -> _Label | None:
    """`R1 - speech`, and a tab or wide space between label and speech."""
    match = _BEFORE_GAP.match(text, at, reach)
    return _label(match, Shape.GAP, match.end()) if match else None


def _before_point(text: str, at: int, end: int, reach: int) -> _Label | None:
    """`Q. speech`, `Int. speech`."""
    match = _BEFORE_POINT.match(text, at, reach)
    return _label(match, Shape.POINT, match.end()) if match else None


_FINDERS = (_before_colon, _before_time, _in_brackets, _before_point, _before_gap)
