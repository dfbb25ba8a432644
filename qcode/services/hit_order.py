"""The order in which hits are listed: by place, by relevance, by the words beside the match.

Relevance is the sum, over the words and phrases of the query, of how rare each is in the project
times how often it stands in the unit, where each further time counts for less:

    rarity(w) · n · (K + 1) / (n + K),    rarity(w) = ln(1 + (N - u + ½) / (u + ½))

with n the number of times, u the units that have w, and N all units. This is BM25 (Robertson and
Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009) with b = 0: a long turn is
not put further down for being long, for here long answers are what one looks for.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import groupby

from qcode.index.analysis import word_spans
from qcode.index.units import Unit, UnitKey
from qcode.model.collation import sort_key
from qcode.model.job import SILENT, Job
from qcode.model.text import Span

from .hits import HitReader

SATURATION = 1.2  # K above: what the third time adds is a third of what the first does
WORDS = 4  # beside the match, that are compared

_Words = tuple[str, ...]


class Order(StrEnum):
    """What hits are sorted by."""

    PLACE = "place"
    RELEVANCE = "relevance"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Spot:
    """One row of a list of hits: a unit, or one match in it (from 0)."""

    unit: UnitKey
    match: int | None = None


def by_relevance(
    reader: HitReader, units: Sequence[UnitKey], rarities: Sequence[float], *, job: Job = SILENT
) -> list[Spot]:
    """Return the units with the most, and the rarest, matches first; equal ones by place.

    `rarities` are those of the query's words and phrases, in their order.
    """
    scores = {
        unit: sum(
            rarity * many * (SATURATION + 1) / (many + SATURATION)
            for rarity, many in zip(rarities, reader.counts(said.text, language), strict=True)
        )
        for unit, said, language in _said(reader, units, job)
    }
    return [Spot(unit) for unit in sorted(units, key=lambda unit: -scores[unit])]


def rarity(units: int, of: int) -> float:
    """Return how much it says that a unit has a word that so many `of` all units have."""
    return math.log(1 + (of - units + 0.5) / (units + 0.5))


def by_neighbours(
    reader: HitReader,
    units: Sequence[UnitKey],
    order: Order,
    *,
    each_match: bool,
    job: Job = SILENT,
) -> list[Spot]:
    """Return matches by the word to the left (the next before it decides between equals), or right.

    With `each_match` every match has its own place; else a unit has that of its first. Words are
    compared as in a word list: å, ä and ö last. A match that begins or ends its unit comes first.
    """
    words_of = _left_of if order is Order.LEFT else _right_of
    found: list[tuple[_Words, Spot]] = []
    for unit, said, language in _said(reader, units, job):
        matches = reader.matches(unit.key, said, language)
        some = matches if each_match else matches[:1]
        found += [
            (words, Spot(unit, number if each_match else None))
            for number, words in enumerate(_beside(said.text, some, words_of))
        ]
        if not some:
            found.append(((), Spot(unit, 0 if each_match else None)))
    job.check()
    found.sort(key=lambda pair: pair[0])  # stable: equal ones stay in their places
    return [spot for _words, spot in found]


def _said(
    reader: HitReader, units: Sequence[UnitKey], job: Job
) -> Iterator[tuple[UnitKey, Unit, str]]:
    """Yield what each unit says, and in which language, with progress by unit."""
    done = 0
    for key, members in groupby(units, key=lambda unit: unit.key):
        job.check()
        job.progress(done, len(units))
        numbers = [unit.number for unit in members]
        language, found = reader.units(key, numbers)
        for number, unit in zip(numbers, found, strict=True):
            yield UnitKey(key, number), unit, language
        done += len(numbers)


def _beside(
    text: str, matches: Sequence[Span], words_of: Callable[[Sequence[str], int, int], Sequence[str]]
) -> Iterator[_Words]:
    found = list(word_spans(text))
    starts = [span.start for _word, span in found]
    only = [word for word, _span in found]
    for start, end in matches:
        first, behind = bisect_left(starts, start), bisect_left(starts, end)
        yield tuple(map(_collated, words_of(only, first, behind)))


def _left_of(words: Sequence[str], first: int, _behind: int) -> Sequence[str]:
    return words[max(first - WORDS, 0) : first][::-1]


def _right_of(words: Sequence[str], _first: int, behind: int) -> Sequence[str]:
    return words[behind : behind + WORDS]


@lru_cache(maxsize=50_000)
def _collated(word: str) -> str:
    return sort_key(word)[0]
