"""The elements of the standard that QCode has no place for, and their writing by the schema.

A kept element was in a file that may have been wrong in any way. What is written of it is what
the schema allows: its attributes where their values are of the right type, its children in their
order, and no reference that leads nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from qcode.formats.characters import escaped, fit_for_xml

from .values import read_color, read_guid, write_color, write_guid
from .write_guids import Guids
from .write_values import given, moment

_MADE = "creatingUser:user creationDateTime:date modifyingUser:user modifiedDateTime:date"
_SOURCE = f"guid:guid name:text path:path currentPath:text {_MADE}"
_TEXT = f"guid:guid name:text richTextPath:path plainTextPath:path {_MADE}"
_SAID = "Description Coding NoteRef"
_CORNERS = "firstX:int! firstY:int! secondX:int! secondY:int!"
_SELECTED = f"guid:guid name:text {{}} {_MADE}"
_MEDIA = "Description Transcript {} Coding NoteRef VariableValue"
_TARGET = ("targetGUID:ref!", "")
_VALUES = "TextValue BooleanValue IntegerValue FloatValue DateValue DateTimeValue"

# Attributes with their types (! is required), and children in the order of the schema.
_SHAPES: Mapping[str, tuple[str, str]] = {
    "TextSource": (_TEXT, "Description PlainTextContent PlainTextSelection Coding NoteRef"
                   " VariableValue"),
    "PictureSource": (_SOURCE, "Description TextDescription PictureSelection Coding NoteRef"
                      " VariableValue"),
    "PDFSource": (_SOURCE, "Description PDFSelection Representation Coding NoteRef VariableValue"),
    "AudioSource": (_SOURCE, _MEDIA.format("AudioSelection")),
    "VideoSource": (_SOURCE, _MEDIA.format("VideoSelection")),
    "Transcript": (_TEXT, "Description PlainTextContent SyncPoint TranscriptSelection NoteRef"),
    "SyncPoint": ("guid:guid timeStamp:int position:int", ""),
    "PlainTextSelection": (_SELECTED.format("startPosition:int! endPosition:int!"), _SAID),
    "PictureSelection": (_SELECTED.format(_CORNERS), _SAID),
    "PDFSelection": (_SELECTED.format(f"page:int! {_CORNERS}"),
                     "Description Representation Coding NoteRef"),
    "AudioSelection": (_SELECTED.format("begin:int! end:int!"), _SAID),
    "VideoSelection": (_SELECTED.format("begin:int! end:int!"), _SAID),
    "TranscriptSelection": (_SELECTED.format("fromSyncPoint:ref toSyncPoint:ref"), _SAID),
    "Coding": ("guid:guid creatingUser:user creationDateTime:date", "CodeRef! NoteRef"),
    "VariableValue": ("", f"VariableRef! {_VALUES}"),
    "Link": ("guid:guid name:text direction:direction color:color originGUID:ref!"
             " targetGUID:ref!", "NoteRef"),
    "Set": ("guid:guid name:name", "Description MemberCode MemberSource MemberNote"),
    "Graph": ("guid:guid name:text", "Vertex Edge"),
    "Vertex": ("guid:guid representedGUID:ref name:text firstX:int! firstY:int! secondX:int"
               " secondY:int shape:shape color:color", ""),
    "Edge": ("guid:guid representedGUID:ref name:text sourceVertex:ref! targetVertex:ref!"
             " color:color direction:direction lineStyle:line", ""),
    "User": ("guid:guid name:text id:text", ""),
    "Variable": ("guid:guid name:text typeOfVariable:text", "Description"),
    "Case": ("guid:guid name:text", "Description CodeRef VariableValue SourceRef SelectionRef"),
    "Note": (_TEXT, "Description PlainTextContent PlainTextSelection Coding NoteRef"
             " VariableValue"),
    **dict.fromkeys(("CodeRef", "NoteRef", "SourceRef", "SelectionRef", "VariableRef",
                     "MemberCode", "MemberSource", "MemberNote"), _TARGET),
    **dict.fromkeys(("Description", "PlainTextContent", *_VALUES.split()), ("", "#")),
}  # fmt: skip
_ALIKE = {"TextDescription": "TextSource", "Representation": "TextSource"}
_SINGLE = ("Description", "PlainTextContent", "TextDescription", "Representation")
_WHOLE = re.compile(r"[+-]?\d{1,15}", re.ASCII)
_FORMS: Mapping[str, re.Pattern[str]] = {
    "BooleanValue": re.compile("true|false|0|1"),
    "IntegerValue": _WHOLE,
    "FloatValue": re.compile(r"[+-]?\d{1,30}(?:\.\d{0,30})?", re.ASCII),
    "DateValue": re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d)", re.ASCII),
}
_WORDS = {
    "direction": ("Associative", "OneWay", "Bidirectional"),
    "line": ("dotted", "dashed", "solid"),
    "shape": (
        *("Person", "Oval", "Rectangle", "RoundedRectangle", "Star", "LeftTriangle"),
        *("RightTriangle", "UpTriangle", "DownTriangle", "Note"),
    ),
}
Lost = Callable[[str], None]
Path = Callable[[str], str]


@dataclass(slots=True)
class Node:
    """An element to be written: `says` has its attributes, by name, before references are known.

    `guid` is as it is written; "" for an element that has none.
    """

    name: str
    guid: str = ""
    says: dict[str, str] = field(default_factory=dict)
    text: str = ""
    children: list[Node] = field(default_factory=list)

    def all(self, name: str) -> list[Node]:
        """Return the children of a name."""
        return [each for each in self.children if each.name == name]


class Shaper:
    """Makes nodes of one kept element, with GUIDs that nothing else has, and writes them.

    `lost` is told what had to be left out; `path` gives the path of a file in the new package
    for one in the old, "" for one that is not there.
    """

    def __init__(self, guids: Guids, lost: Lost, path: Path) -> None:
        self._guids, self._lost, self.path = guids, lost, path
        self._renamed: dict[str, str] = {}

    def node(self, element: etree._Element, guid: str = "") -> Node | None:
        """Return an element of the standard as a node; None for anything else.

        `guid` is the one it has already, as it is written.
        """
        name = str(element.tag).rpartition("}")[2]
        shape = _SHAPES.get(_ALIKE.get(name, name))
        if shape is None:
            return None
        attributes, inner = shape
        node = Node(name, guid)
        for said in attributes.split():
            key, _, kind = said.partition(":")
            value = str(element.get(key, ""))
            if kind == "guid":
                node.guid = node.guid or self._claim(value, element)
            elif value or kind == "name":
                node.says[key] = value
        if inner == "#":
            node.text = "".join(map(str, element.itertext()))
            return node
        for child in inner.replace("!", "").split():
            found = [each for each in element if str(each.tag).rpartition("}")[2] == child]
            nodes = filter(None, map(self.node, found[:1] if child in _SINGLE else found))
            node.children.extend(nodes)
        return node

    def _claim(self, raw: str, element: etree._Element) -> str:
        known = read_guid(raw)
        free = bool(known) and not self._guids.has(write_guid(known))
        # Where it stands is found among all its siblings, which takes long where they are many.
        place = "" if free else element.getroottree().getpath(element)
        written = self._guids.wish(known, "kept", known, element.tag, place)
        if known:
            self._renamed.setdefault(known, written)
        return written

    def written(self, node: Node) -> str:
        """Return a node as XML; "" for one that may not stand without what it refers to."""
        name = _ALIKE.get(node.name, node.name)
        attributes, inner = _SHAPES[name]
        said = [f' guid="{node.guid}"'] if node.guid else []
        for each in attributes.split():
            key, _, kind = each.partition(":")
            value = self._value(kind.rstrip("!"), node.says.get(key, ""))
            if not value and kind.endswith("!"):
                self._lost(node.name)
                return ""
            said.append(f' {key}=""' if kind == "name" and not value else given(key, value))
        content = self._content(node, inner)
        if content is None:
            return ""
        return f"<{node.name}{''.join(said)}>{content}</{node.name}>\n"

    def _content(self, node: Node, inner: str) -> str | None:
        if inner == "#":
            form = _FORMS.get(node.name)
            if node.name == "DateTimeValue":
                return moment(node.text.strip()) or None
            if form is not None:
                return node.text.strip() if form.fullmatch(node.text.strip()) else None
            return escaped(fit_for_xml(node.text))
        parts = {id(each): self.written(each) for each in node.children}
        for name in re.findall(r"(\w+)!", inner):
            if not any(parts[id(each)] for each in node.all(name)[:1]):
                self._lost(node.name)
                return None
        return "".join(self._chosen(node, parts))

    @staticmethod
    def _chosen(node: Node, parts: Mapping[int, str]) -> Iterator[str]:
        """Yield what children say; of required ones, and of values, the first alone."""
        seen: set[str] = set()
        for each in node.children:
            sort = "Value" if each.name in _VALUES.split() else each.name
            alone = sort in ("Value", "VariableRef") or (node.name, sort) == ("Coding", "CodeRef")
            if not (alone and sort in seen):
                seen.add(sort)
                yield parts[id(each)]

    def _value(self, kind: str, value: str) -> str:
        match kind:
            case "guid" | "":
                return ""
            case "ref" | "user":
                return self.reference(value, quietly=kind == "user")
            case "int":
                return value.strip() if _WHOLE.fullmatch(value.strip()) else ""
            case "date":
                return moment(value)
            case "color":
                return write_color(read_color(value))
            case "path":
                return self.path(value) if value else ""
            case "text" | "name":
                return value
            case _:
                return value if value in _WORDS[kind] else ""

    def reference(self, raw: str, *, quietly: bool = False) -> str:
        """Return what a GUID of the old file is in the new one, "" where it is not there."""
        known = read_guid(raw)
        written = self._renamed.get(known, "") or known.upper()
        if written and self._guids.has(written):
            return written
        if raw and not quietly:
            self._lost("reference")
        return ""
