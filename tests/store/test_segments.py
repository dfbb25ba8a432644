"""Which codes lie on passages of a document is what looking at every coding tells."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, insert

from qcode.model.document import DocumentId
from qcode.model.text import Span
from qcode.store import schema
from qcode.store.memory import memory_database
from qcode.store.segments import codes_in

PLACES = st.tuples(st.integers(0, 60), st.integers(1, 12)).map(
    lambda place: Span(place[0], place[0] + place[1])
)
CODED = st.lists(
    st.tuples(st.sampled_from([1, 2]), PLACES, st.integers(1, 3)), max_size=12, unique=True
)


@st.composite
def passages(draw: st.DrawFn) -> list[Span]:
    """Draw passages in order, without a character in common; some follow one another at once."""
    at, found = 0, []
    for gap, length in draw(
        st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), min_size=1, max_size=6)
    ):
        found.append(Span(at + gap, at + gap + length))
        at = found[-1].end
    return found


@pytest.fixture(scope="module")
def database() -> Iterator[Connection]:
    """A database in which segments need no documents and codes."""
    with memory_database() as made:
        made.exec_driver_sql("PRAGMA foreign_keys = OFF")
        yield made


@given(coded=CODED, spans=passages())
def test_the_codes_on_passages_are_those_that_share_a_character_with_one(
    database: Connection, coded: list[tuple[int, Span, int]], spans: list[Span]
) -> None:
    database.execute(delete(schema.segment))
    for document, (start, end), code in coded:
        place = {"document_id": document, "code_id": code, "start": start, "end": end}
        database.execute(insert(schema.segment).values(coder_id=1, guid=str(uuid4()), **place))
    expected = [
        (span, code)
        for document, span, code in coded
        if document == 1 and any(span.start < end and start < span.end for start, end in spans)
    ]
    assert sorted(codes_in(database, DocumentId(1), spans)) == sorted(expected)
