"""What a speaker's label looks like, and which labels may mean the same person.

A label is judged by its words alone here; how often and where it stands is judged in `turn_heads`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import IntEnum

from .turn_words import FACTS, NOISES, PARTICLES, PREPOSITIONS, ROLES, SENTENCE_WORDS, THINGS

LONGEST = 58  # code points after the first that a label can have

_INITIALS = re.compile(
    r"[A-ZÅÄÖ]|[A-ZÅÄÖ]{1,4}[ _#-]?\d{1,3}[a-z]?|[A-Za-zÅÄÖåäö]{1,4}\d{1,3}[a-z]?"
    r"|(?=\D*\d)[A-ZÅÄÖ]{1,5}\d{0,3}(?:[-_/.][A-ZÅÄÖ]{0,4}\d{0,3}){1,3}"  # FG1-K2
)
_WORD = re.compile(r"[^\s/&+,]+")
_ASIDE = re.compile(r"\s*(?:\(([^()]*)\)|\[([^\[\]]*)\])(?: replik)?$")
_ARTICLE = re.compile(r"The (?=[A-ZÅÄÖ])|THE (?=[A-Z])")
# What people put into the name that others see when they meet by computer.
_SMILEYS = re.compile("(?<=\\S)[ ]?[\u2600-\u27bf\U0001f000-\U0001faff\u200d\ufe0f]{1,12}")
_AGE = re.compile(r",? \d{1,3} (?:år|years?(?: old)?)$")
_LINKS = frozenset({"for", "of"})  # "the Minister for Roads"
_SENT = re.compile(r"(?:From|Från) +(.+?)(?: +(?:to|till) .+)?")  # how Zoom heads what is written
_ENDING_NUMBER = re.compile(r"[._#-]*\d{0,4}[._#-]*$")
_ABBREVIATION = re.compile(r"(?:[^\W\d_]{1,3}\.){1,4}[^\W\d_]{0,2}|[^\W\d_]{1,5}\.")
_QUESTION_NUMBER = re.compile(r"[Qq] ?\d+")
_QUESTIONS = frozenset({"fråga", "question", "frage", "spørsmål", "spørgsmål"})
_UNLIKE = re.compile(r"[^\w\s.,()/&+'’_#-]")


class Kind(IntEnum):
    """How much a label by itself looks like somebody who speaks."""

    NO = 0
    FACT = 1  # "Datum", "Plats": about the recording
    PHRASE = 2  # lower-case words: only if the text insists
    NAME = 3  # capitals as in a name
    ROLE = 4  # "Intervjuare", "IP1", "Speaker 2", "R"


def kind_of(label: str) -> Kind:
    """Judge a label by its words. An aside in brackets at its end does not count."""
    label = _SMILEYS.sub("", label) if not label.isascii() else label
    core = _ASIDE.sub("", _ASIDE.sub("", label.strip().removesuffix("?")))
    core = _AGE.sub("", core)
    core, titles = _ARTICLE.subn("", core, count=1)
    words = _WORD.findall(core)
    if (
        not core[:1].isalpha()
        or not words
        or len(words) > 6
        or _UNLIKE.search(core)
        or core.count(",") > 1
    ):
        return Kind.NO
    if any("." in word and not _ABBREVIATION.fullmatch(word) for word in words):
        return Kind.NO
    plain = [_ENDING_NUMBER.sub("", word).strip(".").lower() for word in words]
    if plain[0] in FACTS or (plain[-1] in FACTS and plain[0] not in PREPOSITIONS):
        return Kind.FACT
    if plain[0] in THINGS:
        return Kind.NO
    if _INITIALS.fullmatch(core.rstrip(".")):
        return Kind.PHRASE if _QUESTION_NUMBER.fullmatch(core) else Kind.ROLE
    is_code = len(words) == 1 and words[0].isupper()  # "MOT" is a speaker, "mot" a preposition
    if core.islower() and len(core) == 1:
        return Kind.PHRASE
    small = {word.lower() for word in words}
    if titles or len(words) > 2:
        small -= _LINKS
    if not is_code and not small.isdisjoint(SENTENCE_WORDS):
        return Kind.NO
    if not is_code and not small.isdisjoint(PREPOSITIONS):
        return Kind.PHRASE if plain[0] in ROLES else Kind.NO
    kind = _name_or_phrase(words)
    if plain[0] in _QUESTIONS and words[-1][-1].isdigit():
        return Kind.NO  # a heading, not somebody who asks
    if plain[0] in ROLES and kind and all(map(_is_exact, words[1:], plain[1:])):
        return Kind.ROLE if kind == Kind.NAME or len(words) > 1 else Kind.NAME
    return kind


def is_noise(label: str) -> bool:
    """Whether a label in square brackets names a sound or an event instead of a speaker."""
    words = label.lower().replace(",", " ").split()
    return not words or words[0] in NOISES or words[-1] in NOISES


def without_noise(label: str) -> str:
    """Return a label without what does not name the speaker.

    An aside on how something was said ("Anna (skrattar)" is Anna), and to whom Zoom sent it.
    """
    if sent := _SENT.fullmatch(label):
        label = sent[1]
    match = _ASIDE.search(label)
    if match and is_noise(match[1] or match[2] or ""):
        return label[: match.start()]
    return label


def folded(label: str) -> str:
    """Return what is the same in two spellings of one label: letters and digits in lower case."""
    return "".join(character for character in label.casefold() if character.isalnum())


def propose_merges(speakers: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Return groups of labels that look like one person, each in the order of `speakers`.

    Capitals, spaces and punctuation do not tell persons apart, nor does the definite form of a
    role ("Intervjuare", "Intervjuaren"); "Anna Berg (AB)" is "AB". A proposal: names are never
    compared by likeness.
    """
    names = tuple(dict.fromkeys(speakers))
    keys = {name: _person(name) for name in names}
    groups: dict[str, list[str]] = {}
    for name in names:
        aside = _ASIDE.search(name)
        short = _person(aside[1] or "") if aside else ""
        groups.setdefault(short if short in keys.values() else keys[name], []).append(name)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _person(label: str) -> str:
    """Return what is the same in all spellings of one label."""
    key = folded(label)
    word = key.rstrip("0123456789")
    return _INDEFINITE.get(word, word) + key[len(word) :] or label


def _is_exact(word: str, plain: str) -> bool:
    """Whether a word after a role says which one: "2", "B", "Anna", "man"."""
    return not word[0].isalpha() or word[0].isupper() or plain in ROLES


def _name_or_phrase(words: list[str]) -> Kind:
    named = [word for word in words if not _may_be_small(word)]
    if not named or len(named) > 4:
        return Kind.NO
    if all(word[0].isupper() or not word[0].isalpha() for word in named):
        return Kind.NAME
    return Kind.PHRASE if len(words) <= 4 else Kind.NO


def _may_be_small(word: str) -> bool:
    return word.lower() in PARTICLES or word in _LINKS or word.isdigit()


def _definite_forms() -> dict[str, str]:
    """Map "intervjuaren" to "intervjuare": a role and the same role with a definite ending."""
    endings = ("n", "en", "et", "t")
    pairs = {role + ending: role for role in ROLES for ending in endings}
    return {definite: role for definite, role in pairs.items() if definite in ROLES}


_INDEFINITE = _definite_forms()
