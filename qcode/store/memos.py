"""Memos and their links in the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Row, func, or_, select

from qcode.model.codebook import CodeId
from qcode.model.courtesy import giving_way
from qcode.model.document import CaseId, DocumentId
from qcode.model.memo import Memo, MemoId, MemoLink, MemoPlace, kind_of
from qcode.model.segment import CoderId, SegmentId
from qcode.model.text import Span

from .schema import memo, memo_link, segment
from .unit import Unit, batches, now

_BEGINNING = 600  # letters of a memo that tell what it is about

_OWNERS = {
    "document": memo_link.c.document_id,
    "code": memo_link.c.code_id,
    "case": memo_link.c.case_id,
    "segment": memo_link.c.segment_id,
}


def list_memos(connection: Connection) -> list[Memo]:
    """Return all memos with their links, oldest first."""
    links: dict[int, list[MemoLink]] = defaultdict(list)
    for row in giving_way(connection.execute(select(memo_link).order_by(memo_link.c.id))):
        links[row.memo_id].append(_link(row))
    rows = connection.execute(select(memo).order_by(memo.c.created, memo.c.id))
    return [_memo(row, tuple(links[row.id])) for row in giving_way(rows)]


def get_memos(connection: Connection, memos: Iterable[MemoId]) -> list[Memo]:
    """Return memos by id, oldest first; unknown ids are left out."""
    found: list[Memo] = []
    for batch in batches(sorted(memos)):
        links: dict[int, list[MemoLink]] = defaultdict(list)
        query = select(memo_link).where(memo_link.c.memo_id.in_(batch)).order_by(memo_link.c.id)
        for row in connection.execute(query):
            links[row.memo_id].append(_link(row))
        rows = connection.execute(
            select(memo).where(memo.c.id.in_(batch)).order_by(memo.c.created, memo.c.id)
        )
        found += [_memo(row, tuple(links[row.id])) for row in rows]
    return found


def memos_on(connection: Connection, owner: str, owners: Collection[int]) -> dict[int, list[Memo]]:
    """Return the memos on things of one sort ("document", "code", "case" or "segment"), by thing.

    For documents, memos on their segments and spans count too.
    """
    column = _OWNERS[owner]
    pairs: list[tuple[int, MemoId]] = []
    for batch in batches(sorted(owners)):
        query = select(column, memo_link.c.memo_id).where(column.in_(batch))
        pairs += [(row[0], MemoId(row[1])) for row in connection.execute(query)]
    memos = {found.id: found for found in get_memos(connection, {pair[1] for pair in pairs})}
    on: dict[int, list[Memo]] = defaultdict(list)
    for thing, memo_id in sorted(set(pairs)):
        on[thing].append(memos[memo_id])
    return dict(on)


def segments_with_memos(connection: Connection, document_id: DocumentId) -> frozenset[SegmentId]:
    """Return the segments of a document that carry a memo."""
    query = select(memo_link.c.segment_id).where(
        memo_link.c.document_id == document_id, memo_link.c.segment_id.is_not(None)
    )
    return frozenset(SegmentId(number) for number in connection.execute(query).scalars())


def places_in(connection: Connection, document_id: DocumentId) -> list[MemoPlace]:
    """Return the memos on segments and spans of a document, the oldest first."""
    query = (
        select(
            memo.c.id,
            memo.c.title,
            func.substr(memo.c.text, 1, _BEGINNING).label("text"),
            memo_link.c.segment_id,
            memo_link.c.start,
            memo_link.c.end,
        )
        .join_from(memo_link, memo, memo.c.id == memo_link.c.memo_id)
        .where(
            memo_link.c.document_id == document_id,
            or_(memo_link.c.segment_id.is_not(None), memo_link.c.start.is_not(None)),
        )
        .order_by(memo.c.created, memo.c.id, memo_link.c.id)
    )
    return [
        MemoPlace(
            MemoId(row.id),
            row.title,
            row.text,
            segment=None if row.segment_id is None else SegmentId(row.segment_id),
            span=None if row.start is None else Span(row.start, row.end),
        )
        for row in connection.execute(query)
    ]


def add_memo(unit: Unit, values: Mapping[str, object], links: Iterable[MemoLink]) -> MemoId:
    """Add a memo with its links."""
    moment = now()
    memo_id = MemoId(unit.add(memo, **{"created": moment, "changed": moment, **values}))
    add_links(unit, memo_id, links)
    return memo_id


def add_links(unit: Unit, memo_id: MemoId, links: Iterable[MemoLink]) -> None:
    """Link a memo to more things."""
    unit.add_many(memo_link, [_link_values(unit, memo_id, link) for link in links])


def set_memo(unit: Unit, memo_id: MemoId, **values: object) -> bool:
    """Change columns of a memo and its time of change; return whether anything differed."""
    before = unit.connection.execute(select(memo).where(memo.c.id == memo_id)).mappings().one()
    if all(before[name] == value for name, value in values.items()):
        return False
    return unit.set(memo, memo_id, changed=now(), **values)


def drop_memos(unit: Unit, memos: Collection[MemoId]) -> None:
    """Delete memos with their links."""
    query = select(memo_link.c.id).where(memo_link.c.memo_id.in_(memos)).order_by(memo_link.c.id)
    unit.drop(memo_link, unit.connection.execute(query).scalars().all())
    unit.drop(memo, memos)


def release(unit: Unit, owner: str, owners: Collection[int]) -> None:
    """Unlink all memos from things that are about to go; memos left without a link go too.

    A memo that was also linked elsewhere stays there. See `memos_on` for `owner`.
    """
    column = _OWNERS[owner]
    links: list[tuple[int, int]] = []
    for batch in batches(sorted(owners)):
        query = select(memo_link.c.id, memo_link.c.memo_id).where(column.in_(batch))
        links += [(row[0], row[1]) for row in unit.connection.execute(query.order_by("id"))]
    unit.drop(memo_link, [link for link, _memo in links])
    left = sorted({memo_id for _link, memo_id in links})
    for batch in batches(left):
        query = select(memo_link.c.memo_id).where(memo_link.c.memo_id.in_(batch))
        still = frozenset(unit.connection.execute(query).scalars())
        unit.drop(memo, [memo_id for memo_id in batch if memo_id not in still])


def keep_on_document(unit: Unit, segments: Collection[int]) -> None:
    """Turn memos on segments that are about to go into memos on their documents."""
    for batch in batches(sorted(segments)):
        query = select(memo_link.c.id).where(memo_link.c.segment_id.in_(batch)).order_by("id")
        links = unit.connection.execute(query).scalars().all()
        unit.set_many(memo_link, {link: {"segment_id": None} for link in links})


def move_links(unit: Unit, owner: str, moves: Mapping[int, int]) -> None:
    """Link memos to other things of the same sort: from each key to its value."""
    column = _OWNERS[owner]
    values: dict[int, dict[str, object]] = {}
    for batch in batches(sorted(moves)):
        query = select(memo_link.c.id, column).where(column.in_(batch)).order_by("id")
        for link, thing in unit.connection.execute(query):
            values[link] = {column.name: moves[thing]}
    unit.set_many(memo_link, values)


def span_links(connection: Connection, document_id: DocumentId) -> dict[int, Span]:
    """Return the spans that memos are anchored to in a document, by the id of the link."""
    query = select(memo_link).where(
        memo_link.c.document_id == document_id, memo_link.c.start.is_not(None)
    )
    return {row.id: Span(row.start, row.end) for row in connection.execute(query)}


def set_link_spans(unit: Unit, spans: Mapping[int, Span | None]) -> None:
    """Move the anchors of memos; None turns a memo on a span into one on the document."""
    unit.set_many(
        memo_link,
        {
            link: {"start": span and span.start, "end": span and span.end}
            for link, span in spans.items()
        },
    )


def texts_with(connection: Connection, words: str) -> dict[int, str]:
    """Return the texts of the memos that hold `words`, by the id of the memo."""
    query = select(memo.c.id, memo.c.text).where(memo.c.text.contains(words, autoescape=True))
    return {row.id: row.text for row in connection.execute(query.order_by(memo.c.id))}


def set_texts(unit: Unit, texts: Mapping[int, str]) -> None:
    """Change texts as part of something else: when the user last wrote in them stays."""
    unit.set_many(memo, {number: {"text": text} for number, text in texts.items()})


def _link_values(unit: Unit, memo_id: MemoId, link: MemoLink) -> dict[str, object]:
    place = link.document
    if link.segment is not None:
        query = select(segment.c.document_id).where(segment.c.id == link.segment)
        place = DocumentId(unit.connection.execute(query).scalar_one())
    return {
        "memo_id": memo_id,
        "document_id": place,
        "code_id": link.code,
        "case_id": link.case,
        "segment_id": link.segment,
        "start": link.span and link.span.start,
        "end": link.span and link.span.end,
    }


def _memo(row: Row[Any], links: tuple[MemoLink, ...]) -> Memo:
    return Memo(
        MemoId(row.id),
        row.guid,
        row.title,
        row.text,
        kind_of(row.kind),
        CoderId(row.coder_id),
        row.created,
        row.changed,
        links,
    )


def _link(row: Row[Any]) -> MemoLink:
    return MemoLink(
        document=None if row.document_id is None else DocumentId(row.document_id),
        code=None if row.code_id is None else CodeId(row.code_id),
        case=None if row.case_id is None else CaseId(row.case_id),
        segment=None if row.segment_id is None else SegmentId(row.segment_id),
        span=None if row.start is None else Span(row.start, row.end),
    )
