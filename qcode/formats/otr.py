"""oTranscribe's own files (.otr): JSON around a piece of a web page, with times among the words.

The words show whole seconds, which is what the turns are found by; the file knows them exactly, and
so do the turns afterwards. The recording is only named in the file, and never opened.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job

from .base import DEFAULTS, ImportedDocument, ReadOptions
from .encoding import decode
from .html import read_markup
from .json_cues import parsed
from .limits import damaged, read_bytes
from .turn_clock import milliseconds
from .turns import NONE, detect_turns

_STAMP = re.compile(
    r"<span\b[^<>]{0,300}?\bdata-timestamp=[\"'](\d{1,7}(?:\.\d{1,20})?)[\"'][^<>]{0,300}>"
    r"\s*((?:\d{1,3}:)?\d{1,3}:\d{2})\s*</span>"
)


class OtrReader:
    """Reads what was typed in oTranscribe."""

    name = "otr"
    suffixes = (".otr",)

    def read(
        self, path: Path, options: ReadOptions = DEFAULTS, job: Job = SILENT
    ) -> ImportedDocument:
        """Read the page within the file, and give its turns their exact times."""
        decoded = decode(read_bytes(path), options.encoding)
        job.check()
        whole = parsed(decoded.text, path)
        page = whole.get("text") if isinstance(whole, dict) else None
        if not isinstance(page, str):
            raise damaged(path, self.name)
        if not page.strip():
            raise UserError("document_without_text", name=path.name, format=self.name)
        builder = read_markup(page, path, job)
        document = builder.finish(self.name, decoded.encoding, decoded.losses)
        return _with_turns(document, _exact(page), options.turn_dialect)


READER = OtrReader()


def _exact(page: str) -> dict[int, int]:
    """Return the milliseconds of each time, by the milliseconds that it shows."""
    found: dict[int, int] = {}
    for match in _STAMP.finditer(page):
        shown, exact = milliseconds(match[2]), round(float(match[1]) * 1000)
        if shown is not None and shown <= exact < shown + 1000:
            found.setdefault(shown, exact)
    return found


def _with_turns(
    document: ImportedDocument, exact: Mapping[int, int], dialect: str | None
) -> ImportedDocument:
    if dialect == NONE:
        return document
    found = detect_turns(document.text, dialect)
    turns = (
        replace(turn, start_ms=_known(turn.start_ms, exact), end_ms=_known(turn.end_ms, exact))
        for turn in found.turns
    )
    layout = replace(document.layout, turns=tuple(turns))
    return replace(document, layout=layout, turn_dialect=found.dialect)


def _known(shown: int | None, exact: Mapping[int, int]) -> int | None:
    return None if shown is None else exact.get(shown, shown)
