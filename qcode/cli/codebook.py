"""Commands that write the codebook and bring one in."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from qcode.formats.base import Loss
from qcode.formats.codebook_base import CodebookFile
from qcode.model.codebook import join_path
from qcode.model.codebook_plan import Plan, PlanRow, Status
from qcode.services import codebook_exporting, codebook_files, codebook_importing
from qcode.services import codes as code_service
from qcode.services.codebook_words import change_words, conflict_words
from qcode.services.file_words import loss_words
from qcode.services.language import tr, trn

from .opening import reading, writing
from .output import TerminalJob, dim, print_json, print_operation


def is_exchange(path: Path) -> bool:
    """Whether a file is a codebook for exchange, and nothing else."""
    return path.suffix.lower() == ".qdc"


def export(options: argparse.Namespace) -> None:
    """Write the codebook; the format follows the suffix."""
    how = codebook_exporting.CodebookOptions(
        title=options.title,
        language=options.language,
        levels=options.levels,
        headings=options.headings,
        counts=not options.no_counts,
        examples=options.examples,
    )
    result = _written(options, how)
    if options.json:
        print_json(
            {
                "path": str(result.path),
                "format": result.format,
                "codes": result.codes,
                "losses": _losses(result.losses),
            }
        )


def export_exchange(options: argparse.Namespace) -> None:
    """Write the codebook as REFI-QDA."""
    how = codebook_exporting.CodebookOptions(title=options.title, language=options.language)
    result = _written(options, how)
    if options.json:
        print_json(
            {
                "path": str(result.path),
                "format": result.format,
                "segments": 0,
                "codes": result.codes,
                "losses": _losses(result.losses),
            }
        )


def _written(
    options: argparse.Namespace, how: codebook_exporting.CodebookOptions
) -> codebook_exporting.CodebookResult:
    with reading(options.project) as project:
        job = TerminalJob(tr("Writing"))
        result = codebook_exporting.export_codebook(project, options.out, how, job=job)
    if not options.json:
        codes = trn("{n} code", "{n} codes", result.codes)
        print(tr("{codes} written to {path}", codes=codes, path=result.path))
        _print_losses(result.losses)
    return result


def import_(options: argparse.Namespace) -> None:
    """Bring in a codebook, or only say what would come."""
    file = codebook_files.read(options.file, sheet=options.sheet, columns=options.columns)
    with writing(options) as project:
        under = code_service.find_code(project, options.under).id if options.under else None
        plan = codebook_importing.plan_import(project, file.entries, under=under)
        operation = 0
        if not options.dry_run and plan.usual():
            operation = codebook_importing.import_codebook(
                project, file, name=options.file.name, under=under, order=options.order
            ).changes.operation
    if options.json:
        print_json({"operation": operation, **_plan(plan), "losses": _losses(file.losses)})
        return
    _print_plan(plan, file)
    if not options.dry_run:
        print_operation(operation, False)


def import_exchange(options: argparse.Namespace) -> None:
    """Bring in a codebook of REFI-QDA."""
    path = options.paths[0]
    file = codebook_files.read(path)
    added = changed = operation = 0
    with writing(options) as project:
        if codebook_importing.plan_import(project, file.entries).usual():
            done = codebook_importing.import_codebook(project, file, name=path.name)
            added, changed, operation = done.added, done.changed, done.changes.operation
    if options.json:
        nothing = dict.fromkeys(("documents", "segments", "memos", "cases"), 0)
        print_json(
            {
                **nothing,
                "codes": added,
                "changed": changed,
                "operation": operation,
                "offsets": [],
                "losses": _losses(file.losses),
            }
        )
        return
    new = trn("{n} new code", "{n} new codes", added)
    others = trn("{n} changed", "{n} changed", changed)
    print(f"{new}, {others}")
    _print_losses(file.losses)


def _plan(plan: Plan) -> dict[str, object]:
    return {
        "added": _paths(plan, Status.NEW),
        "changed": [
            {
                "path": join_path(row.names),
                "changes": {each.field: [each.old, each.new] for each in row.changes},
            }
            for row in _rows(plan, Status.CHANGED)
        ],
        "kept": _paths(plan, Status.SAME),
        "conflicts": [
            {"path": join_path(row.names), "reason": row.conflict}
            for row in _rows(plan, Status.CONFLICT)
        ],
        "left": plan.left,
    }


def _rows(plan: Plan, status: Status) -> Iterable[PlanRow]:
    return (row for row in plan.rows if row.status is status)


def _paths(plan: Plan, status: Status) -> list[str]:
    return [join_path(row.names) for row in _rows(plan, status)]


def _print_plan(plan: Plan, file: CodebookFile) -> None:
    for row in plan.rows:
        path = join_path(row.names)
        if row.status is Status.NEW:
            print(f"+ {path}")
        elif row.status is Status.CHANGED:
            print(f"~ {path}: {'; '.join(map(change_words, row.changes))}")
        elif row.conflict is not None:
            print(f"! {path}: {conflict_words(row)}")
    same = plan.count(Status.SAME)
    print(dim(trn("{n} code stays as it is", "{n} codes stay as they are", same)))
    _print_losses(file.losses)


def _losses(losses: Iterable[Loss]) -> list[dict[str, object]]:
    return [{"kind": loss.kind, "count": loss.count, "detail": loss.detail} for loss in losses]


def _print_losses(losses: Iterable[Loss]) -> None:
    for loss in losses:
        print(f"  {loss_words(loss)}")
