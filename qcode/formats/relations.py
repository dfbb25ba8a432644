"""The relationships of the parts of an Office package: which one refers to which, and as what.

A part is named by its path in the package, "word/document.xml"; "" is the package itself.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from .package import Package


@dataclass(frozen=True, slots=True)
class Relation:
    """One reference of a part: to another part, or (`outside`) to an address as it is written."""

    key: str
    type: str
    target: str
    outside: bool

    @property
    def kind(self) -> str:
        """The last word of the type: "styles", "hyperlink"."""
        return self.type.rpartition("/")[2]


def listing_of(part: str) -> str:
    """Return the part that lists what a part refers to."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def part_at(target: str, part: str) -> str:
    """Return the part that an address in another part leads to."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


def relations_in(listing: etree._Element, part: str) -> Iterator[Relation]:
    """Yield what a part refers to, read from its listing in whatever namespace."""
    for each in listing.iterchildren(etree.Element):
        target, outside = each.get("Target") or "", each.get("TargetMode") == "External"
        place = target if outside else part_at(target, part)
        yield Relation(each.get("Id") or "", each.get("Type") or "", place, outside)


def relations_of(package: Package, part: str) -> Iterator[Relation]:
    """Yield what a part refers to; nothing if the package lists nothing for it."""
    listing = listing_of(part)
    if listing in package.names:
        yield from relations_in(package.xml(listing), part)


def parts_by_kind(package: Package, part: str) -> dict[str, str]:
    """Return the first part of each kind that a part refers to."""
    found: dict[str, str] = {}
    for relation in relations_of(package, part):
        if not relation.outside:
            found.setdefault(relation.kind, relation.target)
    return found
