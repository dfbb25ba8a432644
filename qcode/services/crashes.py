"""Crash reports: what failed, without anything that was said in an interview."""

from __future__ import annotations

import platform
import re
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from qcode import __version__

from .folders import crash_folder

_HEADINGS = (
    "Traceback (most recent call last):",
    "During handling of the above exception, another exception occurred:",
    "The above exception was the direct cause of the following exception:",
)
_KIND = re.compile(r"[\w.]+")


def write_report(trace: str, *, operation: int | None = None) -> Path:
    """Write what failed to a file of its own on this machine and return its path.

    `operation` is the last operation of the open project. Nothing is sent anywhere. Messages of
    errors may quote a text, so only the places in the code and the kinds of errors are kept.
    """
    moment = datetime.now(UTC)
    lines = [
        f"QCode {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"{moment.isoformat(timespec='seconds')}, last operation {operation}",
        f"arguments: {len(sys.argv) - 1}",
        "",
        about_code(trace),
        "",
    ]
    name = f"crash-{moment:%Y%m%dT%H%M%S%f}.txt"
    try:
        path = crash_folder() / name
        path.write_text("\n".join(lines), encoding="utf-8")
    except OSError:
        path = Path(tempfile.mkdtemp(prefix="qcode-"), name)
        path.write_text("\n".join(lines), encoding="utf-8")
    return path


def about_code(trace: str) -> str:
    """Return what a traceback tells of the code: the same when the same fault comes again."""
    return "\n".join(_without_content(trace))


def _without_content(trace: str) -> Iterator[str]:
    """Yield the lines of a traceback that are about code; of each error only its kind."""
    quoting = False  # what an error says may go on for lines
    for line in trace.splitlines():
        if line in _HEADINGS:
            quoting = False
            yield line
        elif not quoting and line.startswith("  "):
            yield line
        elif not quoting and line:
            quoting = True
            kind = _KIND.match(line)
            yield kind[0] if kind else "?"
