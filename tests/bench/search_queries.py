"""The queries that the index is measured with, by kind, each as we and as FTS5 write it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qcode.index.analysis import words
from qcode.index.search import SearchIndex
from qcode.index.units import SourceUnits

QUERIES = 15
SPEAKER = "R"

_EVERY = "select unit.rowid from unit {}where unit match ?"
_SHOWN = "select highlight(unit, 0, '[', ']') from unit {}where unit match ? order by rank limit 50"
_SAID = f"join line on line.id = unit.rowid and line.speaker = '{SPEAKER}' "

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Asked:
    """Queries of a kind, and how many times as long as FTS5's all their hits may take; "" where
    FTS5 has no such query. `looked_up`: its queries are patterns for its list of words.
    """

    kind: str
    queries: Pairs
    at_most: float | None = None
    p95: float | None = None
    looked_up: bool = False
    every: str = _EVERY.format("")
    shown: str = _SHOWN.format("")


def asked(index: SearchIndex, seen: Sequence[SourceUnits]) -> Iterator[Asked]:
    """Yield the kinds; the words are those of some of the texts."""
    dice = random.Random(1)
    swedish = [one for one in seen if one.language == "sv"]
    counts = Counter(w for one in swedish for unit in one.units for w in words(unit.text))
    ranked = [word for word, _count in counts.most_common() if len(word) > 1]
    common, usual, rare = ranked[:40], ranked[40:1000], ranked[3000:20_000]
    yield Asked("common word", exact(dice.sample(common, QUERIES)), 4)
    yield Asked("usual word", exact(dice.sample(usual, QUERIES)), 4)
    yield Asked("rare word", exact(dice.sample(rare, QUERIES)), 4)
    forms = [(w, " OR ".join(index.forms(w)["sv"])) for w in dice.sample(usual, QUERIES)]
    yield Asked("word forms", forms, 4)
    two = [dice.sample(common, 2) for _number in range(QUERIES)]
    one_usual = [(dice.choice(common), dice.choice(usual)) for _number in range(QUERIES)]
    yield Asked("two common words", [(f"={a} ={b}", f"{a} {b}") for a, b in two], 4)
    yield Asked("one or the other", [(f"={a} OR ={b}", f"{a} OR {b}") for a, b in one_usual], 4)
    without = [(f"={a} NOT ={b}", f"{a} NOT {b}") for a, b in one_usual]
    yield Asked("one without the other", without, 4)
    said = [(f"={word} speaker:{SPEAKER}", word) for word in dice.sample(usual, QUERIES)]
    every, shown = _EVERY.format(_SAID), _SHOWN.format(_SAID)
    yield Asked("word of a speaker", said, 4, every=every, shown=shown)
    phrases = [(f'"{a} {b}"',) * 2 for a, b in (dice.sample(common, 2) for _n in range(QUERIES))]
    yield Asked("phrase of common words", phrases, 10, p95=0.15)
    pairs = list(neighbours(dice, swedish))
    rarer = [pair for pair in pairs if not set(pair) <= set(common)][:QUERIES]
    yield Asked("phrase with a rarer word", [(f'"{a} {b}"',) * 2 for a, b in rarer], 8)
    near = [(f'"{a} {b}"~5', f"NEAR({a} {b}, 5)") for a, b in rarer]
    yield Asked("near, 5 words", near, 8)
    near = [(f'"{a} {b}"~5', f"NEAR({a} {b}, 5)") for a, b in two]
    yield Asked("near, 5 words, both common", near)
    for length in (3, 5):
        longer = dice.sample([word for word in usual if len(word) > length], QUERIES)
        beginnings = [(f"{word[:length]}*",) * 2 for word in longer]
        yield Asked(f"prefix of {length}", beginnings, 10)
    longer = dice.sample([word for word in usual if len(word) > 6], 2 * QUERIES)
    inside = [(f"*{word[1:6]}*",) * 2 for word in longer[:QUERIES]]
    yield Asked("infix", inside, 0.2, looked_up=True)
    wild = [(f"{word[:2]}?{word[3:5]}*",) * 2 for word in longer[QUERIES:]]
    yield Asked("wild", wild, looked_up=True)
    yield Asked("fuzzy", [(f"{word}~", "") for word in longer[QUERIES:]])


def exact(found: Sequence[str]) -> Pairs:
    return [(f"={word}", word) for word in found]


def neighbours(dice: random.Random, swedish: Sequence[SourceUnits]) -> Iterator[tuple[str, str]]:
    """Yield words that stand side by side somewhere."""
    for one in dice.sample(swedish, min(len(swedish), 60)):
        found = words(dice.choice(one.units[1::2]).text)
        if len(found) > 8:
            at = dice.randrange(len(found) - 2)
            yield found[at], found[at + 1]
