"""The part of a package that only QCode has: what it is called, and how layouts are packed in it.

It is one file of JSON in `sources/`, under a GUID that is always the same, and the XML does not
refer to it. Programs open the files there that the XML names and no others, so none is disturbed;
a `TextSource` or `Note` with it would appear among the documents or memos of every program, and a
file beside `project.qde` could be taken for the project by those that take any name.

It holds what the standard has no element for, by the GUIDs of what it belongs to:

    {"version": 1, "of": SHA-256 of project.qde,
     "project": {"guid", "language", "said": what was added to the description},
     "kept": [[kind, GUID]] of the kept parts that are in the standard part,
     "exact": {kind: {GUID: {field: [as it is, as it was written]}}},
     "coders": {GUID: colour}, "attributes": {GUID: [target, type, [choices]]},
     "documents": {GUID: {"kind", "language", "format", "encoding", "layout": JSON in a string,
                          "source": [name, file in sources/],
                          "regions": {GUID of a selection: where its paragraph begins},
                          "media": [[GUID, name, path, SHA-256, file, name of the file]]}},
     "segments": {GUID: [weight or null, condensed wording, milliseconds of the moment]},
     "memos": {GUID: [kind, [[document, code, case, segment, start, end]]]},
     "links": [GUIDs of links that are those of memos],
     "cases": {GUID: [[document, speaker or null]]},
     "saved": [[GUID, kind, name, text, options, coder, created, changed]],
     "parts": [[GUID, format, kind, name, data in base64, [[name, file in sources/]]]]}

The standard part is the truth: what contradicts it is left out when it is read.
"""

from __future__ import annotations

import json

from qcode.model.layout import Format, Layout, Note, NoteKind, Page, Region, Style, Turn
from qcode.model.text import Span

from .values import write_guid

VERSION = 1
MEMBER = f"{write_guid('0c0de51a-5d1c-5a3e-8f0b-7d9e2a4c6b18')}.json"
MAX_BYTES = 256 << 20
MAX_MARKUP = 8_000_000  # brackets and commas: what values cost in memory


class UnfitError(ValueError):
    """Something in the part is not what it should be."""


def pack_layout(layout: Layout) -> str:
    """Return a layout as JSON: lists of turns, formats, pages, notes and, if any, regions."""
    turns = [
        [
            *(each.start, each.end, [place for span in each.body for place in span]),
            *(each.speaker, each.start_ms, each.end_ms),
        ]
        for each in layout.turns
    ]
    formats = [[each.start, each.end, each.style.value, each.value] for each in layout.formats]
    pages = [[each.start, each.label] for each in layout.pages]
    notes = [
        [each.start, each.end, each.kind.value, each.text, each.author, each.date]
        for each in layout.notes
    ]
    regions = [
        [each.start, each.end, each.left, each.top, each.right, each.bottom]
        for each in layout.regions
    ]
    parts = [turns, formats, pages, notes, *([regions] if regions else [])]
    return json.dumps(parts, separators=(",", ":"))


def unpack_layout(packed: object, length: int) -> Layout:
    """Return a layout of a text of `length` code points; raises `UnfitError` for anything else."""
    parts = listed(parsed(text(packed)))
    turns, formats, pages, notes, regions = lists([*parts, []] if len(parts) == 4 else parts, 5)
    return Layout(
        turns=tuple(_turn(each, length) for each in listed(turns)),
        formats=tuple(_format(each, length) for each in listed(formats)),
        pages=tuple(_page(each, length) for each in listed(pages)),
        notes=tuple(_note(each, length) for each in listed(notes)),
        regions=tuple(_region(each, length) for each in listed(regions)),
    )


def _turn(value: object, length: int) -> Turn:
    start, end, places, speaker, start_ms, end_ms = lists(value, 6)
    whole = span(start, end, length)
    flat = [position(each, length) for each in listed(places)]
    if len(flat) % 2 or flat != sorted(flat):
        raise UnfitError
    body = tuple(map(Span, flat[::2], flat[1::2]))
    if body and not (whole.start <= body[0].start and body[-1].end <= whole.end):
        raise UnfitError
    who = None if speaker is None else text(speaker)
    return Turn(*whole, body, who, _time(start_ms), _time(end_ms))


def _time(value: object) -> int | None:
    return None if value is None else position(value, 1 << 53)


def _format(value: object, length: int) -> Format:
    start, end, style, said = lists(value, 4)
    try:
        return Format(*span(start, end, length), Style(text(style)), text(said))
    except ValueError as error:
        raise UnfitError from error


def _page(value: object, length: int) -> Page:
    start, label = lists(value, 2)
    return Page(position(start, length), text(label))


def _note(value: object, length: int) -> Note:
    start, end, kind, *said = lists(value, 6)
    try:
        return Note(*span(start, end, length), NoteKind(text(kind)), *map(text, said))
    except ValueError as error:
        raise UnfitError from error


def _region(value: object, length: int) -> Region:
    start, end, *edges = lists(value, 6)
    left, top, right, bottom = (position(each, 1 << 31) for each in edges)
    if left >= right or top >= bottom:
        raise UnfitError
    return Region(*span(start, end, length), left, top, right, bottom)


# -- values that a file gives, each checked


def parsed(said: str | bytes) -> object:
    """Return what JSON says, if it is not too much."""
    comma, bracket, brace = (",", "[", "{") if isinstance(said, str) else (b",", b"[", b"{")
    markup = said.count(comma) + said.count(bracket) + said.count(brace)  # type: ignore[arg-type]
    if markup > MAX_MARKUP:
        raise UnfitError
    try:
        return json.loads(said)
    except (ValueError, RecursionError) as error:
        raise UnfitError from error


def text(value: object) -> str:
    """Return a text without surrogates and NUL, which no project can hold."""
    if not isinstance(value, str) or "\0" in value:
        raise UnfitError
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise UnfitError from error
    return value


def position(value: object, most: int) -> int:
    """Return a whole number from 0 to `most`."""
    if type(value) is not int or not 0 <= value <= most:
        raise UnfitError
    return value


def span(start: object, end: object, length: int) -> Span:
    """Return a span of a text of that length; it may be empty."""
    found = Span(position(start, length), position(end, length))
    if found.start > found.end:
        raise UnfitError
    return found


def listed(value: object) -> list[object]:
    """Return a list."""
    if not isinstance(value, list):
        raise UnfitError
    return value


def lists(value: object, length: int) -> list[object]:
    """Return a list of so many values."""
    found = listed(value)
    if len(found) != length:
        raise UnfitError
    return found


def mapped(value: object) -> dict[str, object]:
    """Return an object; None counts as an empty one."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise UnfitError
    return value
