"""Back and forward through what was read, and the place in each document."""

from __future__ import annotations

from qcode.model.document import DocumentId
from qcode.ui.reading.trail import Spot, Stop, Trail

ALL = frozenset(map(DocumentId, range(100)))


def walked(*documents: int) -> Trail:
    trail = Trail()
    for number in documents:
        trail.visit(DocumentId(number))
    return trail


def test_one_comes_back_to_where_one_was_and_goes_forward_again() -> None:
    trail = walked(1)
    trail.leave(DocumentId(1), Spot(40, 40))
    trail.visit(DocumentId(2))
    trail.leave(DocumentId(2), Spot(7, 7))
    assert trail.step(-1, ALL) == Stop(DocumentId(1), Spot(40, 40))
    assert trail.step(-1, ALL) is None
    assert trail.step(1, ALL) == Stop(DocumentId(2), Spot(7, 7))
    assert trail.step(1, ALL) is None


def test_documents_that_are_gone_are_passed_over() -> None:
    trail = walked(1, 2, 3)
    there = ALL - {DocumentId(2)}
    assert trail.step(-1, there) == Stop(DocumentId(1))
    assert trail.step(1, there) == Stop(DocumentId(3))
    assert walked(2, 3).step(-1, there) is None


def test_a_gone_document_between_two_visits_is_no_step_to_where_one_is() -> None:
    trail = walked(1, 2, 1)
    assert trail.step(-1, ALL - {DocumentId(2)}) is None


def test_the_place_of_a_document_still_shown_is_not_taken_for_that_of_the_next() -> None:
    trail = walked(1, 2)
    trail.step(-1, ALL)
    trail.leave(DocumentId(2), Spot(99, 99))  # 1 is not loaded yet
    trail.step(1, ALL)
    assert trail.step(-1, ALL) == Stop(DocumentId(1))


def test_only_the_latest_of_many_stops_are_kept() -> None:
    trail = walked(*range(90))
    steps = 0
    while trail.step(-1, ALL) is not None:
        steps += 1
    assert steps == 49
