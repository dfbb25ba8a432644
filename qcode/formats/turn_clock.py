"""Time marks of transcripts, in the notations that programs and people write.

A mark is read where it stands; whether it is a time in the recording or the time of day is for
`turn_heads` to judge.
"""

from __future__ import annotations

import re
from typing import NamedTuple

MARK = 48  # code points that the longest time mark takes up

LATE = 5 * 60_000  # a plain mm:ss that begins later than this is rather a time of day
_HOUR = 60 * 60_000

BULLET = "\x15"  # CHAT's links to the sound, which programs do not show as text

# With semicolons a camera counts frames, of which it drops some.
_CLOCK = r"(?:[0-9]{1,3}(?::[0-9]{1,2}){1,3}(?:[.,][0-9]{1,6})?|[0-9]{2}(?:;[0-9]{2}){3})"
_ARROW = r"[ \t]{0,3}(?:-{1,2}>|[-–—→])[ \t]{0,3}"
_DOTTED = r"\d{1,2}\.\d{2}\.\d{2}|\d{2}\.[0-5]\d(?=[\])])"
# 0h12m34s, 4.20s; "(2 s)" is a pause.
_UNITS = r"(?:\d{1,2}h ?)?\d{1,3}m ?\d{1,2}s|(?<=\[)\d{1,6}[.,]\d{1,6} ?s"
_UNITS_END = r"(?:\d{1,2}h ?)?\d{1,3}m ?\d{1,2}s|\d{1,6}[.,]\d{1,6} ?s"
_F4 = r"#(?P<f4>\d{1,2}:\d{2}:\d{2}(?:[-.,]\d{1,3})?)#"
_TRANSANA = r"¤<(?P<transana>\d{1,9})>"
_BULLET = "[\x15•](?P<from>\\d{1,9})_(?P<to>\\d{1,9})[\x15•]"
_ENCLOSED = (
    rf"(?P<open>[\[(<{{])[ ]?(?P<a>{_UNITS}|{_CLOCK}|{_DOTTED})"
    rf"(?:{_ARROW}(?P<b>{_UNITS_END}|{_CLOCK}))?[ ]?[\])>}}]"
)
_BARE = (
    rf"(?P<c>{_CLOCK})(?:{_ARROW}(?P<d>{_CLOCK}))?(?:[ \u202f](?P<half>[AP])M\b)?"
    r"(?![\da-zåäöæøéü]|_(?![A-ZÅÄÖ])|:(?!\s|$)|[.,]\d)"
)
# A line that is a time in words, as Teams copies it: "1 minut 15 sekunder".
_IN_WORDS = re.compile(
    r"(?=\d)(?:(?P<h>\d{1,2}) (?:timm(?:e|ar)|hours?)[ ,]{0,2})?"
    r"(?:(?P<m>\d{1,3}) (?:minut(?:er)?|minutes?)[ ,]{0,2})?"
    r"(?:(?P<s>\d{1,2}) (?:sekund(?:er)?|seconds?))?\s*$"
)
_LAST = re.compile(r"(?:\t| {3})((?:\d{1,2}:)?\d{1,2}:\d{2})$")
_TIME = re.compile(f"{_F4}|{_TRANSANA}|{_BULLET}|{_ENCLOSED}|{_BARE}")
_POINTED = re.compile(r"\d{2}\.\d{2}")
_UNIT = re.compile(r"(\d+(?:[.,]\d+)?) ?([hms])")
_FIRST = frozenset("0123456789[(<{#¤•" + BULLET)
# Marks that are cut out of speech wherever they stand: nobody says them.
_UNSPOKEN = re.compile(
    rf"{_F4}|{_TRANSANA}|{_BULLET}|\[\d{{1,2}}:\d{{2}}:\d{{2}}(?:[.,]\d{{1,6}})?\]"
)
_UNSPOKEN_SIGNS = ("#", "¤<", BULLET, "•", "[")


class Time(NamedTuple):
    """A time mark: where it stands in the text, and the milliseconds it names.

    `sign` is what encloses it: "#", "¤", "[", "(", "<", "{", "w" if it is in words, or "" for a
    bare clock. `parts` counts its numbers between colons: 2 for `mm:ss`, which is also how the
    time of day is written.
    """

    start: int
    end: int
    start_ms: int
    end_ms: int | None = None
    sign: str = ""
    parts: int = 3

    @property
    def is_plain(self) -> bool:
        """Whether it may as well be a time of day: two numbers, no fraction, no range."""
        return self.parts == 2 and self.end_ms is None and self.start_ms % 1000 == 0


def read_time(text: str, position: int, end: int) -> Time | None:
    """Return the time mark that stands at `position`, if one does."""
    if position >= end or text[position] not in _FIRST:
        return None
    match = _TIME.match(text, position, min(end, position + MARK))
    return _time(match) if match else None


def read_words(text: str, position: int, end: int) -> Time | None:
    """Return the time that the line from `position` says in words, if it says nothing else."""
    if position >= end or end - position > MARK or not text[position].isdigit():
        return None
    match = _IN_WORDS.match(text, position, end)
    if not match or match.end() != end:
        return None
    hours, minutes, seconds = (int(match[unit] or 0) for unit in "hms")
    return Time(position, end, ((hours * 60 + minutes) * 60 + seconds) * 1000, None, "w")


def last_time(text: str, start: int, end: int) -> Time | None:
    """Return the time mark that ends the line `start` to `end`, enclosed or after a tab."""
    while end > start and text[end - 1].isspace():
        end -= 1
    if end - 3 > start and text[end - 3] == ":" and text[end - 1].isdigit():
        match = _LAST.search(text, max(start, end - MARK), end)
        return read_time(text, match.end() - len(match[1]), end) if match else None
    if end == start or text[end - 1] not in "#])>•\x15":
        return None
    begin = max(start, end - MARK)
    for sign in ("#", "[", "(", "¤", "•", BULLET):
        closing = end - 1 if sign in ("#", "•", BULLET) else end
        at = text.rfind(sign, begin, closing)
        match = _TIME.match(text, at, end) if at >= 0 else None
        if match and match.end() == end:
            return _time(match)
    return None


def unspoken_times(text: str, start: int, end: int) -> list[Time]:
    """Return the time marks within a stretch of speech that are no part of what was said."""
    if not any(sign in text for sign in _UNSPOKEN_SIGNS):
        return []
    found = (read_time(text, match.start(), end) for match in _UNSPOKEN.finditer(text, start, end))
    return [time for time in found if time]


def milliseconds(clock: str) -> int | None:
    """Return the time that a clock shows: `m:ss`, `h:mm:ss`, a fraction after `.`, `,` or `-`.

    A fourth number counts frames, whose length the text does not say, and is passed over. None
    if minutes or seconds exceed 59, unless minutes come first (`75:10`).
    """
    if clock[-1] == "s":
        return _in_units(clock)
    whole, _, fraction = re.sub("[,-]", ".", clock.replace(";", ":")).partition(".")
    if "." in fraction or _POINTED.fullmatch(clock):  # 00.12.34, 12.34
        whole, fraction = clock.replace(".", ":"), ""
    parts = [int(part) for part in whole.split(":")][:3]
    if any(part > 59 for part in parts[1:]):
        return None
    seconds = 0
    for part in parts:
        seconds = seconds * 60 + part
    return seconds * 1000 + int(f"{fraction:0<3}"[:3] or 0)


def _in_units(clock: str) -> int:
    """Return the time that `0h12m34s`, `12m34s` or `4.20s` names."""
    total = 0.0
    for amount, unit in _UNIT.findall(clock):
        total += float(amount.replace(",", ".")) * {"h": 3600, "m": 60, "s": 1}[unit]
    return round(total * 1000)


def period(start_ms: int | None, end_ms: int | None) -> tuple[int | None, int | None]:
    """Return both times, without an end that comes before its start."""
    backwards = start_ms is not None and end_ms is not None and end_ms < start_ms
    return start_ms, None if backwards else end_ms


def _time(match: re.Match[str]) -> Time | None:
    start, end = match.span()
    if match["transana"]:
        return Time(start, end, int(match["transana"]), None, "¤")
    if match["from"]:
        return Time(start, end, int(match["from"]), int(match["to"]), BULLET)
    clock = match["f4"] or match["a"] or match["c"]
    until = match["b"] or match["d"]
    start_ms = milliseconds(clock)
    end_ms = milliseconds(until) if until else None
    if start_ms is None or (until and end_ms is None):
        return None
    if match["half"]:  # of the day: 12 AM is midnight, and 1 PM is 13
        start_ms = start_ms % (12 * _HOUR) + (12 * _HOUR if match["half"] == "P" else 0)
    sign = "#" if match["f4"] else match["open"] or ""
    parts = (
        3
        if clock[-1] == "s" or ";" in clock
        else max(clock.count(":"), clock.count(".") if match["a"] else 0) + 1
    )
    return Time(start, end, start_ms, end_ms, sign, parts)
