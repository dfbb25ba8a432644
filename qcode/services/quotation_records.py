"""Which passages are quoted in which manuscripts: what the last check of each manuscript found.

Kept beside the search index, on this machine only, and not in the project: a record says something
of a file elsewhere, it can be made again by checking that file, and a project that is sent on must
not tell whose manuscripts lie where.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qcode.model.codebook import shown_names
from qcode.model.document import DocumentId
from qcode.model.json_text import parse_json
from qcode.model.ranges import SpanIndex
from qcode.model.segment import Segment
from qcode.model.text import Span
from qcode.store import segments

from .folders import cache_folder
from .projects import Project
from .quotation_check import CheckReport
from .words import now_utc

_VERSION = 1
_NAME = "checked.json"
_MOST = 200  # manuscripts


@dataclass(frozen=True, slots=True)
class Used:
    """A coded passage that is quoted: what part of it, and in which manuscripts, by path."""

    segment: Segment
    code: str
    color: str  # of the code, "#rrggbb"
    document: str
    text: str
    manuscripts: tuple[str, ...]


def remember(project: Project, report: CheckReport) -> None:
    """Keep what a check found; where that cannot be written, nothing is lost but this."""
    known = _read(project)
    path = str(report.path.resolve())
    known.pop(path, None)
    known[path] = {
        "digest": report.digest,
        "checked": now_utc().isoformat(timespec="seconds"),
        "quoted": [
            [each.found.guid, each.found.span.start, each.found.span.end]
            for each in report.quotations
            if each.found is not None
        ],
    }
    kept = dict(list(known.items())[-_MOST:])
    place = _place(project)
    with suppress(OSError):
        partial = place.with_suffix(".part")
        partial.write_text(
            json.dumps({"version": _VERSION, "manuscripts": kept}, ensure_ascii=False),
            encoding="utf-8",
        )
        partial.replace(place)


def used(project: Project) -> list[Used]:
    """Return the coded passages that share a character with a quotation, in order."""
    quoted = _quoted(project)
    with project.reading() as view:
        codebook = project.codebook(view)
        rows = {row.id: row for row in project.documents(view) if row.guid in quoted}
        found = segments.find_segments(view, documents=rows) if rows else []
    indexes = {guid: SpanIndex(spans) for guid, spans in quoted.items()}
    result: list[Used] = []
    for segment in found:
        row = rows[segment.document]
        touching = indexes[row.guid].query(segment.start, segment.end)
        if touching:
            text = project.text(row.id).text[segment.start : segment.end]
            paths = tuple(sorted({each.path for each in touching}))
            code, color = codebook.path(segment.code), codebook[segment.code].color
            result.append(Used(segment, code, color, row.name, text, paths))
    return result


def codings_on(project: Project, document: DocumentId, span: Span) -> list[str]:
    """Return the codes on a passage as they are read, "Trust › Neighbours", each once."""
    with project.reading() as view:
        codebook = project.codebook(view)
        found = segments.find_segments(view, documents=[document])
    touching = [s for s in found if s.start < span.end and span.start < s.end]
    return list(dict.fromkeys(shown_names(codebook.names(s.code)) for s in touching))


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A quoted stretch of a document, with the manuscript that quotes it."""

    start: int
    end: int
    path: str


def _quoted(project: Project) -> dict[str, list[_Quoted]]:
    found: defaultdict[str, list[_Quoted]] = defaultdict(list)
    for path, record in _read(project).items():
        for guid, start, end in _stretches(record):
            found[guid].append(_Quoted(start, end, path))
    return dict(found)


def _stretches(record: Any) -> Iterator[tuple[str, int, int]]:
    for each in record.get("quoted", ()) if isinstance(record, dict) else ():
        match each:
            case [str(guid), int(start), int(end)] if start < end:
                yield guid, start, end


def _read(project: Project) -> dict[str, Any]:
    try:
        found = parse_json(_place(project).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict) or found.get("version") != _VERSION:
        return {}
    manuscripts = found.get("manuscripts")
    return manuscripts if isinstance(manuscripts, dict) else {}


def _place(project: Project) -> Path:
    return cache_folder(project.info.guid) / _NAME
