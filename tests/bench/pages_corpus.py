"""A large project of Taguette: pages of Swedish talk, with highlights all over them."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from html import escape
from pathlib import Path

from swedish_text import interviews

# The tables of Taguette 1.5.2 that hold what is read.
TABLES = """
CREATE TABLE users (login TEXT PRIMARY KEY);
CREATE TABLE projects (id INTEGER PRIMARY KEY, name TEXT, description TEXT, created TEXT);
CREATE TABLE documents (id INTEGER PRIMARY KEY, name TEXT, description TEXT, filename TEXT,
  created TEXT, project_id INTEGER, text_direction TEXT, contents TEXT);
CREATE TABLE commands (id INTEGER PRIMARY KEY, date TEXT, user_login TEXT, project_id INTEGER,
  document_id INTEGER, payload TEXT);
CREATE TABLE tags (id INTEGER PRIMARY KEY, project_id INTEGER, path TEXT, description TEXT);
CREATE TABLE highlights (id INTEGER PRIMARY KEY, document_id INTEGER, start_offset INTEGER,
  end_offset INTEGER, snippet TEXT);
CREATE TABLE highlight_tags (highlight_id INTEGER, tag_id INTEGER);
"""
MADE = "2026-03-01 09:00:00.000500"
_TAGS, _WRITTEN = 200, 100  # and how many interviews are written; the others are copies


def make_pages(path: Path, documents: int, highlights: int) -> Path:
    """Write the project and return where."""
    rng = random.Random(20260102)
    texts = [
        "\n\n".join(f"{who}: {said}" for who, said in each.turns) for each in interviews(_WRITTEN)
    ]
    each = highlights // documents
    with closing(sqlite3.connect(path)) as base, base:
        base.executescript(TABLES)
        base.execute("INSERT INTO users VALUES ('anna')")
        base.execute("INSERT INTO projects VALUES (1, 'Stort', '', ?)", (MADE,))
        base.executemany(
            "INSERT INTO tags VALUES (?, 1, ?, '')", ((n, f"Tagg {n}") for n in range(1, _TAGS + 1))
        )
        for number in range(1, documents + 1):
            _add_page(base, number, f"{number}\n\n{texts[number % _WRITTEN]}", each, rng)
    return path


def _add_page(
    base: sqlite3.Connection, number: int, text: str, count: int, rng: random.Random
) -> None:
    page = "\n\n".join(f"<p>{escape(line)}</p>" for line in text.split("\n\n"))
    row = (number, f"Samtal {number}", "", f"{number}.txt", MADE, "LEFT_TO_RIGHT", page)
    base.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, 1, ?, ?)", row)
    for at in range(count):
        start = text.index(" ", rng.randrange(len(text) - 500)) + 1
        end = text.index(" ", start + rng.randint(20, 200))
        first = len(text[:start].encode())
        last = first + len(text[start:end].encode())
        known = number * 1000 + at
        base.execute(
            "INSERT INTO highlights VALUES (?, ?, ?, ?, ?)",
            (known, number, first, last, escape(text[start:end])),
        )
        base.execute("INSERT INTO highlight_tags VALUES (?, ?)", (known, rng.randint(1, _TAGS)))
