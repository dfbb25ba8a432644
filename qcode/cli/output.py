"""How answers are printed: one JSON value for programs, tables and lines for people."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from qcode.services.language import tr

_NAME = 40  # letters of the longest names in a table that stay where there is little room
_LEAST = 12  # letters of the last column that are to be seen then
_BOLD, _DIM, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[0m"


def print_json(value: object) -> None:
    """Print one JSON value and nothing else."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def command_line(*words: object) -> str:
    """Return what to type for a command, the program called as it was called this time.

    After `make` it lies in `.venv/bin`, where no shell looks by itself.
    """
    called = sys.argv[0]
    program = (
        called if Path(called).stem == "qcode" and shutil.which("qcode") != called else "qcode"
    )
    return shlex.join([program, *map(str, words)])


def has_colors(stream: TextIO) -> bool:
    """Whether a stream is a terminal that shows colours, and the user has not declined them."""
    return stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def bold(text: str) -> str:
    """Return text set apart where the terminal can."""
    return f"{_BOLD}{text}{_RESET}" if has_colors(sys.stdout) else text


def dim(text: str) -> str:
    """Return text set back where the terminal can."""
    return f"{_DIM}{text}{_RESET}" if has_colors(sys.stdout) else text


def print_table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows under headings, columns aligned, the last cut at the width of the terminal.

    Very long names are shortened where they would push all other columns out of sight.
    """
    cells = [[_cell(value) for value in row] for row in rows]
    widths = [max(len(line[i]) for line in [list(headings), *cells]) for i in range(len(headings))]
    room = shutil.get_terminal_size((100, 24)).columns
    *before, last = range(len(widths))
    over = sum(widths[at] + 2 for at in before) + min(widths[last], _LEAST) - room
    widest = max(before, key=widths.__getitem__, default=last)
    if over > 0 and widest is not last:
        widths[widest] = max(widths[widest] - over, min(widths[widest], _NAME))
    print(bold(_line(headings, widths, room)))
    for row, line in zip(cells, (_line(row, widths, room) for row in cells), strict=True):
        print(line if row else "")


def _cell(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())


def _line(row: Sequence[str], widths: Sequence[int], room: int) -> str:
    *before, last = zip(row, widths, strict=True)
    cut = [text if len(text) <= width else f"{text[: width - 1]}…" for text, width in before]
    pairs = zip([*cut, last[0]], widths, strict=True)
    line = "  ".join(text.ljust(width) for text, width in pairs).rstrip()
    return line if len(line) <= room else line[: room - 1] + "…"


class TerminalJob:
    """A job that shows a progress bar on a terminal's standard error, and nothing elsewhere.

    Ctrl-C stops the work as it stops any program: the operation under way is rolled back.
    """

    def __init__(self, title: str) -> None:
        self._title = title
        self._shown = sys.stderr.isatty()
        self._last = 0.0

    def progress(self, done: int, total: int, detail: str = "") -> None:
        """Redraw the bar at most ten times a second."""
        if not self._shown or not total:
            return
        moment = time.monotonic()
        if done < total and moment - self._last < 0.1:
            return
        self._last = moment
        filled = round(20 * done / total)
        bar = "█" * filled + "░" * (20 - filled)
        sys.stderr.write(f"\r\x1b[K{self._title} {bar} {done}/{total} {detail[:40]}")
        if done >= total:
            sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()

    def check(self) -> None:
        """Do nothing: Ctrl-C raises by itself."""


def print_operation(operation: int, as_json: bool) -> None:
    """Print which operation a command did; 0 means that there was nothing to change."""
    if as_json:
        print_json({"operation": operation})
    elif operation:
        print(tr("Done: operation {operation}", operation=operation))
    else:
        print(tr("Nothing to change."))
