"""What a drawing in a Word document holds that a text can keep: boxes of text; the rest is counted.

Word writes each text box twice, for new and for old programs; only one of the two is read.
"""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from .losses import Lost

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_VML = "{urn:schemas-microsoft-com:vml}"
# What may stand in `mc:Choice` and is understood here: shapes, groups, canvases, symbols.
_UNDERSTOOD = frozenset({"wps", "wpg", "wpc", "wp14", "w14", "w15", "w16se"})
_OBJECTS = ("/chart", "/diagram", "/ole")


class Drawing(NamedTuple):
    """Text boxes, to be read as blocks, and what is lost, each with a detail."""

    boxes: list[etree._Element]
    losses: list[tuple[Lost, str]]


def look_into(element: etree._Element, ns: str) -> Drawing:
    """Return what a drawing holds; `ns` is the namespace of the document, in braces."""
    drawing, described = Drawing([], []), ""
    stack = [element]
    while stack:
        at = stack.pop()
        tag = at.tag
        if tag == f"{ns}txbxContent":
            drawing.boxes.append(at)
            drawing.losses.append((Lost.TEXT_BOX, ""))
            continue
        if tag == f"{MC}AlternateContent":
            chosen = alternative(at)
            stack.extend(() if chosen is None else (chosen,))
            continue
        described = at.get("descr") or described
        uri = at.get("uri", "")
        if tag in (f"{_DRAWING}blip", f"{_VML}imagedata"):
            drawing.losses.append((Lost.IMAGE, described))
        elif tag == f"{_DRAWING}graphicData" and uri.endswith(_OBJECTS):
            drawing.losses.append((Lost.EMBEDDED, uri.rpartition("/")[2]))
        stack.extend(reversed(at))
    return drawing


def alternative(element: etree._Element) -> etree._Element | None:
    """Return the one branch of `mc:AlternateContent` that is to be read."""
    for choice in element.iterchildren(f"{MC}Choice"):
        if _UNDERSTOOD.issuperset((choice.get("Requires") or "?").split()):
            return choice
    return element.find(f"{MC}Fallback")
