"""Parts of pictures in a report that is brought up to date: which one stands there, and new ones.

Their names say what is in them, so the same picture is in a file once.
"""

from __future__ import annotations

import posixpath

from lxml import etree

from .docx_pictures import REGION
from .docx_refresh_file import WordFile
from .ooxml import PACKAGE, RELATIONSHIPS
from .package import Package
from .relations import relations_in

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_EMBED = f"{{{RELATIONSHIPS}}}embed"


class Regions:
    """The parts of pictures of an old file and of a new report; `parts` are those that are new."""

    def __init__(self, old: WordFile, fresh: WordFile) -> None:
        self._old, self._fresh = old, fresh
        self.parts: dict[str, bytes] = {}
        self._keys: dict[str, str] = {}  # relations in the old file, by those in the new report
        self._drawn = max(map(_number, old.body.iter(f"{_WP}docPr")), default=0)

    @staticmethod
    def differ(before: etree._Element, given: etree._Element) -> bool:
        """Whether another part of a picture is to stand there.

        Where there is none any more, somebody has taken it out.
        """
        there = _names(before)
        return bool(there) and there != _names(given)

    def bring(self, element: etree._Element) -> None:
        """Bring the pictures along that a copy of a piece of the new report shows."""
        blips = [each for each in element.iter(f"{_A}blip") if each.get(_EMBED)]
        for blip in blips:
            blip.set(_EMBED, self._relation(blip.get(_EMBED) or ""))
        for drawing in element.iter(f"{_WP}docPr") if blips else ():
            self._drawn += 1
            drawing.set("id", str(self._drawn))

    def _relation(self, key: str) -> str:
        if key not in self._keys:
            fresh = self._fresh
            part = next(
                each.target
                for each in relations_in(fresh.xml[fresh.listing], fresh.main)
                if each.key == key
            )
            self._keys[key] = self._related(part)
        return self._keys[key]

    def _related(self, part: str) -> str:
        """Return the relation to a part of the new report, which comes along if it has to."""
        old = self._old
        folder, file = posixpath.dirname(old.main), posixpath.basename(part)
        name, listing = f"{folder}/media/{file}", old.xml[old.listing]
        for each in relations_in(listing, old.main):
            if each.target == name and not each.outside:
                return each.key
        with Package(self._fresh.path, "docx") as package:
            self.parts[name] = package.read(part)
        key = f"rIdQCode{file.partition('.')[0].replace('-', '')}"
        etree.SubElement(
            listing,
            f"{{{PACKAGE}/relationships}}Relationship",
            Id=key,
            Type=f"{RELATIONSHIPS}/image",
            Target=f"media/{file}",
        )
        self._register(file.rpartition(".")[2])
        return key

    def _register(self, kind: str) -> None:
        tag = f"{{{PACKAGE}/content-types}}Default"
        types = self._old.xml["[Content_Types].xml"]
        if not any((each.get("Extension") or "").lower() == kind for each in types.iter(tag)):
            types.insert(0, etree.Element(tag, Extension=kind, ContentType=f"image/{kind}"))


def _names(block: etree._Element) -> list[str]:
    names = (each.get("name") or "" for each in block.iter(f"{_WP}docPr"))
    return [name for name in names if name.startswith(REGION)]


def _number(drawing: etree._Element) -> int:
    number = drawing.get("id") or ""
    return int(number) if number.isdecimal() else 0
