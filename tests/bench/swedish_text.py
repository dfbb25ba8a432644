"""Interviews that nobody gave: seeded text with the statistics of spoken Swedish, and some English.

Words follow Zipf and Mandelbrot's law; common words are real, the rest are invented stems with real
endings, and compounds made on the spot keep the word list growing, as it does in Swedish. The same
seed gives the same text on every machine.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

COMMON = {
    "sv": """det är och jag att som vi i så på en inte de har man för med till var den om men kan
        vad då där ju också ett när här eller nu hur vara från mycket bara lite alla ska dom mig
        skulle finns blir sen någon liksom få upp ut göra vet väl dig andra kommer tycker tror hon
        han sig mer bra efter mot nog många kanske helt själv varit dem något mellan över redan
        trygghet tryggheten kommun kommunen skola skolan polis polisen unga barn barnen social
        samhälle samhället dialog dialoger möte mötet ansvar stöd hjälp människor område boende
        ö å ål tillit förtroende förening föreningar samverkan familj föräldrar fritid park""",
    "en": """the and i to of a that it in you was is they we have so for but on my with do like not
        this be know think at what just there people when or because about really them would get
        if all were had one can very she as he from me out up more time then her our well going
        how some other been school community children family support help safe police local young
        social trust dialogue meeting area park team work living""",
}
ENDINGS = {
    "sv": (
        ("", "en", "ar", "arna", "ens", "arnas"),
        ("", "et", "ets", "en", "s"),
        ("a", "or", "an", "orna", "ans"),
        ("a", "ar", "ade", "at", "ande", "as"),
        ("", "t", "a", "are", "ast"),
        ("het", "heten", "heter", "heterna"),
    ),
    "en": (("", "s"), ("", "s", "ed", "ing"), ("", "er", "est", "ly"), ("y", "ies"), ("ness",)),
}
ONSETS = [
    "b",
    "bl",
    "br",
    "d",
    "dr",
    "f",
    "fl",
    "fr",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "kl",
    "kn",
    "kr",
    "l",
    "m",
    "n",
    "p",
    "pl",
    "pr",
    "r",
    "s",
    "sk",
    "sl",
    "sp",
    "st",
    "str",
    "t",
    "tr",
    "v",
]
VOWELS = {"sv": "aaaeeeioouåäöy", "en": "aaaeeeeioouu"}
CODAS = ["", "", "l", "m", "n", "r", "s", "t", "g", "d", "k", "nd", "rk", "st", "ng", "ll", "tt"]
STEMS = 14_000
SPEAKERS = ("I", "R")


@dataclass(frozen=True)
class Interview:
    """A made-up interview: its language and its turns, speaker and words."""

    language: str
    turns: tuple[tuple[str, str], ...]


@cache
def _vocabulary(language: str) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Return words from the commonest on, and the running sum of their weights."""
    dice = random.Random(f"vocabulary {language}")
    common = COMMON[language].split()
    rest: dict[str, float] = {}
    for _number in range(STEMS):
        syllables = dice.choices((1, 2, 3), (3, 5, 2))[0]
        stem = "".join(
            dice.choice(ONSETS) + dice.choice(VOWELS[language]) + dice.choice(CODAS)
            for _syllable in range(syllables)
        )
        for ending in dice.choice(ENDINGS[language]):
            # Short words are the commoner ones, and forms of a word differ in how common they are.
            rest.setdefault(stem + ending, len(stem + ending) * 0.4 + dice.gauss(0, 1.8))
    words = tuple(dict.fromkeys((*common, *sorted(rest, key=rest.__getitem__))))
    weights = ((rank + 3.5) ** -1.2 for rank in range(1, len(words) + 1))
    return words, tuple(itertools.accumulate(weights))


def _turn(dice: random.Random, language: str, length: int) -> str:
    words, weights = _vocabulary(language)
    out = dice.choices(words, cum_weights=weights, k=length)
    capital = True
    for at, word in enumerate(out):
        if language == "sv" and dice.random() < 0.02:
            head, tail = (words[100 + int(dice.random() ** 4 * 30_000)] for _half in "ab")
            word = head + dice.choice(("", "", "s")) + tail
        out[at] = word.capitalize() if capital else word
        capital = at == length - 1 or (capital and length < 3) or dice.random() < 0.07
        if capital:
            out[at] += "."
        elif dice.random() < 0.07:
            out[at] += ","
    return " ".join(out)


def interviews(count: int, *, kilobytes: float = 50, seed: int = 7) -> Iterator[Interview]:
    """Yield so many interviews of about that size in UTF-8; one in eight is English."""
    for number in range(count):
        dice = random.Random(f"{seed} {number}")
        language = "en" if number % 8 == 5 else "sv"
        left = kilobytes * 1000 * dice.uniform(0.7, 1.3)
        turns: list[tuple[str, str]] = []
        while left > 0:
            asking = len(turns) % 2 == 0
            length = dice.randint(3, 24) if asking else int(min(240, dice.lognormvariate(3.8, 0.7)))
            text = _turn(dice, language, max(length, 2))
            turns.append((SPEAKERS[0 if asking else 1], text))
            left -= len(text.encode()) + 1
        yield Interview(language, tuple(turns))
