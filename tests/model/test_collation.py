from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qcode.model.collation import sort_key


def test_swedish_letters_come_last_in_their_own_order() -> None:
    names = ["ödslig", "zon", "ängslan", "åker", "arg", "Ärlig", "Öken"]
    assert sorted(names, key=sort_key) == [
        "arg",
        "zon",
        "åker",
        "ängslan",
        "Ärlig",
        "ödslig",
        "Öken",
    ]


def test_other_accents_and_capitals_do_not_part_words() -> None:
    assert sorted(["idéer", "Ideal", "idel"], key=sort_key) == ["Ideal", "idéer", "idel"]
    assert sorted(["zebra", "yta", "über"], key=sort_key) == ["über", "yta", "zebra"]


def test_numbers_go_by_their_size() -> None:
    assert sorted(["Fråga 10", "Fråga 2", "Fråga 1"], key=sort_key) == [
        "Fråga 1",
        "Fråga 2",
        "Fråga 10",
    ]


def test_a_letter_written_in_two_parts_sorts_like_one_in_one() -> None:
    assert sorted(["a\u030aker", "zon"], key=sort_key) == ["zon", "a\u030aker"]


@given(st.text(), st.text())
def test_only_equal_names_have_equal_keys(one: str, other: str) -> None:
    assert (sort_key(one) == sort_key(other)) == (one == other)
