from __future__ import annotations

from qcode.index.terms import How, Term, sequences
from qcode.model.query import Phrase, Prefix, Word


def test_what_a_query_asks_for_word_by_word() -> None:
    assert sequences(Word("Trygghet")) == ((Term(How.FORM, "trygghet", parts=True),),)
    assert sequences(Word("e-post")) == (
        (Term(How.FORM, "e", parts=True), Term(How.FORM, "post", parts=True)),
    )
    assert sequences(Word("ÅR", exact=True)) == ((Term(How.EXACT, "år"),),)
    assert sequences(Prefix("10:3")) == ((Term(How.EXACT, "10"), Term(How.PREFIX, "3")),)
    assert sequences(Phrase("Vi, gå*")) == ((Term(How.EXACT, "vi"), Term(How.PREFIX, "gå")),)
