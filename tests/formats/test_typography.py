from __future__ import annotations

import pytest

from qcode.formats.typography import (
    grouped,
    initials,
    language_tag,
    quotation_marks,
    right_to_left,
)


def test_swedish_opens_and_closes_with_the_same_mark_and_english_does_not() -> None:
    assert quotation_marks("sv") == ("”", "”")
    assert quotation_marks("en") == quotation_marks("other") == ("“", "”")


def test_a_language_has_a_region() -> None:
    assert [language_tag(language) for language in ("sv", "en", "")] == ["sv-SE", "en-GB", "en-GB"]


def test_digits_stand_in_threes_as_the_language_has_them() -> None:
    assert grouped(1234567, "en") == "1,234,567"
    assert grouped(1234567, "sv") == "1\u00a0234\u00a0567"
    assert grouped(999, "sv") == "999"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Anna Nilsson", "AN"),
        ("Åsa Öst-Berg", "ÅÖB"),
        ("anna_n", "AN"),
        ("", ""),
        ("...", ""),
        ("a b c d e f", "ABCD"),
    ],
)
def test_initials_are_the_first_letters_of_the_parts_of_a_name(name: str, short: str) -> None:
    assert initials(name) == short


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", False),
        ("Hej", False),
        ("Hej אני", False),
        ("אני hej", True),
        ("(2019) نعم", True),
        ("12 34", False),
        ("😀 אני", True),
        ("Ⴀ", False),
    ],
)
def test_the_first_strong_letter_decides_where_a_paragraph_begins(
    text: str, expected: bool
) -> None:
    assert right_to_left(text) is expected
