"""Where the words of a quotation may come from: few places out of all texts, by its rarest words.

The index tells in which turns a word is; texts that it has not read yet are looked through here,
for the words of the quotations only. Nothing is decided here.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from itertools import pairwise
from typing import NamedTuple

from qcode.index.analysis import words_of_units
from qcode.index.search import IndexDamaged
from qcode.index.units import Source, SourceKey, UnitKey, UnitSet
from qcode.model.document import DocumentId
from qcode.model.job import SILENT, Job
from qcode.model.query import Fuzzy, Phrase, Query, Word

from .index_folder import open_index
from .projects import Project
from .sources import Sources

_ENOUGH = 800  # turns that are compared for one quotation
_PAIRS = 6  # pairs of neighbours that are looked up
_PAIR = 2.0  # what one counts beside a word
_LOOSE = 5  # words that are looked up in other forms
_ASKED = 14  # rare words that a turn is judged by
_FUZZY = 5  # letters of a word that may be misspelt
_SHARE = 0.4  # of what speaks for the likeliest document that must speak for another
_NEIGHBOUR = 0.6  # what the turns beside one count


class _Clue(NamedTuple):
    """Units that something points at, how many there are, and how much it says to be in one."""

    units: UnitSet
    size: int
    weight: float


class WordLookup:
    """Looks words up, as the project is now. `wanted` are all words that will be asked for."""

    def __init__(self, project: Project, wanted: Collection[str], job: Job = SILENT) -> None:
        self._now = Sources.of(project)
        self._index = open_index(project)
        self._known: dict[str, _Clue] = {}
        self._alike: dict[str, _Clue] = {}
        self._known_pairs: dict[tuple[str, str], _Clue] = {}
        self._documents = {key for key in self._now.hashes if key.source is Source.DOCUMENT}
        known = {} if self._index is None else self._index.sources
        stale = [key for key in self._now.stale(known) if key in self._documents]
        self._fresh = self._documents - set(stale)
        self._size = sum(known[key].units for key in self._fresh)
        self._beside = self._read(project, stale, frozenset(wanted), job)

    def _read(
        self, project: Project, keys: Collection[SourceKey], wanted: frozenset[str], job: Job
    ) -> Mapping[str, UnitSet]:
        """Look through the texts that the index does not know as they are."""
        masks: dict[str, dict[SourceKey, int]] = {}
        for number, source in enumerate(self._now.read(project, keys)):
            job.check()
            job.progress(number, len(keys))
            self._size += len(source.units)
            for unit, said in enumerate(words_of_units(source.units)):
                for word in wanted.intersection(said):
                    found = masks.setdefault(word, {})
                    found[source.key] = found.get(source.key, 0) | 1 << unit
        return {word: UnitSet(found) for word, found in masks.items()}

    def close(self) -> None:
        """Let go of the index."""
        if self._index is not None:
            self._index.close()

    def weight(self, word: str) -> float:
        """Return how much a word says of where it comes from: 1 and more."""
        return self._of(word).weight

    def candidates(
        self, runs: Sequence[Sequence[str]], *, loosely: bool = False, most: int = 8
    ) -> list[tuple[DocumentId, int]]:
        """Return the documents that may have a quotation, the likeliest first, each with the number
        of the turn or paragraph to begin with. `loosely` looks for other forms and spellings too.
        """
        words = sorted({word for run in runs for word in run})
        exact = sorted(words, key=lambda word: (self._of(word).size, word))
        if loosely:
            # Words that nobody has said may be changed ones; of the others the rarest will do.
            clues = [self._like(word) for word in exact[:_LOOSE]]
            clues += [self._of(word) for word in exact[_LOOSE:_ASKED]]
        else:
            clues = [*self._pairs(runs), *(self._of(word) for word in exact[:_ASKED])]
        return _best(_scores([clue for clue in clues if clue.size]), most)

    def _pairs(self, runs: Sequence[Sequence[str]]) -> list[_Clue]:
        """Return where the rarest pairs of neighbours in a quotation stand side by side."""
        pairs = {pair for run in runs for pair in pairwise(run)}
        often = {pair: sorted(self._of(word).size for word in pair) for pair in pairs}
        chosen = sorted((p for p in pairs if often[p][0]), key=lambda p: (often[p], p))[:_PAIRS]
        return [self._pair(pair) for pair in chosen]

    def _pair(self, pair: tuple[str, str]) -> _Clue:
        known = self._known_pairs.get(pair)
        if known is None:
            first, second = (self._beside.get(word, UnitSet()) for word in pair)
            beside = first & second  # not side by side for sure, but few
            known = self._clue(beside | self._asked(Phrase(" ".join(pair))), _PAIR)
            self._known_pairs[pair] = known
        return known

    def _of(self, word: str) -> _Clue:
        known = self._known.get(word)
        if known is None:
            units = self._beside.get(word, UnitSet()) | self._asked(Word(word, exact=True))
            known = self._known[word] = self._clue(units)
        return known

    def _like(self, word: str) -> _Clue:
        """Return where a word stands in any form, or, if nowhere, one with a letter changed."""
        known = self._alike.get(word)
        if known is None:
            units = self._beside.get(word, UnitSet()) | self._asked(Word(word))
            if not units and len(word) >= _FUZZY:
                units = self._asked(Fuzzy(word, 1))
            known = self._alike[word] = self._clue(units)
        return known

    def _clue(self, units: UnitSet, much: float = 1.0) -> _Clue:
        size = len(units)
        rare = math.log10((self._size + 1) / (size + 1))
        return _Clue(units, size, much * (1 + max(rare, 0.0) / 2))

    def _asked(self, query: Query) -> UnitSet:
        if self._index is not None:
            with suppress(IndexDamaged):
                return self._index.search(query).only(self._fresh)
        return UnitSet()


def _scores(clues: Sequence[_Clue]) -> dict[UnitKey, float]:
    """Return how much speaks for each unit: those that some rare clue points at."""
    scores: dict[UnitKey, float] = {}
    wide: list[_Clue] = []
    for clue in sorted(clues, key=lambda each: each.size):
        if scores and len(scores) + clue.size > _ENOUGH:
            wide.append(clue)
            continue
        for unit in clue.units:
            scores[unit] = scores.get(unit, 0.0) + clue.weight
    keys = {unit.key for unit in scores}
    for clue in wide:
        masks = {key: clue.units.mask(key) for key in keys}
        for unit in scores:
            if masks[unit.key] >> unit.number & 1:
                scores[unit] += clue.weight
    return scores


def _best(scores: Mapping[UnitKey, float], most: int) -> list[tuple[DocumentId, int]]:
    """Return the best unit of each of the best documents; what is said just beside counts too."""
    best: dict[SourceKey, tuple[float, int]] = {}
    for unit, score in scores.items():
        key, number = unit
        before, after = (scores.get(UnitKey(key, n), 0.0) for n in (number - 1, number + 1))
        total = score + _NEIGHBOUR * max(before, after)
        if key not in best or total > best[key][0]:
            best[key] = total, number
    order = sorted(best, key=lambda key: (-best[key][0], key.id))
    least = _SHARE * best[order[0]][0] if order else 0.0
    return [(DocumentId(key.id), best[key][1]) for key in order[:most] if best[key][0] >= least]
