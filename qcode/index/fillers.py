"""What speech is full of and says nothing: hesitations, remarks in brackets, words broken off.

Where a search is told to, such words do not stand between the words of a phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import compress, count, islice
from operator import eq
from zlib import crc32

from .analysis import word_places
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

# Without one of these there is nothing of both.
_SIGN = re.compile(r"[(\[<#–—-]")

# Of the rules above: the index knows which words are passed over, and is built anew for others.
VERSION = crc32(repr((_SOUNDS, _FILLERS, _NORWEGIAN, _REMARK, _BROKEN)).encode())


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


def passed_over(text: str, words: Sequence[str], language: str) -> list[bool]:
    """Return for each word of a text, as `analysis.words` gives them, if it may stand between those
    of a phrase.
    """
    passed = [False] * len(words)
    for number in passed_words(text, words, language):
        passed[number] = True
    return passed


def passed_words(text: str, words: Sequence[str], language: str) -> set[int]:
    """Return which words of a text, lower-cased, may stand between those of a phrase."""
    passed = set(compress(range(1, len(words)), map(eq, words, islice(words, 1, None))))
    hesitations = _by_first_word(language)
    for number in compress(count(), map(hesitations.__contains__, words)):
        for one in hesitations[words[number]]:
            end = number + len(one)
            if tuple(words[number:end]) == one:
                passed.update(range(number, end))
    if _SIGN.search(text):
        places = word_places(text)
        passed.update(_inside(places, (match.span() for match in _REMARK.finditer(text))))
        broken = {found.start() for found in _BROKEN.finditer(text)}
        if broken:
            passed.update(number for number, (_start, end) in enumerate(places) if end in broken)
    return passed


def _inside(places: Sequence[tuple[int, int]], remarks: Iterable[tuple[int, int]]) -> Iterator[int]:
    """Yield which words stand in remarks."""
    number = 0
    for start, end in remarks:
        while number < len(places) and places[number][0] < start:
            number += 1
        while number < len(places) and places[number][1] <= end:
            yield number
            number += 1
