"""The tables of a project file. Rows change only through `unit`; `constraints` adds the rules
that SQL cannot say in a column.

Every row has a local id that is never used again and a GUID that stays the same in every copy of
the project. Deleting never cascades: the journal must see each row that goes.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    create_mock_engine,
    func,
)
from sqlalchemy.engine.mock import MockConnection
from sqlalchemy.schema import ExecutableDDLElement

APPLICATION_ID = 0x51436F64  # "QCod" in the header of the file
VERSION = 4

metadata = MetaData()


def _noun(name: str, *parts: Column[Any] | CheckConstraint | UniqueConstraint | Index) -> Table:
    """A table of journalled rows: local id, GUID, and its own columns."""
    return Table(
        name,
        metadata,
        Column("id", Integer, primary_key=True),
        Column("guid", Text, nullable=False, unique=True),
        *parts,
    )


def _text(name: str) -> Column[Any]:
    return Column(name, Text, nullable=False, server_default="")


def _integer(name: str) -> Column[Any]:
    return Column(name, Integer, nullable=False)


def _reference(name: str, target: str, *, optional: bool = False) -> Column[Any]:
    # Checked at the commit, so that undo may take rows back in any order.
    key = ForeignKey(target, deferrable=True, initially="DEFERRED")
    return Column(name, key, nullable=optional)


# Immutable and found by what it holds: texts, layouts and the files that were imported.
content = Table(
    "content",
    metadata,
    Column("hash", Text, primary_key=True),  # SHA-256 of the uncompressed bytes, hexadecimal
    Column("size", Integer, nullable=False),  # bytes, uncompressed
    Column("data", LargeBinary, nullable=False),  # zlib
)

project = _noun("project", _text("name"), _text("language"), _text("description"), _text("created"))

coder = _noun("coder", Column("name", Text, nullable=False, unique=True), _text("color"))

document = _noun(
    "document",
    Column("name", Text, nullable=False, unique=True),
    _text("kind"),
    _text("language"),
    _integer("length"),
    _integer("paragraphs"),
    _integer("turns"),
    _text("speakers"),  # JSON list of names
    _reference("text_hash", "content.hash"),
    _reference("layout_hash", "content.hash"),
    _reference("source_hash", "content.hash", optional=True),
    _text("source_name"),
    _text("source_format"),
    _text("encoding"),
    _integer("position"),
    _text("added"),
    CheckConstraint("length >= 0 AND paragraphs >= 0 AND turns >= 0", name="document_counts"),
)

document_set = _noun("document_set", Column("name", Text, nullable=False, unique=True))

set_member = _noun(
    "set_member",
    _reference("set_id", "document_set.id"),
    _reference("document_id", "document.id"),
    UniqueConstraint("set_id", "document_id"),
    Index("set_member_document", "document_id"),
)

case = _noun("case", Column("name", Text, nullable=False, unique=True), _text("description"))

case_link = _noun(
    "case_link",
    _reference("case_id", "case.id"),
    _reference("document_id", "document.id"),
    _text("speaker"),  # "" means the whole document
    UniqueConstraint("case_id", "document_id", "speaker"),
    Index("case_link_document", "document_id"),
)

attribute = _noun(
    "attribute",
    Column("name", Text, nullable=False),
    _text("target"),
    _text("type"),
    _text("choices"),  # JSON list
    UniqueConstraint("target", "name"),
    CheckConstraint("target IN ('document', 'case')", name="attribute_target"),
)

attribute_value = _noun(
    "attribute_value",
    _reference("attribute_id", "attribute.id"),
    _reference("document_id", "document.id", optional=True),
    _reference("case_id", "case.id", optional=True),
    _text("value"),
    CheckConstraint("(document_id IS NULL) <> (case_id IS NULL)", name="attribute_value_owner"),
    UniqueConstraint("attribute_id", "document_id"),
    UniqueConstraint("attribute_id", "case_id"),
    Index("attribute_value_document", "document_id"),
    Index("attribute_value_case", "case_id"),
)

code = _noun(
    "code",
    Column("name", Text, nullable=False),
    _reference("parent_id", "code.id", optional=True),
    _integer("position"),
    _text("color"),
    _text("definition"),
    _text("use_when"),
    _text("avoid_when"),
    _text("example"),
    Column("codable", Integer),  # 0: it only groups others, says the program it came from
    CheckConstraint("parent_id IS NULL OR parent_id <> id", name="code_not_its_own_parent"),
)
# Two siblings never share a name; a plain constraint would let the top level through (NULLs).
Index("code_siblings", func.coalesce(code.c.parent_id, 0), code.c.name, unique=True)
Index("code_parent", code.c.parent_id)

segment = _noun(
    "segment",
    _reference("document_id", "document.id"),
    _reference("code_id", "code.id"),
    _reference("coder_id", "coder.id"),
    _integer("start"),
    _integer("end"),
    Column("weight", Integer),
    _text("condensed"),
    _text("made"),  # "": when the journal says
    CheckConstraint('0 <= "start" AND "start" < "end"', name="segment_span"),
    CheckConstraint("weight IS NULL OR weight BETWEEN 0 AND 100", name="segment_weight"),
    UniqueConstraint("document_id", "start", "end", "code_id", "coder_id"),
    Index("segment_code", "code_id"),
    Index("segment_coder", "coder_id"),
)

memo = _noun(
    "memo",
    _text("title"),
    _text("text"),
    _text("kind"),
    _reference("coder_id", "coder.id"),
    _text("created"),
    _text("changed"),
    Index("memo_coder", "coder_id"),
)

memo_link = _noun(
    "memo_link",
    _reference("memo_id", "memo.id"),
    _reference("document_id", "document.id", optional=True),  # also of a segment or a span
    _reference("code_id", "code.id", optional=True),
    _reference("case_id", "case.id", optional=True),
    _reference("segment_id", "segment.id", optional=True),
    Column("start", Integer),
    Column("end", Integer),
    CheckConstraint(
        '("start" IS NULL AND "end" IS NULL) OR'
        ' (document_id IS NOT NULL AND 0 <= "start" AND "start" < "end")',
        name="memo_link_span",
    ),
    CheckConstraint(
        "(code_id IS NULL) + (case_id IS NULL) + (segment_id IS NULL) >= 2",
        name="memo_link_one_target",
    ),
    Index("memo_link_memo", "memo_id"),
    Index("memo_link_document", "document_id"),
    Index("memo_link_code", "code_id"),
    Index("memo_link_case", "case_id"),
    Index("memo_link_segment", "segment_id"),
)

saved_query = _noun(
    "saved_query",
    Column("name", Text, nullable=False, unique=True),
    _text("text"),
    _text("options"),
    _reference("coder_id", "coder.id"),
    _text("created"),
    _text("changed"),
    Index("saved_query_coder", "coder_id"),
)

report_preset = _noun(
    "report_preset",
    Column("name", Text, nullable=False, unique=True),
    _text("options"),  # JSON, see model.report_json
    _reference("coder_id", "coder.id"),
    _text("created"),
    _text("changed"),
    Index("report_preset_coder", "coder_id"),
)

# Recordings and other files that a document was made from, beside its text.
media = _noun(
    "media",
    _reference("document_id", "document.id"),
    _text("name"),
    _text("path"),  # from the folder of the project file, or absolute; "": nowhere but here
    _text("sha256"),  # of its bytes, "" where nobody knows
    _integer("size"),  # bytes, 0 where nobody knows
    _reference("content_hash", "content.hash", optional=True),  # small ones are kept here
    _integer("position"),
    Index("media_document", "document_id"),
)

# What other programs' projects have and QCode has no place for, kept to be written back.
preserved = _noun(
    "preserved",
    _text("format"),
    _text("kind"),
    _text("name"),
    _reference("data_hash", "content.hash"),
    _integer("position"),
)

preserved_file = _noun(
    "preserved_file",
    _reference("preserved_id", "preserved.id"),
    _text("name"),
    _reference("content_hash", "content.hash"),
    _integer("position"),
    Index("preserved_file_preserved", "preserved_id"),
)

# The journal: what was done, and each row before and after (JSON; only the columns that changed).
operation = Table(
    "operation",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("guid", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("params", Text, nullable=False),  # JSON
    Column("coder", Text, nullable=False),
    Column("time", Text, nullable=False),  # UTC, ISO 8601
    Column("inverts", Integer),  # undo, redo: the operation taken back
    Column("subject", Integer),  # undo, redo: the operation that was first done
    # The state of undo after this operation: two linked lists in history (see journal).
    Column("undo_top", Integer),
    Column("undo_below", Integer),
    Column("redo_top", Integer),
    Column("redo_below", Integer),
    Index("operation_subject", "subject"),
)

change = Table(
    "change",
    metadata,
    Column("operation_id", ForeignKey("operation.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("table_name", Text, nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Index("change_row", "table_name", "row_id"),
    sqlite_with_rowid=False,
)

# Numbers handed out: a row is locked by the transaction that takes from it.
counter = Table(
    "counter",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Integer, nullable=False),
)

JOURNALLED: tuple[Table, ...] = (
    project,
    coder,
    document,
    document_set,
    set_member,
    case,
    case_link,
    attribute,
    attribute_value,
    code,
    segment,
    memo,
    memo_link,
    saved_query,
    report_preset,
    media,
    preserved,
    preserved_file,
)


@cache
def definitions(dialect: str) -> tuple[str, ...]:
    """Return what makes the tables in an empty database, by the name of its dialect of SQL.

    To put it into words takes many times as long as to carry it out, so that is done once.
    """
    made: list[str] = []

    def note(each: ExecutableDDLElement, *_more: object, **_others: object) -> None:
        made.append(str(each.compile(dialect=engine.dialect)))

    engine: MockConnection = create_mock_engine(f"{dialect}://", note)
    metadata.create_all(engine, checkfirst=False)
    return tuple(made)
