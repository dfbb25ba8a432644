"""Has modules loaded on a thread before they are wanted: on the first click each would be felt.

The panes as the window stands empty, and what the menus show when a project lies open.
"""

from __future__ import annotations

from importlib import import_module

from qcode.model.job import Job

DIALOGS_AFTER_MS = 3000  # when the panes have their rows
DIALOGS = (
    "qcode.ui.importing.dialog",
    "qcode.ui.exporting.dialog",
    "qcode.ui.documents.table.window",
    "qcode.ui.window.coders",
    "qcode.ui.settings_dialog",
    "qcode.ui.keys_dialog",
    "qcode.ui.exporting.statistics",
    "qcode.ui.checking.content",
    "qcode.ui.codebook.importing",
    "qcode.ui.codebook.exporting",
    "qcode.ui.exchange.importing",
    "qcode.ui.exchange.exporting",
    "qcode.ui.surveys.dialog",
    "qcode.ui.refreshing.asking",
    "qcode.ui.codings.dialog",
)


def load_panes(_job: Job) -> None:
    """Load what a project is opened with, and the list of all commands."""
    for name in ("qcode.ui.palette", "qcode.ui.window.desk"):
        import_module(name)


def load_dialogs(job: Job) -> None:
    """Load the dialogs, and the formats of other programs that two of them name."""
    for name in DIALOGS:
        job.check()
        import_module(name)
    job.check()
    from qcode.services.exchange_files import writable_suffixes

    writable_suffixes()
