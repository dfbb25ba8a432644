"""Crash reports: what failed, without anything that was said in an interview."""

from __future__ import annotations

import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from qcode import __version__

from .folders import crash_folder


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
        *(_without_content(line) for line in trace.splitlines()),
        "",
    ]
    path = crash_folder() / f"crash-{moment:%Y%m%dT%H%M%S%f}.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _without_content(line: str) -> str:
    """Return a line of a traceback; of an error's own line only its kind."""
    if line.startswith((" ", "Traceback", "During", "The above")) or not line:
        return line
    return line.split(":", 1)[0]
