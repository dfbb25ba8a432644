"""Word forms by language: which words of the texts a word of a query stands for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from . import danish, english, norwegian, swedish
from .snowball import rules

_SNOWBALL = {
    "de": "german",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "it": "italian",
    "pt": "portuguese",
}
_OWN = {
    "da": danish,
    "en": english,
    "nb": norwegian,
    "nn": norwegian,
    "no": norwegian,
    "sv": swedish,
}
_ACCENTS = {"a": "áàâä", "e": "éèêë", "i": "íìîï", "o": "óòôõö", "u": "úùûü", "ss": "ß"}
_ACCENTED = frozenset({"de", "es", "fr", "it", "pt"})  # their stems may lose an accent
_SHORTEST = 3


def _none(_word: str) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Stemmer:
    """The word forms of one language: words with a stem in common are forms of each other.

    Every word of a stem begins with one of its `beginnings`, so that the forms of a word can be
    picked from a sorted list. The few words that are forms of two have `others` besides.
    """

    stem: Callable[[str], str]
    beginnings: Callable[[str], tuple[str, ...]]
    others: Callable[[str], tuple[str, ...]] = _none

    def stems(self, word: str) -> tuple[str, ...]:
        """Return all stems of a word: nearly always one."""
        return (self.stem(word), *self.others(word))

    def alike(self, word: str, other: str) -> bool:
        """Return whether `other` is a form of `word`."""
        return word == other or any(
            other.startswith(self.beginnings(stem)) and stem in self.stems(other)
            for stem in self.stems(word)
        )


def base_language(language: str) -> str:
    """Return the language without its region: "sv-SE" is "sv"."""
    return language.replace("_", "-").partition("-")[0].lower()


def stemmer(language: str) -> Stemmer:
    """Return the stemmer of a language; one that is not known leaves words as they are."""
    return _stemmer(base_language(language))


@lru_cache(maxsize=32)
def _stemmer(language: str) -> Stemmer:
    if language in _OWN:
        own = _OWN[language]
        return _cached(own.stem, own.beginnings, getattr(own, "other_stems", _none))
    if language in _SNOWBALL:
        stem = rules(_SNOWBALL[language])
        return _cached(stem, _with_accents if language in _ACCENTED else _beginnings)
    return Stemmer(str, lambda stem: (stem,))


def _cached(
    stem: Callable[[str], str],
    beginnings: Callable[[str], tuple[str, ...]],
    others: Callable[[str], tuple[str, ...]] = _none,
) -> Stemmer:
    return Stemmer(lru_cache(maxsize=1 << 16)(stem), lru_cache(maxsize=1 << 10)(beginnings), others)


def _beginnings(stem: str) -> tuple[str, ...]:
    """Leave room for another last letter than the stem's."""
    return (stem[: max(_SHORTEST, len(stem) - 1)],)


def _with_accents(stem: str) -> tuple[str, ...]:
    (base,) = _beginnings(stem)
    accented = (
        base[:at] + accent + base[at + len(plain) :]
        for plain, accents in _ACCENTS.items()
        for at in range(len(base))
        if base.startswith(plain, at)
        for accent in accents
    )
    return (base, *accented)
