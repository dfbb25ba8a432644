"""Words that were divided at the end of a line, and lines that begin something."""

from __future__ import annotations

import pytest

from qcode.formats.pdf_words import (
    Joint,
    begins_item,
    ends_sentence,
    joint,
    label_of,
    may_begin_item,
    words_of,
)


@pytest.mark.parametrize(
    ("before", "behind", "language", "how"),
    [
        ("en väl-", "kommen gäst", "sv", Joint.DROP),
        ("en väl\ufffe", "kommen gäst", "sv", Joint.DROP),
        ("en väl\u00ad", "kommen gäst", "sv", Joint.DROP),
        ("in-", "och utvandring", "sv", Joint.APART),
        ("short-", "and long-term", "en", Joint.APART),
        ("ett e-", "brev", "sv", Joint.KEEP),
        ("inom EU-", "länderna", "sv", Joint.KEEP),
        ("en icke-", "rökare", "sv", Joint.KEEP),
        ("the self-", "employed", "en", Joint.KEEP),
        ("Anna-", "Lena kom", "sv", Joint.KEEP),
        ("åren 2010-", "2012", "sv", Joint.KEEP),
        ("1990–", "2000-talet", "sv", Joint.KEEP),
        ("https://", "qcode.org", "en", Joint.KEEP),
        ("han sa –", "och gick", "sv", Joint.SPACE),
        ("utan streck", "alls", "sv", Joint.SPACE),
        ("han sade -", "och gick", "sv", Joint.SPACE),
    ],
)
def test_a_word_is_joined_as_the_language_writes_it(
    before: str, behind: str, language: str, how: Joint
) -> None:
    assert joint(before, behind, {}, language) is how


def test_words_that_stand_elsewhere_in_the_text_decide() -> None:
    words = words_of(["Ett decision-making team", "the problem of problem-solving", "icketal"])
    assert joint("decision-", "making", words, "en") is Joint.KEEP
    assert joint("icke-", "tal", words, "sv") is Joint.DROP
    assert joint("prob-", "lem", words, "en") is Joint.DROP
    assert joint("team-", "problem", words, "en") is Joint.KEEP  # two words of the text


def test_lines_that_begin_something() -> None:
    assert label_of("IP1: Ja, det var det.") == "IP1"
    assert label_of("Intervjuare: Hur var det?") == "Intervjuare"
    assert label_of("det här är inte: någon") == ""
    assert begins_item("• en sak") and begins_item("00:12:03 Anna") and not begins_item("3 av 4")
    assert may_begin_item("1. Ett") and may_begin_item("Tabell 2 Namn")
    assert not may_begin_item("Tabellen visar")
    assert ends_sentence("sa hon.”") and not ends_sentence("och sedan")
