"""Commands on saved queries."""

from __future__ import annotations

import argparse

from qcode.services import queries as query_service
from qcode.services.language import tr
from qcode.services.messages import sentence
from qcode.services.queries import Counted
from qcode.services.searching import Searcher

from .opening import reading, writing
from .output import TerminalJob, print_json, print_operation, print_table
from .search import chosen_options


def queries(options: argparse.Namespace) -> None:
    """List the saved queries with how much each finds."""
    job = TerminalJob(tr("Indexing"))
    with reading(options.project) as project:
        names = {coder.id: coder.name for coder in project.coders()}
        searcher = Searcher(project)
        searcher.update(job=job)
        counts = query_service.QueryCounts(searcher)
        found = list(counts.counted(job=job))
        searcher.close()
    if options.json:
        print_json([_json(each, names[each.query.coder]) for each in found])
        return
    rows = [(each.query.name, _hits(each), each.query.text) for each in found]
    print_table((tr("Name"), tr("Hits"), tr("Search")), rows)


def _hits(each: Counted) -> str:
    if each.problem is not None:
        return "–"
    hits = f"{each.hits:n}"
    if each.missing:
        hits += " + " + tr("{n} not indexed yet", n=each.missing)
    return hits


def _json(each: Counted, coder: str) -> dict[str, object]:
    known = each.query
    return {
        "id": known.id,
        "name": known.name,
        "query": known.text,
        "options": known.options,
        "coder": coder,
        "created": known.created,
        "changed": known.changed,
        "hits": None if each.problem else each.hits,
        "documents": None if each.problem else each.documents,
        "missing": each.missing,
        "problem": None if each.problem is None else sentence(each.problem),
    }


def save(options: argparse.Namespace) -> None:
    """Save a query under a name; on request in the place of the one that has it."""
    with writing(options) as project:
        number = query_service.save_query(
            project,
            options.name,
            options.query,
            chosen_options(options),
            replace=options.replace,
        )
        operation = project.last_operation()
    if options.json:
        print_json({"id": number, "operation": operation})
    else:
        print(tr("Saved: {name}", name=options.name))


def rename(options: argparse.Namespace) -> None:
    """Give a saved query another name."""
    with writing(options) as project:
        known = query_service.find_query(project, options.name)
        changes = query_service.rename_query(project, known.id, options.to)
    print_operation(changes.operation, options.json)


def delete(options: argparse.Namespace) -> None:
    """Delete a saved query."""
    with writing(options) as project:
        known = query_service.find_query(project, options.name)
        changes = query_service.delete_query(project, known.id)
    print_operation(changes.operation, options.json)
