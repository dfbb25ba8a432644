"""The lists of words that the rules of the languages are held against, and how well they do."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from qcode.index.stems import stemmer
from qcode.index.word_forms import WordForms

LISTS = Path(__file__).parents[1] / "index"
Lines = list[list[str]]
Pairs = set[tuple[str, str]]


class Score(NamedTuple):
    """How many pairs should be found, and what was done wrong."""

    wanted: int
    missed: Pairs
    wrong: Pairs

    @property
    def recall(self) -> float:
        return 1 - len(self.missed) / self.wanted

    @property
    def precision(self) -> float:
        right = self.wanted - len(self.missed)
        return right / (right + len(self.wrong))


def sections(name: str) -> dict[str, Lines]:
    """Return the lines of a list as words, by the headings in brackets."""
    found: dict[str, Lines] = {}
    for line in (LISTS / name).read_text("utf-8").splitlines():
        if line.startswith("["):
            found[line.strip("[]")] = here = []
        elif line and not line.startswith("#"):
            here.append(line.split())
    return found


def forms_score(language: str, lines: Lines) -> Score:
    """Hold a language against lines of forms: those of one line and no others find one another."""
    alike = stemmer(language).alike
    wanted = {pair for line in lines for pair in _pairs(line)}
    found = {pair for pair in _pairs({word for line in lines for word in line}) if alike(*pair)}
    return Score(len(wanted), wanted - found, found - wanted)


def _pairs(words: Iterable[str]) -> Pairs:
    return set(itertools.permutations(set(words), 2))


def parts_score(language: str, compounds: Lines, traps: Lines) -> Score:
    """Hold a language against lines of compounds with their parts, each part asked for of all of
    the compounds, and against lines of words with others that they are no part of.
    """
    parts = {part: WordForms(part, language) for line in compounds for part in line[1:]}
    wanted = {(part, line[0]) for line in compounds for part in line[1:]}
    found = {
        (part, word)
        for part, forms in parts.items()
        for word, *_parts in compounds
        if forms.has_part(word)
    }
    trapped = {
        (word, other)
        for word, *others in traps
        for forms in [WordForms(word, language)]
        for other in others
        if forms.has_part(other)
    }
    return Score(len(wanted), wanted - found, (found - wanted) | trapped)
