"""The commands on a Word report that somebody works in: bring it up to date, take comments in."""

from __future__ import annotations

import argparse

from qcode.model.errors import UserError
from qcode.model.refresh import Uncoded
from qcode.services.history import describe
from qcode.services.language import tr
from qcode.services.report_comment_words import becomes_words, passage_words, rest_lines
from qcode.services.report_comments import Offer, Offers, find_comments, take_comments
from qcode.services.report_refresh import Refresh, Refreshed, prepare
from qcode.services.report_refresh import refresh as write
from qcode.services.report_refresh_words import (
    contents_line,
    place_words,
    shown_words,
    summary_line,
    what_words,
)

from .opening import reading, writing
from .output import TerminalJob, bold, dim, print_json

_LONGEST = 100


def refresh(options: argparse.Namespace) -> None:
    """Say what changes and, unless it is only a rehearsal, write it."""
    job = TerminalJob(tr("Refreshing"))
    parts = [part.strip() for part in (options.parts or "").split(",") if part.strip()]
    with reading(options.project) as project:
        found = prepare(
            project, options.file, uncoded=Uncoded(options.uncoded), more=parts, job=job
        )
    done = None if options.dry_run else write(found, options.out, job)
    if options.json:
        _print_json(found, done)
        return
    for change in found.changes:
        print(f"{bold(what_words(change.what))}  {place_words(change)}")
        print(f"    {dim(_short(shown_words(change)))}")
    print(bold(summary_line(found) or tr("The report is up to date.")))
    if done is not None and found.merged.writes:
        print(tr("Written to {path}", path=done.path))
        if done.kept is not None:
            print(tr("The old file is kept as {path}", path=done.kept))
        if found.contents_change:
            print(contents_line())


def comments(options: argparse.Namespace) -> None:
    """List the comments that can be taken in; with --take, take them in."""
    opened = reading(options.project) if options.take is None else writing(options)
    with opened as project:
        found = find_comments(project, options.file, job=TerminalJob(tr("Reading")))
        chosen = [] if options.take is None else _chosen(found, options.take)
        changes = take_comments(project, found.path, chosen) if chosen else None
    if options.json:
        print_json(
            {
                "comments": [_as_json(n, offer) for n, offer in enumerate(found.offers, 1)],
                "taken": len(chosen),
                "operation": 0 if changes is None else changes.operation,
                "taken_before": found.taken,
                "elsewhere": found.elsewhere,
            }
        )
    elif changes is not None:
        print(describe(changes, typed=True))
    else:
        for number, offer in enumerate(found.offers, 1):
            print(f"{number}. {bold(offer.author)}  {becomes_words(offer)}")
            print(f"    {_short(' '.join(offer.text.split()))}")
            print(f"    {dim(_short(passage_words(offer)))}")
        for line in rest_lines(found):
            print(line)


def _chosen(found: Offers, wanted: list[str]) -> list[Offer]:
    if wanted == ["all"]:
        return list(found.offers)
    numbers = [int(each) if each.isdecimal() else 0 for each in wanted]
    for number, given in zip(numbers, wanted, strict=True):
        if not 0 < number <= len(found.offers):
            raise UserError("comment_unknown", number=given)
    return [found.offers[number - 1] for number in dict.fromkeys(numbers)]


def _as_json(number: int, offer: Offer) -> dict[str, object]:
    return {
        "number": number,
        "author": offer.author,
        "date": offer.date,
        "text": offer.text,
        "becomes": "memo" if offer.code is None else "coding",
        "code": offer.code_path or None,
        "document": offer.document_name,
        "document_id": offer.document,
        "start": offer.span.start,
        "end": offer.span.end,
        "words": offer.words,
        "segment": offer.segment,
    }


def _print_json(found: Refresh, done: Refreshed | None) -> None:
    print_json(
        {
            "report": str(found.path),
            "written": None if done is None or not found.merged.writes else str(done.path),
            "kept": None if done is None or done.kept is None else str(done.kept),
            "counts": {what.value: count for what, count in found.counts.items()},
            "changes": [
                {
                    "what": change.what.value,
                    "kind": change.kind,
                    "tag": change.mark,
                    "chapter": change.chapter,
                    "name": change.name,
                    "before": change.before,
                    "after": change.after,
                }
                for change in found.changes
            ],
        }
    )


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
