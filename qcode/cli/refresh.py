"""The command that brings a Word report up to date."""

from __future__ import annotations

import argparse

from qcode.model.refresh import Uncoded
from qcode.services.language import tr
from qcode.services.report_refresh import Refresh, Refreshed, prepare
from qcode.services.report_refresh import refresh as write
from qcode.services.report_refresh_words import (
    contents_line,
    place_words,
    shown_words,
    summary_line,
    what_words,
)

from .opening import reading
from .output import TerminalJob, bold, dim, print_json

_LONGEST = 100


def refresh(options: argparse.Namespace) -> None:
    """Say what changes and, unless it is only a rehearsal, write it."""
    job = TerminalJob(tr("Refreshing"))
    with reading(options.project) as project:
        found = prepare(project, options.file, uncoded=Uncoded(options.uncoded), job=job)
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
