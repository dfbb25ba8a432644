"""Pictures in a Word report: the logo, parts of pictures that are coded, and where charts stand."""

from __future__ import annotations

import hashlib
import struct

from .bundle_parts import ExportPicture
from .characters import attribute
from .ooxml import RELATIONSHIPS

_EMU = 36_000  # English metric units in a millimetre
_WIDEST, _HIGHEST = 70 * _EMU, 28 * _EMU  # of a logo
_REGION_WIDEST, _REGION_HIGHEST = 110 * _EMU, 75 * _EMU
_PIXEL = 914_400 // 120  # a pixel of a part of a picture that is small
REGION = "region-"  # how the names of such parts begin
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_PNG = b"\x89PNG\r\n\x1a\n"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # JPEG marks that hold the size


def picture_suffix(data: bytes) -> str:
    """Return "png" or "jpeg"."""
    return "png" if data.startswith(_PNG) else "jpeg"


def picture_size(data: bytes) -> tuple[int, int]:
    """Return width and height in pixels; (1, 1) for a picture that does not say."""
    if data.startswith(_PNG) and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return max(width, 1), max(height, 1)
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        kind, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if kind in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return max(width, 1), max(height, 1)
        at += 2 + length
    return 1, 1


def logo_xml(data: bytes, *, relation: str, number: int, alt: str) -> str:
    """Return a run with the logo, made to fit."""
    width, height = picture_size(data)
    scale = min(_WIDEST / width, _HIGHEST / height)
    size = (round(width * scale), round(height * scale))
    return _picture(size, relation=relation, number=number, name="Logo", alt=alt)


def region_key(picture: ExportPicture) -> str:
    """Return what the file of a part of a picture is called, without suffix: by its bytes."""
    return REGION + hashlib.sha256(picture.data).hexdigest()[:16]


def region_xml(picture: ExportPicture, *, relation: str, number: int) -> str:
    """Return a run with a part of a picture, as large as it prints well, or made to fit."""
    scale = min(_REGION_WIDEST / picture.width, _REGION_HIGHEST / picture.height, _PIXEL)
    size = (max(round(picture.width * scale), 1), max(round(picture.height * scale), 1))
    name = region_key(picture)
    return _picture(size, relation=relation, number=number, name=name, alt=picture.alt)


def _picture(size: tuple[int, int], *, relation: str, number: int, name: str, alt: str) -> str:
    extent = f'<a:ext cx="{size[0]}" cy="{size[1]}"/>'
    picture = (
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="{number}" '
        f'name="{attribute(name.lower())}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/>{extent}</a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    return _inline(picture, f"{_DRAWING}/picture", size, number=number, name=name, alt=alt)


def chart_xml(*, relation: str, height: int, width: int, number: int, title: str, alt: str) -> str:
    """Return a run with a chart; `height` and `width` in twips."""
    chart = f'<c:chart xmlns:c="{_DRAWING}/chart" xmlns:r="{RELATIONSHIPS}" r:id="{relation}"/>'
    size = (width * 635, height * 635)
    return _inline(chart, f"{_DRAWING}/chart", size, number=number, name=title, alt=alt)


def _inline(
    graphic: str, uri: str, size: tuple[int, int], *, number: int, name: str, alt: str
) -> str:
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" '
        f'distB="0" distL="0" distR="0"><wp:extent cx="{size[0]}" cy="{size[1]}"/>'
        f'<wp:docPr id="{number}" name="{attribute(name)}" descr="{attribute(alt)}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic xmlns:a="{_DRAWING}/main">'
        f'<a:graphicData uri="{uri}">{graphic}</a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
