"""Commands that search."""

from __future__ import annotations

import argparse

from qcode.model.errors import UserError
from qcode.model.search_options import PLAIN, SearchOptions, parse_options
from qcode.services import hit_coding, queries, searching
from qcode.services.hits import Hit
from qcode.services.language import tr, trn
from qcode.services.projects import Project
from qcode.services.searching import Found
from qcode.services.widening import Extent

from .opening import reading, writing
from .output import TerminalJob, bold, dim, has_colors, print_json


def search(options: argparse.Namespace) -> None:
    """Find words, phrases and codes."""
    with reading(options.project) as project:
        searcher = searching.Searcher(project)
        searcher.update(job=TerminalJob(tr("Indexing")))
        query, how = _asked(project, options)
        found = searcher.search(query, limit=options.limit, options=how)
        searcher.close()
        if options.json:
            print_json(_answer(project, found))
            return
    _print(found)


def _asked(project: Project, options: argparse.Namespace) -> tuple[str, SearchOptions]:
    """Return the query and its options: a saved one with its own, unless others are given."""
    how = chosen_options(options)
    if not options.saved:
        return options.query, how
    if options.query:
        raise UserError("saved_query_or_not", query=options.saved)
    saved = queries.find_query(project, options.saved)
    return saved.text, parse_options(saved.options) if how == PLAIN else how


def chosen_options(options: argparse.Namespace) -> SearchOptions:
    """Return the options of a search that were given."""
    return SearchOptions(
        exact=options.exact, case=options.case, fillers=options.skip_fillers, parts=options.parts
    )


def _answer(project: Project, found: Found) -> dict[str, object]:
    codebook = project.codebook()
    return {
        "query": found.query,
        "total": found.total,
        "took_ms": round(found.took_ms, 2),
        "missing": found.missing,
        "hits": [
            {
                "source": hit.source.value,
                "document": hit.title,
                "document_id": hit.source_id,
                "start": hit.start,
                "end": hit.end,
                "paragraph": hit.paragraph,
                "speaker": hit.speaker,
                "snippet": hit.snippet.text,
                "matches": [list(match) for match in hit.matches],
                "codes": [codebook.path(code) for code in hit.codes],
            }
            for hit in found.hits
        ],
    }


def _print(found: Found) -> None:
    for hit in found.hits:
        place = [hit.title, hit.speaker, f"¶ {hit.paragraph}"]
        print(dim(" · ".join(part for part in place if part)))
        print("  " + " ".join(_marked(hit).split()))
    print(trn("{n} hit", "{n} hits", found.total))
    if found.missing:
        print(
            trn(
                "{n} source is not indexed yet.",
                "{n} sources are not indexed yet.",
                found.missing,
            )
        )


def _marked(hit: Hit) -> str:
    """Return the snippet with its matches set apart: bold, or in brackets without colours."""
    import sys

    text, shown, at = hit.snippet.text, "", 0
    for start, end in hit.snippet.matches:
        word = text[start:end]
        shown += text[at:start] + (bold(word) if has_colors(sys.stdout) else f"[{word}]")
        at = end
    return shown + text[at:]


class _Lines:
    """A job that prints "done/total" lines, for the window that started the process."""

    def progress(self, done: int, total: int, detail: str = "") -> None:
        """Print how far the work is."""
        print(f"{done}/{total}", flush=True)

    def check(self) -> None:
        """Do nothing: who wants it to end ends the process."""


def index(options: argparse.Namespace) -> None:
    """Bring the search index up to date."""
    with reading(options.project) as project:
        searcher = searching.Searcher(project)
        try:
            if options.rebuild:
                searcher.forget()
            missing = searcher.update(job=TerminalJob(tr("Indexing")) if options.json else _Lines())
        finally:
            searcher.close()
    if options.json:
        print_json({"missing": missing})


def autocode(options: argparse.Namespace) -> None:
    """Code every hit, or only count."""
    job = TerminalJob(tr("Indexing"))
    with writing(options) as project:
        searcher = searching.Searcher(project)
        try:
            extent = Extent(options.unit, options.around)
            found = hit_coding.propose(
                searcher,
                options.query,
                options.path,
                extent,
                options=chosen_options(options),
                job=job,
            )
            chosen = [each for each in found.items if each.new or not options.new_only]
            if options.dry_run:
                count, operation = len(chosen), 0
            else:
                count, changes = hit_coding.code_proposals(project, found, chosen)
                operation = changes.operation
        finally:
            searcher.close()
    if options.json:
        print_json({"segments": count, "operation": operation})
    else:
        print(trn("{n} passage", "{n} passages", count))
