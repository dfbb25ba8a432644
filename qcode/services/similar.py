"""Finding the same words again, in the order of the documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qcode.model.boundaries import words
from qcode.model.document import DocumentId
from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.model.text import Span

from .hit_coding import passages
from .searching import Searcher

LONGEST = 12  # words: a longer passage is said but once


@dataclass(frozen=True, slots=True)
class Similar:
    """Every place where some words stand, in the order of documents and text."""

    query: str
    places: tuple[tuple[DocumentId, Span], ...]

    def after(
        self, order: Sequence[DocumentId], document: DocumentId, position: int
    ) -> tuple[DocumentId, Span] | None:
        """Return the first place that begins at or behind a position of a document."""
        rank = {each: number for number, each in enumerate(order)}
        here = (rank.get(document, -1), position)
        for place, span in self.places:
            if place in rank and (rank[place], span.start) >= here:
                return place, span
        return None


def query_of(passage: str) -> str:
    """Return the query that finds the words of a passage: one in all its forms, more as they are.

    Raises `UserError`: "similar_empty", "similar_long".
    """
    found = [passage[start:end].lower() for start, end in words(passage)]
    if not found:
        raise UserError("similar_empty")
    if len(found) > LONGEST:
        raise UserError("similar_long", most=LONGEST)
    return found[0] if len(found) == 1 else f'"{" ".join(found)}"'


def find_similar(searcher: Searcher, passage: str, *, job: Job = SILENT) -> Similar:
    """Return where the words of a passage stand; it takes as long as a search does.

    Raises `UserError` as `query_of` and `passages` do.
    """
    query = query_of(passage)
    found = passages(searcher, query, job=job)
    places = ((document, each.span) for document, inside in found.items() for each in inside)
    return Similar(query, tuple(places))
