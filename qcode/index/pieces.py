"""Where in a list of words some letters may be, so that a search for them need not read the list.

The list is cut into stretches of so many words. For any three bytes that follow one another it is
known which stretches have them; of UTF-8, in which the same letters are always the same bytes.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence

from qcode.model.courtesy import giving_way

STRETCH = 16  # words
_LEAST = 3  # bytes
_BETWEEN = ord("\n")
_SHORT = 1 << 16  # smaller numbers take two bytes

Arrays = tuple["array[int]", "array[int]", "array[int]"]


def pieces_of(stretches: Iterable[bytes]) -> Arrays:
    """Return what `Pieces` is made of, for stretches of words with line feeds between them."""
    found: defaultdict[tuple[int, int, int], list[int]] = defaultdict(list)
    for number, text in enumerate(giving_way(stretches)):
        for triple in set(zip(text, text[1:], text[2:], strict=False)):
            found[triple].append(number)
    last = max((numbers[-1] for numbers in found.values()), default=0)
    keys, ends, numbers = array("I"), array("I"), array("H" if last < _SHORT else "I")
    for triple in giving_way(sorted(found)):
        if _BETWEEN not in triple:
            keys.append(int.from_bytes(triple))
            numbers.extend(found[triple])
            ends.append(len(numbers))
    return keys, ends, numbers


class Pieces:
    """Tells which stretches of a list may have a piece of a word."""

    def __init__(self, keys: Sequence[int], ends: Sequence[int], numbers: Sequence[int]) -> None:
        self._keys = keys
        self._ends = ends
        self._numbers = numbers

    def having(self, piece: bytes) -> Sequence[int] | None:
        """Return the stretches that may have a piece, ascending; None: too short to tell."""
        if len(piece) < _LEAST:
            return None
        triples = {piece[at : at + _LEAST] for at in range(len(piece) - _LEAST + 1)}
        few, *others = sorted(map(self._stretches, triples), key=len)
        # Of many letters the rarest tell nearly all.
        return sorted(set(few).intersection(others[0])) if few and others else few

    def _stretches(self, triple: bytes) -> Sequence[int]:
        key = int.from_bytes(triple)
        at = bisect_left(self._keys, key)
        if at == len(self._keys) or self._keys[at] != key:
            return ()
        return self._numbers[self._ends[at - 1] if at else 0 : self._ends[at]]
