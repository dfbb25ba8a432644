"""Finding codes by a few letters of their paths, in any word order. No Qt here.

All codes are folded once, as `likeness` wants it.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakValueDictionary

from qcode.model.codebook import Codebook, CodeId, join_path, split_path
from qcode.model.courtesy import giving_way, one_at_a_time
from qcode.model.errors import UserError
from qcode.ui.likeness import (
    fold_words,
    likeness,
    loose_pattern,
    misspelt_patterns,
    spaced,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A code as it can be found. The folded texts are for comparing only."""

    code: CodeId
    names: tuple[str, ...]
    color: str
    folded: str  # the path
    name: str  # the folded name
    path_words: str  # words of the path, each after a space
    name_words: str
    codable: bool = True

    @property
    def path(self) -> str:
        """The path, as `split_path` reads it."""
        return join_path(self.names)


_making = threading.Lock()
_known: WeakValueDictionary[int, Finder] = WeakValueDictionary()  # by the id of the codebook


class Finder:
    """Finds codes of one codebook; another one when the code tree changes.

    What is in `known` as it would be in this one is taken over.
    """

    def __init__(self, codebook: Codebook, known: Finder | None = None) -> None:
        self.codebook = codebook
        before: Mapping[CodeId, Entry] = {} if known is None else known._by_code
        self.entries: tuple[Entry, ...] = tuple(_entries(codebook, before))
        self._by_code: Mapping[CodeId, Entry] = {entry.code: entry for entry in self.entries}
        self._by_path = {entry.folded: entry for entry in reversed(self.entries)}

    def __getitem__(self, code: CodeId) -> Entry:
        return self._by_code[code]

    def __len__(self) -> int:
        return len(self._by_code)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def following(self, codebook: Codebook) -> Finder:
        """Return a finder for what may be another state of the codebook, or the same one."""
        if codebook is self.codebook:
            return self
        with one_at_a_time(_making):  # all who list codes ask for it when a project opens
            found = _known.get(id(codebook))
            if found is None:
                found = _known[id(codebook)] = Finder(codebook, self)
            return found

    def new_path(self, text: str) -> str | None:
        """Return the path of the code that `text` could become; None if it is there already.

        None too while nothing is typed, or a name is missing in the path.
        """
        try:
            path = join_path(split_path(text))
        except UserError:
            return None
        return None if path.casefold() in self._by_path else path

    def matching(self, text: str) -> Sequence[Entry]:
        """Return the codes with every word of `text` somewhere in their paths, in tree order."""
        words = fold_words(text)
        return [entry for entry in self.entries if all(word in entry.folded for word in words)]

    def find(
        self,
        text: str,
        *,
        recent: Mapping[CodeId, int] | None = None,
        without: Collection[CodeId] = (),
    ) -> list[Entry]:
        """Return the codes that `text` may mean, the likeliest first.

        All words must occur in the path; last come codes that one word abbreviates ("tits"
        finds "Tillit till staden"). Among equals come those with the lowest rank in `recent`
        first, then the tree decides; for an empty text that is the whole order.
        """
        ranks = recent or {}
        words = fold_words(text)
        if not words:
            return self._listed(ranks, without)
        last = len(ranks)
        whole = " ".join(text.casefold().split())
        loose = loose_pattern(words)
        found: list[tuple[int, int, int]] = []  # likeness, rank, place in the tree
        for place, entry in enumerate(self.entries):
            if entry.code in without:
                continue
            kind = likeness(entry, words, whole, loose)
            if kind is not None:
                found.append((kind, ranks.get(entry.code, last), place))
        found.sort()
        return [self.entries[place] for _kind, _rank, place in found]

    def near(
        self,
        text: str,
        *,
        recent: Mapping[CodeId, int] | None = None,
        without: Collection[CodeId] = (),
    ) -> list[Entry]:
        """Return the codes that `text` is one letter away from: to be asked where none is found.

        They are no more than a guess: who names a new code may mean just what is typed.
        """
        words = fold_words(text)
        patterns = misspelt_patterns(words)
        if not patterns:
            return []
        ranks = recent or {}
        found: list[tuple[int, int, int]] = []  # how far from the name, rank, place in the tree
        for place, entry in enumerate(self.entries):
            if entry.code not in without and _fits(patterns, entry.path_words):
                by_name = _fits(patterns, entry.name_words)
                whole = by_name and entry.name_words.count(" ") == len(words)
                far = 0 if whole else 1 if by_name else 2
                found.append((far, ranks.get(entry.code, len(ranks)), place))
        return [self.entries[place] for _far, _rank, place in sorted(found)]

    def _listed(self, ranks: Mapping[CodeId, int], without: Collection[CodeId]) -> list[Entry]:
        """Return all codes, those with a rank first: it is asked for whenever the box opens."""
        first = sorted(ranks.keys() & self._by_code.keys() - set(without), key=ranks.__getitem__)
        passed = {*ranks, *without}
        rest = (entry for entry in self.entries if entry.code not in passed)
        return [*map(self._by_code.__getitem__, first), *rest]


def _fits(patterns: Iterable[re.Pattern[str]], text: str) -> bool:
    return all(pattern.search(text) for pattern in patterns)


def _entries(codebook: Codebook, before: Mapping[CodeId, Entry]) -> Iterable[Entry]:
    names: list[str] = []
    for depth, code in giving_way(codebook.walk()):
        del names[depth:]
        names.append(code.name)
        path, known = tuple(names), before.get(code.id)
        if (
            known is not None
            and known.names == path
            and (known.color, known.codable) == (code.color, code.codable)
        ):
            yield known
            continue
        folded, name = join_path(names).casefold(), code.name.casefold()
        words = (folded, name, spaced(folded), spaced(name))
        yield Entry(code.id, path, code.color, *words, code.codable)
