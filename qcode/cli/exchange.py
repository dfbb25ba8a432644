"""Commands that bring in whole projects of other programs, and write one."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from pathlib import Path

from qcode.formats.base import Loss
from qcode.formats.exchange import ExchangeProject
from qcode.services import coded_files, exchange_files, exchange_in
from qcode.services.exchange_plan import Choices, ExchangePlan, Noun
from qcode.services.exchange_turns import with_turns
from qcode.services.exchange_words import (
    brought_words,
    clash_words,
    count_words,
    is_unsure,
    noun_words,
    offset_words,
    source_names,
    spoken_words,
)
from qcode.services.file_words import in_use_words, loss_words
from qcode.services.language import grouped, tr

from .opening import reading, writing
from .output import TerminalJob, dim, print_json, print_operation, print_table

# The keys of the contract, by what they count.
_KEYS: Mapping[str, Noun] = {
    "documents": Noun.DOCUMENTS,
    "codes": Noun.CODES,
    "segments": Noun.SEGMENTS,
    "memos": Noun.MEMOS,
    "cases": Noun.CASES,
}


def import_(options: argparse.Namespace) -> None:
    """Bring in a project of another program or a coded file, or only say what would come."""
    path: Path = options.paths[0]
    choices = Choices(update=options.update)
    job = TerminalJob(tr("Reading"))
    if options.coded:
        exchange = coded_files.read_coded(options.paths, job)
    else:
        exchange = exchange_files.read_project(path, job=job)
    operation = spoken = 0
    with reading(options.project) if options.dry_run else writing(options) as project:
        if options.turns:
            found = with_turns(exchange, project, job=job)
            exchange, spoken = found.exchange, found.documents
        if options.dry_run:
            plan = exchange_in.plan(project, exchange, choices)
        else:
            result = exchange_in.take_in(
                project, exchange, choices, name=path.name, job=TerminalJob(tr("Importing"))
            )
            plan = result.plan
            operation = result.changes.operation if result.changes else 0
    if options.json:
        print_json({**_as_json(plan, exchange, operation), "turns": spoken})
        return
    _print_plan(plan, exchange)
    if spoken:
        print(spoken_words(spoken))
    if not options.dry_run:
        print_operation(operation, False)


def _as_json(plan: ExchangePlan, exchange: ExchangeProject, operation: int) -> dict[str, object]:
    names = source_names(exchange)
    return {
        **{key: plan.of(noun).new for key, noun in _KEYS.items()},
        "offsets": [
            {
                "source": names.get(found.source, found.source),
                "guid": found.source,
                "dialect": found.dialect,
                "score": found.score,
                "margin": found.margin,
                "checked": found.checked,
            }
            for found in plan.offsets
        ],
        "losses": _losses(plan.losses),
        "operation": operation,
        "name": plan.name,
        "origin": plan.origin,
        "plan": {
            noun.value: {"new": counts.new, "known": counts.known, "changed": counts.changed}
            for noun, counts in plan.counts.items()
        },
        "conflicts": [
            {"kind": each.noun, "reason": each.why, "name": each.name, "becomes": each.becomes}
            for each in plan.clashes
        ],
    }


def _print_plan(plan: ExchangePlan, exchange: ExchangeProject) -> None:
    rows = [
        (noun_words(noun), grouped(n.new), grouped(n.known), grouped(n.changed))
        for noun, n in plan.counts.items()
        if n.new or n.known
    ]
    if rows:
        print_table(("", tr("New"), tr("Known"), tr("Different here")), rows)
    for clash in plan.clashes:
        print(clash_words(clash))
    names = source_names(exchange)
    for found in plan.offsets:
        if is_unsure(found):
            print(offset_words(found, names.get(found.source, found.source)))
    _print_losses(plan.losses)
    print(tr("Comes in: {what}", what=brought_words(plan)))


def export(options: argparse.Namespace) -> None:
    """Write the whole project for other programs, or only say what they would not see."""
    if options.dry_run:
        with reading(options.project) as project:
            job = TerminalJob(tr("Reading"))
            losses = exchange_files.foresee(project, options.out, job=job).losses
        if options.json:
            print_json({"path": str(options.out), "losses": _losses(losses)})
        else:
            _print_losses(losses)
            if not losses:
                print(tr("Everything gets into this format."))
        return
    with reading(options.project) as project:
        result = exchange_files.export_project(
            project,
            options.out,
            before=None if options.json else _print_losses,
            clean=options.clean_pictures,
            job=TerminalJob(tr("Writing")),
        )
    if options.json:
        counts = {key: result.counts[noun] for key, noun in _KEYS.items()}
        answer = {"path": str(result.path), "format": result.format, **counts}
        print_json({**answer, "losses": _losses(result.losses)})
        return
    what = count_words(result.counts) or tr("An empty project")
    print(tr("{what} written to {path}", what=what, path=result.path))
    if result.in_use is not None:
        print(f"  {in_use_words(result.in_use)}")


def _losses(losses: Iterable[Loss]) -> list[dict[str, object]]:
    return [{"kind": each.kind, "count": each.count, "detail": each.detail} for each in losses]


def _print_losses(losses: Iterable[Loss]) -> None:
    for loss in losses:
        print(dim(f"  {loss_words(loss)}"))
