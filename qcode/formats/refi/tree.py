"""The XML of a project, made to say what the standard calls things, and what its elements hold.

Programs write other namespaces, other cases of letters, braces around GUIDs. The tree is put
right once, after it is parsed; whoever reads it can then ask by the names of the standard.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from lxml import etree

from qcode.formats.package import mended_xml, parse_xml
from qcode.model.courtesy import give_way
from qcode.model.errors import UserError

from .container import KIND
from .losses import LossCount, RefiLoss
from .parts import NAMESPACE

Element = etree._Element

_ELEMENTS = (
    *("Project", "Users", "User", "CodeBook", "Codes", "Code", "Description", "NoteRef"),
    *("Variables", "Variable", "Cases", "Case", "CodeRef", "VariableValue", "SourceRef"),
    *("SelectionRef", "VariableRef", "TextValue", "BooleanValue", "IntegerValue", "FloatValue"),
    *("DateValue", "DateTimeValue", "Sets", "Set", "MemberCode", "MemberSource", "MemberNote"),
    *("Sources", "TextSource", "PictureSource", "PDFSource", "AudioSource", "VideoSource"),
    *("PlainTextContent", "PlainTextSelection", "Coding", "TextDescription", "PictureSelection"),
    *("PDFSelection", "Representation", "Transcript", "AudioSelection", "VideoSelection"),
    *("SyncPoint", "TranscriptSelection", "Graphs", "Graph", "Vertex", "Edge", "Notes", "Note"),
    *("Links", "Link"),
)
_ATTRIBUTES = (
    *("guid", "name", "id", "origin", "basePath", "isCodable", "color", "typeOfVariable"),
    *("creatingUserGUID", "creationDateTime", "modifyingUserGUID", "modifiedDateTime"),
    *("creatingUser", "modifyingUser", "richTextPath", "plainTextPath", "path", "currentPath"),
    *("startPosition", "endPosition", "firstX", "firstY", "secondX", "secondY", "page"),
    *("begin", "end", "fromSyncPoint", "toSyncPoint", "timeStamp", "position", "targetGUID"),
    *("representedGUID", "sourceVertex", "targetVertex", "direction", "lineStyle", "shape"),
    *("originGUID",),
)
_PIECE, _ASKED = 1_000, 4_096  # elements that are let go at a time; bytes
_LOOKED_AT = 500  # elements of each list: a program writes all of a kind alike
_RIGHT = {name.casefold(): name for name in (*_ELEMENTS, *_ATTRIBUTES)}
_RIGHT_ELEMENTS = {name.casefold(): name for name in _ELEMENTS}
_KNOWN_ATTRIBUTES = frozenset(_ATTRIBUTES)


def tag(name: str) -> str:
    """Return the tag of an element of the standard."""
    return f"{{{NAMESPACE}}}{name}"


_KNOWN_TAGS = frozenset(map(tag, _ELEMENTS))


def read_tree(data: bytes, path: Path, losses: LossCount) -> Element:
    """Return the root of a project. Raises `UserError` for what is none."""
    try:
        root = parse_xml(data, path, KIND)
    except UserError as error:
        if error.code != "file_damaged":
            raise
        root = mended_xml(data, path, KIND)
        losses.add(RefiLoss.MENDED)
    if _is_odd(root):
        _put_right(root)
    if root.tag != tag("Project"):
        inner = next(root.iter(tag("Project")), None)
        if inner is None:
            raise UserError("file_damaged", name=path.name, format=KIND)
        root = inner
    return root


def take_apart(root: Element) -> None:
    """Let a tree that was read go in small pieces.

    All at once, it would hold the lock of Python, and with it the window, for a tenth of a second;
    and as long again when glibc puts a million small pieces together, which it does as soon as
    somebody asks for more than a kilobyte.
    """
    for wrapper in root:
        for element in wrapper:
            while len(element):
                give_way()
                del element[-_PIECE:]
                bytearray(_ASKED)


def _is_odd(root: Element) -> bool:
    """Whether an element is not written as the standard says, among the first of each list."""
    firsts = (islice(wrapper.iter(), _LOOKED_AT) for wrapper in root)
    return any(map(_is_unusual, chain((root,), *firsts)))


def _is_unusual(element: Element) -> bool:
    known = _KNOWN_ATTRIBUTES
    return element.tag not in _KNOWN_TAGS or any(
        name not in known and str(name)[0] != "{" for name, _value in element.items()
    )


def _put_right(root: Element) -> None:
    for element in root.iter(etree.Element):
        local = local_name(element)
        right = _RIGHT_ELEMENTS.get(local.casefold())
        if right is not None and element.tag != tag(right):
            element.tag = tag(right)
        for name, value in list(element.attrib.items()):
            lower = str(name).rpartition("}")[2].rpartition(":")[2].casefold()
            wanted = _RIGHT.get(lower)
            if wanted in _KNOWN_ATTRIBUTES and wanted != name and wanted not in element.attrib:
                element.set(wanted, value)
                del element.attrib[name]


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace, also one that no XML may have."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Yield the children of a name; none of no element."""
    if element is not None:
        yield from element.iterchildren(tag(name))


def within(root: Element, wrapper: str, name: str) -> Iterator[Element]:
    """Yield the elements of a name in all the wrappers of the root, or in the root itself."""
    for outer in root.iterchildren(tag(wrapper)):
        yield from outer.iterchildren(tag(name))
    yield from root.iterchildren(tag(name))


def text_of(element: Element, name: str) -> str:
    """Return the text of the first child of a name, "" where there is none."""
    child = element.find(tag(name))
    return "" if child is None else content(child)


def content(element: Element) -> str:
    """Return all text in an element."""
    if len(element):
        return "".join(map(str, element.itertext()))
    return str(element.text or "")


def written(element: Element) -> bytes:
    """Return an element as XML of its own."""
    etree.cleanup_namespaces(element)
    return etree.tostring(element, encoding="utf-8", with_tail=False)
