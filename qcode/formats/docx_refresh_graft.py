"""Taking a piece of one Word file into another: its styles, notes and bookmarks come along.

What colleagues have put into the old piece (comments, notes, bookmarks) goes over to the new one.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterable
from copy import deepcopy

from lxml import etree

from .docx_refresh_file import Piece, W, WordFile, digest, said
from .docx_refresh_regions import Regions
from .ooxml import PACKAGE, RELATIONSHIPS
from .report_parts import word_type

_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_STYLES = ("pStyle", "rStyle", "tblStyle")
_RANGES = ("commentRangeStart", "commentRangeEnd", "bookmarkStart", "bookmarkEnd")
_REFERENCES = ("commentReference", "footnoteReference", "endnoteReference")
_KINDS = ("comment", "footnote")
_BLOCKS = (f"{W}p", f"{W}tbl", f"{W}sdt")


class Graft:
    """Brings pieces of `fresh` into `old`."""

    def __init__(self, old: WordFile, fresh: WordFile) -> None:
        self._old, self._fresh = old, fresh
        self.regions = Regions(old, fresh)
        self._styles = self._style_ids()
        self._notes = {kind: fresh.notes(kind) for kind in _KINDS}
        self._digests = {
            kind: {key: digest(note) for key, note in old.notes(kind).items()} for kind in _KINDS
        }
        self._fresh_digests = {
            kind: {key: digest(note) for key, note in notes.items()}
            for kind, notes in self._notes.items()
        }
        marks = list(old.body.iter(f"{W}bookmarkStart"))
        self._next_bookmark = max(map(_number, marks), default=0) + 1
        self._bookmarks = {mark.get(f"{W}name") for mark in marks}
        self._next_note: dict[str, int] = {}
        self._plain = "w15" not in (old.xml[old.main].get(f"{_MC}Ignorable") or "").split()

    # -- which notes are in a piece

    def own_notes(self, piece: Piece) -> set[str]:
        """Return the hashes of the notes in a piece of the old file that the report has made."""
        return self._hashes(piece.content, self._digests) & self._old.record.notes

    def fresh_notes(self, piece: Piece) -> set[str]:
        """Return the hashes of the notes in a piece of the new report."""
        return self._hashes(piece.content, self._fresh_digests)

    def _hashes(self, block: etree._Element, digests: dict[str, dict[str, str]]) -> set[str]:
        return {
            digests[kind].get(reference.get(f"{W}id") or "", "")
            for kind in _KINDS
            for reference in block.iter(f"{W}{kind}Reference")
        } - {""}

    # -- taking over

    def blocks(self, blocks: Iterable[etree._Element]) -> list[etree._Element]:
        """Return blocks of the new report, ready to be put into the old file."""
        return [self._adapted(deepcopy(block), None) for block in blocks]

    def replace(self, piece: Piece, fresh: Piece) -> None:
        """Give a piece what the new report says; paragraphs that say the same stay as they are."""
        there = self.own_notes(piece)
        wanted = {n for n in self.fresh_notes(fresh) if n in there or self._is_new(n)}
        content, given = piece.content, list(fresh.content)
        cell = content.find(f"{W}tc")
        place = content if cell is None else cell
        old = [block for block in place if block.tag != f"{W}tcPr"]
        if not any(block.tag in _BLOCKS for block in old):
            self._put_inline(place, old, self._all(given, wanted))
        elif len(old) == len(given) and all(block.tag == f"{W}p" for block in (*old, *given)):
            for before, after in zip(old, given, strict=True):
                self._put_paragraph(before, after, wanted)
        else:
            self._put_blocks(place, old, self._all(given, wanted))

    def tidy(self) -> None:
        """Take out notes of ours that nothing refers to any more."""
        for kind in _KINDS:
            used = set(self._ids(self._old.body, kind))
            for number, note in self._old.notes(kind).items():
                is_ours = self._digests[kind].get(number, "") in self._old.record.notes
                if number not in used and is_ours:
                    _remove(note)

    def _all(self, blocks: list[etree._Element], wanted: Collection[str]) -> list[etree._Element]:
        return [self._adapted(deepcopy(block), wanted) for block in blocks]

    def _is_new(self, note: str) -> bool:
        return note not in self._old.record.notes

    def _put_paragraph(
        self, before: etree._Element, given: etree._Element, wanted: Collection[str]
    ) -> None:
        own = self._hashes(before, self._digests) & self._old.record.notes
        other = self._hashes(given, self._fresh_digests) & set(wanted)
        same = own == other and not self.regions.differ(before, given)
        if said(before) == said(given) and same:
            return
        after = self._adapted(deepcopy(given), wanted)
        properties, ours = before.find(f"{W}pPr"), after.find(f"{W}pPr")
        if properties is not None:
            if ours is not None:
                after.remove(ours)
            after.insert(0, deepcopy(properties))
        self._carry(before, after)
        _swap(before, [after])

    def _put_blocks(
        self, place: etree._Element, old: list[etree._Element], new: list[etree._Element]
    ) -> None:
        first = next((p for block in new for p in block.iter(f"{W}p")), None)
        for block in old if first is not None else ():
            self._carry(block, first)
        if old and new:
            keep_section(old[-1], new)
        at = place.index(old[0]) if old else len(place)
        for block in old:
            place.remove(block)
        place[at:at] = new

    def _put_inline(
        self, place: etree._Element, old: list[etree._Element], new: list[etree._Element]
    ) -> None:
        """Put paragraphs into a control inside a paragraph: their runs, with line breaks."""
        line = etree.Element(f"{W}p")
        for number, paragraph in enumerate(p for block in new for p in block.iter(f"{W}p")):
            if number:
                etree.SubElement(etree.SubElement(line, f"{W}r"), f"{W}br")
            line.extend([child for child in paragraph if child.tag != f"{W}pPr"])
        for element in old:
            self._carry(element, line)
            place.remove(element)
        place.extend(list(line))

    def _ids(self, block: etree._Element, kind: str) -> list[str]:
        return [each.get(f"{W}id") or "" for each in block.iter(f"{W}{kind}Reference")]

    def _carry(self, before: etree._Element, after: etree._Element | None) -> None:
        """Move what others have put into a block into a paragraph: around all that it says."""
        if after is None:
            return
        start = 1 if len(after) and after[0].tag == f"{W}pPr" else 0
        gone = self._ours(before)
        for name in _RANGES:
            for mark in list(before.iter(f"{W}{name}")):
                if name.startswith("comment") and mark.get(f"{W}id") in gone:
                    continue
                if name.endswith("Start"):
                    after.insert(start, mark)
                    start += 1
                else:
                    after.append(mark)
        for name in _REFERENCES:
            kind = name.removesuffix("Reference")
            for reference in list(before.iter(f"{W}{name}")):
                ours = self._digests.get(kind, {}).get(reference.get(f"{W}id") or "")
                if ours is None or ours not in self._old.record.notes:
                    after.append(_run_of(reference))

    def _ours(self, block: etree._Element) -> set[str | None]:
        known = self._digests["comment"]
        return {i for i in self._ids(block, "comment") if known.get(i) in self._old.record.notes}

    # -- adapting

    def _adapted(self, element: etree._Element, notes: Collection[str] | None) -> etree._Element:
        """Make a copy of ours fit; of its notes only those given by hash stay, None for all."""
        for name in _STYLES:
            for use in element.iter(f"{W}{name}"):
                use.set(f"{W}val", self._style(use.get(f"{W}val") or ""))
        if self._plain:
            for look in list(element.iter(f"{_W15}appearance")):
                _remove(look)
        for kind in _KINDS:
            self._take_notes(element, kind, notes)
        self._number_bookmarks(element)
        self.regions.bring(element)
        return element

    def _take_notes(
        self, element: etree._Element, kind: str, wanted: Collection[str] | None
    ) -> None:
        numbers: dict[str, str] = {}
        for reference in list(element.iter(f"{W}{kind}Reference")):
            key = reference.get(f"{W}id") or ""
            note = self._fresh_digests[kind].get(key, "")
            if wanted is not None and note not in wanted:
                _remove(_run_of(reference))
                continue
            numbers[key] = self._copied(kind, self._notes[kind][key], note)
            reference.set(f"{W}id", numbers[key])
        if kind == "comment":
            for name in ("commentRangeStart", "commentRangeEnd"):
                for mark in list(element.iter(f"{W}{name}")):
                    number = numbers.get(mark.get(f"{W}id") or "")
                    if number is None:
                        _remove(mark)
                    else:
                        mark.set(f"{W}id", number)

    def _copied(self, kind: str, note: etree._Element, hashed: str) -> str:
        """Put a copy of a note into the old file; return its number there."""
        root = self._root(kind)
        if kind not in self._next_note:
            least = -1 if kind == "comment" else 0
            self._next_note[kind] = max((*map(_number, root), least)) + 1
        number = str(self._next_note[kind])
        self._next_note[kind] += 1
        copy = self._restyled(deepcopy(note))
        copy.set(f"{W}id", number)
        root.append(copy)
        self._digests[kind][number] = hashed
        self._old.record.notes.add(hashed)
        return number

    def _restyled(self, element: etree._Element) -> etree._Element:
        for name in _STYLES:
            for use in element.iter(f"{W}{name}"):
                use.set(f"{W}val", self._style(use.get(f"{W}val") or ""))
        return element

    def _root(self, kind: str) -> etree._Element:
        """Return the part with the notes of a kind; one that is missing is made."""
        old, plural = self._old, f"{kind}s"
        found = old.part(plural)
        if found is not None:
            return found
        name = posixpath.join(posixpath.dirname(old.main), f"{plural}.xml")
        root = etree.Element(f"{W}{plural}", nsmap={"w": W[1:-1]})
        given = self._fresh.part(plural)
        for note in () if given is None else given:
            if note.get(f"{W}type"):  # the rules above footnotes
                root.append(deepcopy(note))
        old.xml[name], old.related[plural] = root, name
        relations = old.xml[old.listing]
        etree.SubElement(
            relations,
            f"{{{PACKAGE}/relationships}}Relationship",
            Id=f"rIdQCode{plural.capitalize()}",
            Type=f"{RELATIONSHIPS}/{plural}",
            Target=f"{plural}.xml",
        )
        etree.SubElement(
            old.xml["[Content_Types].xml"],
            f"{{{PACKAGE}/content-types}}Override",
            PartName=f"/{name}",
            ContentType=word_type(plural),
        )
        return root

    def _number_bookmarks(self, element: etree._Element) -> None:
        """Number bookmarks; one whose name is in the file already stays there."""
        _drop_bookmarks(element, lambda mark: mark.get(f"{W}name") in self._bookmarks)
        numbers: dict[str | None, str] = {}
        for mark in element.iter(f"{W}bookmarkStart"):
            numbers[mark.get(f"{W}id")] = number = str(self._next_bookmark)
            mark.set(f"{W}id", number)
            self._bookmarks.add(mark.get(f"{W}name"))
            self._next_bookmark += 1
        for mark in element.iter(f"{W}bookmarkEnd"):
            mark.set(f"{W}id", numbers.get(mark.get(f"{W}id"), "0"))

    # -- styles

    def _style_ids(self) -> dict[str, str]:
        """Return, by the id that a style of ours has, the one that it has in the old file."""
        known = {_style_key(style): style for style in self._all_styles(self._old)}
        return {
            style.get(f"{W}styleId") or "": known[_style_key(style)].get(f"{W}styleId") or ""
            for style in self._all_styles(self._fresh)
            if _style_key(style) in known
        }

    def _all_styles(self, file: WordFile) -> list[etree._Element]:
        root = file.part("styles")
        return [] if root is None else list(root.iterchildren(f"{W}style"))

    def _style(self, name: str) -> str:
        """Return the id of a style in the old file; one that is missing is brought along."""
        if name in self._styles:
            return self._styles[name]
        self._styles[name] = name
        root = self._old.part("styles")
        for style in self._all_styles(self._fresh) if root is not None else ():
            if style.get(f"{W}styleId") == name:
                copy = deepcopy(style)
                copy.attrib.pop(f"{W}default", "")
                for kind in ("basedOn", "next", "link"):
                    base = copy.find(f"{W}{kind}")
                    if base is not None:
                        base.set(f"{W}val", self._style(base.get(f"{W}val") or ""))
                root.append(copy)  # type: ignore[union-attr]
        return name


def keep_section(last: etree._Element, new: list[etree._Element]) -> None:
    """Keep the section that LibreOffice has let end in the last paragraph of a piece."""
    section = last.find(f"{W}pPr/{W}sectPr")
    if section is None:
        return
    if not new or new[-1].tag != f"{W}p":
        new.append(etree.Element(f"{W}p"))
    properties = new[-1].find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        new[-1].insert(0, properties)
    properties.append(section)


def _style_key(style: etree._Element) -> tuple[str, str]:
    name = style.find(f"{W}name")
    said_name = "" if name is None else name.get(f"{W}val") or ""
    return style.get(f"{W}type") or "", said_name.lower()


def _number(element: etree._Element) -> int:
    try:
        return int(element.get(f"{W}id") or "0")
    except ValueError:
        return 0


def _run_of(reference: etree._Element) -> etree._Element:
    parent = reference.getparent()
    return reference if parent is None or parent.tag != f"{W}r" else parent


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _swap(before: etree._Element, after: list[etree._Element]) -> None:
    parent = before.getparent()
    assert parent is not None
    at = parent.index(before)
    parent[at : at + 1] = after


def _drop_bookmarks(element: etree._Element, wanted: Callable[[etree._Element], bool]) -> None:
    dropped = [mark for mark in element.iter(f"{W}bookmarkStart") if wanted(mark)]
    ids = {mark.get(f"{W}id") for mark in dropped}
    ends = [mark for mark in element.iter(f"{W}bookmarkEnd") if mark.get(f"{W}id") in ids]
    for mark in (*dropped, *ends):
        _remove(mark)
