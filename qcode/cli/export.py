"""The command that exports."""

from __future__ import annotations

import argparse

from qcode.services import exporting
from qcode.services.file_words import in_use_words, loss_words
from qcode.services.language import tr, trn

from . import codebook
from .opening import reading, selection
from .output import TerminalJob, print_json
from .report_options import chosen_report


def export(options: argparse.Namespace) -> None:
    """Write excerpts by code; the format follows the suffix, and .qdc is the codebook."""
    if codebook.is_exchange(options.out):
        codebook.export_exchange(options)
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
                "losses": [
                    {"kind": loss.kind, "count": loss.count, "detail": loss.detail}
                    for loss in result.losses
                ],
            }
        )
        return
    count = trn("{n} excerpt", "{n} excerpts", result.segments)
    print(tr("{excerpts} written to {path}", excerpts=count, path=result.path))
    if result.in_use is not None:
        print(f"  {in_use_words(result.in_use)}")
    for loss in result.losses:
        print(f"  {loss_words(loss)}")
