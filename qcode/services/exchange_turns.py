"""Who speaks in the documents of other programs, which do not know: found as in imported files.

Only the layout of a document gets more: its text and all positions in it stay as they are.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from qcode.formats.exchange import ExchangeDocument, ExchangeProject
from qcode.formats.turns import detect_turns
from qcode.model.job import SILENT, Job
from qcode.store.content import content_hash

from .projects import Project

_OWN = "QCode"  # a project of ours says itself who speaks, also where that is nobody


@dataclass(frozen=True, slots=True)
class Spoken:
    """A project with turns in those `documents` where speakers were found."""

    exchange: ExchangeProject
    documents: int = 0


def with_turns(
    exchange: ExchangeProject, project: Project | None = None, *, job: Job = SILENT
) -> Spoken:
    """Return a project with the turns of those documents that have none and name their speakers.

    What QCode wrote stays as it is, and so does what a `project` has already. Raises `Cancelled`.
    """
    if exchange.origin.startswith(_OWN):
        return Spoken(exchange)
    here = {row.text_hash for row in project.documents()} if project is not None else set()
    found = 0
    documents: list[ExchangeDocument] = []
    for number, one in enumerate(exchange.documents):
        job.check()
        job.progress(number, len(exchange.documents), one.name)
        documents.append(_spoken(one, here))
        found += documents[-1] is not one
    return Spoken(replace(exchange, documents=tuple(documents)), found)


def _spoken(one: ExchangeDocument, here: Collection[str]) -> ExchangeDocument:
    if one.layout.turns or one.layout.regions or not one.text:
        return one
    if here and content_hash(one.text.encode()) in here:
        return one
    turns = detect_turns(one.text).turns
    if not any(turn.speaker for turn in turns):
        return one
    return replace(one, layout=replace(one.layout, turns=turns))
