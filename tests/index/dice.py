"""Queries that dice throw: of words of texts, most of which stand side by side somewhere."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from qcode.model.emoji import FLAGS
from qcode.model.query import (
    And,
    Fuzzy,
    Link,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Regex,
    Relation,
    Wild,
    Word,
)
from qcode.model.search_options import SearchOptions

Words = Callable[[int], list[str]]  # so many words that follow one another, and some others
Atom = Callable[[int], Query]  # what is no word, at a depth


def words_of(told: Sequence[Sequence[str]], dice: random.Random) -> Words:
    """Return what takes words from texts, each given as its words."""
    there = [found for found in told if found]

    def words(most: int) -> list[str]:
        found = dice.choice(there)
        at = dice.randrange(len(found))
        return [*found[at : at + most], *dice.choices(dice.choice(there), k=2)]

    return words


def random_query(dice: random.Random, words: Words, atom: Atom, depth: int = 0) -> Query:
    """Return any query; `atom` gives its fields and so on."""
    match dice.randrange(14 if depth < 3 else 10):
        case 9:
            return atom(depth)
        case 10:
            return Not(random_query(dice, words, atom, depth + 1))
        case 11 | 12 | 13 as kind:
            count = dice.randint(2, 3)
            parts = tuple(random_query(dice, words, atom, depth + 1) for _part in range(count))
            return And(parts) if kind < 13 else Or(parts)
        case kind:
            return random_words(dice, words(6), kind)


def random_words(dice: random.Random, some: Sequence[str], kind: int) -> Query:
    """Return a word or phrase."""
    one, *others = some
    if kind in (2, 6, 7) and not one.isalnum():  # an emoji is found as it is, or by its beginning
        kind = 0
    match kind:
        case 0:
            if len(others) > 1 and one.isalpha() and others[0].isalpha() and dice.random() < 0.4:
                one = f"{one}-{others[0]}"
            return Word(one)
        case 1:
            return Word(one, exact=True)
        case 2:
            forms = [
                word for word in dict.fromkeys(others) if word.isalnum() and dice.random() < 0.5
            ]
            forms = [dice.choice([word, word.lower(), word.upper()]) for word in forms]
            return Word(one, exact=dice.random() < 0.5, plus=tuple(forms[:1]), minus=(*forms[1:],))
        case 3 | 4:
            phrase = [one, *others][: dice.randint(1, 4)]
            stars = [dice.random() < 0.15 and len(word) > 1 for word in phrase]
            short = (begun(word, dice.randint(1, 3)) + "*" for word in phrase)
            told = zip(phrase, short, stars, strict=True)
            return Phrase(" ".join(begun if star else word for word, begun, star in told))
        case 5:
            return Prefix(begun(one, dice.randint(1, 4)))
        case 6:
            return Wild(wild(dice, one))
        case 7:
            return Fuzzy(misspelt(dice, one), dice.randint(1, 2))
        case _:
            near = dice.sample([one, *others], dice.randint(1, min(3, 1 + len(others))))
            return Near(" ".join(near), dice.randint(0, 6))


def begun(word: str, count: int) -> str:
    """Return how a word begins; half a flag is no word."""
    return word[: max(count, 2) if re.match(f"[{FLAGS}]", word) else count]


def wild(dice: random.Random, word: str) -> str:
    """Put a star and a question mark into a word."""
    start, end = sorted(dice.choices(range(len(word) + 1), k=2))
    pattern = dice.choice([f"*{word[start:end]}*", f"{word[:start]}*{word[end:]}", f"*{word}"])
    if dice.random() < 0.4 and any(map(str.isalnum, pattern[1:])):
        at = next(at for at in range(len(pattern)) if pattern[at].isalnum())
        pattern = f"{pattern[:at]}?{pattern[at + 1 :]}"
    fine = any(map(str.isalnum, pattern)) and ("?" in pattern or "*" in pattern[:-1])
    return pattern if fine else f"*{word}"


def misspelt(dice: random.Random, word: str) -> str:
    """Change a letter or two, or none."""
    for _change in range(dice.randint(0, 2)):
        at = dice.randrange(len(word))
        word = dice.choice(
            [word[:at] + word[at + 1 :], word[:at] + "e" + word[at:],
             word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]]
        ) or word  # fmt: skip
    return word


def random_regex(dice: random.Random, some: Sequence[str]) -> Regex:
    """Return an expression that matches one of some words, or what stands around them."""
    one, other = (re.escape(word) for word in some[:2])
    patterns = [
        one,
        rf"\b{one}\b",
        rf"\b{one[: dice.randint(1, 4)]}\w*",
        rf"{one}\W+{other}",
        rf"({one}|{other})",
        rf"^{one}",
        rf"{one}\W*$",
        rf"{one}.{{0,20}}{other}",
        r"[A-ZÅÄÖ]\w+",
        r"\d+",
        r"[?!]",
        rf"(?<!\w){one}(?=\W)",
    ]
    return Regex(dice.choice(patterns))


def random_relation(dice: random.Random, side: Callable[[], Query]) -> Relation:
    """Return two sides in some relation."""
    link = dice.choice(list(Link))
    far = dice.choice([0, 1, 1, 2, 4]) if link.has_distance else 1
    return Relation(link, side(), side(), far)


def random_options(dice: random.Random) -> SearchOptions:
    """Return any options, more often none."""
    return SearchOptions(
        exact=dice.random() < 0.2,
        case=dice.random() < 0.3,
        fillers=dice.random() < 0.5,
        parts=dice.choice([None, None, True, False]),
    )
