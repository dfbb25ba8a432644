"""Whether a picture says where it was taken: in its Exif, or in its XMP."""

from __future__ import annotations

import struct

_MARKS = (b"Exif\0\0", b"eXIf", b"EXIF")  # what stands before a block: JPEG, PNG, WebP
_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
_PLACE, _LATITUDE = 0x8825, 2
_XMP = b"exif:GPSLatitude"
_NEAR = 16  # bytes behind a mark within which its block begins
_MOST_TAGS = 4096


def is_located(data: bytes) -> bool:
    """Whether the bytes of a picture have a latitude beside them."""
    if _XMP in data or _has_latitude(data):
        return True
    for mark in _MARKS:
        at = data.find(mark)
        while at >= 0:
            for order in _ORDERS:
                block = data.find(order, at, at + len(mark) + _NEAR)
                if block >= 0 and _has_latitude(data[block : block + (1 << 16)]):
                    return True
            at = data.find(mark, at + 1)
    return False


def _has_latitude(block: bytes) -> bool:
    """Whether a TIFF, or a block of Exif, which is one, has a latitude."""
    order = _ORDERS.get(block[:4])
    if order is None:
        return False
    try:
        (first,) = struct.unpack_from(f"{order}I", block, 4)
        place = _value(block, first, order, _PLACE)
        return place is not None and _value(block, place, order, _LATITUDE) is not None
    except struct.error:
        return False


def _value(block: bytes, at: int, order: str, wanted: int) -> int | None:
    (count,) = struct.unpack_from(f"{order}H", block, at)
    for number in range(min(count, _MOST_TAGS)):
        tag, _kind, _count, value = struct.unpack_from(f"{order}HHII", block, at + 2 + 12 * number)
        if tag == wanted:
            return int(value)
    return None
