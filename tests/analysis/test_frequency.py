"""Counting words: the worked example of others, and laws."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.analysis.frequency import Tally, frequencies, spread
from qcode.analysis.tokens import token_spans, tokens, without_notes

TEXT = (
    "Trygghet är viktigt. Jag känner trygghet, men tryggheten här är inte som hemma – hemma är"
    " hemma! IP-nr 12, e-post: a@b.se."
)
DOCUMENTS = st.lists(st.lists(st.sampled_from("abcdef"), max_size=20), max_size=8)


def tally(*documents: list[str]) -> Tally:
    made = Tally()
    for words in documents:
        made.add(words)
    return made


def test_a_word_keeps_its_hyphen_and_apostrophe() -> None:
    found = tokens("IP-nr 12, e-post: don’t -slut- och så\u00adhär a\u030a vi_du")
    assert found == ["ip-nr", "12", "e-post", "don't", "slut", "och", "såhär", "å", "vi", "du"]


def test_notes_of_the_transcript_are_blanks_and_prose_in_brackets_stays() -> None:
    text = "Ja [skratt] vi ((lång paus)) går (ohörbart) ut (som vi brukar göra) [ej slut"
    blank = without_notes(text)
    assert len(blank) == len(text)
    assert tokens(blank) == ["ja", "vi", "går", "ut", "som", "vi", "brukar", "göra", "ej", "slut"]


@given(st.text())
def test_words_are_the_same_with_and_without_their_places(text: str) -> None:
    placed = list(token_spans(text))
    assert [word for word, _span in placed] == tokens(text)
    assert all(text[start:end] for _word, (start, end) in placed)


def test_counting_gives_what_others_count(shared_data: Path) -> None:
    worked = json.loads((shared_data / "query_vectors.json").read_text(encoding="utf-8"))
    (vector,) = (each for each in worked["vectors"] if each["kind"] == "word_frequency")
    counted, expected = tally(tokens(vector["input"]["text"])), vector["expected"]
    found = frequencies(counted)
    assert (found.tokens, found.types) == (expected["tokens"], expected["types"])
    by_word = {row.word: row for row in found.rows}
    assert {word: by_word[word].count for word, _n in expected["top"]} == dict(expected["top"])
    assert 100 * by_word["hemma"].share == pytest.approx(expected["weighted_percentage_hemma"])
    longer = frequencies(counted, shortest=4, numbers=False)
    assert sorted(row.word for row in longer.rows) == expected["min_length_4_no_digits"]


def test_the_counts_of_a_small_text() -> None:
    found = frequencies(tally(tokens(TEXT)))
    assert (found.tokens, found.types) == (22, 17)
    assert [(row.word, row.count) for row in found.rows[:3]] == [
        ("hemma", 3),
        ("är", 3),
        ("trygghet", 2),
    ]


def test_what_is_left_out_is_not_counted() -> None:
    found = frequencies(tally(["en", "en", "bil"]), leave_out={"en"})
    assert [(row.word, row.share) for row in found.rows] == [("bil", 1.0)]
    assert (found.tokens, found.counted) == (3, 1)


def test_forms_of_a_word_are_joined_under_the_commonest() -> None:
    said = ["bilen", "bil", "bilen"], ["bil", "bilen", "buss"]
    (cars, bus) = frequencies(tally(*said), same=lambda word: word[:2]).rows
    assert (cars.word, cars.count, cars.documents) == ("bilen", 5, 2)
    assert cars.forms == (("bilen", 3), ("bil", 2))
    assert bus.word == "buss"


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({0: 5, 1: 5}, 1.0),  # as the lengths
        ({0: 10}, 0.0),  # all in one of two that are as long
        ({0: 8, 1: 2}, 0.4),
    ],
)
def test_the_spread_over_two_documents(counts: dict[int, int], expected: float) -> None:
    assert spread(counts, [100, 100], 200) == pytest.approx(expected)


@given(DOCUMENTS)
def test_counts_add_up_and_the_spread_is_that_of_its_formula(documents: list[list[str]]) -> None:
    counted = tally(*documents)
    found = frequencies(counted)
    full = [words for words in documents if words]
    assert found.tokens == found.counted == sum(map(len, full))
    assert sum(row.count for row in found.rows) == found.tokens
    assert sum(row.share for row in found.rows) == pytest.approx(1.0 if full else 0.0)
    for row in found.rows:
        assert row.documents == sum(row.word in words for words in full)
        shares = [len(words) / found.tokens for words in full]
        parts = [words.count(row.word) / row.count for words in full]
        apart = sum(abs(p - s) for p, s in zip(parts, shares, strict=True)) / 2
        even = 1.0 if len(full) == 1 else 1 - apart / (1 - min(shares))
        assert row.spread == pytest.approx(even, abs=1e-9)
