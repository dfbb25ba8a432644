"""Small picture files, made by hand: the heads are right, the PNG is a whole picture."""

from __future__ import annotations

import struct
import zlib


def exif(orientation: int, order: str = "<") -> bytes:
    """A block of Exif with nothing but which way up the picture is, and a place."""
    mark = b"II*\0" if order == "<" else b"MM\0*"
    head = mark + struct.pack(f"{order}I", 8)
    tags = [(0x0112, 3, 1, orientation), (0x8825, 4, 1, 1000)]
    body = struct.pack(f"{order}H", len(tags))
    for tag, kind, count, value in tags:
        field = f"{order}HHI" + ("HH" if kind == 3 else "I")
        body += struct.pack(field, tag, kind, count, *((value, 0) if kind == 3 else (value,)))
    return head + body + bytes(4)


def png(width: int, height: int, orientation: int = 0) -> bytes:
    """A grey picture."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    rows = zlib.compress(bytes(1 + width) * height)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
        + (chunk(b"eXIf", exif(orientation)) if orientation else b"")
        + chunk(b"IDAT", rows)
        + chunk(b"IEND", b"")
    )


def jpeg(width: int, height: int, orientation: int = 0, order: str = ">") -> bytes:
    """The head of a JPEG, with fillers and a comment as cameras write them."""
    said = b"\xff\xfe\x00\x06Hej!"
    block = b"Exif\0\0" + exif(orientation, order)
    turned = b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block if orientation else b""
    frame = struct.pack(">HBHHB", 11, 8, height, width, 1) + bytes(3)
    return b"\xff\xd8" + said + b"\xff" + turned + b"\xff\xc2" + frame + b"\xff\xd9"


def gif(width: int, height: int) -> bytes:
    """The head of a GIF."""
    return b"GIF89a" + struct.pack("<HH", width, height) + bytes(20)


def bmp(width: int, height: int) -> bytes:
    """The head of a BMP; a height below 0 is one from the top."""
    return b"BM" + struct.pack("<IHHII", 100, 0, 0, 54, 40) + struct.pack("<ii", width, height)


def webp(kind: bytes, width: int, height: int, orientation: int = 0) -> bytes:
    """The head of a WebP of one of its three kinds."""
    if kind == b"VP8X":
        body = bytes(4) + struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    elif kind == b"VP8L":
        body = b"\x2f" + struct.pack("<I", (width - 1) | (height - 1) << 14)
    else:
        body = bytes(3) + b"\x9d\x01\x2a" + struct.pack("<HH", width, height)
    chunks = kind + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)
    if orientation:
        block = exif(orientation)
        chunks += b"EXIF" + struct.pack("<I", len(block)) + block
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks


def tiff(width: int, height: int, orientation: int = 1, order: str = "<") -> bytes:
    """The head of a TIFF."""
    mark = b"II*\0" if order == "<" else b"MM\0*"
    tags = [(0x0100, width), (0x0101, height), (0x0112, orientation)]
    body = struct.pack(f"{order}H", len(tags))
    for tag, value in tags:
        body += struct.pack(f"{order}HHIHH", tag, 3, 1, value, 0)
    return mark + struct.pack(f"{order}I", 8) + body + bytes(4)
