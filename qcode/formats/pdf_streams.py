"""Whether the streams of a PDF unpack to what a page can hold, counted before PDFium sees them.

PDFium unpacks a page whole and keeps some 200 bytes for each character on it; where memory ends, it
ends the process. So streams are unpacked here first, one at a time and only as far as needed.
Streams that show one another are counted in `pdf_forms`.
"""

from __future__ import annotations

import re
import zlib
from mmap import mmap

from qcode.model.errors import UserError

from .limits import MEGABYTE

_MAX_STREAM = 64 * MEGABYTE  # of drawings and fonts, unpacked; pictures are not looked at
_MAX_SHOWN = 2 * MEGABYTE  # of characters to show, in one stream
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_STRINGS = re.compile(rb"\((?:[^\\)]|\\.)*+\)?|<[0-9A-Fa-f\s]*+>?", re.DOTALL)
_DICTIONARY = 2_000  # bytes before a stream in which its description stands
_MAX_FILTERS = 8
_OF_OTHERS = (b"/Subtype", b"/Type", b"/Length1", b"/N ")  # fonts, colours, tables of objects


def check_streams(data: bytes | mmap, name: str) -> None:
    """Refuse a PDF with a stream that grows beyond all use; raises `UserError`."""
    for found in _STREAM.finditer(data):
        about = data[max(0, found.start() - _DICTIONARY) : found.start()]
        about = about[about.rfind(b"obj") + 1 :]
        filters = about.count(b"FlateDecode") + about.count(b"/Fl ")
        if b"/Image" in about:
            continue
        end = data.find(b"endstream", found.end())
        packed = data[found.end() : end if end >= 0 else len(data)]
        shows = b"/Form" in about or not any(word in about for word in _OF_OTHERS)
        if not _is_modest(packed, min(filters, _MAX_FILTERS), shows=shows):
            raise UserError("file_expands", name=name)


def _is_modest(data: bytes, filters: int, *, shows: bool) -> bool:
    """Whether a stream stays small; one that `shows` characters may not show too many."""
    for _ in range(filters):
        unpacker = zlib.decompressobj()
        try:
            unpacked = unpacker.decompress(data, _MAX_STREAM + 1)
        except zlib.error:  # another filter came first, or it is locked or damaged
            break
        if len(unpacked) > _MAX_STREAM:
            return False
        data = unpacked
    if not shows or len(data) <= _MAX_SHOWN:
        return True
    shown = 0
    for found in _STRINGS.finditer(data):
        shown += found.end() - found.start()
        if shown > _MAX_SHOWN:
            return False
    return True
