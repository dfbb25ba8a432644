"""How a label is found at the head of a line: one finder for each way to set it off from speech.

A finder says that something stands where a label would, in the way of its convention. Whether it
is one is judged by its words (`turn_labels`) and by the whole text (`turn_speakers`).
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from .turn_clock import Time, read_time
from .turn_labels import LONGEST, Kind, is_noise, kind_of, without_noise

_INDENT = re.compile("[\\s\u200b\u2060\ufeff]*")
_GAP = r"[ \t\u00a0]*"
_LABEL = (
    rf"(?P<label>[^\W_][^:：\n\t\[\]<>{{}}()#\"“”»«?!;|=`]{{0,{LONGEST}}}?(?:#\d{{1,3}})?"
    r"(?:[ \u00a0]?(?:\([^():\n]{1,40}\)|\[[^\[\]:\n]{1,20}\])(?: replik)?){0,2}\??)[*_]{0,3}"
)
_BEFORE_TIME = re.compile(
    rf"{_LABEL}(?:{_GAP}[,|@·–-]{_GAP}|[ \t\u00a0]+|(?=[\[(<#{{]))[*_`]{{0,3}}"
    r"(?=[\[(<#{]?[ ]?\d{1,3}[:.hms]\d)"
)
_BEFORE_COLON = re.compile(rf"{_LABEL}{_GAP}(?:::(?=[ \t])|[:：])[*_]{{0,3}}(?![\d/:\\])")
_INSIDE = rf"[^\W_][^:<>\[\](){{}}\n]{{0,{LONGEST}}}"
_IN_BRACKETS = re.compile(
    rf"(?:\[(?P<square>{_INSIDE})\]|<(?P<angle>{_INSIDE})>|\((?P<round>{_INSIDE})\)"
    rf"|\{{(?P<curly>{_INSIDE})\}}|/(?P<slash>[^\W_][^:/\n]{{0,{LONGEST}}})/)"
    r"[*_]{0,3}(?=[ \t\u00a0:]|$)"
)
_BRACKETED_NAME_TIME = re.compile(
    rf"(?P<open>[\[(<{{])(?P<label>[^\W\d_][^:<>\[\](){{}}\n]{{0,{LONGEST}}}?)[ ,–@-]{{1,4}}(?=\d)"
)
_BRACKETED_TIME_NAME = re.compile(r"(?P<open>[\[(<{])(?=\d)")
_NAME_INSIDE = re.compile(rf"[ ,–-]{{1,4}}(?P<label>{_INSIDE})(?=[\])>}}])")
_BEFORE_GAP = re.compile(rf"{_LABEL}(?:\t+| {{3,}}| [-–—] )(?=\S)")
_BEFORE_SIGN = re.compile(
    rf"{_LABEL}(?:[ \u00a0]?-{{0,2}}(?P<sign>[>|])|(?P<tight>[=;-]))[ \t\u00a0]+(?=\S)"
)
_BEFORE_POINT = re.compile(
    r"(?P<label>[A-ZÅÄÖ][A-Za-zåäö]{0,3}\d{0,2}|[A-ZÅÄÖÉ]{2,16}(?:[ -][A-ZÅÄÖÉ]{1,16}){0,2})"
    r"\.[ \t]+(?=\S)"
)
_EMPHASISED = re.compile(
    rf"(?P<label>[^\W_][^:*_\n]{{0,{LONGEST}}})(?:\*{{2,3}}|_{{2,3}})[ \t]+(?=\S)"
)
_ALONE = re.compile(rf"{_LABEL.replace('}?', '}', 1)}(?<![.,…?-])\s*$")
_EMPHASIS = re.compile(r"[*_`]{1,3}")
_COLON = re.compile(rf"[*_]{{0,3}}{_GAP}[:：][*_]{{0,3}}")
_JOINT = re.compile(rf"{_GAP}(?:[-–—:|]+(?=\s|$))?{_GAP}[*_]{{0,3}}")
_SIGN = re.compile("[/:：\\[<({>|;=\t¤*_]|   |[-–—] ")
_REACH = 140  # code points of a line within which a label and its sign must stand
_CLOSING = {"[": "]", "(": ")", "<": ">", "{": "}"}


class Shape(Enum):
    """How a label is told from speech."""

    COLON = ":"
    BRACKETS = "[]"  # in square or angle brackets or slashes, in bold, or with its time in any
    ROUND = "()"  # the label is in round or curly brackets, in which most often asides stand
    GAP = "\t"  # a tab, spaces or a dash stand between label and speech
    SIGN = ">"  # so does one of > | = ; -
    POINT = "."  # the label is an abbreviation, or in capitals, with a full stop
    CLOCK = "0:00"  # nothing but mm:ss stands between label and speech
    ALONE = "\n"  # the label has the line for itself, or shares it with a time only
    NONE = ""  # there is no label


class Label(NamedTuple):
    """A label, and where speech begins after it; `time` is its own if it has one."""

    name: str
    kind: Kind
    shape: Shape
    body: int
    time: Time | None = None


def skip_space(text: str, position: int, end: int) -> int:
    """Return where the white space ends that may stand at `position`."""
    if position < end and text[position].isalnum():
        return position
    return after(_INDENT, text, position, end)


def skip_joint(text: str, position: int, end: int) -> int:
    """Return where a dash, bar or colon ends that joins a time to what follows it."""
    return after(_JOINT, text, position, end)


def after(pattern: re.Pattern[str], text: str, position: int, end: int) -> int:
    """Return where `pattern` ends if it stands at `position`, or else `position`."""
    match = pattern.match(text, position, end)
    return match.end() if match else position


def find_label(text: str, at: int, end: int, *, timed: bool) -> Label | None:
    """Return the label that may stand at `at`; `timed`: after a time, so that it may be small."""
    reach = min(end, at + _REACH)
    for find in _FINDERS if _SIGN.search(text, at, reach) else (_before_point,):
        if label := find(text, at, end, reach):
            return label
    if end <= reach and (timed or text[at].isupper()) and (match := _ALONE.match(text, at, end)):
        return _label(match, Shape.ALONE, end)
    return None


def _label(match: re.Match[str], shape: Shape, body: int, time: Time | None = None) -> Label | None:
    return _named(match["label"], shape, body, time)


def _named(words: str, shape: Shape, body: int, time: Time | None = None) -> Label | None:
    name, kind = _judged(words)
    return Label(name, kind, shape, body, time) if kind else None


@lru_cache(maxsize=4096)
def _judged(label: str) -> tuple[str, Kind]:
    """Return a label without markup and noise, and what its words make of it."""
    name = without_noise(" ".join(label.strip(" *_").split()))
    return name, kind_of(name)


def _before_time(text: str, at: int, end: int, reach: int) -> Label | None:
    """`Name 0:03`, `Name (00:12:34):`, `Name, 00:12:34`, `Name [00:12:34] speech`."""
    match = _BEFORE_TIME.match(text, at, reach)
    time = read_time(text, match.end(), end) if match else None
    if not match or not time:
        return None
    colon = _COLON.match(text, time.end, end)
    ends = colon.end() if colon else after(_EMPHASIS, text, time.end, end)
    body = skip_space(text, ends, end)
    if colon:
        return _label(match, Shape.COLON, body, time)
    if body == end:
        return _label(match, Shape.ALONE, body, time)
    if time.sign in ("[", "#") or text[time.end] == "\t" or time.parts > 2:
        return _label(match, Shape.COLON, body, time)
    return _label(match, Shape.CLOCK, body, time)


def _before_colon(text: str, at: int, end: int, reach: int) -> Label | None:
    """`Name:`, `Name : speech`, `**Name:** speech`, `Name: [00:12:34] speech`."""
    match = _BEFORE_COLON.match(text, at, reach)
    if not match:
        return None
    body = skip_space(text, match.end(), end)
    time = read_time(text, body, end)
    if time and (time.sign or time.parts > 2 or time.end == end):
        return _label(match, Shape.COLON, skip_joint(text, time.end, end), time)
    return _label(match, Shape.COLON, body)


def _in_brackets(text: str, at: int, end: int, reach: int) -> Label | None:
    """`[Name] speech`, `[Name]: speech`, `[Name] 10:12:33`, `(Name) speech`, `/Name/ speech`."""
    if text[at] not in "[(<{/":
        return None
    match = _IN_BRACKETS.match(text, at, reach)
    if not match:
        return _in_brackets_with_time(text, at, end, reach)
    words = match[match.lastgroup or ""]
    if is_noise(words):
        return None
    body = skip_space(text, match.end(), end)
    time = read_time(text, body, end)
    if time:
        body = skip_space(text, time.end, end)
    colon = _COLON.match(text, body, end)
    square = match.lastgroup in ("square", "angle", "slash")
    shape = Shape.BRACKETS if square else Shape.ROUND
    label = _named(words, shape, colon.end() if colon else body, time)
    return label if label and (square or label.kind >= Kind.NAME) else None


def _in_brackets_with_time(text: str, at: int, end: int, reach: int) -> Label | None:
    """`[Name 00:12:34] speech`, `[00:12:34 Name] speech`."""
    if match := _BRACKETED_NAME_TIME.match(text, at, reach):
        time = read_time(text, match.end(), reach)
        close = time.end if time else end
    elif match := _BRACKETED_TIME_NAME.match(text, at, reach):
        opening, time = match["open"], read_time(text, match.end(), reach)
        match = _NAME_INSIDE.match(text, time.end, reach) if time else None
        close = match.end() if match else end
        return _closed(text, opening, match, close, end, time)
    else:
        return None
    return _closed(text, match["open"], match, close, end, time)


def _closed(
    text: str, opening: str, match: re.Match[str] | None, close: int, end: int, time: Time | None
) -> Label | None:
    if not match or not time or close >= end or text[close] != _CLOSING[opening]:
        return None
    if is_noise(match["label"]):
        return None
    colon = _COLON.match(text, close + 1, end)
    body = skip_space(text, colon.end() if colon else close + 1, end)
    return _label(match, Shape.BRACKETS, body, time)


def _before_gap(text: str, at: int, end: int, reach: int) -> Label | None:
    """`R1 - speech`, and a tab or wide space between label and speech."""
    match = _BEFORE_GAP.match(text, at, reach)
    return _label(match, Shape.GAP, match.end()) if match else None


def _before_sign(text: str, at: int, end: int, reach: int) -> Label | None:
    """`S1> speech`, `Name | speech`, `AB= speech`, `I; speech`, `KARIN- speech`."""
    match = _BEFORE_SIGN.match(text, at, reach)
    if not match:
        return None
    sign = match["sign"] or match["tight"]
    parts_columns = sign != "-" and text.find(sign, match.end(), reach) >= 0
    if parts_columns or (sign == "-" and not match["label"].isupper()):
        return None
    return _label(match, Shape.SIGN, match.end())


def _before_point(text: str, at: int, end: int, reach: int) -> Label | None:
    """`Q. speech`, `Int. speech`, `KARIN. speech`."""
    match = _BEFORE_POINT.match(text, at, reach)
    return _label(match, Shape.POINT, match.end()) if match else None


def _emphasised(text: str, at: int, end: int, reach: int) -> Label | None:
    """`**Name** speech`."""
    if not at or text[at - 1] not in "*_":
        return None
    match = _EMPHASISED.match(text, at, reach)
    return _label(match, Shape.BRACKETS, match.end()) if match else None


_FINDERS = (
    _before_colon,
    _before_time,
    _in_brackets,
    _emphasised,
    _before_point,
    _before_gap,
    _before_sign,
)
