"""Commands on the journal."""

from __future__ import annotations

import argparse

from qcode.model.errors import UserError
from qcode.services import history as service
from qcode.services.language import tr
from qcode.services.projects import Project
from qcode.services.words import local_time

from .opening import reading, writing
from .output import print_json, print_table


def history(options: argparse.Namespace) -> None:
    """Print what was done, newest first."""
    with reading(options.project) as project:
        lines = service.history(project, limit=options.limit, typed=True)
    if options.json:
        print_json([_row(line) for line in lines])
        return
    print_table(
        (tr("No."), tr("Time"), tr("Coder"), tr("What")),
        [
            (
                line.operation.id,
                f"{local_time(line.operation.time):%Y-%m-%d %H:%M:%S}",
                line.operation.coder,
                line.summary + (f" ({tr('undone')})" if line.operation.undone else ""),
            )
            for line in lines
        ],
    )


def _row(line: service.HistoryLine) -> dict[str, object]:
    return {
        "operation": line.operation.id,
        "time": line.operation.time,
        "coder": line.operation.coder,
        "kind": line.operation.kind.value,
        "summary": line.summary,
        "undone": line.operation.undone,
    }


def undo(options: argparse.Namespace) -> None:
    """Take back what was done last."""
    with writing(options) as project:
        _repeat(project, options, backwards=True)


def redo(options: argparse.Namespace) -> None:
    """Do again what was undone."""
    with writing(options) as project:
        _repeat(project, options, backwards=False)


def _repeat(project: Project, options: argparse.Namespace, *, backwards: bool) -> None:
    done: list[dict[str, object]] = []
    for _step in range(options.steps):
        try:
            changes = project.undo() if backwards else project.redo()
        except UserError as error:
            if not done or not error.code.startswith("nothing_to_"):
                raise
            break
        line = service.history(project, limit=1, typed=True)[0]
        done.append({"operation": changes.operation, "summary": line.summary})
        if not options.json:
            print(line.summary)
    if options.json:
        # "undone" is the contract's word for both: what redo did again had been undone.
        print_json({"undone": done} if backwards else {"redone": done, "undone": done})
