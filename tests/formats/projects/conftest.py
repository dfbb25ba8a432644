"""Projects of other programs, written by the tests table by table, as those programs do."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

# The tables of Taguette 1.5.2 (schema db5e31a0233d) as a new database has them.
TAGUETTE = """
CREATE TABLE users (login VARCHAR(30) NOT NULL PRIMARY KEY, created DATETIME NOT NULL,
  hashed_password VARCHAR(192), disabled BOOLEAN NOT NULL, email VARCHAR(256));
CREATE TABLE projects (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL,
  description TEXT NOT NULL, created DATETIME NOT NULL);
CREATE TABLE project_members (project_id INTEGER NOT NULL, user_login VARCHAR(30) NOT NULL,
  privileges VARCHAR(11) NOT NULL, PRIMARY KEY (project_id, user_login));
CREATE TABLE documents (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL,
  description TEXT NOT NULL, filename VARCHAR(200) NOT NULL, created DATETIME NOT NULL,
  project_id INTEGER NOT NULL, text_direction VARCHAR(13) NOT NULL, contents TEXT NOT NULL);
CREATE TABLE commands (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, date DATETIME NOT NULL,
  user_login VARCHAR(30) NOT NULL, project_id INTEGER NOT NULL, document_id INTEGER,
  payload TEXT NOT NULL);
CREATE TABLE tags (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, project_id INTEGER NOT NULL,
  path VARCHAR(200) NOT NULL, description TEXT NOT NULL, UNIQUE (project_id, path));
CREATE TABLE highlights (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  document_id INTEGER NOT NULL, start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL,
  snippet TEXT NOT NULL);
CREATE TABLE highlight_tags (highlight_id INTEGER NOT NULL, tag_id INTEGER NOT NULL,
  PRIMARY KEY (highlight_id, tag_id));
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
"""
CREATED = "2026-03-01 09:00:00.000500"


@dataclass
class Taguette:
    """A database of Taguette. Passages are given as words of the page's text."""

    path: Path
    texts: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        with self.open() as base:
            base.executescript(TAGUETTE)
            base.execute("PRAGMA application_id=0x54677474")

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path)) as there, there:
            yield there

    def add(self, table: str, **values: object) -> int:
        """Add a row and return its number."""
        with self.open() as base:
            names, marks = ", ".join(values), ", ".join("?" * len(values))
            query = f"INSERT INTO {table} ({names}) VALUES ({marks})"
            number = base.execute(query, list(values.values())).lastrowid
        assert number is not None
        return number

    def project(self, name: str, *members: str, created: str = CREATED, about: str = "") -> int:
        number = self.add("projects", name=name, description=about, created=created)
        for login in members:
            self.add("project_members", project_id=number, user_login=login, privileges="ADMIN")
        return number

    def document(
        self,
        project: int,
        name: str,
        contents: str,
        text: str,
        *,
        about: str = "",
        direction: str = "LEFT_TO_RIGHT",
    ) -> int:
        """Add a page; `text` is what its nodes hold, which highlights are found in."""
        number = self.add(
            "documents",
            name=name,
            filename=name,
            description=about,
            created=CREATED,
            project_id=project,
            text_direction=direction,
            contents=contents,
        )
        self.texts[number] = text
        return number

    def tag(self, project: int, path: str, description: str = "") -> int:
        return self.add("tags", project_id=project, path=path, description=description)

    def highlight(
        self,
        document: int,
        words: str,
        *tags: int,
        by: str = "",
        snippet: str | None = None,
        at: int = 0,
    ) -> int:
        """Mark words of a page, the first that stand at or after `at`, as its users do."""
        text = self.texts[document]
        start = text.index(words, at)
        first = len(text[:start].encode())
        last = first + len(words.encode())
        number = self.add(
            "highlights",
            document_id=document,
            start_offset=first,
            end_offset=last,
            snippet=words if snippet is None else snippet,
        )
        for tag in tags:
            self.add("highlight_tags", highlight_id=number, tag_id=tag)
        if by:
            self.log(by, number, tags)
        return number

    def log(
        self, login: str, highlight: int, tags: Sequence[int], date: str = "2026-03-02 10:00:00.25"
    ) -> None:
        said = {"type": "highlight_add", "highlight_id": highlight, "tags": list(tags)}
        self.command(login, said, date)

    def command(self, login: str, said: object, date: str = "2026-03-03 10:00:00") -> None:
        self.add("commands", date=date, user_login=login, project_id=1, payload=json.dumps(said))


@pytest.fixture
def taguette(tmp_path: Path) -> Callable[..., Taguette]:
    """Return what begins a database of Taguette."""

    def make(name: str = "study.sqlite3") -> Taguette:
        return Taguette(tmp_path / name)

    return make


@pytest.fixture
def open_base() -> Iterator[Callable[[Path], sqlite3.Connection]]:
    """Return what opens a database for changing; closed at the end of the test."""
    opened: list[sqlite3.Connection] = []

    def open_it(path: Path) -> sqlite3.Connection:
        opened.append(sqlite3.connect(path))
        return opened[-1]

    yield open_it
    for base in opened:
        base.close()
