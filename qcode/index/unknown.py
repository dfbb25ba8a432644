"""What the index cannot answer alone, for it does not know capitals, nor what is a filler."""

from __future__ import annotations

from dataclasses import replace

from qcode.model.query import And, Leaf, Not, Or, Phrase, Query, Relation, TextLeaf, Word
from qcode.model.search_options import PLAIN, SearchOptions

from .terms import How, sequences


def must_be_read(atom: Leaf | Relation, options: SearchOptions) -> bool:
    """Return whether words have to be looked for in the texts themselves."""
    if not isinstance(atom, TextLeaf):
        return False
    return options.case or (options.fillers and len(_words(atom)) > 1)


def widened(query: Query, options: SearchOptions) -> Query:
    """Return a query for the index, which minds neither capitals nor fillers, that is true at
    least wherever this one is with the options.
    """
    match query:
        case And(parts=parts):
            return And(tuple(widened(part, options) for part in parts))
        case Or(parts=parts):
            return Or(tuple(widened(part, options) for part in parts))
        case Not(part=part):
            return Not(widened(part, options))
        case Phrase() if options.fillers and len(words := _words(query)) > 1:
            return And(tuple(map(Phrase, words)))
        case Word(minus=minus) if minus and options.case:
            return replace(query, minus=())  # it is only left out with the same capitals
        case _:
            return query


def _words(leaf: Query) -> list[str]:
    """Return the words of a phrase, each as a phrase has it."""
    if not isinstance(leaf, Phrase):
        return []
    (way, *_others) = sequences(leaf, PLAIN)
    return [term.written + "*" * (term.how is How.PREFIX) for term in way]
