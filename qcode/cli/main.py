"""Running a command: exit codes, the language, and errors as one sentence."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from qcode.model.changes import Changes, OperationId
from qcode.model.errors import Cancelled, UserError
from qcode.services.language import set_language, tr

DONE, USER, USAGE, FAULT = 0, 1, 2, 3

# What a command committed: somebody who stops it later is told.
_committed: list[OperationId] = []


def note_commit(changes: Changes) -> None:
    """Remember that a command has changed its project."""
    _committed.append(changes.operation)


def main(arguments: Sequence[str]) -> int:
    """Run one command; return the exit code: 0 done, 1 the user's case, 2 usage, 3 our fault."""
    from .parser import build_parser

    options = build_parser(arguments).parse_args(arguments)
    for name, value in vars(options).items():
        setattr(options, name, _readable(value))
    return guarded(lambda: options.run(options) or DONE)


def _readable(value: object) -> object:
    """Return an argument with U+FFFD for bytes that are no characters; paths stay as they are."""
    if isinstance(value, list):
        return [_readable(item) for item in value]
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return value


def prepare() -> None:
    """Speak the user's language, and print any character on any terminal."""
    from qcode.services.settings import load_settings

    _committed.clear()
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # a program without a terminal, or one whose output was closed
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    set_language(load_settings().language)


def guarded(run: Callable[[], int]) -> int:
    """Run something and turn what goes wrong into a sentence and an exit code."""
    from qcode.services.messages import sentence

    try:
        code = run()
        sys.stdout.flush()
        return code
    except UserError as error:
        print(sentence(error), file=sys.stderr)
        return USER
    except (Cancelled, KeyboardInterrupt):
        return say_stopped()
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        _print_nowhere()
        return DONE
    except Exception as error:  # noqa: BLE001 - a fault of ours: written down, and the place said
        if _is_of_printing(error):
            _print_nowhere()
            reason = getattr(error, "strerror", None) or str(error)
            print(sentence(UserError("output_failed", reason=reason)), file=sys.stderr)
            return USER
        return _failed()


def say_stopped() -> int:
    """Say what a command that was stopped had done, which stays; return its exit code."""
    said = tr("Stopped. Nothing was changed.")
    if _committed:
        said = tr(
            "Stopped, but operation {operation} was done by then. Undo takes it back.",
            operation=_committed[-1],
        )
    print(said, file=sys.stderr)
    return USER


def _failed() -> int:
    from qcode.services.crashes import write_report

    path = write_report(traceback.format_exc())
    print(
        tr("QCode failed. Your project is safe; please send the report {path}", path=path),
        file=sys.stderr,
    )
    return FAULT


def _is_of_printing(error: Exception) -> bool:
    """Whether what failed is printing: nothing else fails in this layer without a file's name."""
    *_, (frame, _line) = traceback.walk_tb(error.__traceback__)
    here = frame.f_globals.get("__package__") == __package__
    return here and isinstance(error, OSError) and error.filename is None


def _print_nowhere() -> None:
    """Let what is left to print vanish, or Python would complain of it at the end."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
