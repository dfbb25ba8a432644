"""A reader that knows no index and none of our shortcuts: it looks at every word of every unit.

Only which words are forms or parts of others it asks of `qcode.index.word_forms`, whose tests are
lists made by hand.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

from qcode.index.units import SourceUnits, UnitKey, UnitSet
from qcode.index.word_forms import word_forms
from qcode.model.query import And, Fuzzy, Near, Not, Or, Phrase, Prefix, Query, TextLeaf, Wild, Word

IGNORED = "\u00ad\u200b\u200c\u200d\u2060\ufeff"

Span = tuple[int, int]
Fits = Callable[[str], bool]


@dataclass(frozen=True)
class Token:
    word: str
    start: int
    end: int


@cache
def tokens(text: str) -> tuple[Token, ...]:
    """Cut a text into words, letter by letter."""
    found: list[Token] = []
    word, start, end = "", 0, 0
    for letter, first, last in (*letters(text), (" ", len(text), len(text))):
        if letter.isalnum():
            start = first if not word else start
            word, end = word + letter, last
        elif word:
            found.append(Token(word.lower(), start, end))
            word = ""
    return tuple(found)


def letters(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield letters with their marks, and where in the text they come from."""
    kept = [(at, letter) for at, letter in enumerate(text) if letter not in IGNORED]
    while kept:
        count = 1
        while count < len(kept) and unicodedata.combining(kept[count][1]):
            count += 1
        cluster, kept = kept[:count], kept[count:]
        composed = unicodedata.normalize("NFC", "".join(letter for _at, letter in cluster))
        for number, letter in enumerate(composed):
            if len(composed) == count:
                yield letter, cluster[number][0], cluster[number][0] + 1
            else:
                yield letter, cluster[0][0], cluster[-1][0] + 1


@cache
def plain(word: str) -> str:
    """Take away accents, but not those of å, ä and ö."""
    return "".join(
        letter if letter in "åäöæøÅÄÖÆØ" else bare(unicodedata.normalize("NFD", letter)[0], letter)
        for letter in word
    )


def bare(base: str, letter: str) -> str:
    return base if base.isascii() and base.isalpha() else letter


@cache
def changes(one: str, other: str) -> int:
    """Count the letters to add, leave out, replace or swap to make one word of another."""
    if not one or not other:
        return len(one) + len(other)
    least = min(
        changes(one[1:], other) + 1,
        changes(one, other[1:]) + 1,
        changes(one[1:], other[1:]) + (one[0] != other[0]),
    )
    if len(one) > 1 and len(other) > 1 and one[0] == other[1] and one[1] == other[0]:
        least = min(least, changes(one[2:], other[2:]) + 1)
    return least


@cache
def pattern(leaf: TextLeaf, language: str) -> tuple[Fits, ...]:
    """Return what each word of a leaf asks of a word of a text."""
    match leaf:
        case Word(text=text, exact=exact, plus=plus, minus=minus):
            named = {form.lower(): True for form in plus} | {form.lower(): False for form in minus}
            return tuple(
                chosen(named, same(token.word) if exact else form(token.word, language))
                for token in tokens(text)
            )
        case Prefix(text=text):
            *before, last = (token.word for token in tokens(text))
            return (*map(same, before), beginning(last))
        case Wild(pattern=text):
            return (lambda word: fnmatchcase(plain(word), plain(text.lower())),)
        case Fuzzy(text=text, distance=distance):
            return (lambda word: close(plain(text.lower()), plain(word), distance),)
        case Phrase(text=text) | Near(text=text):
            return tuple(
                beginning(token.word)
                if text[token.end : token.end + 1] == "*"
                else same(token.word)
                for token in tokens(text)
            )


def same(wanted: str) -> Fits:
    return lambda word: plain(word) == plain(wanted)


def beginning(wanted: str) -> Fits:
    return lambda word: plain(word).startswith(plain(wanted))


def form(wanted: str, language: str) -> Fits:
    forms = word_forms(wanted, language)
    return cache(lambda word: forms.is_form(word) or forms.has_part(word))


def close(wanted: str, word: str, distance: int) -> bool:
    return abs(len(word) - len(wanted)) <= distance and changes(wanted, word) <= distance


def chosen(named: Mapping[str, bool], fits: Fits) -> Fits:
    return lambda word: named[word] if word in named else fits(word)


@cache
def places(leaf: TextLeaf, text: str, language: str) -> tuple[Span, ...]:
    """Return where a leaf stands in a text."""
    found, wanted = tokens(text), pattern(leaf, language)
    if not wanted:
        return ()
    if isinstance(leaf, Near):
        return tuple(near(found, wanted, len(wanted) + leaf.distance))
    return tuple(
        (found[at].start, found[at + len(wanted) - 1].end)
        for at in range(len(found) - len(wanted) + 1)
        if all(fits(found[at + n].word) for n, fits in enumerate(wanted))
    )


def near(found: tuple[Token, ...], wanted: tuple[Fits, ...], widest: int) -> Iterator[Span]:
    """Yield the stretches with a word of its own for everyone, none of which holds another."""
    stretches = [
        (first, last)
        for first in range(len(found))
        for last in range(first + len(wanted) - 1, min(first + widest, len(found)))
        if any(
            all(fits(word.word) for fits, word in zip(wanted, some, strict=True))
            for some in itertools.permutations(found[first : last + 1], len(wanted))
        )
    ]
    for first, last in stretches:
        if not any(
            first <= one and other <= last and (first, last) != (one, other)
            for one, other in stretches
        ):
            yield found[first].start, found[last].end


def holds(
    query: Query, unit: UnitKey, text: str, language: str, given: Mapping[Query, UnitSet]
) -> bool:
    match query:
        case And(parts=parts):
            return all(holds(part, unit, text, language, given) for part in parts)
        case Or(parts=parts):
            return any(holds(part, unit, text, language, given) for part in parts)
        case Not(part=part):
            return not holds(part, unit, text, language, given)
        case _ if query in given:
            return unit in given[query]
        case _:
            return bool(places(query, text, language))


def read(source: SourceUnits, query: Query, given: Mapping[Query, UnitSet]) -> set[UnitKey]:
    """Return the units of a source that a query is true of."""
    return {
        UnitKey(source.key, number)
        for number, unit in enumerate(source.units)
        if holds(query, UnitKey(source.key, number), unit.text, source.language, given)
    }


def marks(query: Query, text: str, language: str) -> list[Span]:
    """Return the characters of a text that a query is about, as spans."""
    spans = sorted(span for leaf in shown(query) for span in places(leaf, text, language))
    joined: list[Span] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined


def shown(query: Query, *, negated: bool = False) -> Iterator[TextLeaf]:
    match query:
        case And(parts=parts) | Or(parts=parts):
            for part in parts:
                yield from shown(part, negated=negated)
        case Not(part=part):
            yield from shown(part, negated=not negated)
        case Word() | Phrase() | Prefix() | Wild() | Fuzzy() | Near():
            if not negated:
                yield query
