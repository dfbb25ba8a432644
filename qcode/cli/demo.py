"""`qcode demo`: the whole main job on the sample project, step by step, saying what it did."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NamedTuple

from qcode.model.errors import UserError
from qcode.model.names import free_name
from qcode.services import documents as document_service
from qcode.services import exporting, memos, sample, searching
from qcode.services.history import history
from qcode.services.language import tr, trn
from qcode.services.projects import Project
from qcode.services.retrieval import find_segments

from .output import TerminalJob, bold, command_line, dim, print_json

QUERY = "trygghet"


def demo(options: argparse.Namespace) -> None:
    """Build the sample, read, search, undo, export and check it; the JSON sums it up."""
    folder = options.out or Path("demo")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise UserError("file_exists", path=str(folder)) from None
    except OSError as error:
        raise UserError("folder_not_writable", path=str(folder.parent)) from error
    path = folder / "Sävköping.qcode"
    report = folder / "Sävköping.docx"
    old = _put_aside(path) if path.exists() else None
    steps = _Steps(quiet=options.json)
    try:
        built = sample.build_sample(path, job=TerminalJob(tr("Building")))
    except BaseException:
        if old is not None:
            old.path.rename(path)
        raise
    with built as project:
        answer = _main_job(project, report, steps)
        operations = project.last_operation()
    if old is not None and old.operations == operations:
        old.path.unlink()  # nobody has worked in it
    elif old is not None:
        steps.say(tr("Kept"), tr("the earlier project, which somebody worked in"), str(old.path))
    if options.json:
        print_json(answer)
    else:
        print(tr("Open it in the window: {command}", command=command_line(path)))


class _Old(NamedTuple):
    path: Path
    operations: int


def _put_aside(path: Path) -> _Old:
    """Give the project of an earlier demonstration another name, unless it is open somewhere."""
    from qcode.services.projects import open_project

    with open_project(path, coder="demo") as project:
        if project.info.name != sample.sample_name():
            raise UserError("project_exists", path=str(path))
        operations = project.last_operation()
    taken = {entry.stem for entry in path.parent.iterdir()}
    return _Old(path.rename(path.with_stem(free_name(path.stem, taken))), operations)


def _main_job(project: Project, report: Path, steps: _Steps) -> dict[str, object]:
    rows = document_service.list_documents(project)
    steps.say(
        tr("Import"),
        trn("{n} document", "{n} documents", len(rows)),
        ", ".join(sorted({row.document.source_format for row in rows})),
    )
    turns = sum(row.document.turns for row in rows)
    characters = sum(row.document.length for row in rows)
    steps.say(
        tr("Read"),
        trn("{n} turn", "{n} turns", turns),
        trn("{n} character", "{n} characters", characters),
    )
    codes, segments = len(project.codebook()), len(find_segments(project))
    notes = len(memos.list_memos(project))
    steps.say(
        tr("Codes"),
        trn("{n} code", "{n} codes", codes),
        trn("{n} coded passage", "{n} coded passages", segments),
    )
    steps.say(tr("Memos"), trn("{n} memo", "{n} memos", notes))
    hits = _search(project, steps)
    _undo(project, steps)
    written = exporting.export(project, report, job=TerminalJob(tr("Writing")))
    steps.say(tr("Export"), trn("{n} excerpt", "{n} excerpts", written.segments), str(written.path))
    findings = project.verify()
    steps.say(
        tr("Check"),
        tr("The project is whole.")
        if not findings
        else trn("{n} finding", "{n} findings", len(findings)),
        str(project.path),
    )
    return {
        "project": str(project.path),
        "report": str(written.path),
        "documents": len(rows),
        "codes": codes,
        "segments": segments,
        "memos": notes,
        "hits": hits,
    }


def _search(project: Project, steps: _Steps) -> int:
    searcher = searching.Searcher(project)
    try:
        searcher.update()
        steps.say(tr("Index"), tr("kept in the cache of this machine"))
        found = searcher.search(QUERY, limit=1)
    finally:
        searcher.close()
    words = sorted({found.hits[0].snippet.text[a:b] for a, b in found.hits[0].snippet.matches})
    steps.say(
        tr("Search"),
        f"{QUERY}: " + trn("{n} hit", "{n} hits", found.total),
        tr("the first has {words}", words=", ".join(words)),
    )
    return found.total


def _undo(project: Project, steps: _Steps) -> None:
    line = history(project, limit=1, typed=True)[0]
    project.undo()
    project.redo()
    steps.say(tr("Undo and redo"), line.summary)


class _Steps:
    """Prints a line for each step of the job."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet

    def say(self, name: str, what: str, detail: str = "") -> None:
        """Print what a step produced."""
        if not self._quiet:
            print(bold(name.ljust(14)), what, dim(f"· {detail}") if detail else "")
