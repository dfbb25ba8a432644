"""Rows of any noun, many at once: for what comes in as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, insert, select

from qcode.model.courtesy import giving_way
from qcode.model.layout import Layout
from qcode.model.text import count_paragraphs

from .content import content_hash, pack
from .layouts import encode_layout
from .schema import content, document, metadata
from .unit import FEW, Unit, batches, now

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class NewText:
    """A document to add: its text, what belongs to it, the file it came from, other columns."""

    text: str
    layout: Layout
    source: bytes | None
    values: Row


def add_rows(unit: Unit, table: str, rows: Iterable[Row]) -> list[int]:
    """Add rows of a table, given as columns, and return their ids."""
    return unit.add_many(metadata.tables[table], rows)


def set_rows(unit: Unit, table: str, rows: Mapping[int, Row]) -> int:
    """Change columns of rows; count those that differ."""
    return unit.set_many(metadata.tables[table], rows)


def keep_all(unit: Unit, contents: Sequence[bytes]) -> list[str]:
    """Store immutable contents at once and return their hashes, in order."""
    names = [content_hash(data) for data in giving_way(contents)]
    new = dict(zip(names, contents, strict=True))
    for batch in batches(list(new), FEW):
        known = select(content.c.hash).where(content.c.hash.in_(batch))
        for name in unit.connection.execute(known).scalars().all():
            del new[name]
    if new:
        rows = [
            {"hash": name, "size": len(d), "data": pack(d)} for name, d in giving_way(new.items())
        ]
        for part in batches(rows, FEW):
            unit.connection.execute(insert(content), part)
    return names


def add_texts(unit: Unit, texts: Sequence[NewText]) -> list[int]:
    """Add documents behind those that are there and return their ids. `values` name them."""
    last = unit.connection.execute(select(func.max(document.c.position))).scalar()
    first = 0 if last is None else last + 1
    sources = [one.source for one in texts if one.source is not None]
    names = iter(
        keep_all(
            unit,
            [
                *(one.text.encode("utf-8") for one in giving_way(texts)),
                *(encode_layout(one.layout) for one in giving_way(texts)),
                *sources,
            ],
        )
    )
    moment = now()
    rows: list[dict[str, object]] = [{"text_hash": next(names)} for _one in texts]
    for row in rows:
        row["layout_hash"] = next(names)
    for position, (row, one) in enumerate(zip(rows, giving_way(texts), strict=True), first):
        row["source_hash"] = None if one.source is None else next(names)
        row |= {
            "length": len(one.text),
            "paragraphs": count_paragraphs(one.text),
            "turns": len(one.layout.turns),
            "speakers": json.dumps(one.layout.speakers(), ensure_ascii=False),
            "position": position,
            "added": moment,
            **one.values,
        }
    return unit.add_many(document, rows)
