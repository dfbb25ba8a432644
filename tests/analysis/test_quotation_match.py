"""A quotation against one source: where it is, and what was done to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.analysis.quotation_alignment import SourceWords
from qcode.analysis.quotation_match import (
    Match,
    Verdict,
    best_place,
    is_found,
    match_at,
    ways_to_ask,
)
from qcode.analysis.quotation_wording import ChangeKind

SOURCE = (
    "Vi flyttade hit för tre år sedan, och då var det lugnt. Jag tycker att det är svårt, alltså, "
    "att lita på dem när de – ja – aldrig svarar. Man ringer, och man ringer igen... och till slut "
    'ger man upp! [skratt] Det säger grannarna också: "vi orkar inte". Men lamporna lyser i alla '
    "fall, och parken är fin på sommaren."
)


def matched(quotation: str, text: str = SOURCE) -> Match | None:
    source = SourceWords(text)
    placed = best_place(ways_to_ask(quotation), source, lambda _word: 1.0)
    if placed is None:
        return None
    match = match_at(*placed, text, source)
    return match if is_found(placed[0], match) else None


@pytest.mark.parametrize(
    ("quotation", "verdict"),
    [
        ("Jag tycker att det är svårt, alltså, att lita på dem", Verdict.EXACT),
        ("jag tycker att det är svårt, alltså, att lita på dem.", Verdict.EXACT),
        ("[J]ag tycker att det är svårt, alltså, att lita på dem", Verdict.EXACT),
        ("lita på dem när de - ja - aldrig svarar", Verdict.EXACT),
        ("Det säger grannarna också: ’vi orkar inte’", Verdict.EXACT),
        ("och man ringer igen … och till slut ger man upp", Verdict.EXACT),
        ("till slut\u00a0ger man\nupp! [skratt] Det säger grannarna", Verdict.EXACT),
        ("Jag tycker […] att lita på dem", Verdict.SHORTENED),
        ("Jag tycker [...] lita på dem /.../ till slut ger man upp", Verdict.SHORTENED),
        ("Jag tycker (…) lita på dem", Verdict.SHORTENED),
        ("Jag tycker att det är … att lita på dem", Verdict.SHORTENED),
        ("Jag tycker att det är svårt – – – att lita på dem", Verdict.SHORTENED),
        ("[…] att det är svårt, alltså, att lita på dem", Verdict.SHORTENED),
        ("lita på dem när de [på kontoret] aldrig svarar", Verdict.EDITED),
        ("Jag tyckte att det var svårt, alltså, att lita på dem", Verdict.EDITED),
        ("Jag tycker att det är svårt alltså att lita på dem", Verdict.EDITED),
        ("Jag tycker att det är svårt att lita på dem", Verdict.EDITED),
        ("Jag tycker verkligen att det är svårt, alltså, att lita på dem", Verdict.EDITED),
        ("Man ringer och man ringer igen och till slut ger man upp", Verdict.EDITED),
    ],
)
def test_what_was_done_to_a_quotation(quotation: str, verdict: Verdict) -> None:
    match = matched(quotation)
    assert match is not None
    assert match.verdict is verdict


@pytest.mark.parametrize(
    "quotation",
    [
        "Jag har aldrig varit med om något liknande i hela mitt liv",
        "Vi tycker att kommunen borde bygga fler lekplatser för barnen",
        "Det är fint på vintern också, säger man, men inte för oss",
    ],
)
def test_what_nobody_said_is_not_found(quotation: str) -> None:
    assert matched(quotation) is None


def test_the_difference_is_told_word_by_word() -> None:
    match = matched("Jag tyckte att det är svårt att lita [helt] på dem […] parken är vacker")
    assert match is not None
    told = [(c.kind, c.source, c.manuscript) for c in match.changes if c.kind != ChangeKind.SAME]
    assert told[:3] == [
        (ChangeKind.CHANGED, "tycker", "tyckte"),
        (ChangeKind.LEFT_OUT, ", alltså,", ""),
        (ChangeKind.INSERTION, "", "[helt]"),
    ]
    assert told[3][0] is ChangeKind.OMISSION
    assert told[3][2] == "[…]"
    assert told[4] == (ChangeKind.CHANGED, "fin", "vacker")


def test_a_place_is_the_words_and_nothing_around_them() -> None:
    match = matched("till slut ger man upp")
    assert match is not None
    assert SOURCE[match.span.start : match.span.end] == "till slut ger man upp"


def test_a_very_long_quotation_with_a_change_is_found_from_end_to_end() -> None:
    said = [f"ord{number}" for number in range(1_200)]
    text = f"Nu börjar det: {' '.join(said)}. Nu är det slut."
    said[600] = "annat"
    match = matched(" ".join(said), text)
    assert match is not None
    assert match.verdict is Verdict.EDITED
    assert text[match.span.start : match.span.end].startswith("ord0 ord1 ")
    assert text[match.span.start : match.span.end].endswith(" ord1199")


def test_accents_apart_and_soft_hyphens_are_the_same_words() -> None:
    text = "Vi a\u030ar hit fo\u0308r att mo\u0308ta la\u00admporna som lyser."
    match = matched("åk hit för att möta lamporna som lyser", text)
    assert match is not None
    assert match.verdict is Verdict.EDITED
    exact = matched("hit för att möta lamporna som lyser", text)
    assert exact is not None
    assert exact.verdict is Verdict.EXACT


@given(st.data())
def test_every_stretch_of_a_text_is_found_exactly_where_it_is(data: st.DataObject) -> None:
    source = SourceWords(SOURCE)
    count = len(source.words)
    first = data.draw(st.integers(0, count - 6))
    last = data.draw(st.integers(first + 5, count - 1))
    start, end = source.starts[first], source.ends[last]
    quotation = SOURCE[start:end]
    match = matched(quotation)
    assert match is not None
    assert match.verdict is Verdict.EXACT
    assert match.span == (start, end)
    assert match.similarity == 1.0


@given(st.data())
def test_marked_omissions_anywhere_are_no_more_than_that(data: st.DataObject) -> None:
    source = SourceWords(SOURCE)
    count = len(source.words)
    cuts = sorted(data.draw(st.sets(st.integers(0, count), min_size=4, max_size=4)))
    a, b, c, d = cuts
    if b - a < 4 or d - c < 4:
        return
    before = SOURCE[source.starts[a] : source.ends[b - 1]]
    after = SOURCE[source.starts[c] : source.ends[d - 1]]
    if "[" in before or "[" in after or "..." in before or "..." in after:
        return
    match = matched(f"{before} […] {after}")
    assert match is not None
    assert match.verdict is Verdict.SHORTENED


@pytest.mark.parametrize(
    ("quotation", "shown"),
    [
        ("[Vi flyttade] hit för tre år sedan", [("Vi flyttade", "[Vi flyttade]")]),
        ("då var [det] lugnt", [("det", "[det]")]),
        ("och då var det [så] lugnt", [("", "[så]")]),
    ],
)
def test_what_is_put_in_is_shown_with_both_its_brackets(
    quotation: str, shown: list[tuple[str, str]]
) -> None:
    match = matched(quotation)
    assert match is not None
    other = [change for change in match.changes if change.kind is not ChangeKind.SAME]
    assert {change.kind for change in other} == {ChangeKind.INSERTION}
    assert [(change.source, change.manuscript) for change in other] == shown


def test_brackets_that_the_source_has_are_no_insertion() -> None:
    match = matched("till slut ger man upp! [skratt] Det säger grannarna också")
    assert match is not None
    assert match.verdict is Verdict.EXACT


@pytest.mark.parametrize(
    "quotation",
    ["ett mine[field] som [de] kallar det", "ett minefield som [de] kallar det"],
)
def test_letters_that_the_transcript_has_filled_in_are_no_edit(quotation: str) -> None:
    match = matched(quotation, "Det är ett mine[field] som [de] kallar det, säger hon.")
    assert match is not None
    assert match.verdict is Verdict.EXACT
