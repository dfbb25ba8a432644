"""What the passages of a text say for and against a way of counting.

People select whole words, from the beginning of one to the end of another, and programs name a
selection after its words. Both are weighed as logarithms of how much more often they are seen in
passages that are read rightly than in ones that begin and end anywhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from qcode.model.courtesy import giving_way

_OUTSIDE = -6.0
_CLOSE = frozenset(".?!…")
_PAUSE = frozenset(",;:")
_OPENING = frozenset("\"'“”„«»‘’([{–—-•*#¿¡")
_CLOSING = frozenset("\"'“”»«’)]}–—-")
_JOINER = "\N{ZERO WIDTH JOINER}"
_DOTS = ("…", "...")
_ENOUGH = 8  # characters of a name that do not stand there by chance


class Mark(NamedTuple):
    """A selection to judge by: raw positions, in order, and its name as the file has it."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the passages say of one reading: weight, how many fit, and the spans they are in."""

    weight: float
    fits: int
    spans: tuple[tuple[int, int], ...]


def folded(text: str) -> str:
    """Return a name or passage as it is compared: white space folded, characters composed."""
    text = " ".join(text.split())
    return text if text.isascii() else unicodedata.normalize("NFC", text)


_folded_name = lru_cache(maxsize=4096)(folded)  # each is looked at for every way of counting


def judge(text: str, spans: Sequence[tuple[int, int]], marks: Iterable[Mark]) -> Verdict:
    """Weigh the passages that one reading gives; spans need not lie in the text."""
    weight, fits = 0.0, 0
    length = len(text)
    for (start, end), mark in zip(giving_way(spans), marks, strict=True):
        if not 0 <= start < end <= length:
            weight += _OUTSIDE
            continue
        first = _start(text[max(0, start - 2) : start], text[start])
        last = _end(text[end - 1], text[end : end + 1])
        weight += first + last
        said = _quotes(mark.name, text[start:end]) if mark.name else 0.0
        weight += said
        fits += said >= _SHORTENED or (first >= 0 and last >= 0)
    return Verdict(weight, fits, tuple(spans))


# The name says all of the passage; its beginning and dots; all of it but white space around it;
# its beginning; more than the passage has.
_EXACT, _SHORTENED, _TRIMMED, _PREFIX, _BEGUN = 10.0, 5.0, 4.0, 2.5, 1.0


def _quotes(name: str, passage: str) -> float:
    """Return what it says that a selection has this name; 0 for names that are no quotations."""
    words = passage
    if passage != name:  # most are the same, and need no folding
        name, words = _folded_name(name), folded(passage[: len(name) * 2 + 200])
    if words == name:
        if passage[0].isspace() or passage[-1].isspace():
            return _TRIMMED
        return min(_EXACT, _SHORTENED + len(name) / 2)
    for dots in _DOTS:
        if dots in name:
            before, _, after = name.partition(dots)
            before, after = before.rstrip(" ["), after.lstrip("] ")
            if before and words.startswith(before):
                at_end = not after or folded(passage[-len(after) * 2 - 50 :]).endswith(after)
                return _SHORTENED if at_end else _BEGUN
    if len(name) >= _ENOUGH and words.startswith(name):
        return _PREFIX
    return _BEGUN if len(words) >= _ENOUGH and name.startswith(words) else 0.0


@lru_cache(maxsize=1 << 16)
def _start(before: str, character: str) -> float:
    """Weigh a beginning: the two characters before it and the first of the passage."""
    last = before[-1:]
    if last and _joined(last, character):
        return -5.0
    at_line = last in ("", "\n")
    if _is_word(character):
        if last and _is_word(last):
            return -3.5
        sentence = last.isspace() and before[0] in _CLOSE and character.isupper()
        return 3.0 if at_line or sentence else 1.8 if last.isspace() or last in _OPENING else 0.8
    if character.isspace():
        return -2.0 if character == "\n" else -1.5
    if character in _CLOSE or character in _PAUSE:
        return -1.5
    if character in _OPENING:
        return 3.0 if at_line else 1.5 if last.isspace() else -0.5
    return 1.5 if at_line or last.isspace() else 0.0


@lru_cache(maxsize=1 << 16)
def _end(character: str, after: str) -> float:
    """Weigh an end: the last character of the passage and the one behind it."""
    if after and _joined(character, after):
        return -5.0
    apart = not after or after.isspace()
    line = after in ("", "\n")
    if _is_word(character):
        if after and _is_word(after):
            return -3.5
        if apart:
            return 2.0 if line else 1.2
        return -0.3 if after in _CLOSE else 0.5
    if character.isspace():
        return -0.7 if character == "\n" else -1.2
    if character in _CLOSE:
        return 3.0 if line else 2.5 if apart or after in _CLOSING else 0.0
    if character in _PAUSE:
        return 0.3 if apart else -1.0
    if character in _CLOSING:
        return 1.0 if apart else 0.0
    return 1.5 if apart else 0.3


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_" or unicodedata.category(character)[0] == "M"


def _joined(first: str, second: str) -> bool:
    """Whether two characters are seen as one, as far as two characters can say."""
    if second == _JOINER or first == _JOINER or "\U0001f3fb" <= second <= "\U0001f3ff":
        return True
    return unicodedata.category(second)[0] == "M" and not first.isspace()
