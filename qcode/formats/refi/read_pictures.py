"""The regions of a picture, and the text that stands for them; see `picture_text`.

A picture that can be shown is a document whose text has a paragraph for each region. Coordinates
are taken as pixels of the picture as it is looked at, those of QualCoder as pixels as they are
stored, whichever way the camera was held. The corners may be any two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qcode.formats.exchange import Held
from qcode.formats.image import check_picture
from qcode.formats.limits import MAX_RICH_BYTES
from qcode.formats.picture_text import PictureText, seen
from qcode.model.errors import UserError
from qcode.model.layout import Layout
from qcode.model.regions import Rectangle, Size
from qcode.model.text import Span

from .reading import line
from .tree import Element, children
from .values import read_guid

Starts = Mapping[str, int]  # where paragraphs begin, by the GUIDs of their regions
_STORED = "qualcoder"
_LONGEST = 1_000  # characters of a name that a region is called by
_FURTHEST = 1e9
_CORNERS = ("firstX", "firstY", "secondX", "secondY")


@dataclass(slots=True)
class Pictured:
    """The text of a picture. `whole` is the paragraph of the picture itself.

    `placed` are the selections that have a paragraph, `left` those that are in no place of it.
    """

    text: str
    layout: Layout
    whole: Span
    kind: str  # of its file
    placed: list[tuple[Element, Span]] = field(default_factory=list)
    left: list[Element] = field(default_factory=list)


def read_picture(
    element: Element, file: Held, name: str, said: str, starts: Starts | None, *, origin: str
) -> Pictured | None:
    """Return the text of a picture; None for a file that is none that can be shown.

    `said` is the description that is there. `starts` are known, and all that there are, of a
    project written here. `origin` is the program that wrote it.
    """
    try:
        if file.size > MAX_RICH_BYTES:
            return None
        measured = check_picture(file.read(), file.name)
    except UserError:
        return None
    text = PictureText(Size(measured.width, measured.height), said)
    whole = Span(0, len(said))
    if starts is None:
        whole = text.whole(name)
    elif (at := starts.get(read_guid(str(element.get("guid", ""))))) is not None:
        whole = text.claim(Rectangle(0, 0, *text.size), at) or whole
    found = Pictured(text.text, text.layout, whole, measured.kind)
    for selection in children(element, "PictureSelection"):
        rectangle = _rectangle(selection)
        if rectangle is not None and _STORED in origin.casefold():
            rectangle = seen(rectangle, measured)
        span = None if rectangle is None else _placed(selection, rectangle, text, starts or {})
        if span is None:
            found.left.append(selection)
        else:
            found.placed.append((selection, span))
    found.text, found.layout = text.text, text.layout
    return found


def _placed(
    selection: Element, rectangle: Rectangle, text: PictureText, starts: Starts
) -> Span | None:
    start = starts.get(read_guid(str(selection.get("guid", ""))))
    known = None if start is None else text.claim(rectangle, start)
    return known or text.add(rectangle, line(selection.get("name"))[:_LONGEST].rstrip())


def _rectangle(selection: Element) -> Rectangle | None:
    """Return what is between two corners; None where they are no numbers."""
    try:
        corners = [float(str(selection.get(name, ""))) for name in _CORNERS]
    except ValueError:
        return None
    if not all(abs(each) < _FURTHEST for each in corners):  # nor what is no number at all
        return None
    return Rectangle.between(*corners)
