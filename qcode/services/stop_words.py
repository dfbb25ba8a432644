"""Words that are left out of word counts, by language: the lists that ship, as the user has them.

A list belongs to the user and not to a project: it says how somebody reads, not what was said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import cache

from qcode.analysis.tokens import tokens
from qcode.index.stems import base_language

from .resources import resource
from .settings import load_settings, save_settings

LANGUAGES = ("sv", "en", "no", "da")
_ONE = {"nb": "no", "nn": "no"}  # whose list is that of another


def stop_words(language: str) -> frozenset[str]:
    """Return the words to leave out in a language; none for one without a list."""
    name = _list_of(language)
    own = load_settings().stop_words.get(name)
    if isinstance(own, list):
        return frozenset(word for word in own if isinstance(word, str))
    return shipped(name)


def stop_words_of(languages: Iterable[str]) -> frozenset[str]:
    """Return the words to leave out in texts of several languages."""
    return frozenset().union(*(stop_words(each) for each in set(languages)))


@cache
def shipped(language: str) -> frozenset[str]:
    """Return the list that ships with the program."""
    if language not in LANGUAGES:
        return frozenset()
    lines = resource("words", f"{language}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def change_stop_words(language: str, words: Collection[str] | None) -> None:
    """Keep another list for a language; None goes back to the one that ships."""
    settings, name = load_settings(), _list_of(language)
    others = {known: kept for known, kept in settings.stop_words.items() if known != name}
    if words is not None and frozenset(words) != shipped(name):
        others[name] = sorted(words)
    save_settings(replace(settings, stop_words=others))


def read_words(text: str) -> frozenset[str]:
    """Return the words of a list that was typed: whatever stands between them."""
    return frozenset(tokens(text))


def _list_of(language: str) -> str:
    base = base_language(language)
    return _ONE.get(base, base)
