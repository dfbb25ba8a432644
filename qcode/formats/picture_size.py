"""What a picture file says of itself: its kind, how large it is, and which way up it is.

Only the heads are read and nothing is decoded, so that a file cannot cost more than its own bytes.
What else a camera has written there (places, times, names) is not looked at.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass

_LAST_ORIENTATION = 8
_SIDEWAYS = 5  # from here on width and height change places
_ORIENTATION, _WIDTH, _HEIGHT = 0x0112, 0x0100, 0x0101  # tags of TIFF and Exif
_EXIF = b"Exif\0\0"
_MOST_TAGS = 4096
_MOST_PARTS = 100_000  # before the picture itself: a file of nothing else takes minutes
_FILLERS = re.compile(rb"\xff+")
_BMP_HEADS = frozenset({12, 40, 52, 56, 64, 108, 124})
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # JPEG: begin of a frame
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})  # JPEG: marks without a length


@dataclass(frozen=True, slots=True)
class PictureSize:
    """Pixels as they are stored, and how they are turned (1 to 8, as Exif counts)."""

    kind: str
    stored_width: int
    stored_height: int
    orientation: int = 1

    @property
    def width(self) -> int:
        """How wide it is when it is looked at."""
        return self.stored_height if self.orientation >= _SIDEWAYS else self.stored_width

    @property
    def height(self) -> int:
        """How high it is when it is looked at."""
        return self.stored_width if self.orientation >= _SIDEWAYS else self.stored_height


def measure(data: bytes) -> PictureSize | None:
    """Return what the bytes of a picture say, None for no picture or one that is cut short.

    Known are PNG, JPEG, GIF, WebP, TIFF (its first page) and BMP.
    """
    for start, read in _READERS.items():
        if data.startswith(start):
            try:
                found = read(data)
            except (struct.error, IndexError):
                return None
            if found is None or min(found.width, found.height) < 1:
                return None
            return found
    return None


def is_bmp(head: bytes) -> bool:
    """Whether a file begins as a BMP does, and not only with its two letters."""
    return (
        head.startswith(b"BM")
        and len(head) >= 18
        and head[6:10] == bytes(4)
        and struct.unpack_from("<I", head, 14)[0] in _BMP_HEADS
    )


def _png(data: bytes) -> PictureSize | None:
    if data[12:16] != b"IHDR":
        return None
    width, height = struct.unpack_from(">II", data, 16)
    orientation, at = 1, 8
    for _part in range(_MOST_PARTS):
        if at + 8 > len(data):
            break
        length, name = struct.unpack_from(">I4s", data, at)
        if name == b"eXIf":
            orientation = _turned(data[at + 8 : at + 8 + length])
        if name in (b"eXIf", b"IDAT", b"IEND"):
            break
        at += length + 12
    return PictureSize("png", width, height, orientation)


def _jpeg(data: bytes) -> PictureSize | None:
    orientation, at = 1, 2
    for _part in range(_MOST_PARTS):
        found = _FILLERS.match(data, at)
        if found is None:
            return None
        at = found.end() - 1
        mark = data[at + 1]
        if mark in _ALONE:
            at += 2
            continue
        (length,) = struct.unpack_from(">H", data, at + 2)
        body = at + 4
        if mark in _FRAMES:
            height, width = struct.unpack_from(">HH", data, body + 1)
            return PictureSize("jpeg", width, height, orientation)
        if mark in (0xD9, 0xDA) or length < 2:
            return None
        if mark == 0xE1 and data.startswith(_EXIF, body):
            orientation = _turned(data[body + len(_EXIF) : at + 2 + length])
        at += 2 + length
    return None


def _gif(data: bytes) -> PictureSize:
    width, height = struct.unpack_from("<HH", data, 6)
    return PictureSize("gif", width, height)


def _bmp(data: bytes) -> PictureSize | None:
    if not is_bmp(data):
        return None
    if struct.unpack_from("<I", data, 14)[0] == 12:
        width, height = struct.unpack_from("<HH", data, 18)
    else:
        width, height = struct.unpack_from("<ii", data, 18)
    return PictureSize("bmp", width, abs(height))


def _webp(data: bytes) -> PictureSize | None:
    if data[8:12] != b"WEBP":
        return None
    size: tuple[int, int] | None = None
    orientation, at = 1, 12
    for _part in range(_MOST_PARTS):
        if at + 8 > len(data):
            break
        name, length = struct.unpack_from("<4sI", data, at)
        body = at + 8
        if size is None:
            size = _webp_size(name, data, body)
        if name == b"EXIF":
            orientation = _turned(data[body : body + length].removeprefix(_EXIF))
        at = body + length + length % 2
    return PictureSize("webp", *size, orientation) if size else None


def _webp_size(name: bytes, data: bytes, at: int) -> tuple[int, int] | None:
    if name == b"VP8X":
        return _three(data, at + 4) + 1, _three(data, at + 7) + 1
    if name == b"VP8L":
        (bits,) = struct.unpack_from("<I", data, at + 1)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if name == b"VP8 " and data[at + 3 : at + 6] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", data, at + 6)
        return width & 0x3FFF, height & 0x3FFF
    return None


def _three(data: bytes, at: int) -> int:
    return data[at] | data[at + 1] << 8 | data[at + 2] << 16


def _tiff(data: bytes) -> PictureSize | None:
    tags = _tags(data)
    if _WIDTH not in tags or _HEIGHT not in tags:
        return None
    return PictureSize("tiff", tags[_WIDTH], tags[_HEIGHT], _orientation(tags))


def _turned(exif: bytes) -> int:
    """Return the orientation in a block of Exif; 1 for none, or one that is damaged."""
    try:
        return _orientation(_tags(exif))
    except struct.error:
        return 1


def _orientation(tags: Mapping[int, int]) -> int:
    found = tags.get(_ORIENTATION, 1)
    return found if 1 <= found <= _LAST_ORIENTATION else 1


def _tags(data: bytes) -> dict[int, int]:
    """Return the numbers in the first directory of a TIFF; what is not a single one is left out."""
    order = {b"II": "<", b"MM": ">"}.get(data[:2])
    if order is None:
        return {}
    (at,) = struct.unpack_from(f"{order}I", data, 4)
    (count,) = struct.unpack_from(f"{order}H", data, at)
    found: dict[int, int] = {}
    for number in range(min(count, _MOST_TAGS)):
        place = at + 2 + 12 * number
        tag, kind, values = struct.unpack_from(f"{order}HHI", data, place)
        if values == 1 and kind in (3, 4):
            (found[tag],) = struct.unpack_from(
                f"{order}{'H' if kind == 3 else 'I'}", data, place + 8
            )
    return found


_READERS: Mapping[bytes, Callable[[bytes], PictureSize | None]] = {
    b"\x89PNG\r\n\x1a\n": _png,
    b"\xff\xd8\xff": _jpeg,
    b"GIF8": _gif,
    b"RIFF": _webp,
    b"II*\0": _tiff,
    b"MM\0*": _tiff,
    b"BM": _bmp,
}
