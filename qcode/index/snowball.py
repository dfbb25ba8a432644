"""Snowball's rules, so that several threads can ask for stems at once."""

from __future__ import annotations

import threading
from collections.abc import Callable

import snowballstemmer


def rules(algorithm: str) -> Callable[[str], str]:
    """Return what gives the stem of a word in lower case by the rules of a language of Snowball.

    A stemmer works on the word that it holds: shared by two threads, it would take one's letters
    for the other's. So each thread has its own.
    """
    own = threading.local()

    def stem(word: str) -> str:
        if not hasattr(own, "stem"):
            own.stem = snowballstemmer.stemmer(algorithm).stemWord
        found: str = own.stem(word)
        return found

    return stem
