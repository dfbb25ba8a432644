"""What sentences look like in either language."""

from __future__ import annotations

import pytest

from qcode.services.language import set_language, tr, trn


@pytest.mark.parametrize(
    ("language", "passages", "chosen"),
    [
        ("en", "48,034 passages", "1,000 of 48,034 documents"),
        ("sv", "48\u00a0034 ställen", "1\u00a0000 av 48\u00a0034 dokument"),
    ],
)
def test_counts_in_sentences_of_a_window_have_their_thousands_apart(
    language: str, passages: str, chosen: str
) -> None:
    set_language(language, groups=True)
    assert trn("{n} passage", "{n} passages", 48034) == passages
    assert tr("{n} of {all} documents", n=1000, all=48034) == chosen
    assert trn("{n} passage", "{n} passages", 1).startswith("1 ")
    assert "2026" in tr("Only what is new since {day} ({n})", day=2026, n=3)


def test_scripts_that_read_the_command_line_find_plain_digits() -> None:
    set_language("en")
    assert trn("{n} passage", "{n} passages", 48034) == "48034 passages"
