"""Building the index and asking it, beside SQLite's FTS5 on the same units.

5 and 50 MB of Swedish-like text; `QCODE_BENCH_DOCUMENTS=100,1000,10000` measures other sizes. What
the index remembers of earlier questions is not used, so every question is a new one.
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import accumulate
from pathlib import Path

import search_corpus
from measure import Child, Figure, child, cpu_seconds
from search_queries import SPEAKER, Asked, asked

from qcode.index import remembered
from qcode.index.marker import Marker, snippet
from qcode.index.search import SearchIndex
from qcode.index.units import SourceUnits, Unit, UnitSet
from qcode.model.query import Query
from qcode.model.query_parser import parse

SHOWN = 50
CHANGES = 20
SLOW = 0.03  # seconds
SEEN = 300  # documents from which the queries are taken


def run() -> dict[str, Figure]:
    """Return the figures of every size."""
    remembered.BUDGET = -1
    figures: dict[str, Figure] = {}
    for count in map(int, os.environ.get("QCODE_BENCH_DOCUMENTS", "100,1000").split(",")):
        with tempfile.TemporaryDirectory(prefix="qcode-bench-") as folder:
            figures |= {
                f"{count} documents: {name}": figure
                for name, figure in measure(Path(folder), count).items()
            }
    return figures


def measure(folder: Path, count: int) -> dict[str, Figure]:
    figures = building(folder, count)
    figures["opening"] = {
        "seconds": seconds(lambda: SearchIndex.open(folder / "index", project="bench"))
    }
    both = Both(folder)
    for one in asked(both.index, both.seen):
        figures |= both.compared(one)
    shown = [figure["ratio"] for name, figure in figures.items() if name.startswith("first fifty")]
    figures["first fifty shown, median over the kinds"] = {
        "ratio": round(statistics.median(filter(None, shown)), 2),
        "at_most": 1,
    }
    figures["memory to ask all that"] = asking_alone(folder)
    figures["one document changed"] = changing(both.index, both.seen[0])
    both.close()
    return figures


def apart(what: str, folder: Path, *more: str) -> Child:
    """Run a step of `search_corpus` in a process of its own."""
    return child([sys.executable, search_corpus.__file__, what, str(folder), *more])


def building(folder: Path, count: int) -> dict[str, Figure]:
    apart("write", folder, str(count))
    reading = apart("read", folder)
    apart("lines", folder)
    database = folder / "fts5.db"
    before = database.stat().st_size
    theirs = apart("fts5", folder)
    fts5_size = database.stat().st_size - before
    ours = apart("index", folder)
    size = sum(path.stat().st_size for path in (folder / "index").iterdir())
    text = sum(len(unit.text.encode()) for one in search_corpus.read(folder) for unit in one.units)
    return {
        "building": ratio(ours.seconds - reading.seconds, theirs.seconds - reading.seconds, 8)
        | {"text_bytes": text, "peak_megabytes": round(ours.peak_bytes / 1e6)},
        "size, of FTS5's": {"bytes": size, "ratio": round(size / fts5_size, 2), "at_most": 3},
        "size, of the text": {"bytes": size, "ratio": round(size / text, 2), "at_most": 2},
    }


def seconds(work: Callable[[], object]) -> float:
    start = cpu_seconds()
    work()
    return round(cpu_seconds() - start, 4)


def ratio(ours: float, theirs: float, at_most: float | None = None) -> Figure:
    return {
        "seconds": round(ours, 6),
        "reference": "FTS5",
        "reference_seconds": round(theirs, 6),
        "ratio": round(ours / theirs, 2),
        "at_most": at_most,
    }


def changing(index: SearchIndex, source: SourceUnits) -> Figure:
    def change(number: int) -> float:
        units = (Unit(0, f"ändrad{number}"), *source.units)
        changed = SourceUnits(source.key, f"changed {number}", source.language, units)
        return seconds(lambda: index.update([changed]))

    took = [change(number) for number in range(CHANGES)]
    return {"seconds": statistics.median(took), "slowest": max(took), "at_most_seconds": 0.1}


def asking_alone(folder: Path) -> Figure:
    """Ask every query in a process that does nothing else: what it holds is the index."""
    alone = child([sys.executable, __file__, str(folder)])
    return {"peak_megabytes": round(alone.peak_bytes / 1e6), "at_most_megabytes": 1000}


class Both:
    """Our index and FTS5 with the same units."""

    def __init__(self, folder: Path) -> None:
        self.index = SearchIndex.open(folder / "index", project="bench")
        self._connection = sqlite3.connect(folder / "fts5.db")
        self.seen = [one for one, _n in zip(search_corpus.read(folder), range(SEEN), strict=False)]
        known = sorted(self.index.sources.items(), key=lambda item: item[0].id)
        self._languages = {key: source.language for key, source in known}
        counts = {key: source.units for key, source in known}
        self._rows = dict(zip(counts, accumulate(counts.values(), initial=0), strict=False))
        self._said = search_corpus.said_by(SPEAKER, counts)

    def close(self) -> None:
        self._connection.close()

    def compared(self, one: Asked) -> dict[str, Figure]:
        """Compare all hits, and the first fifty with their matches: theirs the best, ours the
        first ones, as each shows them.
        """
        ours, theirs, shown, theirs_shown, hits = [], [], [], [], []
        for our, their in one.queries:
            query = parse(our)
            hits.append(len(self.ask(query)))
            ours.append(quickest(lambda query=query: self.ask(query)))
            shown.append(quickest(lambda query=query: self.show(query)))
            if their:
                theirs.append(quickest(lambda their=their: self.theirs(one, their)))
                theirs_shown.append(quickest(lambda their=their: self.they_show(one, their)))
        figures = {f"all hits, {one.kind}": figure(ours, theirs, one.at_most)}
        figures[f"all hits, {one.kind}"]["hits"] = int(statistics.median(hits))
        if one.p95:
            figures[f"all hits, {one.kind}: p95"] = {
                "seconds": figures[f"all hits, {one.kind}"]["p95"],
                "at_most_seconds": one.p95,
            }
        figures[f"first fifty shown, {one.kind}"] = figure(shown, theirs_shown, 6)
        return figures

    def ask(self, query: Query) -> UnitSet:
        return self.index.search(query, lambda _field: self._said)

    def theirs(self, one: Asked, their: str) -> list[object]:
        return self._connection.execute(one.every, (self._match(one, their),)).fetchall()

    def they_show(self, one: Asked, their: str) -> list[object]:
        return self._connection.execute(one.shown, (self._match(one, their),)).fetchall()

    def _match(self, one: Asked, their: str) -> str:
        """Return what FTS5 is asked for: a word with a star inside is looked for in its list."""
        if not one.looked_up:
            return their
        sql = "select term from vocabulary where term glob ?"
        return " OR ".join(f'"{term}"' for (term,) in self._connection.execute(sql, (their,)))

    def show(self, query: Query) -> None:
        units = self.ask(query)
        marker = Marker(query)
        left = SHOWN
        rows: dict[int, str] = {}  # with the language of each
        for key in sorted(units.sources(), key=self._rows.__getitem__):
            first, language = self._rows[key], self._languages[key]
            for number in units.numbers(key)[:left]:
                rows[first + number] = language
                left -= 1
            if not left:
                break
        sql = f"select id, text from line where id in ({','.join(map(str, rows))}) order by id"
        texts: dict[str, list[str]] = {}
        for row, text in self._connection.execute(sql):
            texts.setdefault(rows[row], []).append(text)
        for language, those in texts.items():
            for text, found in zip(those, marker.matches_of(those, language), strict=True):
                snippet(text, found)


def figure(ours: Sequence[float], theirs: Sequence[float], at_most: float | None) -> Figure:
    median = statistics.median(ours)
    found: Figure = {"seconds": round(median, 6), "ratio": None}
    if theirs:
        found = ratio(median, statistics.median(theirs), at_most)
    return found | {"p95": round(sorted(ours)[int(len(ours) * 0.95)], 6)}


def quickest(work: Callable[[], object]) -> float:
    """Return the CPU seconds of the quickest of three runs, or of one that is slow."""
    took: list[float] = []
    while len(took) < 3 and (not took or took[0] < SLOW):
        start = time.process_time()
        work()
        took.append(time.process_time() - start)
    return min(took)


if __name__ == "__main__":
    alone = Both(Path(sys.argv[1]))
    for asked_of in asked(alone.index, alone.seen):
        for ours_only, _theirs in asked_of.queries:
            alone.ask(parse(ours_only))
