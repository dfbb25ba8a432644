"""The command that checks the quotations of a manuscript."""

from __future__ import annotations

import argparse
from typing import Any

from qcode.analysis.quotation_match import Verdict
from qcode.analysis.quotation_wording import ChangeKind
from qcode.services.language import tr, trn
from qcode.services.quotation_check import Checked, CheckReport, check_manuscript
from qcode.services.quotation_copy import write_copy
from qcode.services.quotation_records import remember, used
from qcode.services.quotation_rules import read_names
from qcode.services.quotation_words import (
    difference_line,
    explanation,
    finding_word,
    place_words,
    reference,
    sign,
    summary,
)
from qcode.services.searching import Searcher

from .opening import reading
from .output import TerminalJob, bold, dim, print_json, print_table


def check(options: argparse.Namespace) -> None:
    """Check every quotation; with --out, write a copy of the manuscript with comments."""
    names = read_names(options.names) if options.names else None
    with reading(options.project) as project:
        searcher = Searcher(project)
        try:
            searcher.update(job=TerminalJob(tr("Indexing")))
        finally:
            searcher.close()
        job = TerminalJob(tr("Checking"))
        report = check_manuscript(project, options.file, names=names, job=job)
        remember(project, report)
    comments = None if options.out is None else write_copy(report, options.out, job=job)
    if options.json:
        _print_json(report, comments, options)
        return
    for each in report.quotations:
        _print_one(each)
    print(bold(summary(report) or tr("No quotations were found in {file}.", file=report.path.name)))
    if comments is not None:
        count = trn("{n} comment", "{n} comments", comments)
        print(tr("{comments} written to {path}", comments=count, path=options.out))


def quoted(options: argparse.Namespace) -> None:
    """List the coded passages that are quoted in manuscripts that were checked on this machine."""
    with reading(options.project) as project:
        found = used(project)
    if options.json:
        print_json(
            [
                {
                    "segment": each.segment.id,
                    "guid": each.segment.guid,
                    "code": each.code,
                    "document": each.document,
                    "start": each.segment.start,
                    "end": each.segment.end,
                    "text": each.text,
                    "manuscripts": list(each.manuscripts),
                }
                for each in found
            ]
        )
        return
    if not found:
        print(tr("No coded passage is quoted in a manuscript that was checked here."))
        return
    headings = (tr("Document"), tr("Code"), tr("Manuscripts"), tr("Text"))
    print_table(
        headings,
        (
            (each.document, each.code, ", ".join(map(_file, each.manuscripts)), each.text)
            for each in found
        ),
    )


def _file(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]


def _print_json(report: CheckReport, comments: int | None, options: argparse.Namespace) -> None:
    answer: dict[str, Any] = {
        "manuscript": str(report.path),
        "quotations": [as_json(each) for each in report.quotations],
        "counts": {verdict.value: report.count(verdict) for verdict in Verdict},
        "terms": report.terms,
    }
    if comments is not None:
        answer["copy"] = {"path": str(options.out), "comments": comments}
    print_json(answer)


def as_json(each: Checked) -> dict[str, Any]:
    """Return a finding as the command line promises it."""
    found = each.found
    return {
        "text": each.text,
        "verdict": each.verdict.value,
        "document": None if found is None else found.name,
        "document_id": None if found is None else found.document,
        "start": None if found is None else found.span.start,
        "end": None if found is None else found.span.end,
        "similarity": each.similarity,
        "difference": [
            {
                "kind": change.kind.value,
                "source": change.source,
                "manuscript": change.manuscript,
            }
            for change in each.changes
        ],
        "wording": each.wording.value,
        "kind": each.kind.value,
        "paragraph": None if found is None else found.paragraphs[0],
        "last_paragraph": None if found is None else found.paragraphs[1],
        "speakers": [] if found is None else list(found.speakers),
        "reference": None if found is None else reference(found),
        "claim": each.claim,
        "reasons": [{"kind": kind.value, "detail": detail} for kind, detail in each.reasons],
        "manuscript": {"start": each.span.start, "end": each.span.end},
    }


def _print_one(each: Checked) -> None:
    words = " ".join(each.text.split())
    if each.is_term:
        print(dim(f"{sign(each)} {finding_word(each)}  “{words}”"))
        return
    print(f"{sign(each)} {bold(finding_word(each))}  “{words}”")
    if each.found is not None:
        print(f"    {place_words(each.found)}  {dim(reference(each.found))}")
    if each.verdict is not Verdict.EXACT or each.reasons:
        print(f"    {' '.join(explanation(each))}")
    if any(c.kind not in (ChangeKind.SAME, ChangeKind.OMISSION) for c in each.changes):
        print(f"    {difference_line(each.changes)}")
