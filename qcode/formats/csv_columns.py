"""The columns of a table of excerpts for programs: names that never change, and what they mean.

Names are English, so that a script works with every report; levels of codes and attributes have
columns of their own behind the fixed ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .bundle import ExportBundle, ExportCode, ExportExcerpt, ExportNote
from .xlsx_report import level_names, levels_of

Cell = str | int | None
_UNFIT = re.compile(r"\W+")
# The fixed columns: name, type, and the label that they have in the words of a report.
FIXED = (
    ("guid", "text", "identity"),
    ("code", "text", "code"),
    ("text", "text", "verbatim"),
    ("document", "text", "document"),
    ("start", "integer", "start"),
    ("end", "integer", "end"),
    ("speaker", "text", "speaker"),
    ("paragraph", "integer", "paragraphs"),
    ("time_ms", "integer", "time"),
    ("coder", "text", "coder"),
    ("also", "text", "also"),
    ("memos", "text", "memos"),
    ("source", "text", "source"),
    ("group", "text", ""),
    ("weight", "integer", "weight"),
    ("condensed", "text", "condensed"),
    ("before", "text", ""),
    ("after", "text", ""),
    ("attributes", "text", ""),
    ("alias", "text", "alias"),
    ("place", "text", "place"),
    ("coded", "datetime", "coded"),
)
COLUMNS = tuple(name for name, _kind, _label in FIXED)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its type, what it is called in the report, the values it may have."""

    name: str
    kind: str
    label: str
    values: tuple[str, ...] = ()


def columns(bundle: ExportBundle) -> list[Column]:
    """Return all columns of a report."""
    labels = bundle.labels
    found = [
        Column(name, kind, getattr(labels, label) if label else name) for name, kind, label in FIXED
    ]
    found += (
        Column(f"level_{level}", "text", labels.level.replace("{n}", str(level)))
        for level in range(1, levels_of(bundle.codes) + 1)
    )
    taken = {column.name for column in found}
    for each in bundle.attributes:
        name = whole = "attribute_" + (_UNFIT.sub("_", each.name).strip("_").lower() or "x")
        again = 2
        while name in taken:
            name, again = f"{whole}_{again}", again + 1
        taken.add(name)
        found.append(Column(name, each.kind, each.name, each.choices))
    return found


def rows(bundle: ExportBundle) -> Iterator[tuple[ExportCode, list[Cell]]]:
    """Yield a row for each excerpt, with its code."""
    levels = levels_of(bundle.codes)
    names = [each.name for each in bundle.attributes]
    for code in bundle.codes:
        above = level_names(code, levels)
        for excerpt in code.excerpts:
            stored = dict(excerpt.stored)
            yield code, [*_fixed(code, excerpt), *above, *(stored.get(name, "") for name in names)]


def _fixed(code: ExportCode, excerpt: ExportExcerpt) -> Iterator[Cell]:
    yield excerpt.guid
    yield code.path
    yield excerpt.text
    yield excerpt.document
    yield excerpt.start
    yield excerpt.end
    yield excerpt.speaker
    yield excerpt.paragraph or None
    yield excerpt.time_ms
    yield excerpt.coder
    yield "; ".join(excerpt.also)
    yield "\n\n".join(map(_memo, excerpt.notes))
    yield excerpt.source
    yield excerpt.group
    yield excerpt.weight
    yield excerpt.condensed
    yield "\n".join(line.text for line in excerpt.before)
    yield "\n".join(line.text for line in excerpt.after)
    yield "; ".join(f"{name}: {value}" for name, value in excerpt.attributes)
    yield "; ".join(excerpt.alias)
    yield excerpt.place
    yield excerpt.coded


def _memo(note: ExportNote) -> str:
    by = ", ".join(filter(None, (note.author, note.date)))
    return f"{by}: {note.text}" if by else note.text
