from __future__ import annotations

from qcode.model.codebook import CodeId
from qcode.model.document import DocumentId
from qcode.model.segment import SegmentId
from qcode.model.text import Span
from qcode.services.facts import SegmentFacts
from qcode.ui.reading.facts_card import TOLD, card


def fact(number: int, path: str, coder: str) -> SegmentFacts:
    return SegmentFacts(
        id=SegmentId(number),
        document=DocumentId(1),
        span=Span(0, 9),
        code=CodeId(1),
        path=path,
        color="#51a0db",
        coder=coder,
        made=None,
        memo="",
        weight=None,
        condensed="",
    )


def test_codings_beyond_the_first_few_are_counted_by_code() -> None:
    first = [fact(number, f"Code {number}", "Maria") for number in range(TOLD)]
    rest = [fact(20 + number, path, "Johan") for number, path in enumerate(("Calm", "Oro", "Calm"))]
    told = card([*first, *rest], dark=False)
    assert told.count("Maria") == TOLD
    assert "Johan" not in told
    assert (told.count("Calm</b> (2)"), told.count("Oro</b>"), told.count("Oro</b> (")) == (1, 1, 0)
