"""How Swedish, Norwegian and Danish make compounds: links, endings, and forms of first parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from . import danish_parts, norwegian_parts, swedish_parts, swedish_words
from .compounds import Rules, Splitter
from .folding import fold

_VOWELS = "aeiouyåäöæø"

# What a word looks like as a first part, where it is not what the rules make of it.
_SWEDISH_FIRST = """
    barna barn
    blom blomma
    brödra bror
    daga dag
    döttra dotter
    fäders far
    föräldra förälder
    gästa gäst
    gymnasie gymnasium
    kunga kung
    läro lära
    manna man
    moders mor
    mödra mor
    penga pengar
    rättighets rätt
    sido sida
    söner son
    tide tid
"""

_SWEDISH_PREFIXES = """
    an av be bi bort de dis efter emot er ent fram för före genom gen hän icke ill in kring med miss
    mot ned ner o om på re sam samman sär till tve under upp ur ut van veder vidare å åt åter över
"""
_NORWEGIAN_PREFIXES = """
    an av be bort er etter for fram frem før gjen gjennom ikke inn med mis mot ned om opp på re sam
    til u under ut van ved vid å over
"""
_DANISH_PREFIXES = """
    af an be bort efter er for fra frem før gen gennem ikke ind med mis mod ned om op på re sam til
    u ud under van ved vid å over
"""


@cache
def splitter(language: str, stem: Callable[[str], str]) -> Splitter | None:
    """Return who knows the compounds of a language, None where that is nobody."""
    if language == "sv":
        return Splitter(_swedish(stem))
    if language in ("nb", "nn", "no"):
        return Splitter(
            Rules(
                stem,
                words=frozenset(fold(norwegian_parts.PARTS).split()),
                prefixes=frozenset(_NORWEGIAN_PREFIXES.split()),
                suffixes=(
                    *("het", "heit", "skap", "dom", "ning", "ing", "lig", "leg", "isk", "bar"),
                    *("som", "else", "ist", "isme", "sjon", "ande", "ende", "ell", "itet", "eri"),
                    *("ere", "ering", "aktig", "messig", "vis"),
                ),
                endings="en|et|a|er|ene|ane|ar|ens|ets|s|t|e|ere|est|n|ne|ns",
                linked=("hets", "heits", "nings", "sjons", "skaps", "doms", "tets", "ings"),
                noun=("het", "heit", "ning", "sjon", "itet", "skap", "else", "ering"),
                first_forms=_west_forms,
            )
        )
    if language == "da":
        return Splitter(
            Rules(
                stem,
                words=frozenset(fold(danish_parts.PARTS).split()),
                prefixes=frozenset(_DANISH_PREFIXES.split()),
                suffixes=(
                    *("hed", "skab", "dom", "ning", "ing", "lig", "isk", "bar", "som", "else"),
                    *("ist", "isme", "tion", "ende", "ell", "itet", "eri", "ere", "ering"),
                    *("agtig", "mæssig", "vis"),
                ),
                endings="en|et|er|ene|ens|ets|s|t|e|ere|est|n|ne|ns",
                linked=("heds", "nings", "ions", "skabs", "doms", "tets", "ings"),
                noun=("hed", "ning", "tion", "itet", "skab", "else", "ering"),
                first_forms=_west_forms,
            )
        )
    return None


def _swedish(stem: Callable[[str], str]) -> Rules:
    others: dict[str, list[str]] = {}
    for line in _SWEDISH_FIRST.strip().split("\n"):
        form, lemma = line.split()
        others.setdefault(lemma, []).append(form)

    def forms(lemma: str) -> Iterator[str]:
        yield from others.get(lemma, ())
        yield lemma
        last, base = lemma[-1], lemma[:-1]
        if last not in "sxz":
            yield lemma + "s"
        if last == "a" and len(base) > 2:
            yield from (base, base + "o", base + "u", base + "e", base + "es", base + "ar")
        elif last == "e" and len(base) > 2:
            yield from (base, base + "s")
        elif last not in _VOWELS:
            yield lemma + "e"

    return Rules(
        stem,
        alone=frozenset(swedish_words.ALONE.split()),
        words=frozenset(fold(swedish_parts.PARTS).split()),
        prefixes=frozenset(_SWEDISH_PREFIXES.split()),
        suffixes=(
            *("het", "skap", "dom", "ning", "ing", "lig", "isk", "bar", "sam", "else", "ist"),
            *("ism", "tion", "nad", "ande", "ende", "are", "ell", "itet", "eri", "inna", "erska"),
            *("arinna", "isera", "ering", "aktig", "mässig", "vis", "artad", "faldig"),
        ),
        endings="en|et|er|erna|ar|arna|ens|ets|s|t|a|are|ast|n|na|ns",
        linked=("hets", "nings", "ions", "skaps", "tets", "ings", "doms"),
        noun=("het", "ning", "tion", "itet", "skap", "else", "ering", "ism", "eri"),
        first_forms=forms,
    )


def _west_forms(lemma: str) -> Iterator[str]:
    """Yield how a Norwegian or Danish word looks when it begins a compound."""
    yield lemma
    last, base = lemma[-1], lemma[:-1]
    if last not in "sxz":
        yield lemma + "s"
    if last == "e" and len(base) > 2:
        yield from (base, base + "s")
    elif last not in _VOWELS:
        yield lemma + "e"
