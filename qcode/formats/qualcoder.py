"""Projects of QualCoder: a folder (.qda) with a database and the files of its sources.

Written for the databases of versions 1 to 17; what a version lacks is not there. Codes come with
the categories around them, every memo with what it is about, journals as memos of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job

from .exchange import ExchangeProject
from .foreign_sqlite import MAX_DATABASE_BYTES, ForeignDatabase, foreign_database, is_database
from .foreign_values import guid, moment, name, text
from .limits import open_file
from .qualcoder_cases import Attributes, Cases
from .qualcoder_codes import Codes
from .qualcoder_context import PROGRAM, Context
from .qualcoder_kept import Selections, keep_tables
from .qualcoder_passages import found_offsets, read_annotations, read_segments
from .qualcoder_pictures import read_pictures
from .qualcoder_sources import Sources

_FILE = "data.qda"
_TABLES = {
    "project": ("date", "memo"),
    "source": ("id", "name", "fulltext"),
    "code_name": ("cid", "name"),
    "code_cat": ("catid", "name"),
    "code_text": ("cid", "fid", "pos0", "pos1"),
}


class QualCoderReader:
    """Reads the folders of QualCoder, named by themselves or by the database in them."""

    name = PROGRAM
    suffixes: Sequence[str] = (".qda",)

    def knows(self, path: Path) -> bool:
        """Whether a folder has a database with the tables of QualCoder."""
        try:
            base = _base(path)
            if not is_database(base):
                return False
            with foreign_database(base, PROGRAM) as database:
                return all(database.has(table) for table in _TABLES)
        except (OSError, ValueError, UserError):
            return False

    def read(self, path: Path, job: Job = SILENT) -> ExchangeProject:
        """Read the project in a folder."""
        base = _base(path)
        try:
            open_file(base, MAX_DATABASE_BYTES).close()
        except UserError as error:
            if error.code != "file_missing" or base == path:
                raise
            raise UserError("folder_not_project", name=path.name) from error
        with foreign_database(base, PROGRAM, job) as database:
            if not database.has("code_text") or not database.has("code_name"):
                raise UserError("not_that_project", name=path.name, program=PROGRAM)
            for table, columns in _TABLES.items():
                database.need(table, *columns)
            database.check()
            return _read(database, base.parent, job)


def _base(path: Path) -> Path:
    return path / _FILE if path.is_dir() else path


def _read(database: ForeignDatabase, folder: Path, job: Job) -> ExchangeProject:
    about = next(database.rows("project", ("date", "memo")), (None, None))
    # When it was made goes with a project into every copy; the name of its folder does not.
    context = Context(database, folder, text(about[0]) or folder.stem, job)
    codes = Codes(context)
    sources = Sources(context)
    segments = (
        *read_segments(context, codes, sources),
        *read_pictures(context, codes, sources),
    )
    read_annotations(context, sources)
    cases = Cases(context, sources)
    attributes, values = Attributes(context, sources, cases).read()
    _read_journals(context)
    Selections(context, codes, sources).keep()
    for (called,) in database.rows("coder_names", ("name",)):
        context.coder(called)  # also who has not coded yet
    keep_tables(context)
    return ExchangeProject(
        name=name(folder.stem),
        guid=guid(PROGRAM, context.identity),
        origin=PROGRAM,
        description=text(about[1]),
        created=moment(about[0]),
        coders=context.coders(),
        codes=codes.codes,
        documents=sources.documents(),
        segments=segments,
        memos=tuple(context.memos),
        cases=cases.cases(),
        attributes=attributes,
        values=values,
        parts=tuple(context.parts),
        offsets=tuple(found_offsets(sources)),
        losses=context.losses.all(),
    )


def _read_journals(context: Context) -> None:
    columns = ("name", "jentry", "owner", "date")
    for called, words, owner, date in context.database.rows("journal", columns, order=("jid",)):
        key = ("journal", text(called))
        context.memo(
            words, None, called=text(called), owner=owner, date=date, kind="journal", key=key
        )


PROJECT_READER = QualCoderReader()
