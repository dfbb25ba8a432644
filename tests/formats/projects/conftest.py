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


# What QualCoder made new databases of in versions 1.3 (a) and of August 2026 (b), as far as it is
# read; "-" before a column: not yet in the first.
QUALCODER = {
    "project": "databaseversion date memo about -codername",
    "source": "id! name fulltext mediapath memo owner date -av_text_id -risid",
    "code_image": "imid! id x1 y1 width height cid memo date owner -important -pdf_page",
    "code_av": "avid! id pos0 pos1 cid memo date owner -important",
    "annotation": "anid! fid pos0 pos1 memo owner date",
    "attribute_type": "name date owner memo caseOrFile valuetype",
    "attribute": "attrid! name attr_type value id date owner",
    "case_text": "id! caseid fid pos0 pos1 owner date memo",
    "cases": "caseid! name memo owner date",
    "code_cat": "catid! name owner date memo supercatid",
    "code_text": "-ctid! cid fid seltext pos0 pos1 owner date memo -avid -important",
    "code_name": "cid! name memo catid owner date color -supercid",
    "journal": "jid! name jentry date owner",
    "-ris": "risid tag longtag value",
    "-coder_names": "name visibility",
    "-graph": "grid! name description date scene_width scene_height",
    "-gr_free_text_item": "gfreeid! grid x y free_text",
    "-stored_sql": "title description grouper ssql",
}
MADE = "2026-03-02 10:00:00"


@dataclass
class QualCoder:
    """A project folder of QualCoder, of its first version or of the newest."""

    folder: Path
    is_first: bool = False

    def __post_init__(self) -> None:
        for name in ("documents", "images", "audio", "video"):
            (self.folder / name).mkdir(parents=True)
        with self.open() as base:
            for table, columns in QUALCODER.items():
                if table[0] == "-" and self.is_first:
                    continue
                wanted = [
                    each.lstrip("-")
                    for each in columns.split()
                    if not (each[0] == "-" and self.is_first)
                ]
                made = ", ".join(each.replace("!", " INTEGER PRIMARY KEY") for each in wanted)
                base.execute(f"CREATE TABLE {table.lstrip('-')} ({made})")
        self.add("project", databaseversion="v1", date="2026-03-01 09:00:00", memo="Om tillit")

    @property
    def path(self) -> Path:
        return self.folder / "data.qda"

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path)) as there, there:
            yield there

    def add(self, table: str, **values: object) -> int:
        """Add a row and return its number."""
        if "date" in QUALCODER.get(table, "").split():
            values = {"date": MADE, **values}
        with self.open() as base:
            names, marks = ", ".join(values), ", ".join("?" * len(values))
            query = f"INSERT INTO {table} ({names}) VALUES ({marks})"
            number = base.execute(query, list(values.values())).lastrowid
        assert number is not None
        return number

    def source(self, name: str, text: str | None = None, **values: object) -> int:
        return self.add("source", **{"name": name, "fulltext": text, "owner": "anna", **values})

    def code(self, name: str, **values: object) -> int:
        return self.add("code_name", **{"name": name, "owner": "anna", **values})

    def mark(self, source: int, code: int, start: int, words: str, **values: object) -> int:
        """Code words that stand at a position, as long as they are in code points."""
        place = {"pos0": start, "pos1": start + len(words), "seltext": words}
        return self.add(
            "code_text", **{"fid": source, "cid": code, "owner": "anna", **place, **values}
        )


@pytest.fixture
def qualcoder(tmp_path: Path) -> Callable[..., QualCoder]:
    """Return what begins a project of QualCoder."""

    def make(name: str = "Tillit.qda", *, is_first: bool = False) -> QualCoder:
        return QualCoder(tmp_path / name, is_first)

    return make
