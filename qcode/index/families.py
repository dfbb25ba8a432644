"""The words of the texts that a word of a query stands for, each with why and how often."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from .places import candidates
from .snapshot import OpenSegment, Snapshot
from .sources import BLOCK_BITS
from .terms import How, Term
from .word_forms import Kind, word_forms


@dataclass(frozen=True, slots=True)
class Relative:
    """A word of the texts, how often it stands there, and why it belongs to the one asked for.

    Forms and words that have it as a part are found unasked, derived ones are not.
    """

    word: str
    kind: Kind
    count: int

    @property
    def found(self) -> bool:
        """Whether a search for the word finds this one without being told to."""
        return self.kind is not Kind.DERIVED


def family(snapshot: Snapshot, word: str) -> tuple[Relative, ...]:
    """Return the relatives of one word in lower case: forms first, then the commonest.

    Each is judged and counted in the texts of its language.
    """
    counts: Counter[tuple[str, Kind]] = Counter()
    for segment in snapshot.segments:
        for language in segment.by_language:
            _count(segment, word, language, counts)
    order = list(Kind)
    return tuple(
        Relative(relative, kind, count)
        for (relative, kind), count in sorted(
            counts.items(), key=lambda item: (order.index(item[0][1]), -item[1], item[0][0])
        )
        if count
    )


def _count(
    segment: OpenSegment, word: str, language: str, counts: Counter[tuple[str, Kind]]
) -> None:
    forms = word_forms(word, language)
    term = Term(How.FORM, word, parts=True)
    kinds = {
        (place, other): forms.kind(other)
        for place, other in candidates(segment.words, term, language)
    }
    size = segment.sources.size >> 3
    there = (segment.by_language[language] & segment.live).to_bytes(size, "little")
    table = segment.sources.unit_of_block
    with segment.records() as records:
        for (place, other), kind in kinds.items():
            if kind is not None:
                addresses = records.addresses(segment.words, [range(place, place + 1)])
                units = (table[address >> BLOCK_BITS] for address in addresses)
                counts[other, kind] += sum(there[unit >> 3] >> (unit & 7) & 1 for unit in units)
