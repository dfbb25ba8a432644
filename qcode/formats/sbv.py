"""SubViewer as YouTube writes it (.sbv): a line with both times, then what is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from qcode.model.job import SILENT, Job

from .base import DEFAULTS, ImportedDocument, ReadOptions
from .cues import Conventions, Cue, build, spoken
from .encoding import decode
from .limits import read_bytes
from .turn_clock import milliseconds

_CLOCK = r"(\d{1,3}:\d{2}:\d{2}\.\d{1,3})"
_TIMING = re.compile(rf"{_CLOCK},{_CLOCK}[ \t]*")


class SbvReader:
    """Reads cues below their times; what stands above the first is a cue without times."""

    name = "sbv"
    suffixes = (".sbv",)

    def read(
        self, path: Path, options: ReadOptions = DEFAULTS, job: Job = SILENT
    ) -> ImportedDocument:
        """Read the cues: their words are the text, their times the turns."""
        decoded = decode(read_bytes(path), options.encoding)
        job.check()
        document, placed = build(
            path,
            _cues(decoded.text),
            kind=self.name,
            encoding=decoded.encoding,
            losses=decoded.losses,
        )
        return spoken(document, placed, options.turn_dialect, Conventions.all_called(self.name))


READER = SbvReader()


def _cues(text: str) -> Iterator[Cue]:
    times: tuple[int | None, int | None] = (None, None)
    lines: list[str] = []
    for line in text.split("\n"):
        match = _TIMING.fullmatch(line)
        if match:
            yield Cue("\n".join(lines), *times)
            times, lines = (milliseconds(match[1]), milliseconds(match[2])), []
        elif line.strip():
            lines.append(line.replace("[br]", "\n"))
    yield Cue("\n".join(lines), *times)
