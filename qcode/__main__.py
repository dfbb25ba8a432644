"""`qcode`: a command goes to the command line, everything else opens the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command, or the window for `qcode` and `qcode PROJECT`; return the exit code."""
    try:
        return _run(argv)
    except KeyboardInterrupt:  # before the command had begun
        from qcode.cli.main import say_stopped

        return say_stopped()


def _run(argv: Sequence[str] | None) -> int:
    from qcode.cli.main import guarded, prepare
    from qcode.cli.main import main as run_command

    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support

        freeze_support()  # a process of ours that runs a pattern begins here too
    arguments = list(sys.argv[1:] if argv is None else argv)
    prepare()
    if _wants_window(arguments):
        return guarded(lambda: _open_window(arguments))
    return run_command(arguments)


def window() -> int:
    """Open the window: the entry for desktops, which have no terminal."""
    return main()


def _wants_window(arguments: Sequence[str]) -> bool:
    from qcode.cli.parser import command_names

    if not arguments:
        return True
    return len(arguments) == 1 and arguments[0] not in command_names() and arguments[0][0:1] != "-"


def _open_window(arguments: Sequence[str]) -> int:
    from qcode.services.desktop import explain_import_error, missing_desktop

    missing = missing_desktop()
    if missing is not None:
        raise missing
    try:
        from qcode.ui.application import run
    except ImportError as error:
        raise explain_import_error(error) or error from error
    return run([Path(argument) for argument in arguments])


if __name__ == "__main__":
    sys.exit(main())
