"""How well what was typed fits a name with a path before it, in any word order. No Qt here.

All names are folded once; a key press then costs a few string searches for each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

_BETWEEN = re.compile(r"[\W_]+")
EXACT, BEGINS, NAME_WORDS, NAME, PATH_WORDS, PATH, LOOSE = range(7)
_LONGEST_LOOSE = 8  # letters
_SHORTEST_MISSPELT = 5  # letters: shorter words are too like others
_MOST_MISSPELT = 32  # letters in all: more is a new name, and would take its time


class Findable(Protocol):
    """What can be found. The folded texts are for comparing only."""

    @property
    def folded(self) -> str:
        """The path, with the name at its end."""

    @property
    def name(self) -> str:
        """The folded name."""

    @property
    def path_words(self) -> str:
        """The words of the path, each after a space."""

    @property
    def name_words(self) -> str:
        """The words of the name, each after a space."""


def fold_words(text: str) -> list[str]:
    """Return the words of what was typed as they are compared; slashes part words too."""
    return text.casefold().replace("\\", "").replace("/", " ").split()


def spaced(text: str) -> str:
    """Return the words of a folded text, each after a space."""
    return " " + _BETWEEN.sub(" ", text)


def likeness(
    entry: Findable, words: Sequence[str], whole: str, loose: re.Pattern[str] | None
) -> int | None:
    """Return how well an entry fits, low is good; None if it does not.

    `words` are from `fold_words`, `whole` is the same as one text, `loose` from `loose_pattern`.
    """
    path = entry.folded
    if not all(word in path for word in words):
        return LOOSE if loose is not None and loose.search(entry.path_words) else None
    if whole in (entry.name, path):
        return EXACT
    name = entry.name
    if name.startswith(whole):
        return BEGINS
    if all(word in name for word in words):
        return NAME_WORDS if all(" " + word in entry.name_words for word in words) else NAME
    return PATH_WORDS if all(" " + word in entry.path_words for word in words) else PATH


def loose_pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    """Return what finds abbreviations: each letter follows the one before, or begins a word.

    One word only, and not a long one: what is longer is a name, perhaps of a code to be made.
    """
    if len(words) != 1 or not 2 <= len(words[0]) <= _LONGEST_LOOSE:
        return None
    return re.compile(" " + "(?:|.*? )".join(re.escape(letter) for letter in words[0]))


def misspelt_patterns(words: Sequence[str]) -> list[re.Pattern[str]]:
    """Return what finds each of these words, or a word that begins so but for one letter.

    The letter may be wrong, missing or too many, or have changed places with the next. There are
    none if no word is long enough to be meant for another, or if all are long.
    """
    some = any(len(word) >= _SHORTEST_MISSPELT for word in words)
    if not some or sum(map(len, words)) > _MOST_MISSPELT:
        return []
    return [re.compile(_misspelt(word)) for word in words]


def _misspelt(word: str) -> str:
    if len(word) < _SHORTEST_MISSPELT:
        return " " + re.escape(word)
    ways = [re.escape(word)]
    for at in range(len(word)):
        head, tail = re.escape(word[:at]), re.escape(word[at + 1 :])
        ways += [rf"{head}\w?{tail}", rf"{head}\w{re.escape(word[at:])}"]
        if tail:
            ways.append(head + re.escape(word[at + 1] + word[at]) + re.escape(word[at + 2 :]))
    return f" (?:{'|'.join(ways)})"
