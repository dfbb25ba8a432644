"""The whole bundle as one JSON value, for programs; keys are the names of the fields in `base`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from qcode.model.job import SILENT, Job
from qcode.model.report import Part

from .base import Loss
from .bundle import ExportBundle
from .characters import for_utf8
from .csv_columns import columns
from .pictures_left import pictures_left

FORMAT, VERSION = "qcode-report", 1
# How a page looks, not what is on it, and what only a file that is refreshed needs.
_PRESENTATION = ("labels", "quotes", "logo", "template", "selection", "full_codes")
_EXCERPT = "codes[].excerpts[]"
# The keys of an excerpt: the column that has the same, and the type here.
_KEYS: Mapping[str, tuple[str, str]] = {
    "guid": ("guid", "text"),
    "text": ("text", "text"),
    "document": ("document", "text"),
    "start": ("start", "integer"),
    "end": ("end", "integer"),
    "paragraph": ("paragraph", "integer"),
    "place": ("place", "text"),
    "time_ms": ("time_ms", "integer"),
    "speaker": ("speaker", "text"),
    "alias": ("alias", "list"),
    "coder": ("coder", "text"),
    "coded": ("coded", "datetime"),
    "weight": ("weight", "integer"),
    "condensed": ("condensed", "text"),
    "also": ("also", "list"),
    "notes": ("memos", "list"),
    "source": ("source", "text"),
}


class JsonReport:
    """Writes a bundle as indented UTF-8."""

    name = "JSON"
    suffixes: Sequence[str] = (".json",)
    more: Sequence[Part] = tuple(Part)

    def foresee(self, bundle: ExportBundle) -> tuple[Loss, ...]:
        """Return the pictures: every part has its place."""
        return pictures_left(bundle)

    def write(self, bundle: ExportBundle, path: Path, job: Job = SILENT) -> tuple[Loss, ...]:
        """Write every field except those that only concern a page."""
        bundle, losses = for_utf8(bundle)
        job.check()
        content: dict[str, Any] = {"format": FORMAT, "version": VERSION, **asdict(bundle)}
        for name in _PRESENTATION:
            del content[name]
        content["dictionary"] = _dictionary(bundle)
        for code in content["codes"]:
            for excerpt in code["excerpts"]:
                del excerpt["picture"]
        for code in content["codebook"]:
            del code["excerpts"]
        job.check()
        with path.open("w", encoding="utf-8", newline="\n") as file:
            json.dump(content, file, ensure_ascii=False, indent=1)
            file.write("\n")
        return (*losses, *pictures_left(bundle))


def _dictionary(bundle: ExportBundle) -> list[dict[str, Any]]:
    """Return what an excerpt has: each key with its type and label, attributes with values."""
    fixed = {column.name: column for column in columns(bundle)}
    keys = [
        _entry(f"{_EXCERPT}.{key}", kind, fixed[name].label) for key, (name, kind) in _KEYS.items()
    ]
    return [
        *keys,
        *(
            _entry(f"{_EXCERPT}.stored.{each.name}", each.kind, each.name, each.choices)
            for each in bundle.attributes
        ),
    ]


def _entry(key: str, kind: str, label: str, values: Sequence[str] = ()) -> dict[str, Any]:
    return {"key": key, "type": kind, "label": label, "values": list(values)}
