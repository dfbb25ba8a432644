"""What speech is full of and says nothing: hesitations, remarks in brackets, words broken off.

Where a search is told to, such words do not stand between the words of a phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise

from qcode.model.text import Span

from .stems import base_language

# Of every language: sounds, and remarks of those who transcribe.
_SOUNDS = """
    ah aha ahm eeh eh ehh ehm em erm hm hmm hmmm mhm mm mmm oh uh uhm um umm åh äh ähm öh öhm øh øhm
"""
_FILLERS = {
    "sv": "alltså asså ba liksom typ va | på nåt sätt | vad heter det | jag menar",
    "en": "like well | you know | i mean | sort of | kind of",
    "no": "liksom altså | på en måte | holdt på å si",
    "da": "altså ligesom | på en måde",
}
_NORWEGIAN = ("nb", "nn")

# A remark: "(paus)", "[skratt]", "((ohörbart))", "<suckar>", never as long as a sentence.
_REMARK = re.compile(r"\([^()\n]{0,60}\)|\[[^\[\]\n]{0,60}\]|<[^<>\n]{0,60}>|#[\d:.,-]{4,}#")
# Broken off: "gå- går"; but "för- och nackdelar" is not.
_BROKEN = re.compile(r"[-–—](?=\s|$|[,.…])(?!\s+(?:och|eller|samt|and|or|og|eller)\b)")


def _read(text: str) -> frozenset[tuple[str, ...]]:
    singles, *several = text.split("|")
    return frozenset([*((word,) for word in singles.split()), *(tuple(s.split()) for s in several)])


_BY_LANGUAGE = {language: _read(_SOUNDS + text) for language, text in _FILLERS.items()}
_OF_ANY = _read(_SOUNDS)


def fillers(language: str) -> frozenset[tuple[str, ...]]:
    """Return the hesitations of a language, each as its words."""
    base = base_language(language)
    return _BY_LANGUAGE.get("no" if base in _NORWEGIAN else base, _OF_ANY)


@cache
def _by_first_word(language: str) -> Mapping[str, Sequence[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for one in fillers(language):
        found.setdefault(one[0], []).append(one)
    return found


def passed_over(text: str, words: Sequence[tuple[str, Span]], language: str) -> list[bool]:
    """Return for each word of a text, with its place, if it may stand between those of a phrase."""
    passed = [False] * len(words)
    lowered = [word.lower() for word, _span in words]
    _mark_hesitations(passed, lowered, _by_first_word(language))
    _mark_inside(passed, words, (match.span() for match in _REMARK.finditer(text)))
    broken = {found.start() for found in _BROKEN.finditer(text)}
    if broken:
        for number, (_word, span) in enumerate(words):
            if span.end in broken:
                passed[number] = True
    for number, (word, again) in enumerate(pairwise(lowered), 1):
        if word == again:
            passed[number] = True
    return passed


def _mark_hesitations(
    passed: list[bool], words: Sequence[str], hesitations: Mapping[str, Sequence[tuple[str, ...]]]
) -> None:
    for number, word in enumerate(words):
        for one in hesitations.get(word, ()):
            end = number + len(one)
            if tuple(words[number:end]) == one:
                passed[number:end] = [True] * len(one)


def _mark_inside(
    passed: list[bool], words: Sequence[tuple[str, Span]], remarks: Iterable[tuple[int, int]]
) -> None:
    number = 0
    for start, end in remarks:
        while number < len(words) and words[number][1].start < start:
            number += 1
        while number < len(words) and words[number][1].end <= end:
            passed[number] = True
            number += 1
