"""The code tree in the store."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import starmap

from sqlalchemy import Connection, func, select

from qcode.model.codebook import Code, Codebook, CodeId
from qcode.model.courtesy import giving_way
from qcode.model.document import DocumentId

from .prepared import Prepared
from .schema import change, code, segment
from .unit import Unit

# As `Code` has them; whether it inherits comes before the last.
_ALL = select(
    code.c.id,
    code.c.guid,
    code.c.name,
    code.c.parent_id,
    code.c.position,
    code.c.color,
    code.c.definition,
    code.c.use_when,
    code.c.avoid_when,
    code.c.example,
    code.c.codable,
)
_COLOR = list(_ALL.selected_columns).index(code.c.color)


def read_codebook(connection: Connection) -> Codebook:
    """Return the whole code tree."""
    # All at once and by place: this is read after each change, and may be thousands of rows.
    rows = giving_way(connection.execute(_ALL).tuples().all())
    return Codebook(starmap(Code, ([*row[:-1], not row[_COLOR], row[-1] != 0] for row in rows)))


_GROUPING = Prepared(select(code.c.id, code.c.name).where(code.c.codable == 0))


def let_code(unit: Unit, used: Collection[object]) -> None:
    """Let codes that only grouped others code passages, because some get them now.

    Their names are kept with the operation, as "ungrouped".
    """
    found = {number: name for number, name in _GROUPING.run(unit.connection) if number in used}
    if found:
        unit.set_many(code, {number: {"codable": None} for number in found})
        unit.params["ungrouped"] = ", ".join(found.values())


_VERSION = Prepared(select(func.max(change.c.operation_id)).where(change.c.table_name == code.name))


def codebook_version(connection: Connection) -> int:
    """Return the last operation that changed the code tree, 0 for none."""
    ((version,),) = _VERSION.run(connection)
    return version or 0


def count_segments(connection: Connection) -> dict[CodeId, tuple[int, int]]:
    """Return, for each code that is used, its segments and the documents they are in."""
    query = select(
        segment.c.code_id, func.count(), func.count(segment.c.document_id.distinct())
    ).group_by(segment.c.code_id)
    return {CodeId(row[0]): (row[1], row[2]) for row in connection.execute(query)}


def count_by_document(connection: Connection) -> list[tuple[CodeId, DocumentId, int]]:
    """Return how many segments each code has in each document that has any of it."""
    columns = (segment.c.code_id, segment.c.document_id)
    query = select(*columns, func.count()).group_by(*columns)
    rows = giving_way(connection.execute(query))
    return [(CodeId(row[0]), DocumentId(row[1]), row[2]) for row in rows]


def last_touched(connection: Connection) -> dict[CodeId, int]:
    """Return, for each code that is used, the last operation that changed a segment of it."""
    touching = (change.c.table_name == segment.name) & (change.c.row_id == segment.c.id)
    query = (
        select(segment.c.code_id, func.max(change.c.operation_id))
        .join(change, touching)
        .group_by(segment.c.code_id)
    )
    return {CodeId(row[0]): row[1] for row in connection.execute(query)}


def add_code(unit: Unit, values: Mapping[str, object]) -> CodeId:
    """Add a code as the last child of its parent (`parent_id`, None: the top)."""
    position = next_position(unit.connection, values.get("parent_id"))
    return CodeId(unit.add(code, **{"position": position, **values}))


def get_guid(connection: Connection, code_id: CodeId) -> str:
    """Return the GUID of a code that is there."""
    return str(connection.execute(select(code.c.guid).where(code.c.id == code_id)).scalar_one())


def next_position(connection: Connection, parent: object) -> int:
    """Return the position behind the last child of `parent`."""
    same_parent = code.c.parent_id.is_(None) if parent is None else code.c.parent_id == parent
    last = connection.execute(select(func.max(code.c.position)).where(same_parent)).scalar()
    return 0 if last is None else last + 1


def set_code(unit: Unit, code_id: CodeId, **values: object) -> bool:
    """Change columns of a code; return whether anything differed."""
    return unit.set(code, code_id, **values)


def set_positions(unit: Unit, codes: Iterable[CodeId]) -> None:
    """Number siblings in the order given."""
    unit.set_many(code, {code_id: {"position": at} for at, code_id in enumerate(codes)})


def drop_codes(unit: Unit, codes: Iterable[CodeId]) -> None:
    """Delete codes that no segment and no memo refers to any more."""
    unit.drop(code, codes)
