"""What the index cannot answer alone, for it does not know what is a filler."""

from __future__ import annotations

from qcode.model.query import And, Leaf, Not, Or, Phrase, Query, Relation
from qcode.model.search_options import PLAIN, SearchOptions

from .terms import How, sequences


def must_be_read(atom: Leaf | Relation, options: SearchOptions) -> bool:
    """Return whether words have to be looked for in the texts themselves."""
    return isinstance(atom, Phrase) and options.fillers and len(_words(atom)) > 1


def widened(query: Query, options: SearchOptions) -> Query:
    """Return a query for the index, which does not mind fillers, that is true at least wherever
    this one is with the options.
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
        case _:
            return query


def _words(leaf: Phrase) -> list[str]:
    """Return the words of a phrase, each as a phrase has it."""
    (way, *_others) = sequences(leaf, PLAIN)
    return [term.written + "*" * (term.how is How.PREFIX) for term in way]
