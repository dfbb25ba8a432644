"""How often words are said, in how many documents, and how evenly over them."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WordCount:
    """A word, or several forms of one: `word` is the form that is said most.

    `count` and the counts of `forms` are occurrences, most frequent form first. `share` is the
    part of all counted words, 0 to 1. `spread` is 1 for a word that is said as often in every
    part of the material as its length lets expect, towards 0 for one that stands in one short
    document only (see `spread`).
    """

    word: str
    forms: tuple[tuple[str, int], ...]
    count: int
    documents: int
    share: float
    spread: float


@dataclass(frozen=True, slots=True)
class Frequencies:
    """The words of some documents, most frequent first, then by word.

    `tokens` are all words that were said and `types` the different ones; `counted` are those that
    are left when the words to leave out are gone. `documents` counts those that have words.
    """

    rows: tuple[WordCount, ...]
    tokens: int
    types: int
    counted: int
    documents: int


class Tally:
    """Words counted document by document, for `frequencies` and as what is expected elsewhere."""

    def __init__(self) -> None:
        self.total: Counter[str] = Counter()
        self.lengths: list[int] = []
        self._places: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))

    def add(self, words: Iterable[str]) -> None:
        """Count the words of one more document; one without words is passed over."""
        counts = Counter(words)
        if not counts:
            return
        number = len(self.lengths)
        self.lengths.append(counts.total())
        self.total.update(counts)
        for word, count in counts.items():
            self._places[word].extend((number, count))

    @property
    def tokens(self) -> int:
        """How many words there are."""
        return sum(self.lengths)

    def by_document(self, word: str) -> dict[int, int]:
        """Return how often a word stands in each document that has it, by number from 0."""
        places = self._places.get(word, ())
        return dict(zip(places[::2], places[1::2], strict=True))


def frequencies(
    tally: Tally,
    *,
    leave_out: Collection[str] = frozenset(),
    shortest: int = 1,
    numbers: bool = True,
    same: Callable[[str], str] | None = None,
) -> Frequencies:
    """Return the words of a tally, counted.

    Words in `leave_out`, shorter than `shortest` letters, or (without `numbers`) with a digit are
    neither listed nor part of `counted`. `same` gives what two forms of one word have in common;
    without it each form stands alone.
    """
    kept = {
        word: count
        for word, count in tally.total.items()
        if word not in leave_out
        and len(word) >= shortest
        and (numbers or not any(map(str.isdigit, word)))
    }
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for word in kept:
        groups[word if same is None else same(word)].append(word)
    counted = sum(kept.values())
    rows = (_row(tally, kept, forms, counted) for forms in groups.values())
    return Frequencies(
        rows=tuple(sorted(rows, key=lambda row: (-row.count, row.word))),
        tokens=tally.tokens,
        types=len(tally.total),
        counted=counted,
        documents=len(tally.lengths),
    )


def _row(tally: Tally, counts: Mapping[str, int], forms: list[str], counted: int) -> WordCount:
    ordered = sorted(((form, counts[form]) for form in forms), key=lambda f: (-f[1], f[0]))
    places: Counter[int] = Counter()
    for form in forms:
        places.update(tally.by_document(form))
    count = sum(number for _form, number in ordered)
    return WordCount(
        word=ordered[0][0],
        forms=tuple(ordered),
        count=count,
        documents=len(places),
        share=count / counted,
        spread=spread(places, tally.lengths, tally.tokens),
    )


def spread(counts: Mapping[int, int], lengths: list[int], tokens: int) -> float:
    """Return how evenly a word is spread over documents: 1 evenly, towards 0 in one place.

    1 - DPnorm, where DP is half the sum of |share of the word - share of all words| over the
    documents (Gries 2008, "Dispersions and adjusted frequencies in corpora"), and DPnorm is DP
    divided by its greatest value, 1 - the share of the shortest document (Lijffijt & Gries 2012).
    `counts` has the documents with the word, by number; `lengths` the words of every document.
    One document alone gives 1.
    """
    total = sum(counts.values())
    greatest = 1 - min(lengths, default=0) / tokens if tokens else 0.0
    if not total or greatest <= 0:
        return 1.0
    # A document without the word adds its own share: 1 less the shares of those that have it.
    apart = 1.0
    for number, count in counts.items():
        expected = lengths[number] / tokens
        apart += abs(count / total - expected) - expected
    return min(max(1 - apart / 2 / greatest, 0.0), 1.0)
