from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qcode.model.edits import TextChange
from qcode.model.hunks import CONTEXT, Kind, Piece, hunks

TEXT = "I: Hur är det?\nIP1: Anna kom hem till Sävköping.\nI: Mm.\n" + "ord " * 200 + "\nSlut."


def test_a_change_is_shown_with_the_words_around_it_in_its_paragraph() -> None:
    at = TEXT.index("Anna")
    (hunk,) = hunks(TEXT, TextChange.replace(TEXT, at, at + 4, "[NAMN]"))
    assert hunk.paragraph == 2
    assert hunk.pieces == (
        Piece(Kind.SAME, "IP1: "),
        Piece(Kind.REMOVED, "Anna"),
        Piece(Kind.INSERTED, "[NAMN]"),
        Piece(Kind.SAME, " kom hem till Sävköping."),
    )


def test_changes_far_apart_are_shown_apart_and_close_ones_together() -> None:
    ends = [(0, 1, "X"), (8, 10, "X"), (len(TEXT) - 5, len(TEXT), "Fin.")]
    first, last = hunks(TEXT, TextChange.replacing(TEXT, ends))
    assert (first.paragraph, last.paragraph) == (1, 5)
    assert sum(piece.kind is Kind.INSERTED for piece in first.pieces) == 2


def test_words_around_a_change_are_whole() -> None:
    at = TEXT.index("ord ") + 400
    (hunk,) = hunks(TEXT, TextChange.replace(TEXT, at, at, "NY "))
    assert hunk.pieces[0].text.split()[0] == "ord"
    assert hunk.pieces[-1].text.split()[-1] == "ord"
    assert all(len(piece.text) <= CONTEXT for piece in hunk.pieces)


def test_a_change_that_does_nothing_shows_nothing() -> None:
    assert hunks(TEXT, TextChange(len(TEXT))) == []


@given(st.text(alphabet="ab \n😀", max_size=80), st.text(alphabet="ab \n😀", max_size=80))
def test_what_is_shown_is_what_was_and_what_is(old: str, new: str) -> None:
    found = hunks(old, TextChange.between(old, new))
    assert bool(found) == (old != new)
    for hunk in found:
        assert hunk.before in old
        assert hunk.after in new
        assert 1 <= hunk.paragraph <= old.count("\n") + 1
    removed = sum(len(p.text) for h in found for p in h.pieces if p.kind is Kind.REMOVED)
    inserted = sum(len(p.text) for h in found for p in h.pieces if p.kind is Kind.INSERTED)
    assert len(old) - removed + inserted == len(new)
