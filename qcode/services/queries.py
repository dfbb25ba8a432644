"""Saved queries: kept in the project, with counts that stay current."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator
from dataclasses import dataclass

from qcode.model.changes import Changes, Op
from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.model.names import clean_name
from qcode.model.query_parser import parse
from qcode.model.saved_query import QueryId, SavedQuery
from qcode.model.search_options import PLAIN, SearchOptions, parse_options
from qcode.store import queries as rows

from .hits import SourceKey, UnitSet
from .projects import Project
from .query_reach import Reach, reach_of
from .searching import SCANNED, Searcher, Source


def list_queries(project: Project) -> list[SavedQuery]:
    """Return all saved queries, by name."""
    with project.reading() as view:
        return rows.list_queries(view)


def find_query(project: Project, name: str) -> SavedQuery:
    """Return the saved query of this name; `UserError("saved_query_unknown")`."""
    for known in list_queries(project):
        if known.name == name:
            return known
    raise UserError("saved_query_unknown", query=name)


def save_query(
    project: Project,
    name: str,
    text: str,
    options: SearchOptions = PLAIN,
    *,
    replace: bool = False,
    origin: object = None,
) -> QueryId:
    """Save a query under a name; to `replace` is to put it in the place of one that has it.

    It is kept as it was typed. Raises `UserError` where it cannot be understood, and
    "saved_query_there" where the name is taken.
    """
    name = clean_name(name)
    parse(text)
    known = {each.name: each.id for each in list_queries(project)}
    if name in known and not replace:
        raise UserError("saved_query_there", query=name)
    with project.operation(Op.EDIT_QUERY, origin=origin, codes=True, query=name) as unit:
        if name in known:
            rows.set_query(unit, known[name], text=text, options=str(options))
            return known[name]
        coder = project.coder_id(unit)
        return rows.add_query(unit, name, text=text, options=str(options), coder=coder)


def rename_query(project: Project, number: QueryId, name: str, *, origin: object = None) -> Changes:
    """Give a saved query another name; `UserError("saved_query_exists")` if it is taken."""
    name = clean_name(name)
    _known(project, number)
    if any(each.name == name and each.id != number for each in list_queries(project)):
        raise UserError("saved_query_exists", query=name)
    with project.operation(Op.EDIT_QUERY, origin=origin, query=name) as unit:
        rows.set_query(unit, number, name=name)
    return unit.changes


def delete_query(project: Project, number: QueryId, *, origin: object = None) -> Changes:
    """Delete a saved query; what it finds stays as it is."""
    name = _known(project, number).name
    with project.operation(Op.DELETE_QUERY, origin=origin, query=name) as unit:
        rows.drop_query(unit, number)
    return unit.changes


def _known(project: Project, number: QueryId) -> SavedQuery:
    for known in list_queries(project):
        if known.id == number:
            return known
    raise UserError("saved_query_unknown", query=number)


@dataclass(frozen=True, slots=True)
class Counted:
    """A saved query with how much it finds now.

    `missing` says how many sources are not looked at yet. A query that cannot be answered, as
    when its code is gone, has its `problem` instead.
    """

    query: SavedQuery
    hits: int
    documents: int
    missing: int
    problem: UserError | None = None


class QueryCounts:
    """How much each saved query finds. Counted anew only where something that it looks at changed:
    in a few sources where it can be told which, or else in all.

    Belongs to one open project; safe to use from several threads.
    """

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._guard = threading.Lock()
        self._kept: dict[QueryId, _Kept] = {}
        self._turn = 0  # goes up with each change, so that a count of before is not kept
        self._heard = 0  # the last operation that is known of
        self._unsubscribe = searcher.project.subscribe(self._notice)

    def close(self) -> None:
        """Hear no more news."""
        self._unsubscribe()

    def _notice(self, changes: Changes) -> None:
        with self._guard:
            self._turn += 1
            self._heard = max(self._heard, changes.operation)
            kept: dict[QueryId, _Kept] = {}
            for number, known in self._kept.items():
                touched = known.reach.touched(changes)
                if touched is not None:
                    kept[number] = dataclasses.replace(known, stale=known.stale | touched)
            self._kept = kept

    def counted(self, *, job: Job = SILENT) -> Iterator[Counted]:
        """Yield all saved queries with their counts, by name."""
        self._ask_for_news()
        for query in list_queries(self._searcher.project):
            job.check()
            with self._guard:
                known = self._kept.get(query.id)
                turn = self._turn
            if known is not None and not _asks_the_same(known.counted.query, query):
                known = None
            if known is not None and not known.stale:
                yield dataclasses.replace(known.counted, query=query)
                continue
            now = self._count(query, known, job)
            with self._guard:
                # What was incomplete is asked again: the index may know more by then.
                if turn == self._turn and not now.counted.missing:
                    self._kept[query.id] = now
            yield now.counted

    def _ask_for_news(self) -> None:
        """Start anew if another window has changed something: its news are not heard here."""
        last = self._searcher.project.last_operation()
        with self._guard:
            if last > self._heard:
                self._turn, self._heard, self._kept = self._turn + 1, last, {}

    def _count(self, query: SavedQuery, known: _Kept | None, job: Job) -> _Kept:
        reach = reach_of(query.text)
        missing = 0
        try:
            options = parse_options(query.options)
            if known is not None and known.found is not None and len(known.stale) <= SCANNED:
                anew = self._searcher.units_in(query.text, known.stale, options=options, job=job)
                found = known.found.without(known.stale) | anew
            else:
                answer = self._searcher.units(query.text, options=options, job=job)
                found, missing = answer.found, answer.missing
        except UserError as error:
            return _Kept(Counted(query, 0, 0, 0, error), reach, None)
        documents = sum(key.source is Source.DOCUMENT for key in found.sources())
        return _Kept(Counted(query, len(found), documents, missing), reach, found)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A count with the units that were counted, and the sources that changed since then."""

    counted: Counted
    reach: Reach
    found: UnitSet | None
    stale: frozenset[SourceKey] = frozenset()


def _asks_the_same(one: SavedQuery, other: SavedQuery) -> bool:
    return (one.text, one.options) == (other.text, other.options)
