"""Takes out of a picture file what a camera or a program wrote beside the pixels.

Place, time, names, comments, previews and further pictures at the end go; the pixels, their
colours and which way up they are stay, byte for byte as they were packed. Nothing is decoded.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping

from qcode.model.errors import UserError

from .picture_size import measure

_MARK = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])", re.DOTALL)  # JPEG: after the coded pixels
_EXIF = b"Exif\0\0"
_ICC, _JFIF, _ADOBE = b"ICC_PROFILE\0", 0xE0, 0xEE
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB bKGD hIST pHYs sPLT cICP".split()
    + b"acTL fcTL fdAT".split()
)
_WEBP_KEPT = frozenset((b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_HAS_EXIF, _HAS_XMP = 0x08, 0x04  # flags of WebP
_MOVING = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
# What of a TIFF says how the pixels are packed, lie and look; all else goes.
_TIFF_KEPT = frozenset(
    (
        *(254, 255, 256, 257, 258, 259, 262, 263, 266, 273, 274, 277, 278, 279, 280, 281, 282),
        *(283, 284, 288, 289, 290, 291, 292, 293, 296, 301, 317, 318, 319, 320, 321, 322, 323),
        *(324, 325, 332, 334, 336, 338, 339, 340, 341, 342, 347, 512, 513, 514, 515, 517, 518),
        *(519, 520, 521, 529, 530, 531, 532, 34675),
    )
)
_TIFF_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_DIRECTORIES = (0x8769, 0x8825, 0xA005)  # Exif, place, interoperability
_MOST_DIRECTORIES = 100


def cleaned(data: bytes, name: str) -> bytes:
    """Return the file of a picture with nothing in it but the picture.

    Raises `UserError("picture_not_cleaned")` for one that is damaged or of an unknown kind.
    """
    before = measure(data)
    try:
        clean = _CLEANERS[before.kind](data, before.orientation) if before else b""
    except (struct.error, IndexError, ValueError):
        clean = b""
    if before is None or measure(clean) != before:
        raise UserError("picture_not_cleaned", name=name)
    return clean


def _orientation(way: int) -> bytes:
    """Return a block of Exif that says which way up a picture is, and nothing else."""
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, way, 0, 0)


def _jpeg(data: bytes, way: int) -> bytes:
    parts = [data[:2]]
    if way > 1:
        block = _EXIF + _orientation(way)
        parts.append(b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block)
    at = 2
    while True:
        if data[at] != 0xFF:
            raise ValueError("no mark")
        mark = data[at + 1]
        if mark == 0xFF:
            at += 1
            continue
        if mark == 0xD9:
            return b"".join((*parts, data[at : at + 2]))
        (length,) = struct.unpack_from(">H", data, at + 2)
        end = at + 2 + length
        if length < 2 or end > len(data):
            raise ValueError("cut short")
        if mark == 0xDA:  # what is coded goes up to the next mark
            found = _MARK.search(data, end)
            if found is None:
                raise ValueError("cut short")
            end = found.end() - 2
        if _is_of_picture(mark, data[at + 4 : at + 2 + length]):
            parts.append(data[at:end])
        at = end


def _is_of_picture(mark: int, body: bytes) -> bool:
    if mark == 0xE2:
        return body.startswith(_ICC)
    return mark in (_JFIF, _ADOBE) or not (0xE0 <= mark <= 0xEF or mark == 0xFE)


def _png(data: bytes, way: int) -> bytes:
    parts, at, turned = [data[:8]], 8, way == 1
    while at + 12 <= len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        end = at + length + 12
        if end > len(data):
            break
        if name == b"IDAT" and not turned:
            block = b"eXIf" + _orientation(way)
            parts.append(
                struct.pack(">I", len(block) - 4) + block + struct.pack(">I", zlib.crc32(block))
            )
            turned = True
        if name in _PNG_KEPT:
            parts.append(data[at:end])
        if name == b"IEND":
            return b"".join(parts)
        at = end
    raise ValueError("cut short")


def _webp(data: bytes, way: int) -> bytes:
    parts, at = [], 12
    while at + 8 <= len(data):
        name, length = struct.unpack_from("<4sI", data, at)
        body = data[at + 8 : at + 8 + length]
        if len(body) < length:
            raise ValueError("cut short")
        if name == b"VP8X":
            flags = body[0] & ~(_HAS_EXIF | _HAS_XMP) | (_HAS_EXIF if way > 1 else 0)
            body = bytes((flags,)) + body[1:]
        if name in _WEBP_KEPT:
            parts.append(_chunk(name, body))
        at += 8 + length + length % 2
    if way > 1:
        parts.append(_chunk(b"EXIF", _orientation(way)))
    whole = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(whole)) + whole


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


def _gif(data: bytes, _way: int) -> bytes:
    flags = data[10]
    at = 13 + (3 << (flags & 7) + 1 if flags & 0x80 else 0)
    parts = [data[:at]]
    while True:
        start, kind = at, data[at]
        if kind == 0x3B:
            return b"".join((*parts, data[at : at + 1]))
        if kind == 0x2C:
            local = data[at + 9]
            at += 11 + (3 << (local & 7) + 1 if local & 0x80 else 0)
        elif kind == 0x21:
            at += 2
        else:
            raise ValueError("unknown block")
        while data[at]:
            at += data[at] + 1
        at += 1
        comment = kind == 0x21 and data[start + 1] in (0xFE, 0x01)
        other = kind == 0x21 and data[start + 1] == 0xFF
        if not comment and not (other and data[start + 3 : start + 14] not in _MOVING):
            parts.append(data[start:at])


def _tiff(data: bytes, _way: int) -> bytes:
    """Return a TIFF whose other entries are gone, and their values nothing but zeros."""
    changed = bytearray(data)
    order = "<" if data[:2] == b"II" else ">"
    (at,) = struct.unpack_from(f"{order}I", data, 4)
    seen: set[int] = set()
    while at and at not in seen and len(seen) < _MOST_DIRECTORIES:
        seen.add(at)
        entries = list(_entries(data, at, order))
        (following,) = struct.unpack_from(f"{order}I", data, at + 2 + 12 * len(entries))
        kept = [data[place : place + 12] for place, tag in entries if tag in _TIFF_KEPT]
        for place, tag in entries:
            if tag not in _TIFF_KEPT:
                _blank(changed, data, place, order, seen)
        end = at + 6 + 12 * len(entries)
        body = struct.pack(f"{order}H", len(kept)) + b"".join(kept)
        body += struct.pack(f"{order}I", following)
        changed[at:end] = body.ljust(end - at, b"\0")
        at = following
    return bytes(changed)


def _entries(data: bytes, at: int, order: str) -> Iterator[tuple[int, int]]:
    """Yield where each entry of a directory is, and its tag."""
    (count,) = struct.unpack_from(f"{order}H", data, at)
    for number in range(count):
        place = at + 2 + 12 * number
        (tag,) = struct.unpack_from(f"{order}H", data, place)
        yield place, tag


def _blank(changed: bytearray, data: bytes, place: int, order: str, seen: set[int]) -> None:
    """Put zeros where the value of an entry is, and where those of a directory below it are."""
    tag, kind, count, value = struct.unpack_from(f"{order}HHII", data, place)
    if tag in _DIRECTORIES and value not in seen and len(seen) < _MOST_DIRECTORIES:
        seen.add(value)
        inner = list(_entries(data, value, order))
        for below, _tag in inner:
            _blank(changed, data, below, order, seen)
        _zero(changed, value, 2 + 12 * len(inner))
    size = _TIFF_SIZES.get(kind, 1) * count
    if size > 4:
        _zero(changed, value, size)


def _zero(changed: bytearray, at: int, size: int) -> None:
    end = min(at + size, len(changed))
    changed[at:end] = bytes(max(end - at, 0))


def _bmp(data: bytes, _way: int) -> bytes:
    return data  # it has no room for anything else


_CLEANERS: Mapping[str, Callable[[bytes, int], bytes]] = {
    "jpeg": _jpeg,
    "png": _png,
    "webp": _webp,
    "gif": _gif,
    "tiff": _tiff,
    "bmp": _bmp,
}
