"""Word forms by language: two words are forms of one another when their stems are equal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

_ALGORITHMS = {
    "sv": "swedish",
    "en": "english",
    "no": "norwegian",
    "nb": "norwegian",
    "nn": "norwegian",
    "da": "danish",
    "de": "german",
    "nl": "dutch",
    "fr": "french",
    "es": "spanish",
    "it": "italian",
    "pt": "portuguese",
    "fi": "finnish",
}


@dataclass(frozen=True, slots=True)
class Stemmer:
    """The stemming of one language."""

    stem: Callable[[str], str]


def base_language(language: str) -> str:
    """Return the language without its region: "sv-SE" is "sv"."""
    return language.replace("_", "-").partition("-")[0].lower()


@lru_cache(maxsize=64)
def stemmer(language: str) -> Stemmer:
    """Return the stemmer of a language; one that is not known leaves words as they are."""
    algorithm = _ALGORITHMS.get(base_language(language))
    if algorithm is None:
        return Stemmer(stem=str)
    return Stemmer(stem=lru_cache(maxsize=1 << 16)(snowballstemmer.stemmer(algorithm).stemWord))
