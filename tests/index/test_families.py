from __future__ import annotations

from collections.abc import Callable

from qcode.index.search import SearchIndex
from qcode.index.units import SourceKey, SourceUnits
from qcode.index.word_forms import Kind


def test_the_family_of_a_word_has_forms_parts_and_what_is_derived_each_with_its_count(
    index: SearchIndex, source: Callable[..., SourceUnits]
) -> None:
    texts = "Trygghet och tryggheten, trygghet.", "Trygghetsdialogen; otrygghet, Otrygghet. Trygg!"
    index.update([source(1, *texts), source(2, "trygghet trygghetens", language="en")])
    found = index.family("Trygghet")
    assert [(one.word, one.kind, one.count) for one in found] == [
        ("trygghet", Kind.FORM, 3),
        ("tryggheten", Kind.FORM, 1),
        ("trygghetsdialogen", Kind.PART, 1),
        ("otrygghet", Kind.DERIVED, 2),
    ]
    assert [one.found for one in found] == [True, True, True, False]


def test_what_was_taken_out_is_not_counted(
    index: SearchIndex, source: Callable[..., SourceUnits]
) -> None:
    index.update([source(1, "trygghet"), source(2, "trygghet tryggheten")])
    key: SourceKey = source(2).key
    index.update([], removed=[key])
    assert [(one.word, one.count) for one in index.family("trygghet")] == [("trygghet", 1)]


def test_what_is_derived_from_a_word_is_offered(
    index: SearchIndex, source: Callable[..., SourceUnits]
) -> None:
    index.update([source(1, "trygg trygga tryggt trygghet otrygg otrygghet trygghetsarbete stryk")])
    kinds = {one.word: one.kind for one in index.family("trygg")}
    assert {word for word, kind in kinds.items() if kind is Kind.FORM} == {
        "trygg",
        "trygga",
        "tryggt",
    }
    assert kinds["trygghet"] is kinds["otrygg"] is kinds["otrygghet"] is Kind.DERIVED
    assert "stryk" not in kinds
