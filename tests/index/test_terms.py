from __future__ import annotations

from qcode.index.terms import How, Term, sequences
from qcode.model.query import Phrase, Prefix, Word
from qcode.model.search_options import SearchOptions


def test_what_a_query_asks_for_word_by_word() -> None:
    def form(word: str) -> Term:
        return Term(How.FORM, word, parts=True)

    assert sequences(Word("Trygghet")) == ((form("trygghet"),),)
    assert sequences(Word("10:30")) == ((form("10"), form("30")),)
    assert sequences(Word("e-post")) == ((form("e"), form("post")), (form("epost"),))
    assert sequences(Word("e-post"), SearchOptions(parts=False)) == (
        (Term(How.FORM, "e"), Term(How.FORM, "post")),
        (Term(How.FORM, "epost"),),
    )
    assert sequences(Word("25000")) == (
        (form("25000"),),
        (Term(How.EXACT, "25"), Term(How.EXACT, "000")),
    )
    assert sequences(Word("ÅR", exact=True)) == ((Term(How.EXACT, "år"),),)
    assert sequences(Prefix("10:3")) == ((Term(How.EXACT, "10"), Term(How.PREFIX, "3")),)
    assert sequences(Phrase("Vi, gå*")) == ((Term(How.EXACT, "vi"), Term(How.PREFIX, "gå")),)
