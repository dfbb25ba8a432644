"""What holds for the turns of any text at all."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.formats.language import guess_language
from qcode.formats.turns import detect_turns, dialects, propose_merges

PIECES = st.sampled_from(
    (
        *("I:", "IP1:", "Anna:", "Anna :", "**Bo:**", "*CHI:", "[Bo]", "<Bo>", "R1 -", "Q.", ">> "),
        *("Speaker 1", "Anna Ek", "FLERA:", "Plats:", "Obs:", "Datum: 3 maj", "Hej", "Hur då?"),
        *("[00:12:34]", "(00:01)", "0:03", "00:00:07", "#00:00:04-2#", "¤<12>", "\x1512_34\x15"),
        *("00:00:01.000 --> 00:00:03.000", "[00:01 --> 00:02]", "12:10", "99:99", "1", "02 "),
        *("@Begin", "%mor:", "WEBVTT", "Transcribed by x", "- ", "## ", "//", "Anf. 12 ", "\t"),
        *("(Bo) ", "{Bo}", "/Bo/ ", "S1> ", "Bo= ", "Bo; ", "Bo | ", "**Bo** ", "KARIN. ", "$Bo: "),
        *(
            "[Bo 00:01] ",
            "[0h1m2s] ",
            "[4.20s] ",
            "(02.15) ",
            "3 sekunder\n",
            "10:02 PM",
            "\t00:03",
        ),
        *("\n", "\n\n", "\u2028", "\x0b", "\x0c", " ", "  ", "\u00a0", "\u200b", "¶", "é", "😀"),
    )
)
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join))


@given(text=TEXTS, dialect=st.sampled_from((None, *dialects())))
def test_turns_are_in_order_and_inside_the_text_and_so_are_their_bodies(
    text: str, dialect: str | None
) -> None:
    last = 0
    for turn in detect_turns(text, dialect).turns:
        assert last <= turn.start < turn.end <= len(text)
        last = turn.start
        for start, end in turn.body:
            assert last <= start < end <= turn.end
            assert text[start:end].strip()
            last = end
        last = turn.end


@given(text=TEXTS, dialect=st.sampled_from((None, *dialects())))
def test_no_turn_ends_before_it_starts(text: str, dialect: str | None) -> None:
    for turn in detect_turns(text, dialect).turns:
        assert turn.start_ms is None or turn.start_ms <= (turn.end_ms or turn.start_ms)


@given(TEXTS)
def test_only_what_stands_before_the_first_turn_or_after_the_last_is_left_without_a_turn(
    text: str,
) -> None:
    turns = detect_turns(text).turns
    for before, after in pairwise(turns):
        assert not text[before.end : after.start].strip(
            "\n\u2028\x0b\x0c\t \u00a0\u200b\u2060\ufeff"
        )


@given(TEXTS)
def test_no_text_has_turns_when_the_user_wants_none(text: str) -> None:
    assert detect_turns(text, "none").turns == ()


def test_every_format_has_conventions_to_choose_from_and_none() -> None:
    for document_format in ("docx", "vtt", "srt", "table", "json", "otr", "sbv", "ass", "ttml"):
        assert len(dialects(document_format)) > 2
        assert dialects(document_format)[-1] == "none"


@given(st.lists(st.text(max_size=12)))
def test_each_speaker_is_in_one_group_of_merges_at_most(speakers: list[str]) -> None:
    merged = [speaker for group in propose_merges(speakers) for speaker in group]
    assert len(merged) == len(set(merged))
    assert set(merged) <= set(speakers)


@given(TEXTS)
def test_any_text_has_a_language_or_none(text: str) -> None:
    assert len(guess_language(text)) in (0, 2)


# Each would take minutes if a pattern tried every way to read it, or if lines were compared.
ENDLESS = (
    *("A", "A ", "A:", " ", "*", "#", "[", "(", "(a", "\t", "- ", "> ", "1:", "00:", "0", "A, "),
    *("A (", "[00:00:00", "#00:00:00", "Anna Ek ", "Anf. 1 ", "\u2028", "\n", "<v ", "&#", "1 "),
    *(
        "(A) ",
        "[A 0",
        "[0.1s ",
        "[0h0m",
        "A= ",
        "A| ",
        "A; ",
        "A- ",
        "/A",
        "`",
        "**A** ",
        "AB CD. ",
    ),
    *("(1) A: b\n", "1 sekund\n", "1 minut ", "The ", "$", "Bo:\n0:01\nHej\n", "Q1: x\nA1: y\n"),
    *("A:\n", "1 A: \n", "[00:00:01] ", "[00:00:01] Å: b\n", "Anna 0:01\nHej\n", "00:01 --> "),
)


@pytest.mark.parametrize("piece", ENDLESS)
def test_a_long_text_of_one_piece_is_read_in_time_that_grows_with_it(piece: str) -> None:
    detect_turns(piece * (60_000 // len(piece)))
