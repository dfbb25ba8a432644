"""What the index cannot answer alone, for it does not know capitals, nor what is a filler."""

from __future__ import annotations

from qcode.model.query import And, Leaf, Not, Or, Phrase, Query, Relation, TextLeaf
from qcode.model.search_options import PLAIN, SearchOptions

from .terms import How, sequences


def must_be_read(atom: Leaf | Relation, options: SearchOptions) -> bool:
    """Return whether words have to be looked for in the texts themselves."""
    if not isinstance(atom, TextLeaf):
        return False
    return options.case or (options.fillers and len(_words(atom)) > 1)


def widened(query: Query) -> Query:
    """Return a query for the index that is true at least wherever this one is with fillers."""
    match query:
        case And(parts=parts):
            return And(tuple(map(widened, parts)))
        case Or(parts=parts):
            return Or(tuple(map(widened, parts)))
        case Not(part=part):
            return Not(widened(part))
        case Phrase() if len(words := _words(query)) > 1:
            return And(tuple(map(Phrase, words)))
        case _:
            return query


def _words(leaf: Query) -> list[str]:
    """Return the words of a phrase, each as a phrase has it."""
    if not isinstance(leaf, Phrase):
        return []
    (way, *_others) = sequences(leaf, PLAIN)
    return [term.written + "*" * (term.how is How.PREFIX) for term in way]
