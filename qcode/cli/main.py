"""Running a command: exit codes, the language, and errors as one sentence."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress

from qcode.model.errors import Cancelled, UserError
from qcode.services.language import set_language, tr

DONE, USER, USAGE, FAULT = 0, 1, 2, 3


def main(arguments: Sequence[str]) -> int:
    """Run one command; return the exit code: 0 done, 1 the user's case, 2 usage, 3 our fault."""
    from .parser import build_parser

    options = build_parser().parse_args(arguments)
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

    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
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
        print(tr("Stopped. Nothing was changed."), file=sys.stderr)
        return USER
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception:  # noqa: BLE001 - a fault of ours: written down, and the place said
        from qcode.services.crashes import write_report

        path = write_report(traceback.format_exc())
        print(
            tr("QCode failed. Your project is safe; please send the report {path}", path=path),
            file=sys.stderr,
        )
        return FAULT
