"""Whom a manuscript says that a quotation is by."""

from __future__ import annotations

import pytest

from qcode.analysis.quotation_marks import find_quotations
from qcode.analysis.quotation_sources import Claim, SourceNames, claim_of
from qcode.model.manuscript import Manuscript
from qcode.model.text import Span

NAMES = SourceNames(
    {
        "IP07": frozenset({"7"}),
        "IP08": frozenset({"8"}),
        "Intervju 9": frozenset({"9"}),
        "Karin Berg": frozenset({"7/Karin"}),
        "Karin": frozenset({"7/Karin"}),
        "Bo": frozenset({"8/Bo"}),
        "Man": frozenset({"9/Man"}),
    },
    {"Torget": frozenset({"9"})},
)


def claim(text: str, number: int = 0, blocks: tuple[Span, ...] = ()) -> Claim:
    found = find_quotations(Manuscript(text, blocks))
    before = found[number - 1].outer.end if number else 0
    after = found[number + 1].outer.start if number + 1 < len(found) else len(text)
    return claim_of(text, found[number], (before, after), NAMES, frozenset({"man", "det"}))


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("”Det är tungt” (IP07).", {"7"}),
        ("”Det är tungt.” (IP 7, ¶ 23)", {"7"}),
        ("”Det är tungt” [ip07, rektor]", {"7"}),
        ("”Det är tungt” (IP07, Karin, ¶ 3)", {"7/Karin"}),
        ("”Det är tungt” (IP07, IP08)", {"7", "8"}),
        ("”Det är tungt” (Intervju 9, s. 4)", {"9"}),
        ("”Det är tungt”, säger Karin.", {"7/Karin"}),
        ("Karin Berg säger: ”Det är tungt”.", {"7/Karin"}),
        ("Bo håller inte med. ”Det är tungt.”", {"8/Bo"}),
        ("Som Bo säger:\n”Det är tungt.”", {"8/Bo"}),
        ("Karin, till skillnad från Bo, säger ”det är tungt”.", {"7/Karin", "8/Bo"}),
        ("”Det är tungt”, säger någon.", set()),
        ("”Det är tungt” (Torget).", {"9"}),
        ("Om Torget sägs det: ”Det är tungt.”", set()),
        ("Man säger, som man brukar: ”Det är tungt.”", set()),
        ("En man säger: ”Det är tungt.”", set()),
        ("”Det är tungt” (Man).", {"9/Man"}),
    ],
)
def test_the_source_is_read_where_authors_write_it(text: str, keys: set[str]) -> None:
    assert claim(text).keys == keys


def test_the_reference_of_one_quotation_is_not_that_of_the_next() -> None:
    text = "”Det är tungt” (IP07) och ”det är lätt” (IP08)."
    assert claim(text, 0).keys == {"7"}
    assert claim(text, 1).keys == {"8"}


def test_a_block_does_not_take_the_reference_of_the_quotation_in_front() -> None:
    text = "Som Bo säger: ”Det är tungt.” (IP07)\nDet är lätt att bo här."
    found = claim(text, 1, (Span(text.index("Det är lätt"), len(text)),))
    assert found.keys == set()


def test_the_line_below_a_block_names_its_source() -> None:
    text = "Som de säger:\nDet är tungt att bo här.\nIP08, ¶ 3–4\nOch så vidare i all oändlighet."
    start = text.index("Det är tungt")
    found = claim(text, 0, (Span(start, text.index("\nIP08")),))
    assert found.keys == {"8"}
    assert found.paragraphs == (3, 4)


def test_a_sentence_below_a_block_is_no_source_line() -> None:
    text = "Som de säger:\nDet är tungt att bo här.\nKarin menar tvärtom att det är lätt."
    start = text.index("Det är tungt")
    found = claim(text, 0, (Span(start, text.index("\nKarin")),))
    assert found.keys == frozenset()


def test_a_number_that_no_source_has_is_another_source() -> None:
    found = claim("”Det är tungt” (IP99, ¶ 3)")
    assert (found.keys, found.unknown) == (frozenset(), ("IP99",))
    assert not found.allows(frozenset({"7"}))


def test_a_year_or_a_page_is_no_source() -> None:
    found = claim("”Det är tungt” (Berg 2014, s. 23)")
    assert found.allows(frozenset({"7"}))
