"""The head of a line in a transcript: its number, its time, its label, and where speech begins.

Every line is read on its own and gives what it could mean; `turn_heads` decides, from the whole
text, what it does mean. Only the head of a line is looked at, so long lines cost nothing.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from qcode.model.courtesy import giving_way

from .turn_clock import Time, last_time, read_time, read_words
from .turn_finders import Shape, after, find_label, skip_joint, skip_space
from .turn_labels import Kind

__all__ = ["Line", "Shape", "read_lines"]

_LINE = re.compile("[^\n\u2028\x0b\x0c]+")
_NUMBER = re.compile(
    r"\(?(\d{1,5})(?:[.):]{0,2}(?:\t| {2,}|\u00a0+)|[.)\]] | (?=\S)|[.)](?=[A-ZÅÄÖ]\w{0,3}:)|$)\s*"
)
_LONE_NUMBER = re.compile(r"(\d{1,5})\s*$")
_ARROW = re.compile(r"(?:-{0,2}>|=>|→)\s+")  # Jefferson's pointer at a line of interest
# Bullets, emphasis, the number of a speech in parliament, when a message in a chat was sent.
_MARKUP = re.compile(
    r"(?:(?:>{1,3}|[•*–—-]|#{1,6})[ \t]+)*[*_]{0,3}[$@?]?(?:Anf\. ?\d{1,4} )?"
    r"(?P<sent>\[?(?:\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})[ ,T]{1,2}\d{1,2}[:.]\d\d"
    r"(?:[:.]\d\d)?(?:[ \u202f][AP]M)?\]?(?: -|:)? )?"
)
_MARKUP_SIGNS = frozenset(">•*–—-#_$@?A[0123456789")


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


def read_lines(text: str, *, numbered: bool = False) -> list[Line]:
    """Return the lines of a text that are not blank. `numbered`: each may begin with its number."""
    lines: list[Line] = []
    last = 0
    for match in giving_way(_LINE.finditer(text)):
        start, end = match.span()
        first = skip_space(text, start, end)
        if first < end:
            after_blank = not lines or text.count("\n", last, start) > 1
            lines.append(_read(text, start, first, end, numbered, after_blank))
            last = end
    return lines


def _read(text: str, start: int, first: int, end: int, numbered: bool, after_blank: bool) -> Line:
    """Return the line from `start` to `end` with everything that its head says."""
    number, at = _read_number(text, first, end, numbered)
    number_end = start if number is None else at
    plain = at
    is_message = False
    if at < end and text[at] in _MARKUP_SIGNS and (match := _MARKUP.match(text, at, end)):
        at, is_message = match.end(), match["sent"] is not None
    time = read_time(text, at, end) or read_words(text, at, end)
    if time:
        again = read_time(text, time.end, end)  # as Transana writes it, in two ways
        at = plain = skip_joint(text, again.end if again else time.end, end)
    label = find_label(text, at, end, timed=time is not None) if at < end else None
    plain = skip_space(text, plain, end)
    return Line(
        start,
        end,
        body=skip_space(text, label.body, end) if label else plain,
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
            return int(match[1]), after(_ARROW, text, match.end(), end)
    return None, at
