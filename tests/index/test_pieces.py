"""A word with some letters in it is found in a few stretches of the list as in the whole list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.index.pieces import STRETCH, Pieces, pieces_of
from qcode.index.search import SearchIndex
from qcode.index.storage import MemoryStorage
from qcode.index.units import Source, SourceKey, SourceUnits, Unit

WORDS = st.lists(st.text("abåé😀", min_size=1, max_size=6), unique=True, max_size=5 * STRETCH)


@given(WORDS, st.text("abåé", max_size=4))
def test_no_stretch_with_a_piece_is_left_out(words: list[str], piece: str) -> None:
    stretches = [words[at : at + STRETCH] for at in range(0, len(words), STRETCH)]
    pieces = Pieces(*pieces_of("\n".join(one).encode() for one in stretches))
    numbers = pieces.having(piece.encode())
    there = [n for n, one in enumerate(stretches) if any(piece in word for word in one)]
    if numbers is None:
        assert len(piece.encode()) < 3
    else:
        assert set(there) <= set(numbers)
        assert list(numbers) == sorted(set(numbers))


@pytest.mark.parametrize("piece", ["å", "gg", "ygg", "het", "heten", "trygghet", "ö", "xyz", "3"])
def test_a_piece_is_found_where_reading_every_word_finds_it(piece: str) -> None:
    said = ["trygghet", "otrygg", "heten", "heta", "lång", "åäö", "skönhet", "öhetenö", "å"]
    said += [f"{word}{number}" for word in said for number in range(30)]
    index = SearchIndex.open(MemoryStorage(), project="p")
    index.update(
        [SourceUnits(SourceKey(Source.DOCUMENT, 1), "1", "sv", (Unit(0, " ".join(said)),))]
    )
    (segment,) = index._snapshot.segments
    listed = list(enumerate(sorted(said, key=str.encode)))
    assert list(segment.words.holding(piece)) == [one for one in listed if piece in one[1]]
    assert list(segment.words.ending(piece)) == [one for one in listed if one[1].endswith(piece)]
