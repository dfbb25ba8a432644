"""Pairs of very common words that stand side by side, so that a phrase of them need not compare the
two longest lists of addresses there are.

In the list of pairs a word that is very common stands alone, without addresses; "one other" has the
addresses of `one` where `other` follows. Two that are very common and have no pair never meet.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator

from qcode.model.courtesy import giving_way

Entry = tuple[str, "array[int]"]

_SHARE = 2000  # a word is very common if it has one of so many addresses,
_LEAST = 1000  # and that often at least
_MOST = 255  # words: their numbers are bytes


class PairFinder:
    """Sees the words of a segment pass, and finds the pairs among the commonest."""

    def __init__(self, room: int) -> None:
        """Expect addresses below `room`."""
        self._room = room
        self._least = max(room // _SHARE, _LEAST)
        self._words: list[Entry] = []

    def noticed(self, entry: Entry) -> Entry:
        """Look at a word with its addresses, and give it back."""
        if len(entry[1]) >= self._least:
            self._words.append(entry)
        return entry

    def entries(self) -> Iterator[Entry]:
        """Yield the very common words and their pairs, in ascending order."""
        words = sorted(self._words, key=lambda entry: -len(entry[1]))[:_MOST]
        number_at = bytearray(self._room + 1) if words else bytearray()
        for number, (_word, addresses) in enumerate(giving_way(words), 1):
            for address in addresses:
                number_at[address] = number
        found: dict[str, array[int]] = {}
        for word, addresses in giving_way(words):
            found[word] = array("I")
            after: defaultdict[int, array[int]] = defaultdict(lambda: array("I"))
            for address in addresses:
                if number := number_at[address + 1]:
                    after[number].append(address)
            for number, together in after.items():
                found[f"{word} {words[number - 1][0]}"] = together
        yield from sorted(found.items())
