"""More like a passage: the words in it that say most, as a query that lists the likest first."""

from __future__ import annotations

from collections import Counter

from qcode.index.analysis import words
from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.model.query import Or, Query, Word, print_query

from .hit_order import SATURATION, rarity
from .searching import Searcher
from .stop_words import stop_words

MOST = 10  # words of the query: more make it slower and the hits hardly better
_SHORTEST = 3  # letters


def like_query(searcher: Searcher, passage: str, language: str, *, job: Job = SILENT) -> str:
    """Return a query for passages that are like one, by the words they share; no model is asked.

    Of the words of the passage, in the language it is in, those are taken that are said often in
    it and seldom elsewhere: weighted as in `hit_order`, by which the hits are to be sorted. Words
    that stand nowhere else lead nowhere and are left out.

    Raises `UserError("like_nothing")` where no word is left.
    """
    left_out = stop_words(language)
    said = Counter(
        word for word in words(passage) if len(word) >= _SHORTEST and word not in left_out
    )
    every = searcher.size()
    weights: dict[str, float] = {}
    for word, many in said.items():
        job.check()
        units = len(searcher.units(print_query(Word(word)), job=job).found)
        if units > 1:
            often = many * (SATURATION + 1) / (many + SATURATION)
            weights[word] = rarity(units, every) * often
    if not weights:
        raise UserError("like_nothing")
    best = sorted(weights, key=lambda word: (-weights[word], word))[:MOST]
    parts: list[Query] = [Word(word) for word in best]
    return print_query(parts[0] if len(parts) == 1 else Or(tuple(parts)))
