"""The parts that were kept of other programs' files, written back where they were.

What belongs to something that the project has (the rectangles on the pages of a PDF, the codings
of a recording, the codes in a set) goes into its element, everything else is an element of its
own. What the standard does not allow to stand as it was kept (a text without its text, a picture
without its file) is left to QCode's own part.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from lxml import etree

from qcode.formats.exchange import ExchangePart
from qcode.formats.package import parse_xml
from qcode.model.errors import UserError

from .parts import FORMAT, Kept
from .values import read_guid
from .write_context import ATTRIBUTE, CASE, CODER, DOCUMENT, MEDIA, MEMO, SET, Writing
from .write_files import Files, suffix_of
from .write_package import INTERNAL, Package
from .write_shapes import Node, Shaper
from .write_tally import QdpxLoss

_NAMED = {  # kinds of parts whose GUID is that of something in the project
    Kept.USER: CODER,
    Kept.VARIABLE: ATTRIBUTE,
    Kept.CASE: CASE,
    Kept.NOTE: MEMO,
    Kept.SET: SET,
    Kept.PDF: DOCUMENT,
    Kept.PICTURE: MEDIA,
    Kept.AUDIO: MEDIA,
    Kept.VIDEO: MEDIA,
}
_INSIDE = (Kept.USER, Kept.VARIABLE, Kept.CASE, Kept.NOTE)  # never elements of their own
_FILED = (Kept.PDF, Kept.PICTURE)  # sources that are nothing without their file
_RECORDED = (Kept.AUDIO, Kept.VIDEO)
_KINDS = frozenset((*_NAMED, Kept.LINK, Kept.GRAPH))
_MEMBER = "<Member"  # how members of sets begin
ANEW = (Kept.SELECTIONS, Kept.PROJECT)  # what is said anew each time, and kept as it was


class Kin:
    """One kept element, with what writes it."""

    def __init__(self, writing: Writing, part: ExchangePart, node: Node, shaper: Shaper) -> None:
        self._writing, self.part = writing, part
        self.node, self._shaper = node, shaper

    def inner(self, *names: str) -> str:
        """Return the children of these names as XML."""
        return "".join(self._shaper.written(each) for name in names for each in self.node.all(name))

    def references(self, name: str, but: str = "") -> list[str]:
        """Return references of a name as XML; `but` those to documents, which the project has."""
        found = []
        for each in self.node.all(name):
            target = read_guid(each.says.get("targetGUID", ""))
            if not (but and self._writing.of(but, target)):
                found.append(self._shaper.written(each))
        return list(filter(None, found))

    def path(self, name: str) -> str:
        """Return where a file that an attribute names lies now; "" where it is not there."""
        return self._shaper.path(self.node.says.get(name, ""))

    def whole(self) -> str:
        """Return the element as XML, "" where it refers to what is not there."""
        return self._shaper.written(self.node)

    def leads_to(self, *names: str) -> tuple[str, ...]:
        """Return what references of these attributes lead to, as they are written."""
        return tuple(
            self._shaper.reference(self.node.says.get(name, ""), quietly=True) for name in names
        )


class KeptParts:
    """The parts of a project that are of this format. `rest` are those without a place."""

    def __init__(self, writing: Writing, package: Package, files: Files) -> None:
        self._writing, self._package, self._files = writing, package, files
        self._kin: dict[tuple[str, str], Kin] = {}
        self._paths: dict[tuple[str, str], str] = {}
        self.rest: list[ExchangePart] = []
        for part in writing.project.parts:
            if part.format != FORMAT or part.kind in ANEW:
                self.rest.append(part)
            elif not self._place(part):
                self.rest.append(part)
                writing.tally.lose(QdpxLoss.PARTS, part.name or part.kind)

    def _place(self, part: ExchangePart) -> bool:
        key = (part.kind, part.guid)
        element = None if part.kind not in _KINDS or key in self._kin else _parsed(part)
        if element is None:
            return False
        kind = Kept(part.kind)
        written = self._named(kind, part.guid)
        if not self._has_place(kind, part, element, written):
            return False
        for held in part.files:
            guid = self._writing.guids.make("file", part.guid, held.name)
            path = self._package.add(guid + suffix_of(held.name), held.read())
            self._paths[part.guid, _last(held.name)] = path
        shaper = Shaper(
            self._writing.guids,
            lambda what: self._writing.tally.lose(QdpxLoss.DANGLING, part.name or what),
            partial(self._path, part.guid),
        )
        node = shaper.node(element, written)
        if node is None or node.name != part.kind:
            return False
        self._kin[key] = Kin(self._writing, part, node, shaper)
        return True

    def _named(self, kind: Kept, guid: str) -> str:
        """Return how what an element is about is called; "" where it is of nothing here."""
        if kind is Kept.PICTURE and (document := self._writing.of(DOCUMENT, guid)):
            return document
        return self._writing.of(_NAMED[kind], guid) if kind in _NAMED else ""

    def _has_place(
        self, kind: Kept, part: ExchangePart, element: etree._Element, written: str
    ) -> bool:
        """Whether what an element needs is in the project, or comes with it."""
        if kind in _INSIDE:
            return bool(written)
        document = self._files.documents.get(part.guid)
        if kind is Kept.PDF and document:
            return bool(document.pdf)
        if kind is Kept.PICTURE and document:
            return bool(document.picture)
        if kind in _FILED:
            return bool(part.files or self._files.media.get(part.guid))
        if kind in _RECORDED and not written:
            path = str(element.get("path", ""))
            return bool(part.files) or ("://" in path and not path.startswith(INTERNAL))
        return True

    def _path(self, part: str, path: str) -> str:
        """Return where a file of a part lies now; what is outside of packages stays there."""
        if "://" in path and not path.lower().startswith(INTERNAL):
            return path
        return self._paths.get((part, _last(path)), "")

    @property
    def placed(self) -> list[tuple[str, str]]:
        """Kinds and GUIDs of the parts that are in the standard part."""
        rest = {(part.kind, part.guid) for part in self.rest}
        return [key for key in self._kin if key not in rest]

    def of(self, kind: Kept, guid: str) -> Kin | None:
        """Return what was kept of something in the project."""
        return self._kin.get((kind, guid))

    def alone(self, *kinds: Kept) -> Iterator[str]:
        """Yield the elements of these kinds that nothing in the project stands for."""
        for (kind, guid), kin in self._kin.items():
            if kind in kinds and not self._named(Kept(kind), guid):
                yield self._whole(kin, kind)

    def links(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the links as XML, each with what it leads from and to."""
        for (kind, _guid), kin in self._kin.items():
            if kind == Kept.LINK and (line := self._whole(kin, kind)):
                yield line, kin.leads_to("originGUID", "targetGUID")

    def _whole(self, kin: Kin, kind: str) -> str:
        """Return an element as XML; one with nothing left that it leads to is left to `rest`."""
        line = kin.whole()
        if line and (kind != Kept.SET or _MEMBER in line):
            return line
        self.rest.append(kin.part)
        return ""


def _parsed(part: ExchangePart) -> etree._Element | None:
    try:
        return parse_xml(part.data, Path(part.kind), FORMAT)
    except UserError:
        return None


def _last(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2].lower()
