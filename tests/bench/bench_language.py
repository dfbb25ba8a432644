"""What a word of a query finds: how much of it is right, and how soon the words are known.

Right: the lists under `tests/index`. Soon: the words of 300 interviews, beside a look at each word.
`QCODE_BENCH_DOCUMENTS=1000` measures another size.
"""

from __future__ import annotations

import os
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from golden_lists import Score, forms_score, parts_score, sections
from measure import Figure, figure, once
from search_corpus import made

from qcode.index.places import places_of
from qcode.index.search import SearchIndex, build
from qcode.index.snapshot import OpenSegment
from qcode.index.terms import Fitting, How, Term

_KINDS = {
    "forms": [Term(How.FORM, word) for word in ("kommunen", "skolor", "tala", "frågor", "stad")],
    "forms and compounds": [
        Term(How.FORM, word, parts=True)
        for word in ("kommun", "skola", "samtal", "fråga", "trygghet", "personal", "känsla")
    ],
    "forms and compounds, three letters": [
        Term(How.FORM, word, parts=True) for word in ("tid", "man", "sal", "dag", "lag")
    ],
    "one letter wrong": [
        Term(How.FUZZY, word, distance=1) for word in ("trygghte", "polisn", "kommunne", "samtla")
    ],
    "two letters wrong": [
        Term(How.FUZZY, word, distance=2) for word in ("trgyghte", "polsien", "komunne", "samatl")
    ],
    "stars": [Term(How.WILD, word) for word in ("*trygg*", "po*is", "*heten", "t?ygg*", "*o*u*n*")],
}


def run() -> dict[str, Figure]:
    """Return the figures of the lists and of the speed."""
    return {**lists(), **speed(int(os.environ.get("QCODE_BENCH_DOCUMENTS", "300")))}


def lists() -> dict[str, Figure]:
    compounds = sections("swedish_compounds.txt")
    scores = {
        "Swedish compounds, known": parts_score("sv", compounds["known"], compounds["not"]),
        "Swedish compounds, held out": parts_score(
            "sv", compounds["held out"], compounds["not held out"]
        ),
    }
    for part, lines in sections("swedish_forms.txt").items():
        scores[f"Swedish forms, {part}"] = forms_score("sv", lines)
    for part, lines in sections("more_forms.txt").items():
        scores[f"forms, {part}"] = forms_score(part[:2], lines)
    for language in ("nb", "da"):
        part = sections("nordic_compounds.txt")
        scores[f"compounds, {language}"] = parts_score(
            language, part[language], part[f"not {language}"]
        )
    return {name: _score(score) for name, score in scores.items()}


def _score(score: Score) -> Figure:
    return {
        "pairs": score.wanted,
        "recall": round(score.recall, 3),
        "precision": round(score.precision, 3),
    }


def speed(count: int) -> dict[str, Figure]:
    with tempfile.TemporaryDirectory(prefix="qcode-bench-") as folder:
        build(Path(folder) / "index", made(count), project="bench", operation=1)
        index = SearchIndex.open(Path(folder) / "index", project="bench")
        segment = max(index._snapshot.segments, key=lambda one: len(one.words))
        places_of(segment, Term(How.FORM, "en", parts=True), "sv")  # the lists of the language
        return {
            f"{kind}, {len(segment.words)} words": figure(
                [once(_asked(segment, term)) for term in terms for _time in range(3)],
                [once(_looked_at(segment, term)) for term in terms for _time in range(2)],
                named="a look at each word",
            )
            | {"found": statistics.median(len(_asked(segment, term)()) for term in terms)}
            for kind, terms in _KINDS.items()
        }


def _asked(segment: OpenSegment, term: Term) -> Callable[[], list[range]]:
    return lambda: places_of(segment, term, "sv")


def _looked_at(segment: OpenSegment, term: Term) -> Callable[[], list[str]]:
    def look() -> list[str]:
        fitting = Fitting(term, "sv")
        return [word for word in segment.words.words(range(len(segment.words))) if fitting[word]]

    return look
