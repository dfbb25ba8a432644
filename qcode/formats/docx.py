"""Word documents (.docx): text and layout read straight from the XML with lxml.

python-docx is not used for reading: it needs several times as long for the same paragraphs,
leaves out footnotes, comments, fields in `w:fldSimple`, content controls and tracked insertions,
and has no notion of text boxes. The main part, `styles`, `numbering`, and, where the text refers
to them, `footnotes`, `endnotes` and `comments` are read; nothing else is unpacked.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from qcode.model.job import SILENT, Job
from qcode.model.layout import Note, NoteKind

from .base import DEFAULTS, ImportedDocument, ReadOptions
from .build import Builder
from .docx_look import Styles
from .docx_story import Story
from .limits import MEGABYTE, damaged
from .losses import Lost
from .package import Package, parse_xml
from .relations import parts_by_kind, relations_of

_EXAMPLE = 80  # characters of a header that are shown
_MAX_RECENT = 4
# By namespace and the parts' bytes: parsing them again is 40 % of reading a batch of interviews.
_recent_styles: dict[tuple[str, bytes | None, bytes | None], Styles] = {}


class DocxReader:
    """Reads Word documents, also those with macros, which are neither run nor kept."""

    name = "docx"
    suffixes = (".docx", ".docm", ".dotx")

    def read(
        self, path: Path, options: ReadOptions = DEFAULTS, job: Job = SILENT
    ) -> ImportedDocument:
        """Read the body, with notes, comments and tracked changes beside it."""
        with Package(path, self.name) as package:
            parts = _Parts(package, path, job)
            builder = Builder(path)
            Story(builder, parts, job).read(parts.body)
            parts.report(builder)
        return builder.finish(self.name)


class _Parts:
    """The parts of a package that a story refers to, read when they are first asked for."""

    def __init__(self, package: Package, path: Path, job: Job) -> None:
        self._package, self._path, self._job = package, path, job
        main = parts_by_kind(package, "").get("officeDocument", "")
        if main not in package.names:
            raise damaged(path, DocxReader.name)
        document = package.xml(main)
        self.ns = document.tag.partition("}")[0] + "}"
        body = document.find(f"{self.ns}body")
        if body is None:
            raise damaged(path, DocxReader.name)
        self.body = body
        self._by_kind: dict[str, list[str]] = {}
        self._links: dict[str, str] = {}
        for relation in relations_of(package, main):
            if relation.kind == "hyperlink":
                self._links[relation.key] = relation.target
            elif relation.target in package.names:
                self._by_kind.setdefault(relation.kind, []).append(relation.target)
        self.styles = self._styles()
        self._notes: dict[str, dict[str, etree._Element]] = {}

    def link(self, relation: str) -> str:
        """Return the address of a hyperlink, "" if there is none."""
        return self._links.get(relation, "")

    def note(self, kind: NoteKind, part: str, identifier: str) -> Note | None:
        """Return a footnote, endnote or comment, at position 0."""
        if part not in self._notes:
            root = self._part(part)
            elements: Iterable[etree._Element] = () if root is None else root
            self._notes[part] = {e.get(f"{self.ns}id") or "": e for e in elements}
        element = self._notes[part].get(identifier)
        if element is None:
            return None
        author, date = (element.get(f"{self.ns}{name}") or "" for name in ("author", "date"))
        return Note(0, 0, kind, self._plain(element), author, date)

    def report(self, builder: Builder) -> None:
        """Report what stands in the package and not in the document."""
        for kind in ("header", "footer"):
            for target in self._by_kind.get(kind, ()):
                words = " ".join(self._plain(self._package.xml(target)).split())
                if words:
                    builder.lose(Lost.HEADER_FOOTER, 1, words[:_EXAMPLE])
        if "vbaProject" in self._by_kind:
            builder.lose(Lost.MACROS)

    def _plain(self, element: etree._Element) -> str:
        builder = Builder(self._path)
        Story(builder, self, self._job, notes=False).read(element)
        return builder.plain

    def _styles(self) -> Styles:
        """Return the styles. Documents of one template, read in a row, share them."""
        kinds = [kind for kind in ("styles", "numbering") if kind in self._by_kind]
        data = {kind: self._package.read(self._by_kind[kind][0]) for kind in kinds}
        key = (self.ns, data.get("styles"), data.get("numbering"))
        styles = _recent_styles.get(key)
        if styles is None:
            roots = {
                kind: parse_xml(text, self._path, DocxReader.name) for kind, text in data.items()
            }
            styles = Styles(self.ns, roots.get("styles"), roots.get("numbering"))
            if len(_recent_styles) >= _MAX_RECENT:
                _recent_styles.clear()
            if sum(map(len, data.values())) <= MEGABYTE:
                _recent_styles[key] = styles
        return styles

    def _part(self, kind: str) -> etree._Element | None:
        targets = self._by_kind.get(kind)
        return self._package.xml(targets[0]) if targets else None


READER = DocxReader()
