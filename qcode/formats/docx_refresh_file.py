"""A Word report that somebody has worked in: its parts, the pieces in it, and what it remembers.

Word and LibreOffice move things about: runs are cut, marks for spelling come in, controls lie in
cells, in lists and inside paragraphs. What a piece says is the same after all that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from qcode.model.errors import UserError

from .docx_controls import NAMESPACE, PREFIX, content_hash, note_hash, sign
from .limits import damaged
from .ooxml import PACKAGE
from .package import Package
from .relations import listing_of, parts_by_kind

_NO_RELATIONS = f"{{{PACKAGE}/relationships}}Relationships"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OURS = f"{{{NAMESPACE}}}"
SKIPPED = frozenset(
    f"{W}{name}"
    for name in (
        *("pPr", "rPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sectPr", "sdtPr"),
        *("sdtEndPr", "del", "moveFrom", "delText", "instrText", "delInstrText", "fldData"),
        *("drawing", "pict", "object"),
    )
) | {f"{_MC}Fallback"}
CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\u2028",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
}


def said(content: etree._Element) -> str:
    r"""Return what is shown, as `docx_controls.content_hash` takes it: paragraphs end with "\n"."""
    parts: list[str] = []
    _say(content, parts)
    text = "".join(parts)
    return text if text.endswith("\n") or not text else f"{text}\n"


def _say(element: etree._Element, parts: list[str]) -> None:
    for child in element:
        tag = child.tag
        if tag == f"{W}t":
            parts.append(child.text or "")
        elif tag in CHARACTERS:
            parts.append(CHARACTERS[tag])
        elif tag == f"{W}br":
            parts.append("" if child.get(f"{W}type") in ("page", "column") else "\u2028")
        elif tag not in SKIPPED:
            _say(child, parts)
            if tag == f"{W}p":
                parts.append("\n")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece in its control. `mark` is its tag, `kind` the word in it."""

    mark: str
    control: etree._Element

    @property
    def kind(self) -> str:
        """What it is: "excerpt", "count", "table"."""
        return self.mark.split(":", 2)[1]

    @property
    def content(self) -> etree._Element:
        """What is in the control."""
        found = self.control.find(f"{W}sdtContent")
        assert found is not None  # looked at when it was found
        return found

    @property
    def said(self) -> str:
        """What it says."""
        return said(self.content)

    @property
    def name(self) -> str:
        """What Word calls the control, without the sign for programs."""
        alias = self.control.find(f"{W}sdtPr/{W}alias")
        name = "" if alias is None else alias.get(f"{W}val") or ""
        return name.rpartition("·")[0].rstrip() if "·" in name else name


@dataclass(slots=True)
class Record:
    """What a report remembers of how it was made.

    `uncoded` are pieces marked as such; `alts` the hashes of alternative texts, by tag.
    """

    part: str = ""
    project: str = ""
    options: str = ""
    selection: str = ""
    hashes: dict[str, str] = field(default_factory=dict)
    alts: dict[str, str] = field(default_factory=dict)
    uncoded: set[str] = field(default_factory=set)
    notes: set[str] = field(default_factory=set)


class WordFile:
    """An open file. Its XML may be changed; nothing is written here."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.xml: dict[str, etree._Element] = {}
        with Package(path, "docx") as package:
            self.names = package.names
            related = parts_by_kind(package, "")
            self.main = related.get("officeDocument", "")
            if self.main not in package.names:
                raise UserError("report_not_word", name=path.name)
            self.related = parts_by_kind(package, self.main)
            kept = [self.main, self.listing, "[Content_Types].xml", *self._own(package)]
            kept += [self.related.get(kind, "") for kind in ("styles", "comments", "footnotes")]
            for name in kept:
                if name in package.names:
                    self.xml[name] = package.xml(name)
        if "[Content_Types].xml" not in self.xml:
            raise damaged(path, "docx")
        # A program may leave out a listing of nothing; what is added has to be listed.
        self.xml.setdefault(self.listing, etree.Element(_NO_RELATIONS))
        self.record = self._read_record()

    @property
    def listing(self) -> str:
        """The part with the relationships of the document."""
        return listing_of(self.main)

    @property
    def body(self) -> etree._Element:
        """The body of the document."""
        found = self.xml[self.main].find(f"{W}body")
        if found is None:
            raise UserError("report_not_word", name=self.path.name)
        return found

    def part(self, kind: str) -> etree._Element | None:
        """Return a part that the document refers to: "styles", "comments"."""
        return self.xml.get(self.related.get(kind, ""))

    def pieces(self, known: Iterable[str] = ()) -> list[Piece]:
        """Return the pieces in the order of the text; `known` are tags that may have been lost."""
        signs = {sign(mark): mark for mark in (*self.record.hashes, *known)}
        found = []
        for control in self.body.iter(f"{W}sdt"):
            mark = _mark(control, signs)
            if mark and control.find(f"{W}sdtContent") is not None:
                found.append(Piece(mark, control))
        return found

    def notes(self, kind: str) -> dict[str, etree._Element]:
        """Return the notes of a kind ("comment", "footnote") by their ids."""
        root = self.part(f"{kind}s")
        found = () if root is None else root.iterchildren(f"{W}{kind}")
        return {note.get(f"{W}id") or "": note for note in found}

    def _own(self, package: Package) -> Iterator[str]:
        for name in sorted(package.names):
            if name.startswith("customXml/item") and "Props" not in name and "rels" not in name:
                yield name

    def _read_record(self) -> Record:
        record = Record()
        for name, root in self.xml.items():
            if root.tag != f"{_OURS}report":
                continue
            record.part, record.project = name, root.get("project") or ""
            record.options = root.findtext(f"{_OURS}options") or ""
            record.selection = root.findtext(f"{_OURS}selection") or ""
            for piece in root.iterchildren(f"{_OURS}piece"):
                mark = piece.get("tag") or ""
                record.hashes[mark] = piece.get("hash") or ""
                if alt := piece.get("alt"):
                    record.alts[mark] = alt
                if piece.get("uncoded"):
                    record.uncoded.add(mark)
            record.notes = {n.get("hash") or "" for n in root.iterchildren(f"{_OURS}note")}
        return record

    def keep_record(self, date: str) -> None:
        """Put what is to be remembered into its part."""
        record, root = self.record, self.xml[self.record.part]
        for child in (*root.iterchildren(f"{_OURS}piece"), *root.iterchildren(f"{_OURS}note")):
            root.remove(child)
        for mark, digest in record.hashes.items():
            piece = etree.SubElement(root, f"{_OURS}piece", tag=mark, hash=digest)
            if mark in record.alts:
                piece.set("alt", record.alts[mark])
            if mark in record.uncoded:
                piece.set("uncoded", "1")
        for digest in sorted(record.notes):
            etree.SubElement(root, f"{_OURS}note", hash=digest)
        chosen = root.find(f"{_OURS}options")
        if chosen is not None:
            chosen.text = record.options
        root.set("date", date)


def digest(note: etree._Element) -> str:
    """Return the hash of a comment or a footnote, see `note_hash`."""
    return note_hash(note.get(f"{W}author") or "", said(note))


def hash_of(piece: Piece) -> str:
    """Return the hash of what a piece says."""
    return content_hash(piece.said)


def by_mark(pieces: Iterable[Piece]) -> dict[str, list[Piece]]:
    """Return pieces by their tags: an author may have copied one."""
    found: dict[str, list[Piece]] = defaultdict(list)
    for piece in pieces:
        found[piece.mark].append(piece)
    return dict(found)


def _mark(control: etree._Element, signs: dict[str, str]) -> str:
    tag = control.find(f"{W}sdtPr/{W}tag")
    mark = "" if tag is None else tag.get(f"{W}val") or ""
    if mark.startswith(f"{PREFIX}:") and mark.count(":") > 1:
        return mark
    alias = control.find(f"{W}sdtPr/{W}alias")
    name = "" if alias is None else alias.get(f"{W}val") or ""
    return signs.get(f"·{name.rpartition('·')[2]}", "")
