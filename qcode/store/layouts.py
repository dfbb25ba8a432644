"""A `Layout` as bytes and back: compact JSON, kept once for each different layout."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from qcode.model.json_text import parse_json
from qcode.model.layout import Format, Layout, Note, NoteKind, Page, Region, Style, Turn
from qcode.model.text import Span

_VERSION = 1


def encode_layout(layout: Layout) -> bytes:
    """Return the stored form; equal layouts give equal bytes."""
    value: dict[str, Any] = {"version": _VERSION}
    if layout.turns:
        value["turns"] = [
            [turn.start, turn.end, turn.body, turn.speaker, turn.start_ms, turn.end_ms]
            for turn in layout.turns
        ]
    if layout.formats:
        value["formats"] = [[f.start, f.end, f.style, f.value] for f in layout.formats]
    if layout.pages:
        value["pages"] = [[page.start, page.label] for page in layout.pages]
    if layout.notes:
        value["notes"] = [
            [note.start, note.end, note.kind, note.text, note.author, note.date]
            for note in layout.notes
        ]
    if layout.regions:
        value["regions"] = [
            [region.start, region.end, region.left, region.top, region.right, region.bottom]
            for region in layout.regions
        ]
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def decode_layout(data: bytes) -> Layout:
    """Return the layout that `encode_layout` stored. Raises `ValueError` for anything else."""
    try:
        layout = _decoded(parse_json(data))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a layout") from error
    _check(layout.turns, layout.formats, layout.notes, layout.regions)
    return layout


def _check(*lists: Sequence[Turn | Format | Note | Region]) -> None:
    for pieces in lists:
        if any(type(piece.start) is not int or type(piece.end) is not int for piece in pieces):
            raise ValueError("positions that are no numbers")


def _decoded(value: Any) -> Layout:
    return Layout(
        turns=tuple(
            Turn(start, end, tuple(Span(*piece) for piece in body), speaker, start_ms, end_ms)
            for start, end, body, speaker, start_ms, end_ms in value.get("turns", ())
        ),
        formats=tuple(
            Format(start, end, Style(style), text)
            for start, end, style, text in value.get("formats", ())
        ),
        pages=tuple(Page(start, label) for start, label in value.get("pages", ())),
        notes=tuple(
            Note(start, end, NoteKind(kind), text, author, date)
            for start, end, kind, text, author, date in value.get("notes", ())
        ),
        regions=tuple(Region(*numbers) for numbers in value.get("regions", ())),
    )
