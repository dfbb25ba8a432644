"""Reports that have a name: those that come with the program, and those kept in a project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NewType

from .report import (
    DEFAULTS,
    Asker,
    Memos,
    Notes,
    Part,
    ReportOptions,
)
from .segment import CoderId

PresetId = NewType("PresetId", int)


@dataclass(frozen=True, slots=True)
class SavedPreset:
    """Options under a name. `options` are as `report_json.from_json` reads them."""

    id: PresetId
    guid: str
    name: str
    options: str
    coder: CoderId
    created: str  # UTC, ISO 8601
    changed: str


# By a key that scripts use and that never changes.
BUILT_IN: Mapping[str, ReportOptions] = {
    "themes": DEFAULTS,
    "codebook": ReportOptions(
        parts=(Part.COVER, Part.CONTENTS, Part.CHART, Part.CODEBOOK), code_memos=Memos.APPENDIX
    ),
    "transcript": ReportOptions(
        parts=(Part.COVER, Part.CONTENTS, Part.DOCUMENTS, Part.TRANSCRIPTS)
    ),
    "analysis": ReportOptions(parts=(Part.COVER, Part.ANALYSIS), code_memos=Memos.NONE),
    "everything": ReportOptions(
        parts=tuple(Part),
        code_memos=Memos.HEADING,
        notes=Notes.COMMENTS,
        asker=Asker.GREYED,
        numbered=True,
        page_per_theme=True,
    ),
}
