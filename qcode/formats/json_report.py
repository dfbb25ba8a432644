"""The whole bundle as one JSON value, for programs; keys are the names of the fields in `base`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from qcode.model.job import SILENT, Job
from qcode.model.report import Part

from .base import Loss
from .bundle import ExportBundle
from .characters import for_utf8

FORMAT, VERSION = "qcode-report", 1
# How a page looks, not what is on it, and what only a file that is refreshed needs.
_PRESENTATION = ("labels", "quotes", "logo", "template", "selection", "full_codes")


class JsonReport:
    """Writes a bundle as indented UTF-8."""

    name = "JSON"
    suffixes: Sequence[str] = (".json",)
    more: Sequence[Part] = tuple(Part)

    def foresee(self, bundle: ExportBundle) -> tuple[Loss, ...]:
        """Return nothing: every part has its place."""
        return ()

    def write(self, bundle: ExportBundle, path: Path, job: Job = SILENT) -> tuple[Loss, ...]:
        """Write every field except those that only concern a page."""
        bundle, losses = for_utf8(bundle)
        job.check()
        content: dict[str, Any] = {"format": FORMAT, "version": VERSION, **asdict(bundle)}
        for name in _PRESENTATION:
            del content[name]
        for code in content["codebook"]:
            del code["excerpts"]
        job.check()
        with path.open("w", encoding="utf-8", newline="\n") as file:
            json.dump(content, file, ensure_ascii=False, indent=1)
            file.write("\n")
        return losses
