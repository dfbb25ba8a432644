"""Building the index and asking it, beside SQLite's FTS5 on the same units.

5 and 50 MB of Swedish-like text; `QCODE_BENCH_DOCUMENTS=100,1000,10000` measures other sizes.
"""

from __future__ import annotations

import os
import random
import sqlite3
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from measure import Figure, cpu_seconds, peak_bytes
from swedish_text import interviews

from qcode.index.analysis import words
from qcode.index.marker import matches, snippet
from qcode.index.search import SearchIndex, build
from qcode.index.units import Source, SourceKey, SourceUnits, Unit
from qcode.model.query_parser import parse

QUERIES = 20
SHOWN = 50

Asked = dict[str, list[tuple[str, str]]]
"""Queries by kind, each as we and as FTS5 write it."""


def run() -> dict[str, Figure]:
    """Return the figures of every size."""
    figures: dict[str, Figure] = {}
    for count in map(int, os.environ.get("QCODE_BENCH_DOCUMENTS", "100,1000").split(",")):
        with tempfile.TemporaryDirectory(prefix="qcode-bench-") as folder:
            figures |= {
                f"{count} documents: {name}": figure
                for name, figure in measure(Path(folder), count).items()
            }
    return figures


def sources(count: int) -> Iterator[SourceUnits]:
    for number, interview in enumerate(interviews(count)):
        units, at = [], 0
        for _speaker, text in interview.turns:
            units.append(Unit(at, text))
            at += len(text) + 1
        key = SourceKey(Source.DOCUMENT, number)
        yield SourceUnits(key, str(number), interview.language, tuple(units))


def measure(folder: Path, count: int) -> dict[str, Figure]:
    corpus = list(sources(count))
    size = sum(len(unit.text.encode()) for one in corpus for unit in one.units)
    before = peak_bytes()
    theirs = seconds(lambda: build_fts5(folder / "fts5.db", corpus))
    ours = seconds(lambda: build(folder / "index", corpus, project="bench", operation=1))
    fts5_size = (folder / "fts5.db").stat().st_size
    our_size = sum(path.stat().st_size for path in (folder / "index").iterdir())
    figures: dict[str, Figure] = {
        "building": ratio(ours, theirs, at_most=8)
        | {"text_bytes": size, "more_memory": peak_bytes() - before},
        "size": {
            "bytes": our_size,
            "of_the_text": round(our_size / size, 2),
            "of_fts5": round(our_size / fts5_size, 2),
        },
    }
    index = SearchIndex.open(folder / "index", project="bench")
    connection = sqlite3.connect(folder / "fts5.db")
    figures["opening"] = {
        "seconds": seconds(lambda: SearchIndex.open(folder / "index", project="bench"))
    }
    figures["one document changed"] = changing(index, corpus[0])
    for kind, pairs in queries(index, corpus).items():
        figures |= asking(kind, pairs, index, connection, corpus)
    connection.close()
    return figures


def seconds(work: Callable[[], object]) -> float:
    start = cpu_seconds()
    work()
    return round(cpu_seconds() - start, 4)


def ratio(ours: float, theirs: float, *, at_most: float | None = None) -> Figure:
    return {
        "seconds": round(ours, 6),
        "reference": "FTS5",
        "reference_seconds": round(theirs, 6),
        "ratio": round(ours / theirs, 2),
        "at_most": at_most,
    }


def build_fts5(path: Path, corpus: Sequence[SourceUnits]) -> None:
    connection = sqlite3.connect(path)
    connection.execute(
        "create virtual table unit using fts5(text, content='', tokenize="
        '"unicode61 remove_diacritics 0")'
    )
    with connection:
        connection.executemany(
            "insert into unit(text) values (?)",
            ((unit.text,) for one in corpus for unit in one.units),
        )
    connection.execute("insert into unit(unit) values ('optimize')")
    connection.commit()
    connection.close()


def changing(index: SearchIndex, source: SourceUnits) -> Figure:
    def change(number: int) -> float:
        units = (Unit(0, f"ändrad{number}"), *source.units)
        changed = SourceUnits(source.key, f"changed {number}", source.language, units)
        return seconds(lambda: index.update([changed]))

    took = [change(number) for number in range(QUERIES)]
    return {"seconds": statistics.median(took), "slowest": max(took), "at_most_seconds": 0.1}


def queries(index: SearchIndex, corpus: Sequence[SourceUnits]) -> Asked:
    dice = random.Random(1)
    counts = Counter(
        word for one in corpus if one.language == "sv" for unit in one.units
        for word in words(unit.text)
    )  # fmt: skip
    ranked = [word for word, _count in counts.most_common() if len(word) > 1]
    common, usual, rare = ranked[:40], ranked[40:1000], ranked[3000:20_000]
    some = dice.choice
    pairs = [
        (first, second)
        for one in dice.sample(corpus, min(len(corpus), 60)) if one.language == "sv"
        for found in [words(some(one.units[1::2]).text)] if len(found) > 8
        for first, second in [found[at : at + 2] for at in [dice.randrange(len(found) - 2)]]
    ]  # fmt: skip
    mixed = [pair for pair in pairs if not set(pair) <= set(common)][:QUERIES]
    asked: Asked = {
        "common word": [(f"={word}", word) for word in dice.sample(common, QUERIES)],
        "usual word": [(f"={word}", word) for word in dice.sample(usual, QUERIES)],
        "rare word": [(f"={word}", word) for word in dice.sample(rare, QUERIES)],
        "word forms": [
            (word, " OR ".join(index.forms(word)["sv"])) for word in dice.sample(usual, QUERIES)
        ],
        "two common words": [
            (f"={a} ={b}", f"{a} {b}")
            for a, b in (dice.sample(common, 2) for _number in range(QUERIES))
        ],
        "one without the other": [
            (f"={a} NOT ={b}", f"{a} NOT {b}")
            for a, b in ((some(common), some(usual)) for _number in range(QUERIES))
        ],
        "phrase of common words": [
            (f'"{a} {b}"', f'"{a} {b}"')
            for a, b in (dice.sample(common, 2) for _number in range(QUERIES))
        ],
        "phrase with a rarer word": [(f'"{a} {b}"', f'"{a} {b}"') for a, b in mixed],
    }
    for length in (3, 5):
        longer = [word for word in usual if len(word) > length]
        asked[f"prefix of {length}"] = [
            (f"{word[:length]}*", f"{word[:length]}*") for word in dice.sample(longer, QUERIES)
        ]
    return asked


def asking(
    kind: str,
    pairs: Sequence[tuple[str, str]],
    index: SearchIndex,
    connection: sqlite3.Connection,
    corpus: Sequence[SourceUnits],
) -> dict[str, Figure]:
    """Compare all hits, and the first fifty in the order of the documents with their matches."""
    every = "select rowid from unit where unit match ?"
    ours, theirs, shown, hits = [], [], [], []
    for our, their in pairs:
        query = parse(our)
        index.search(query)  # first pages
        connection.execute(every, (their,)).fetchall()
        ours.append(quickest(lambda query=query: hits.append(len(index.search(query)))))
        theirs.append(quickest(lambda their=their: connection.execute(every, (their,)).fetchall()))
        shown.append(quickest(lambda query=query: show(index, query, corpus)))
    return {
        f"all hits, {kind}": ratio(statistics.median(ours), statistics.median(theirs))
        | {
            "p95": round(sorted(ours)[int(len(ours) * 0.95)], 6),
            "hits": int(statistics.median(hits)),
        },
        f"first fifty shown, {kind}": {
            "seconds": round(statistics.median(shown), 6),
            "p95": round(sorted(shown)[int(len(shown) * 0.95)], 6),
        },
    }


def show(index: SearchIndex, query: object, corpus: Sequence[SourceUnits]) -> None:
    found = index.search(query)
    left = SHOWN
    for key in sorted(found.sources()):
        source = corpus[key.id]
        for number in found.numbers(key)[:left]:
            if number < len(source.units):  # the changed document has one more
                text = source.units[number].text
                snippet(text, matches(text, source.language, query))
        left -= found.count(key)
        if left <= 0:
            break


def quickest(work: Callable[[], object]) -> float:
    """Return the CPU seconds of the quickest of three runs."""
    took = []
    for _run in range(3):
        start = time.process_time()
        work()
        took.append(time.process_time() - start)
    return min(took)
