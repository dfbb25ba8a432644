"""Commands on whole projects: new, verify, backup, restore."""

from __future__ import annotations

import argparse
import sys

from qcode.model.errors import UserError
from qcode.services import projects, safety, searching
from qcode.services.language import tr
from qcode.services.messages import finding, sentence

from .opening import coder, reading
from .output import TerminalJob, print_json


def new(options: argparse.Namespace) -> None:
    """Make an empty project."""
    made = projects.create_project(
        options.project, coder=coder(options), name=options.name, language=options.language
    )
    with made as project:
        answer = {"project": str(project.path), "id": project.info.guid}
    if options.json:
        print_json(answer)
    else:
        print(tr("Made {project}", project=answer["project"]))


def verify(options: argparse.Namespace) -> int:
    """Check a project; exit code 1 when something is wrong."""
    with reading(options.project, damaged=True) as project:
        found = [(each.code, each.detail) for each in project.verify(TerminalJob(tr("Checking")))]
        searcher = searching.Searcher(project)
        behind = searcher.behind()
        searcher.close()
    findings = [
        {"code": code, "detail": detail, "text": finding(code, detail)} for code, detail in found
    ]
    notes = [finding("index", str(behind))] if behind else []
    if options.json:
        print_json({"ok": not findings, "findings": findings, "notes": notes})
    else:
        for each in findings:
            print(each["text"])
        for note in notes:
            print(note)
        if not findings:
            print(tr("The project is whole."))
    if not findings:
        return 0
    print(sentence(UserError("project_damaged", path=str(options.project))), file=sys.stderr)
    return 1


def backup(options: argparse.Namespace) -> None:
    """Write a checked copy."""
    _print_copy(safety.back_up(options.project, options.out), options.json)


def restore(options: argparse.Namespace) -> None:
    """Put a backup in the place of a project."""
    _print_copy(safety.restore(options.backup, options.project), options.json)


def _print_copy(copy: safety.Copy, as_json: bool) -> None:
    if as_json:
        print_json({"path": str(copy.path), "sha256": copy.sha256})
    else:
        print(tr("Written and checked: {path}", path=copy.path))
