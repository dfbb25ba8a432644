from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.index.folding import fold


@pytest.mark.parametrize(
    ("word", "plain"),
    [
        ("idé", "ide"),
        ("müller", "muller"),
        ("à", "a"),
        ("señor", "senor"),
        ("françois", "francois"),
        ("łódź", "lodz"),
        ("åäö", "åäö"),
        ("Æsøp", "Æsøp"),
        ("straße", "straße"),
        ("ελλάδα", "ελλάδα"),
    ],
)
def test_accents_go_and_letters_stay(word: str, plain: str) -> None:
    assert fold(word) == plain


@given(st.text())
def test_a_folded_word_is_as_long_and_folds_no_further(word: str) -> None:
    assert len(fold(word)) == len(word)
    assert fold(fold(word)) == fold(word)
