"""The texts that the index is measured on, and the same units in SQLite's FTS5.

Each step can be run in a process of its own, so that its time and memory are its own:
`python search_corpus.py write|read|lines|fts5|index FOLDER [COUNT]`.
"""

from __future__ import annotations

import pickle
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

from swedish_text import SPEAKERS, interviews

from qcode.index.search import build
from qcode.index.units import Source, SourceKey, SourceUnits, Unit, UnitSet

TOKENIZE = '"unicode61 remove_diacritics 0"'


def made(count: int) -> Iterator[SourceUnits]:
    """Yield interviews as sources; the speakers take turns."""
    for number, interview in enumerate(interviews(count)):
        units, at = [], 0
        for _speaker, text in interview.turns:
            units.append(Unit(at, text))
            at += len(text) + 1
        key = SourceKey(Source.DOCUMENT, number)
        yield SourceUnits(key, str(number), interview.language, tuple(units))


def write(folder: Path, count: int) -> None:
    with (folder / "corpus").open("wb") as file:
        for source in made(count):
            pickle.dump(source, file)


def read(folder: Path) -> Iterator[SourceUnits]:
    with (folder / "corpus").open("rb") as file:
        while file.peek(1):
            yield pickle.load(file)


def _rows(folder: Path) -> Iterator[tuple[int, str, str]]:
    row = 0
    for source in read(folder):
        for number, unit in enumerate(source.units):
            yield row, SPEAKERS[number % 2], unit.text
            row += 1


def lines(folder: Path) -> None:
    """Put the units into an ordinary table: FTS5 shows matches from there, and so do we."""
    with sqlite3.connect(folder / "fts5.db") as connection:
        connection.execute("create table line(id integer primary key, speaker text, text text)")
        connection.executemany("insert into line values (?, ?, ?)", _rows(folder))
        connection.execute("create index by_speaker on line(speaker)")


def fts5(folder: Path) -> None:
    connection = sqlite3.connect(folder / "fts5.db")
    connection.execute(
        "create virtual table unit using fts5(text, content='line', content_rowid='id', "
        f"tokenize={TOKENIZE})"
    )
    with connection:
        rows = ((row, text) for row, _speaker, text in _rows(folder))
        connection.executemany("insert into unit(rowid, text) values (?, ?)", rows)
    connection.execute("insert into unit(unit) values ('optimize')")
    connection.execute("create virtual table vocabulary using fts5vocab(unit, row)")
    connection.commit()
    connection.close()


def index(folder: Path) -> None:
    build(folder / "index", read(folder), project="bench", operation=1)


def said_by(speaker: str, counts: dict[SourceKey, int]) -> UnitSet:
    """Return the units of a speaker: every second one."""
    first = SPEAKERS.index(speaker)
    pattern = {first: int("01" * 5000, 2) << first}
    return UnitSet({key: pattern[first] & ((1 << units) - 1) for key, units in counts.items()})


def main(what: str, folder: str, *count: str) -> None:
    if what == "write":
        write(Path(folder), int(count[0]))
    elif what == "read":
        for _row in _rows(Path(folder)):
            pass
    else:
        {"lines": lines, "fts5": fts5, "index": index}[what](Path(folder))


if __name__ == "__main__":
    main(*sys.argv[1:])
