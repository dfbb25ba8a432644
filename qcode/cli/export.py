"""The command that exports."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from qcode.formats.base import Loss
from qcode.services import exchange_files, exporting
from qcode.services.file_words import in_use_words, loss_words
from qcode.services.language import tr, trn

from . import codebook, exchange
from .opening import reading, selection
from .output import TerminalJob, print_json
from .report_options import chosen_report


def export(options: argparse.Namespace) -> None:
    """Write excerpts by code; the format follows the suffix, and .qdc is the codebook."""
    if codebook.is_exchange(options.out):
        codebook.export_exchange(options)
        return
    if exchange_files.is_writable(options.out):
        exchange.export(options)
        return
    if options.dry_run:
        _foresee(options)
        return
    with reading(options.project) as project:
        result = exporting.export(
            project,
            options.out,
            selection(project, options),
            options=chosen_report(project, options),
            job=TerminalJob(tr("Writing")),
        )
    if options.json:
        print_json(
            {
                "path": str(result.path),
                "format": result.format,
                "segments": result.segments,
                "losses": _as_json(result.losses),
            }
        )
        return
    count = trn("{n} excerpt", "{n} excerpts", result.segments)
    print(tr("{excerpts} written to {path}", excerpts=count, path=result.path))
    if result.in_use is not None:
        print(f"  {in_use_words(result.in_use)}")
    if result.dictionary is not None:
        print(f"  {tr('What its columns are is told in {path}', path=result.dictionary)}")
    for loss in result.losses:
        print(f"  {loss_words(loss)}")


def _foresee(options: argparse.Namespace) -> None:
    """Say what would not get into the file; write nothing."""
    with reading(options.project) as project:
        losses = exporting.foresee(
            project,
            options.out,
            selection(project, options),
            options=chosen_report(project, options),
            job=TerminalJob(tr("Reading")),
        )
    if options.json:
        print_json({"path": str(options.out), "losses": _as_json(losses)})
        return
    for loss in losses:
        print(loss_words(loss))
    if not losses:
        print(tr("Everything gets into this format."))


def _as_json(losses: Iterable[Loss]) -> list[dict[str, object]]:
    return [{"kind": each.kind, "count": each.count, "detail": each.detail} for each in losses]
