"""What a word of a query stands for, and where it stands in a list of words.

The index looks a term up in its list of words (`qcode.index.places`), and reading a text compares
word by word (`Sought`): both by the same rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from qcode.model.query import Phrase, Prefix, TextLeaf, Word

from .analysis import tidy, words
from .stems import stemmer

_PATTERN = re.compile(r"[^\W_]+\*?")


class How(Enum):
    """How a word of a query is compared with a word of a text."""

    FORM = auto()
    EXACT = auto()
    PREFIX = auto()


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a query."""

    how: How
    word: str


def sequences(leaf: TextLeaf) -> tuple[tuple[Term, ...], ...]:
    """Return the ways in which a word or phrase may be written, each as words in their order."""
    pattern = _terms(leaf)
    return (pattern,) if pattern else ()


def _terms(leaf: TextLeaf) -> tuple[Term, ...]:
    """Return the words that must follow one another: usually one, "e-post" is two."""
    match leaf:
        case Word(text=text, exact=exact):
            how = How.EXACT if exact else How.FORM
            return tuple(Term(how, word) for word in words(text))
        case Prefix(text=text):
            found = words(text)
            before = tuple(Term(How.EXACT, word) for word in found[:-1])
            return (*before, *(Term(How.PREFIX, word) for word in found[-1:]))
        case Phrase(text=text):
            return tuple(
                Term(How.PREFIX if word.endswith("*") else How.EXACT, word.rstrip("*").lower())
                for word in _PATTERN.findall(tidy(text))
            )


class _Fitting(dict[str, bool]):
    """Whether words of texts in a language are what a term asks for; each is looked at once."""

    def __init__(self, term: Term, language: str) -> None:
        super().__init__()
        self._term = term
        self._alike = stemmer(language).alike

    def __missing__(self, word: str) -> bool:
        term = self._term
        if term.how is How.EXACT:
            fits = word == term.word
        elif term.how is How.PREFIX:
            fits = word.startswith(term.word)
        else:
            fits = self._alike(term.word, word)
        self[word] = fits
        return fits


class Sought:
    """A word or phrase, ready to be looked for in texts of one language."""

    def __init__(self, leaf: TextLeaf, language: str) -> None:
        self._ways = [[_Fitting(term, language) for term in way] for way in sequences(leaf)]

    def places(self, words: Sequence[str]) -> Iterator[range]:
        """Yield which words of a list it is, each time that it stands there."""
        for first, *others in self._ways:
            limit = max(0, len(words) - len(others))
            for at, word in enumerate(words[:limit]):
                if first[word] and all(one[words[at + n]] for n, one in enumerate(others, 1)):
                    yield range(at, at + 1 + len(others))
