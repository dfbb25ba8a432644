from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData

from qcode.model.text import Span
from qcode.ui.mime import CODES, SPAN, codes_in, set_codes, set_span, span_in


def test_a_passage_and_codes_arrive_as_they_were_sent() -> None:
    mime = QMimeData()
    set_span(mime, Span(3, 17))
    set_codes(mime, [5, 2, 9])
    assert span_in(mime) == Span(3, 17)
    assert codes_in(mime) == (5, 2, 9)


def test_nothing_is_found_where_nothing_was_put() -> None:
    assert span_in(QMimeData()) is None
    assert codes_in(QMimeData()) == ()


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b'"7"', b"[1.5]", b"[true]", b'["1"]'])
def test_data_of_others_counts_as_nothing(data: bytes) -> None:
    mime = QMimeData()
    mime.setData(CODES, data)
    mime.setData(SPAN, data)
    assert codes_in(mime) == ()
    assert span_in(mime) is None


@pytest.mark.parametrize("data", [b"[5, 5]", b"[7, 3]", b"[-1, 3]", b"[1, 2, 3]", b"[1]"])
def test_a_passage_that_cannot_be_is_none(data: bytes) -> None:
    mime = QMimeData()
    mime.setData(SPAN, data)
    assert span_in(mime) is None
