"""Segments in the store: finding them by document, code, coder and place; writing them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import starmap
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, bindparam, select

from qcode.model.codebook import CodeId
from qcode.model.courtesy import giving_way
from qcode.model.document import DocumentId
from qcode.model.segment import CoderId, Segment, SegmentId
from qcode.model.text import Span

from .codes import let_code
from .memos import move_links
from .prepared import Prepared
from .schema import document, segment
from .unit import Unit, batches, count_rows


def find_segments(
    connection: Connection,
    *,
    documents: Collection[DocumentId] | None = None,
    codes: Collection[CodeId] | None = None,
    coders: Collection[CoderId] | None = None,
    span: Span | None = None,
) -> list[Segment]:
    """Return segments in the order of documents and of the text. None means any.

    `span` keeps those that share at least one character with it.
    """
    where: list[ColumnElement[bool]] = []
    if documents is not None:
        where.append(segment.c.document_id.in_(documents))
    if codes is not None:
        where.append(segment.c.code_id.in_(codes))
    if coders is not None:
        where.append(segment.c.coder_id.in_(coders))
    if span is not None:
        where += [segment.c.start < span.end, segment.c.end > span.start]
    return _fetch(connection, select(segment).where(*where))


def count_segments(connection: Connection) -> int:
    """Return how many segments there are."""
    return count_rows(connection, segment)


_TOUCHING = Prepared(
    select(segment.c.start, segment.c.end, segment.c.code_id).where(
        segment.c.document_id == bindparam("document"),
        segment.c.start < bindparam("end"),
        segment.c.end > bindparam("start"),
    )
)


def codes_in(
    connection: Connection, document_id: DocumentId, spans: Sequence[Span]
) -> list[tuple[Span, CodeId]]:
    """Return which codes lie where on some spans of a document, in no order: quicker than
    segments. The spans are in order and have no character in common.
    """
    where = {"document": document_id, "start": spans[0].start, "end": spans[-1].end}
    starts, ends = [span.start for span in spans], [span.end for span in spans]
    found = []
    # Of tens of thousands between a few spans nothing is made but what touches one.
    for start, end, code in _TOUCHING.run(connection, where):
        at = bisect_right(ends, start)
        if at < len(starts) and starts[at] < end:
            found.append((Span(start, end), CodeId(code)))
    return found


def get_segments(connection: Connection, segments: Iterable[SegmentId]) -> list[Segment]:
    """Return segments by id, in the order of documents and text; unknown ids are left out."""
    found: list[Segment] = []
    for batch in batches(list(segments)):
        found += _fetch(connection, select(segment).where(segment.c.id.in_(batch)))
    return found


# As `Segment` has them.
_COLUMNS = (
    segment.c.id,
    segment.c.guid,
    segment.c.document_id,
    segment.c.code_id,
    segment.c.coder_id,
    segment.c.start,
    segment.c.end,
    segment.c.weight,
    segment.c.condensed,
)


def find_guids(connection: Connection, guids: Collection[str]) -> list[Segment]:
    """Return segments by GUID; unknown ones are left out."""
    found: list[Segment] = []
    for batch in batches(sorted(guids)):
        found += _fetch(connection, select(segment).where(segment.c.guid.in_(batch)))
    return found


_AT_ONCE = 1_000  # rows, a few milliseconds


def _fetch(connection: Connection, query: Select[Any]) -> list[Segment]:
    columns = query.with_only_columns(*_COLUMNS)
    ordered = columns.join(document, document.c.id == segment.c.document_id).order_by(
        document.c.position, document.c.id, segment.c.start, segment.c.end, segment.c.id
    )
    # Many at once and by place: there may be tens of thousands.
    parts = giving_way(connection.execute(ordered).tuples().partitions(_AT_ONCE))
    return [each for part in parts for each in starmap(Segment, part)]


def from_row(row: Mapping[str, Any] | RowMapping) -> Segment:
    """Return a whole row of the table as a segment."""
    return Segment(
        SegmentId(row["id"]),
        row["guid"],
        DocumentId(row["document_id"]),
        CodeId(row["code_id"]),
        CoderId(row["coder_id"]),
        row["start"],
        row["end"],
        row["weight"],
        row["condensed"],
    )


_EQUAL = Prepared(
    select(segment.c.id).where(
        segment.c.document_id == bindparam("document"),
        segment.c.start == bindparam("from"),
        segment.c.end == bindparam("to"),
        segment.c.code_id == bindparam("code"),
        segment.c.coder_id == bindparam("coder"),
    )
)


def find_equal(
    connection: Connection, document_id: DocumentId, code_id: CodeId, coder_id: CoderId, span: Span
) -> SegmentId | None:
    """Return the segment with exactly this code, span and coder, if there is one."""
    values = {
        "document": document_id,
        "code": code_id,
        "coder": coder_id,
        "from": span.start,
        "to": span.end,
    }
    found = _EQUAL.run(connection, values)
    return SegmentId(found[0][0]) if found else None


def add_segments(unit: Unit, rows: Iterable[Mapping[str, object]]) -> list[SegmentId]:
    """Add segments, given as columns; none of them may be there already."""
    rows = list(rows)
    let_code(unit, {row["code_id"] for row in rows})
    return [SegmentId(number) for number in unit.add_many(segment, rows)]


def set_segments(unit: Unit, rows: Mapping[SegmentId, Mapping[str, object]]) -> int:
    """Change columns of segments; count those that differ."""
    if used := {values["code_id"] for values in rows.values() if "code_id" in values}:
        let_code(unit, used)
    return unit.set_many(segment, {int(key): values for key, values in rows.items()})


def drop_segments(unit: Unit, segments: Iterable[SegmentId]) -> None:
    """Delete segments that no memo is linked to any more."""
    unit.drop(segment, segments)


def move_segments(
    unit: Unit, found: Iterable[Segment], moved: Mapping[SegmentId, Span]
) -> dict[SegmentId, SegmentId]:
    """Give segments of one document other spans at once, and drop those that become doubles.

    `found` are all segments of the document. Returns, for each segment that was dropped, the
    equal one that stays and has got its memos.
    """
    order, absorbed = _plan_moves(found, moved)
    move_links(unit, "segment", {int(gone): int(stays) for gone, stays in absorbed.items()})
    drop_segments(unit, absorbed)
    set_segments(
        unit, {item: {"start": span.start, "end": span.end} for item, span in giving_way(order)}
    )
    return absorbed


def _plan_moves(
    found: Iterable[Segment], moved: Mapping[SegmentId, Span]
) -> tuple[list[tuple[SegmentId, Span]], dict[SegmentId, SegmentId]]:
    """Order moves so that no segment steps on another: who stands in the way goes first.

    Spans that are carried through an edit keep their order, so the ways never form a circle.
    """
    segments = {item.id: item for item in giving_way(found)}
    standing_at = giving_way(segments.values())
    place = {(item.code, item.coder, item.span): item.id for item in standing_at}
    waiting = set(moved)
    order: list[tuple[SegmentId, Span]] = []
    absorbed: dict[SegmentId, SegmentId] = {}
    for first in giving_way(moved):
        chain = [first] if first in waiting else []
        while chain:
            item = segments[chain[-1]]
            target = (item.code, item.coder, moved[item.id])
            standing = place.get(target)
            if standing is not None and standing in waiting and standing not in chain:
                chain.append(standing)
                continue
            chain.pop()
            waiting.discard(item.id)
            del place[(item.code, item.coder, item.span)]
            if standing is None or standing == item.id:
                place[target] = item.id
                order.append((item.id, moved[item.id]))
            else:
                absorbed[item.id] = standing
    return order, absorbed
