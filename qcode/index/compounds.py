"""Compounds: whether one written word has another in it as a part, and not by chance.

`trygghetsdialog` is made of `trygghet` and `dialog`, `normal` not of `norm` and `al`. A word is a
part of another if what stands before it and after it can be made of words that are known, and if
the whole cannot be made of fewer or better known ones without it. What is known is a list of the
language and its rules for deriving words: the same for every project, so that an answer never
changes because another document came.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

_LISTED, _GUESSED, _NO = 1, 20, 1000  # what a part costs
_LONG = 5  # letters of a word beside which another may be guessed at
_VOWEL = re.compile("[aeiouyåäöæø]")
_ONSET = re.compile(
    "(?:[bpfgk][jlr]?|[dt][jrv]?|s[cklmnptv]?[jlrv]?|[hjlmrv]|kn|kv|gn|fn|v?r)[aeiouyåäöæø]"
)
_REMEMBERED = 1 << 15  # texts that were taken apart, each way
_LONGEST = 60  # letters of a word that is taken apart


@dataclass(frozen=True, slots=True)
class Rules:
    """How a language makes compounds.

    `words` are those that stand in compounds; `prefixes` and `suffixes` derive words and are no
    parts by themselves. `linked` ends first parts of which nothing more need be known, `noun` the
    last ones. `first_forms` gives how a word looks when it begins a compound. In the words that are
    `alone` nothing is looked for.
    """

    stem: Callable[[str], str]
    words: frozenset[str]
    prefixes: frozenset[str]
    suffixes: tuple[str, ...]
    endings: str
    linked: tuple[str, ...]
    noun: tuple[str, ...]
    first_forms: Callable[[str], Iterable[str]]
    alone: frozenset[str] = frozenset()


class Splitter:
    """Knows which words of a language are made of which."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._lemmas: dict[str, list[str]] = {}
        for word in sorted(rules.words):
            self._lemmas.setdefault(rules.stem(word), []).append(word)
        self._first = frozenset(form for word in rules.words for form in rules.first_forms(word))
        self._longest = max(map(len, self._first), default=0)
        self._first_costs = dict.fromkeys(self._first, _LISTED) | dict.fromkeys(rules.prefixes, _NO)
        stops = "|".join(rules.suffixes)
        self._stopped = re.compile(f"(?:{stops})(?:(?:{rules.endings})?|s\\w+)")
        self.head = lru_cache(_REMEMBERED)(self._head)
        self.tail = lru_cache(_REMEMBERED)(self._tail)

    def lemmas(self, word: str) -> list[str]:
        """Return the words that a form may be one of, as they are listed."""
        return self._lemmas.get(self._rules.stem(word), [])

    def whole(self, word: str) -> int:
        """Return the least cost of a word: of one that is listed, or of its parts if it is not."""
        if word in self._rules.alone:
            return 0
        if self._rules.stem(word) in self._lemmas:
            return _LISTED
        return min((cost for cost in self._splits(word, self.tail)), default=_NO)

    def first_forms(self, word: str) -> frozenset[str]:
        """Return how a word may look when it begins a compound."""
        stem, lemmas = self._rules.stem(word), {word, *self.lemmas(word)}
        if len(lemmas) == 1 and stem.isalpha() and len(stem) > 3:
            lemmas.add(stem)
        return frozenset(form for lemma in lemmas for form in self._rules.first_forms(lemma))

    def is_prefix(self, head: str) -> bool:
        """Return whether this makes other words of words, and no compounds."""
        return head in self._rules.prefixes

    def is_derived(self, tail: str) -> bool:
        """Return whether a word ends so because it is derived from the word before."""
        return self._stopped.fullmatch(tail) is not None

    def _head(self, text: str) -> int:
        """Return the least cost of taking a text for first parts."""
        best = self._first_cost(text)
        if best <= _LISTED:
            return best
        return min(best, *self._splits(text, self.head), _NO)

    def _first_cost(self, text: str) -> int:
        known = self._first_costs.get(text)
        if known is not None:
            return known
        return _GUESSED if len(text) > 6 and text.endswith(self._rules.linked) else _NO

    def prefixes_of(self, text: str) -> Iterator[str]:
        """Yield the prefixes that a word may begin with."""
        for length in range(1, min(7, len(text) - 2)):
            if text[:length] in self._rules.prefixes:
                yield text[:length]

    def _tail(self, text: str) -> int:
        """Return the least cost of taking a text for the rest of a compound."""
        if text not in self._rules.words and self.is_derived(text):
            return _NO
        best = self._last_cost(text)
        return best if best <= _LISTED else min(best, *self._splits(text, self.tail), _NO)

    def _splits(self, text: str, rest: Callable[[str], int]) -> Iterator[int]:
        costs, linked = self._first_costs, self._rules.linked
        for at in range(2, min(len(text) - 2, self._longest) + 1):
            # As `_first_cost` does: asked of every word that may be one, many times.
            first = costs.get(text[:at])
            if first is None and at > 6 and text.endswith(linked, 0, at):
                first = _GUESSED
            if first is not None and first < _NO:
                yield first + rest(text[at:])

    def _last_cost(self, text: str) -> int:
        if len(text) < 3 and text not in self._rules.words:
            return _NO
        stem = self._rules.stem(text)
        lemmas = self._lemmas.get(stem, ())
        if any(len(text) >= len(lemma) for lemma in lemmas) or self._is_made_of_one(stem):
            return _LISTED
        for prefix in self.prefixes_of(text):
            if self._is_made_of_one(self._rules.stem(text[len(prefix) :])):
                return _LISTED
        return _GUESSED if stem.endswith(self._rules.noun) and self.may_be_rest(text) else _NO

    def _is_made_of_one(self, stem: str) -> bool:
        """Return whether a word is listed when its suffix is taken away."""
        return any(
            (base := stem[: -len(suffix)]) in self._rules.words or base + "a" in self._rules.words
            for suffix in self._rules.suffixes
            if stem.endswith(suffix) and len(stem) > len(suffix) + 2
        )

    def may_be_head(self, text: str) -> bool:
        """Return whether a text that nobody knows looks like the beginning of a compound."""
        return len(text) > 3 and _VOWEL.search(text) is not None and not self._begins_derived(text)

    def may_be_rest(self, text: str) -> bool:
        """Return whether a text that nobody knows looks like a word, not like a suffix.

        Suffixes from Latin and Greek begin with a vowel: "ikation", "ism".
        """
        if len(text) < 4 or text.startswith(self._rules.suffixes):
            return False
        return _ONSET.match(text) is not None or any(
            len(prefix) > 1 and len(prefix) + 2 < len(text) for prefix in self.prefixes_of(text)
        )

    def _begins_derived(self, text: str) -> bool:
        return any(self.is_prefix(text[len(prefix) :]) for prefix in self.prefixes_of(text))


class Part:
    """A word that is looked for inside of others."""

    def __init__(
        self, word: str, splitter: Splitter, alike: Callable[[str, str], bool], needles: list[str]
    ) -> None:
        self._word = word
        self._splitter = splitter
        self._alike = alike
        self._firsts = splitter.first_forms(word)
        self._guesses = len(word) >= _LONG
        # From a form that lost its last letter, nothing is guessed: `skol` is in `skolka`.
        self._whole = frozenset(first for first in self._firsts if len(first) >= len(word))
        #: Every compound of the word has one of these in it.
        self.needles = tuple(_shortest([*needles, *self._firsts])) if self._is_one() else ()

    def _is_one(self) -> bool:
        """Return whether the word is long enough, or known well enough, to be looked for."""
        lemmas = self._splitter.lemmas(self._word)
        return self._guesses or self._word in lemmas or (len(self._word) > 2 and bool(lemmas))

    def within(self, word: str) -> bool:
        """Return whether `word` is a compound of this one, in any form."""
        if len(word) > _LONGEST:
            return False
        at_most = None
        for needle in self.needles:
            at = word.find(needle)
            while at >= 0:
                cost = self._cost(word[:at], word[at:])
                if cost < _NO:
                    if at_most is None:
                        at_most = self._splitter.whole(word)
                    if cost <= at_most:
                        return True
                at = word.find(needle, at + 1)
        return False

    def derives(self, word: str) -> bool:
        """Return whether `word` is derived from this one, as `otrygghet` is from `trygghet`."""
        for prefix in ("", *self._splitter.prefixes_of(word)):
            tail = word[len(prefix) :]
            if prefix and self._alike(self._word, tail):
                return True
            if any(
                tail.startswith(first) and self._splitter.is_derived(tail[len(first) :])
                for first in self._firsts
            ):
                return True
        return False

    def _cost(self, head: str, tail: str) -> int:
        before = self._before(head, tail[0]) if head else 0
        if before >= _NO:
            return _NO
        if head and len(tail) > 2 and self._alike(self._word, tail):
            return before + _LISTED
        least = _NO
        for first in self._firsts:
            if tail.startswith(first) and len(tail) > len(first) + 1:
                least = min(least, before + _LISTED + self._after(first, tail[len(first) :]))
        return least

    def _before(self, head: str, following: str) -> int:
        splitter = self._splitter
        if len(head) < 2 or splitter.is_prefix(head):
            return _NO
        cost = splitter.head(head)
        if cost >= _NO and head[-1] == following:
            cost = splitter.head(head + following)  # "nattåg" has lost a letter of "natt"
        if cost >= _NO and self._guesses and splitter.may_be_head(head):
            return _GUESSED
        return cost if cost < _GUESSED or self._guesses else _NO

    def _after(self, first: str, rest: str) -> int:
        cost = self._splitter.tail(rest)
        if cost >= _NO and first[-1] == first[-2:-1]:
            cost = self._splitter.tail(first[-1] + rest)
        guesses = self._guesses or first.endswith("s")
        if cost >= _NO and guesses and first in self._whole and self._splitter.may_be_rest(rest):
            return _GUESSED
        return cost if cost < _GUESSED or guesses else _NO


def _shortest(words: Iterable[str]) -> list[str]:
    """Leave out what begins with another of the words."""
    kept: list[str] = []
    for word in sorted(set(words)):
        if word and not (kept and word.startswith(kept[-1])):
            kept.append(word)
    return kept
