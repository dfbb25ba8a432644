"""Whether the pieces that a PDF shows within pieces multiply, counted before PDFium sees them.

A form is content with a name, which pages and other forms show as often as they like. Ten forms,
each showing the next ten times, are a page of ten thousand million pieces, and PDFium makes each
of them. Forms whose resources lie in a packed table of objects are not followed.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from mmap import mmap

from qcode.model.errors import UserError

from .limits import MEGABYTE

_MAX_SHOWN = 1_000_000  # forms that a form may show, with those within
_MAX_CONTENT = 4 * MEGABYTE  # of one form, unpacked, in which is counted
_DICTIONARY = 4_000  # bytes before a stream in which its description stands
_MAX_REACHED = 1_000  # objects that are followed from one form
_DEPTH = 3  # objects from a form to the list of those it shows
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_OBJECT = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+obj\b")
_REFERENCE = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+R\b")
_SHOW = re.compile(rb"[^\s/]\s+Do\b")


def check_forms(data: bytes | mmap, name: str) -> None:
    """Refuse a PDF whose forms show one another beyond all use; raises `UserError`."""
    shows, named = {}, {}
    for number, about, content in _forms(data):
        shows[number] = len(_SHOW.findall(content))
        named[number] = _references(about)
    if not any(count > 1 for count in shows.values()):
        return
    places = {int(found[1]): found.end() for found in _OBJECT.finditer(data)}
    inside = {
        number: _reached(data, places, named[number], shows)
        for number, count in shows.items()
        if count
    }
    sizes: dict[int, int] = {}
    for number in shows:
        if _size(number, shows, inside, sizes) > _MAX_SHOWN:
            raise UserError("file_expands", name=name)


def _forms(data: bytes | mmap) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield the number, the description and the content of each form."""
    for found in _STREAM.finditer(data):
        before = data[max(0, found.start() - _DICTIONARY) : found.start()]
        heads = list(_OBJECT.finditer(before))
        if not heads or b"/Form" not in before[heads[-1].end() :]:
            continue
        end = data.find(b"endstream", found.end())
        packed = data[found.end() : end if end >= 0 else len(data)]
        yield int(heads[-1][1]), before[heads[-1].end() :], _unpacked(packed)


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, _MAX_CONTENT)
    except zlib.error:  # not packed, or in another way
        return packed[:_MAX_CONTENT]


def _references(text: bytes) -> frozenset[int]:
    return frozenset(int(number) for number in _REFERENCE.findall(text))


def _reached(
    data: bytes | mmap, places: dict[int, int], first: frozenset[int], forms: dict[int, int]
) -> frozenset[int]:
    """Return the forms that are named in a description or in the objects named there."""
    seen, now = set(first), set(first)
    for _ in range(_DEPTH):
        found: set[int] = set()
        for number in now - forms.keys():
            at = places.get(number)
            if at is not None:
                found |= _references(data[at : at + _DICTIONARY].split(b"endobj")[0])
        now = found - seen
        seen |= now
        if len(seen) > _MAX_REACHED:
            break
    return frozenset(seen & forms.keys())


def _size(
    number: int, shows: dict[int, int], inside: dict[int, frozenset[int]], known: dict[int, int]
) -> int:
    """Return at most how many forms are made for one; a form within itself is not made again."""
    waiting = [number]
    while waiting:
        one = waiting[-1]
        known.setdefault(one, 0)  # under way
        unknown = [other for other in inside.get(one, ()) if other not in known]
        if unknown:
            waiting += unknown
            continue
        largest = max((known[other] for other in inside.get(one, ())), default=0)
        known[one] = min(1 + shows[one] * largest, _MAX_SHOWN + 1)
        waiting.pop()
    return known[number]
