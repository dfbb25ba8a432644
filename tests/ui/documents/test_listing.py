"""Which documents are listed, in which order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.model.document import Document, DocumentCounts, DocumentId, DocumentKind
from qcode.services.documents import DocumentRow
from qcode.services.language import set_language
from qcode.ui.documents.listing import Library, Order, arranged, moved


def row(
    number: int,
    name: str,
    kind: DocumentKind = DocumentKind.INTERVIEW,
    *,
    segments: int = 0,
    length: int = 1,
    speakers: tuple[str, ...] = (),
) -> DocumentRow:
    document = Document(
        id=DocumentId(number),
        guid=str(number),
        name=name,
        kind=kind,
        language="sv",
        length=length,
        paragraphs=1,
        turns=0,
        speakers=speakers,
        text_hash="",
        layout_hash="",
        source_hash=None,
        source_name="",
        source_format="",
        encoding="",
        position=number,
        added="",
    )
    return DocumentRow(document, DocumentCounts(segments, 0))


ROWS = [
    row(3, "Örjan", segments=2, length=40),
    row(1, "Intervju 10", speakers=("Gittan", "Intervjuare")),
    row(2, "Intervju 9", DocumentKind.OBSERVATION, segments=7),
]

LIBRARY = Library(
    tuple(ROWS),
    words={
        DocumentId(3): "örjan interview",
        DocumentId(1): "intervju 10 gittan interview",
        DocumentId(2): "intervju 9 observation",
    },
    read=(DocumentId(1), DocumentId(3)),
)


def names(rows: list[DocumentRow]) -> list[str]:
    return [each.document.name for each in rows]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.OWN, ["Örjan", "Intervju 10", "Intervju 9"]),
        (Order.NAME, ["Intervju 9", "Intervju 10", "Örjan"]),
        (Order.KIND, ["Örjan", "Intervju 10", "Intervju 9"]),
        (Order.SEGMENTS, ["Intervju 9", "Örjan", "Intervju 10"]),
        (Order.LENGTH, ["Örjan", "Intervju 10", "Intervju 9"]),
        (Order.READ, ["Intervju 10", "Örjan", "Intervju 9"]),
        (Order.ADDED, ["Örjan", "Intervju 9", "Intervju 10"]),
    ],
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_orders(language: str, order: Order, expected: list[str]) -> None:
    set_language(language)
    assert names(arranged(LIBRARY, order=order)) == expected


@pytest.mark.parametrize("text", ["gittan", "INTERVJU gitt", "interview 10", "  10 "])
def test_every_word_of_the_filter_is_among_those_of_the_document(text: str) -> None:
    assert names(arranged(LIBRARY, text=text)) == ["Intervju 10"]


def test_a_set_narrows_the_list() -> None:
    assert names(arranged(LIBRARY, members={DocumentId(2), DocumentId(3)})) == [
        "Örjan",
        "Intervju 9",
    ]


@given(st.permutations(range(6)), st.sets(st.integers(0, 5)), st.integers(0, 6))
def test_dragging_moves_only_what_is_dragged_and_keeps_it_together(
    order: list[int], dragged: set[int], at: int
) -> None:
    before = [DocumentId(each) for each in order]
    after = moved(before, {DocumentId(each) for each in dragged}, at)
    assert sorted(after) == sorted(before)
    assert [each for each in after if each not in dragged] == [
        each for each in before if each not in dragged
    ]
    places = [after.index(DocumentId(each)) for each in dragged]
    assert not places or max(places) - min(places) == len(places) - 1
