"""What a word stands for in texts of a language: its forms, and words that have it as a part."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from .compound_rules import splitter
from .compounds import Part
from .folding import fold
from .stems import base_language, stemmer

_LONGEST_ENDING = 10  # letters


class Kind(StrEnum):
    """Why a word of the texts is found by a word of a query."""

    FORM = "form"
    PART = "part"
    DERIVED = "derived"  # only on request


class WordForms:
    """One word, for texts of one language."""

    def __init__(self, word: str, language: str) -> None:
        self._word = fold(word)
        self._stemmer = stemmer(language)
        stems = self._stemmer.stems(word)
        self._stems = frozenset(map(fold, stems))
        beginnings = [start for stem in stems for start in self._stemmer.beginnings(stem)]
        known = splitter(base_language(language), self._stemmer.stem)
        self._part = (
            None if known is None else Part(self._word, known, self._stemmer.alike, beginnings)
        )
        #: Every form of the word begins with one of these, when accents are taken away.
        self.beginnings = tuple(dict.fromkeys(map(fold, (self._word, *beginnings))))
        self._longest = max(map(len, self.beginnings)) + _LONGEST_ENDING

    @property
    def needles(self) -> tuple[str, ...]:
        """Every word that has the word as a part has one of these in it."""
        return self._part.needles if self._part else ()

    def stands_for(self, other: str, *, parts: bool) -> bool:
        """Return whether `other` is a form of the word or, with `parts`, has it as a part."""
        plain = fold(other)
        return self._is_form(other, plain) or (
            parts and self._part is not None and self._part.within(plain)
        )

    def is_form(self, other: str) -> bool:
        """Return whether `other` is the word in another form."""
        return self._is_form(other, fold(other))

    def _is_form(self, other: str, plain: str) -> bool:
        if plain == self._word:
            return True
        if len(other) > self._longest or not plain.startswith(self.beginnings):
            return False
        if any(fold(stem) in self._stems for stem in self._stemmer.stems(other)):
            return True
        # It may be asked for without its accents.
        return other != plain and not self._stems.isdisjoint(self._stemmer.stems(plain))

    def has_part(self, other: str) -> bool:
        """Return whether `other` has the word as a part."""
        return self._part is not None and self._part.within(fold(other))

    def derives(self, other: str) -> bool:
        """Return whether `other` is made of the word, with a prefix or suffix, but is no form."""
        plain = fold(other)
        return self._part is not None and len(plain) > 3 and self._part.derives(plain)

    def kind(self, other: str) -> Kind | None:
        """Return why `other` would be found, None if it has nothing to do with the word."""
        if self.is_form(other):
            return Kind.FORM
        if self.has_part(other):
            return Kind.PART
        return Kind.DERIVED if self.derives(other) else None


@lru_cache(maxsize=512)
def word_forms(word: str, language: str) -> WordForms:
    """Return what a word in lower case stands for; it is worked out once."""
    return WordForms(word, base_language(language))
