from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import QMimeData

from qcode.model.codebook import CodeId
from qcode.model.document import DocumentId
from qcode.model.text import Span
from qcode.ui.mime import (
    CODES,
    SPAN,
    codes_in,
    documents_in,
    set_codes,
    set_documents,
    set_span,
    span_in,
)


def test_a_passage_and_codes_arrive_as_they_were_sent() -> None:
    mime = QMimeData()
    set_span(mime, Span(3, 17))
    set_codes(mime, [5, 2, 9])
    assert span_in(mime) == Span(3, 17)
    assert codes_in(mime) == (5, 2, 9)


def test_nothing_is_found_where_nothing_was_put() -> None:
    assert span_in(QMimeData()) is None
    assert codes_in(QMimeData()) == ()


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b'"7"', b"[3, 17]", b"{}", b"[]"])
def test_data_of_others_counts_as_nothing(data: bytes) -> None:
    mime = QMimeData()
    mime.setData(CODES, data)
    mime.setData(SPAN, data)
    assert codes_in(mime) == ()
    assert span_in(mime) is None


@pytest.mark.parametrize("wrong", [1.5, True, "1", None])
def test_what_is_no_number_counts_as_nothing(wrong: object) -> None:
    mime = QMimeData()
    set_codes(mime, cast("list[CodeId]", [wrong]))
    assert codes_in(mime) == ()


@pytest.mark.parametrize("numbers", [(5, 5), (7, 3), (-1, 3), (1, 2, 3), (1,)])
def test_a_passage_that_cannot_be_is_none(numbers: tuple[int, ...]) -> None:
    mime, coded = QMimeData(), QMimeData()
    set_codes(coded, [CodeId(each) for each in numbers])
    mime.setData(SPAN, coded.data(CODES))
    assert span_in(mime) is None


def test_what_is_dragged_out_of_another_window_of_the_program_counts_as_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """There the same numbers are other codes, documents and passages."""
    dragged = QMimeData()
    set_span(dragged, Span(3, 17))
    set_codes(dragged, [CodeId(5)])
    set_documents(dragged, [DocumentId(1)])
    monkeypatch.setattr("qcode.ui.mime._HERE", "another program")
    assert span_in(dragged) is None
    assert codes_in(dragged) == documents_in(dragged) == ()
