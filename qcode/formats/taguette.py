"""Projects of Taguette (.sqlite3): one that was exported, or the whole database of a server.

Read from its tables: documents with their pages, tags, highlights, and who made them when. A
database with several projects comes in as one: each has a set of its documents and a code that its
tags stand under.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job

from .exchange import ExchangeCode, ExchangeProject, ExchangeSet
from .foreign_sqlite import ForeignDatabase, foreign_database, is_database
from .foreign_values import ForeignLoss, Losses, earliest, guid, moment, name, text, whole
from .taguette_documents import Home, Reading
from .taguette_tags import Tag, codes_of
from .taguette_users import Users

PROGRAM = "Taguette"
_TABLES = {
    "projects": ("id", "name"),
    "documents": ("id", "project_id", "name", "contents"),
    "tags": ("id", "project_id", "path"),
    "highlights": ("id", "document_id", "start_offset", "end_offset"),
    "highlight_tags": ("highlight_id", "tag_id"),
}


class TaguetteReader:
    """Reads the databases of Taguette."""

    name = PROGRAM
    suffixes: Sequence[str] = (".sqlite3", ".sqlite", ".db")

    def knows(self, path: Path) -> bool:
        """Whether a file is a database with the tables of Taguette."""
        if not is_database(path):
            return False
        try:
            with foreign_database(path, PROGRAM) as database:
                return all(database.has(table) for table in _TABLES)
        except UserError:
            return False

    def read(self, path: Path, job: Job = SILENT) -> ExchangeProject:
        """Read all projects in a database."""
        with foreign_database(path, PROGRAM, job) as database:
            if not database.has("highlights") or not database.has("tags"):
                raise UserError("not_that_project", name=path.name, program=PROGRAM)
            for table, columns in _TABLES.items():
                database.need(table, *columns)
            database.check()
            return _read(database, path, job)


def _read(database: ForeignDatabase, path: Path, job: Job) -> ExchangeProject:
    losses = Losses()
    homes = _homes(database)
    tags, codes = _tags(database, homes, losses)
    users = Users(database, PROGRAM)
    reading = Reading(database, path, PROGRAM, users=users, losses=losses, job=job)
    reading.read(homes, tags)
    several = len(homes) > 1
    only = None if several else next(iter(homes.values()), None)
    if several:
        losses.add(ForeignLoss.SEVERAL, next(iter(homes.values())).name, len(homes))
    return ExchangeProject(
        name=only.name if only else name(path.stem),
        guid=guid(PROGRAM, *sorted(home.key for home in homes.values())),
        origin=PROGRAM,
        description=only.description if only else "",
        created=earliest(home.created for home in homes.values()),
        coders=users.coders(),
        codes=tuple(codes),
        documents=tuple(reading.documents),
        segments=tuple(reading.segments),
        memos=tuple(reading.memos),
        sets=_sets(homes, reading) if several else (),
        offsets=tuple(reading.offsets),
        losses=losses.all(),
    )


def _homes(database: ForeignDatabase) -> dict[int, Home]:
    """Return the projects of a database by their numbers."""
    homes: dict[int, Home] = {}
    columns = ("id", "name", "description", "created")
    for number, called, description, created in database.rows("projects", columns, order=("id",)):
        if (known := whole(number)) is not None:
            # The moment it was made goes with a project into every copy; its number does not.
            key = text(created) or f"{known} {text(called)}"
            if any(home.key == key for home in homes.values()):
                key = f"{key} {known}"
            homes[known] = Home(key, name(called), text(description), moment(created))
    return homes


def _tags(
    database: ForeignDatabase, homes: dict[int, Home], losses: Losses
) -> tuple[dict[int, str], list[ExchangeCode]]:
    """Return the GUIDs of tags by number, and the codes that they are."""
    guids: dict[int, str] = {}
    tags: dict[int, list[Tag]] = {number: [] for number in homes}
    columns = ("id", "project_id", "path", "description")
    for number, project, path, description in database.rows("tags", columns, order=("id",)):
        known, owner = whole(number), whole(project)
        if known is None or owner is None or owner not in homes:
            losses.add(ForeignLoss.DANGLING, "tags")
            continue
        whole_path = name(path)
        guids[known] = guid(PROGRAM, homes[owner].key, "tags", whole_path)
        tags[owner].append(Tag(guids[known], whole_path, text(description)))
    codes: list[ExchangeCode] = []
    for number, home in homes.items():
        parent = ""
        if len(homes) > 1:
            parent = guid(PROGRAM, home.key, "projects")
            codes.append(ExchangeCode(parent, home.name, codable=False))
        codes += codes_of(tags[number], parent)
    return guids, codes


def _sets(homes: dict[int, Home], reading: Reading) -> tuple[ExchangeSet, ...]:
    return tuple(
        ExchangeSet(guid(PROGRAM, home.key, "set"), home.name, tuple(reading.of_home[number]))
        for number, home in homes.items()
        if number in reading.of_home
    )


PROJECT_READER = TaguetteReader()
