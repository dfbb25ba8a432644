"""Words found straight in a text are where cutting it into words finds them."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qcode.index.analysis import word_places, words
from qcode.index.spots import finders, plain
from qcode.index.terms import Sought
from qcode.model.query import Near, Phrase, Prefix, TextLeaf, Wild, Word
from qcode.model.search_options import SearchOptions
from qcode.model.text import Span

LEAVES: tuple[TextLeaf, ...] = (
    Word("trygghet"),
    Word("Ja"),
    Phrase("Ja ja"),
    Word("ide"),
    Word("å", exact=True),
    Word("bok", minus=("böcker",)),
    Prefix("tr"),
    Phrase("ja ja"),
    Phrase("vi går ut*"),
    Wild("*gg?et"),
    Wild("b?k*"),
    Wild("bo*k"),
    Wild("tr?g*t"),
    Wild("id?r"),
    Near("vi ut", 3),
    Near("ja ja idé", 2),
    Near("gå* Trygg* å", 1),
)
PIECES = "trygghet Tryggheten otrygghet idé IDÉER å Å ja Ja böcker bok bokhylla epost e-post vi går"
TEXTS = st.builds(
    str.join,
    st.sampled_from([" ", ", ", "\n", "-", "_", ""]),
    st.lists(
        st.sampled_from([*PIECES.split(), "ut", "utan", "…", "(paus)", "_", "e\u0301", "a\u00ad"])
        | st.text(max_size=3),
        max_size=12,
    ),
)


@pytest.mark.parametrize("leaf", LEAVES, ids=repr)
@given(text=TEXTS, case=st.booleans())
@example(text="ja Ja ja", case=False)
@example(text="ja Ja ja", case=True)
@example(text="Σ ΣΑΣ İde ja ja", case=False)
@example(text="“Ja” … ja – “JA? id\u0113r bo…k ™️", case=True)
def test_a_word_is_where_cutting_finds_it(leaf: TextLeaf, text: str, case: bool) -> None:
    sought = Sought(leaf, "sv", SearchOptions(case=case))
    spots, straight = finders(sought), plain(text)
    assert spots is not None
    if straight is not None:
        found = [span for one in spots for span in one(straight)]
        places = word_places(text)
        cut = [
            Span(places[there[0]][0], places[there[-1]][1])
            for there in sought.places(words(text, case=case))
        ]
        assert found == cut


@pytest.mark.parametrize(
    ("text", "lowered", "folded"),
    [
        (
            "Vi går ut – “kanske” … på ett kafé!",
            "vi går ut ? ?kanske? ? på ett kafé!",
            "vi går ut ? ?kanske? ? på ett kafe!",
        ),
        ("Ja? Či, “ja”", "ja? či, “ja”", "ja? ci, “ja”"),
    ],
)
def test_most_texts_are_plain_ones(text: str, lowered: str, folded: str) -> None:
    straight = plain(text)
    assert straight is not None
    assert (straight.written, straight.lowered, straight.folded) == (text, lowered, folded)


def test_some_texts_are_not_plain() -> None:
    assert plain("en bruten rad-\nslut") is None
    assert plain("İ") is None


@pytest.mark.parametrize("leaf", [Word("e-post"), Word("bok", plus=("hus",))])
def test_what_only_cutting_finds(leaf: TextLeaf) -> None:
    assert finders(Sought(leaf, "sv")) is None


def test_a_letter_or_digit_is_the_same_for_python_and_for_its_patterns() -> None:
    word = re.compile(r"[^\W_]")
    every = map(chr, range(sys.maxunicode + 1))
    assert all((word.match(letter) is not None) == letter.isalnum() for letter in every)
