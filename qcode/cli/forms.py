"""What a word of a search stands for, on the command line."""

from __future__ import annotations

import argparse

from qcode.services.language import tr
from qcode.services.searching import Searcher
from qcode.services.word_choice import KINDS

from .opening import reading
from .output import TerminalJob, print_json, print_table


def forms(options: argparse.Namespace) -> None:
    """Print the words of the texts that belong to a word."""
    with reading(options.project) as project:
        searcher = Searcher(project)
        try:
            searcher.update(job=TerminalJob(tr("Indexing")))
            family = searcher.family(options.word)
        finally:
            searcher.close()
    if options.json:
        listed = [
            {"word": one.word, "kind": one.kind.value, "count": one.count, "found": one.found}
            for one in family
        ]
        print_json({"word": options.word, "family": listed})
        return
    print_table(
        (tr("Word"), tr("Count"), tr("Kind"), tr("Found")),
        (
            (one.word, one.count, tr(KINDS[one.kind]), tr("yes") if one.found else tr("no"))
            for one in family  # marked in KINDS
        ),
    )
