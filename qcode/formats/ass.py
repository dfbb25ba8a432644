"""SubStation Alpha (.ass, .ssa), as Aegisub and FFmpeg write it: a line for each piece of speech.

The section of events says in which order its fields stand. Looks and drawings are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from qcode.model.job import SILENT, Job

from .base import DEFAULTS, ImportedDocument, Loss, ReadOptions
from .cues import Conventions, Cue, build, spoken
from .encoding import decode
from .limits import read_bytes
from .losses import Lost
from .turn_clock import milliseconds

_FIELDS = "layer, start, end, style, name, marginl, marginr, marginv, effect, text"
_CLOCK = re.compile(r"\d{1,3}:\d{2}:\d{2}(?:[.:]\d{1,3})?")
_OVERRIDE = re.compile(r"\{[^{}\n]*\}")
_DRAWS = re.compile(r"\{[^{}\n]*\\p[1-9]")
_BREAKS = re.compile(r"\\[Nn]")


class AssReader:
    """Reads the lines of dialogue, in the order of their times."""

    name = "ass"
    suffixes = (".ass", ".ssa")

    def read(
        self, path: Path, options: ReadOptions = DEFAULTS, job: Job = SILENT
    ) -> ImportedDocument:
        """Read the dialogue: its words are the text, its times and names the turns."""
        decoded = decode(read_bytes(path), options.encoding)
        job.check()
        comments: list[str] = []
        cues = sorted(_cues(decoded.text, comments), key=lambda cue: cue.start_ms or 0)
        lost = [Loss(Lost.CUE_NOTES, len(comments), comments[0][:200])] if comments else []
        document, placed = build(
            path,
            cues,
            kind=self.name,
            encoding=decoded.encoding,
            losses=(*decoded.losses, *lost),
        )
        return spoken(document, placed, options.turn_dialect, Conventions.all_called(self.name))


READER = AssReader()


def _cues(text: str, comments: list[str]) -> Iterator[Cue]:
    """Yield the dialogue; remarks between its lines go to `comments`."""
    fields = [name.strip() for name in _FIELDS.split(",")]
    for line in text.split("\n"):
        kind, colon, rest = line.partition(":")
        kind = kind.strip().lower()
        if not colon or kind not in ("format", "dialogue", "comment"):
            continue
        if kind == "format":
            named = [name.strip().lower() for name in rest.split(",")][:40]
            fields = named if "text" in named else fields
            continue
        values = rest.lstrip(" ").split(",", len(fields) - 1)
        event = dict(zip(fields, values, strict=False))
        words = _BREAKS.sub("\n", _OVERRIDE.sub("", event.get("text", "")).replace("\\h", "\u00a0"))
        if kind == "comment":
            comments.append(words)
        elif not _DRAWS.search(event.get("text", "")):
            yield Cue(words, _time(event, "start"), _time(event, "end"), _speaker(event))


def _time(event: Mapping[str, str], field: str) -> int | None:
    match = _CLOCK.fullmatch(event.get(field, "").strip())
    return milliseconds(match[0]) if match else None


def _speaker(event: Mapping[str, str]) -> str | None:
    return " ".join((event.get("name") or event.get("actor") or "").split()) or None
