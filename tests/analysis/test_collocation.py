"""Words near a word: counted as one would by hand, and laws."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.analysis.collocation import Neighbours, Stretch, log_likelihood, neighbours

WORDS = st.lists(st.sampled_from("abcn"), max_size=25)


def near(*said: str, reach: int = 2, least: int = 1) -> Neighbours:
    """The words near each n in texts of words of one letter, a document each."""
    stretches = [
        Stretch(number, words, [(at, at + 1) for at, word in enumerate(words) if word == "n"])
        for number, words in enumerate(said)
    ]
    total = Counter(word for words in said for word in words)
    return neighbours(stretches, total, total.total(), reach=reach, least=least)


def test_both_sides_are_counted_within_reach() -> None:
    found = near("abncdx", "anb")
    assert (found.nodes, found.documents) == (2, 2)
    rows = {row.word: (row.count, row.left, row.right, row.documents) for row in found.rows}
    assert rows == {"a": (2, 2, 0, 2), "b": (2, 1, 1, 2), "c": (1, 0, 1, 1), "d": (1, 0, 1, 1)}


def test_a_word_between_two_is_counted_once_on_the_nearer_side() -> None:
    (row,) = near("naan").rows
    assert (row.count, row.left, row.right) == (2, 1, 1)


def test_the_word_itself_is_not_near_itself() -> None:
    assert near("nnn").rows == ()


def test_what_is_left_out_takes_up_room_and_rare_words_are_passed_over() -> None:
    total = Counter("aabn")
    found = neighbours([Stretch(0, "baan", [(3, 4)])], total, 4, reach=2, leave_out={"a"}, least=1)
    assert found.rows == ()
    assert near("ab n".replace(" ", ""), least=2).rows == ()


def test_forms_are_joined() -> None:
    total = Counter(["bil", "bilen", "n", "x"])
    stretch = Stretch(0, ["bil", "n", "bilen"], [(1, 2)])
    (row,) = neighbours([stretch], total, 4, same=lambda word: word[:3]).rows
    assert (row.word, row.count, row.left, row.right) == ("bil", 2, 1, 1)


def test_log_likelihood_of_a_table_counted_by_hand() -> None:
    # 2 * (10 ln(10/2) + 90 ln(90/98) + 10 ln(10/18) + 890 ln(890/882)) of {20 of 1000, 10 of 100}
    assert log_likelihood(10, 20, 100, 1000) == pytest.approx(21.17696, abs=1e-4)
    assert log_likelihood(0, 20, 100, 1000) < 0
    assert log_likelihood(2, 20, 100, 1000) == pytest.approx(0.0)


@given(st.lists(WORDS, max_size=5), st.integers(1, 4))
def test_what_is_near_is_what_a_slow_count_finds(said: list[list[str]], reach: int) -> None:
    found = near(*map("".join, said), reach=reach)
    slow: Counter[str] = Counter()
    for words in said:
        for at, word in enumerate(words):
            around = words[max(at - reach, 0) : at] + words[at + 1 : at + 1 + reach]
            if word != "n" and "n" in around:
                slow[word] += 1
    assert {row.word: row.count for row in found.rows} == dict(slow)
    assert all(row.left + row.right == row.count and row.times > 0 for row in found.rows)
