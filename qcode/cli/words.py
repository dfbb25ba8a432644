"""Counting words on the command line."""

from __future__ import annotations

import argparse

from qcode.analysis.collocation import Neighbours
from qcode.analysis.frequency import Frequencies
from qcode.services import documents
from qcode.services.language import tr, trn
from qcode.services.projects import Project
from qcode.services.searching import Searcher
from qcode.services.word_counts import Counting, WordCounter

from .opening import reading
from .output import TerminalJob, print_json, print_table


def words(options: argparse.Namespace) -> None:
    """Count words, or the words near what a search finds."""
    with reading(options.project) as project:
        how = _how(project, options)
        counter = WordCounter(project)
        job = TerminalJob(tr("Counting"))
        if options.near is None:
            _print_counts(counter.frequencies(how, job=job), options)
            return
        searcher = Searcher(project)
        try:
            found = counter.near(searcher, options.near, how, reach=options.reach, job=job)
        finally:
            searcher.close()
        _print_near(found, options)


def _how(project: Project, options: argparse.Namespace) -> Counting:
    chosen = None
    if options.document:
        chosen = frozenset(documents.find_document(project, n).id for n in options.document)
    return Counting(
        documents=chosen,
        common=options.common,
        joined=not options.each_form,
        interviewers=options.interviewers,
        notes=options.notes,
        shortest=options.shortest,
        numbers=not options.no_numbers,
    )


def _print_counts(found: Frequencies, options: argparse.Namespace) -> None:
    rows = found.rows[: options.limit]
    if options.json:
        listed = [
            {
                "word": row.word,
                "count": row.count,
                "documents": row.documents,
                "share": round(row.share, 6),
                "spread": round(row.spread, 4),
                "forms": dict(row.forms),
            }
            for row in rows
        ]
        head = {"tokens": found.tokens, "types": found.types, "counted": found.counted}
        print_json(head | {"documents": found.documents, "words": listed})
        return
    headings = (tr("Words"), tr("Count"), tr("Documents"), tr("Spread"), tr("Forms"))
    print_table(
        headings,
        (
            (row.word, row.count, row.documents, f"{row.spread:.2f}", _forms(row.forms))
            for row in rows
        ),
    )
    print(
        tr(
            "{words} were said, {counted} of them counted.",
            words=trn("{n} word", "{n} words", found.tokens),
            counted=found.counted,
        )
    )


def _forms(forms: tuple[tuple[str, int], ...]) -> str:
    return ", ".join(word for word, _count in forms) if len(forms) > 1 else ""


def _print_near(found: Neighbours, options: argparse.Namespace) -> None:
    rows = found.rows[: options.limit]
    if options.json:
        listed = [
            {
                "word": row.word,
                "count": row.count,
                "left": row.left,
                "right": row.right,
                "documents": row.documents,
                "times_expected": round(row.times, 2),
                "log_likelihood": round(row.strength, 2),
            }
            for row in rows
        ]
        print_json({"hits": found.nodes, "documents": found.documents, "words": listed})
        return
    headings = (
        tr("Words"),
        tr("Near"),
        tr("Before"),
        tr("After"),
        tr("Documents"),
        tr("Times expected"),
        tr("Strength"),
    )
    print_table(
        headings,
        (
            (
                row.word,
                row.count,
                row.left,
                row.right,
                row.documents,
                f"{row.times:.1f}",
                f"{row.strength:.1f}",
            )
            for row in rows
        ),
    )
    print(trn("{n} place was looked around.", "{n} places were looked around.", found.nodes))
