"""What can be said of a query while some of its parts are not known yet."""

from __future__ import annotations

from collections.abc import Callable

from .query import And, Leaf, Not, Or, Query, Relation


def at_most(query: Query, known: Callable[[Leaf | Relation], bool]) -> Query | None:
    """Return a query of known parts that is true wherever this one can be; None: of everything.

    `known` says whether a part can be answered.
    """
    return _bound(query, known, most=True)


def _bound(query: Query, known: Callable[[Leaf | Relation], bool], *, most: bool) -> Query | None:
    """Return the least upper bound, or with `most` off the greatest lower one; None is a bound
    that says nothing: everything, or nothing at all.
    """
    match query:
        case Not(part=part):
            inner = _bound(part, known, most=not most)
            return None if inner is None else Not(inner)
        case And(parts=parts) | Or(parts=parts):
            bounds = [_bound(part, known, most=most) for part in parts]
            there = [bound for bound in bounds if bound is not None]
            narrows = isinstance(query, And) == most
            if not there or (not narrows and len(there) < len(bounds)):
                return None
            if len(there) == 1:
                return there[0]
            return And(tuple(there)) if isinstance(query, And) else Or(tuple(there))
        case _:
            return query if known(query) else None
