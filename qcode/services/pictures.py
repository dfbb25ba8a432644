"""Pictures: their regions, drawn, coded, named, moved and removed, each in one operation.

A picture is a document whose text has a paragraph for each region, so that a coded region is a
coded passage. Which rectangle a paragraph stands for is in the layout.
"""

from __future__ import annotations

from dataclasses import dataclass

from qcode.formats.image import FORMATS, check_picture
from qcode.formats.picture_size import PictureSize
from qcode.model.changes import Changes, Op
from qcode.model.codebook import CodeId, join_path
from qcode.model.document import Document, DocumentId, DocumentText
from qcode.model.edits import TextChange
from qcode.model.errors import UserError
from qcode.model.layout import Layout, Region
from qcode.model.layout_edits import map_layout
from qcode.model.regions import (
    Rectangle,
    Size,
    is_whole,
    region_of,
    with_rectangle,
    with_region,
    without_region,
)
from qcode.model.segment import SegmentId
from qcode.model.text import Span, canonical
from qcode.store import documents, memos, segments
from qcode.store.unit import Unit

from .codes import clean_path, ensure_path
from .coding import apply_in
from .documents import read_source
from .language import tr
from .projects import Project
from .text_editing import put_text

__all__ = ["PictureSize", "Rectangle", "Region", "Size"]


@dataclass(frozen=True, slots=True)
class Picture:
    """The bytes of a picture and what they say of it."""

    data: bytes
    measured: PictureSize

    @property
    def size(self) -> Size:
        """How large it is when it is looked at, in pixels."""
        return Size(self.measured.width, self.measured.height)


def is_picture(document: Document) -> bool:
    """Whether a document is a picture that can be looked at."""
    return document.source_hash is not None and document.source_format in FORMATS


def open_picture(project: Project, document: DocumentId) -> Picture:
    """Return the picture of a document.

    Raises `UserError`: "no_picture" for another document, and what `check_picture` raises.
    """
    opened = _document(project, document)
    data = read_source(project, document)
    return Picture(data, check_picture(data, opened.source_name))


def add_region(
    project: Project, document: DocumentId, drawn: Rectangle, *, origin: object = None
) -> tuple[Span, Changes]:
    """Mark a region, and return its paragraph; one with that rectangle is not doubled."""
    opened, rectangle = _drawn(project, document, drawn)
    with project.operation(Op.ADD_REGION, origin=origin, document=opened.document.name) as unit:
        span = _put_region(unit, opened, rectangle)
    return span, unit.changes


def code_region(
    project: Project,
    document: DocumentId,
    drawn: Rectangle,
    code: CodeId | str,
    *,
    origin: object = None,
) -> tuple[SegmentId, Changes]:
    """Mark a region and code it, with a code or that of a path, in one operation.

    What is missing of a path is added. Raises what `add_region` and `apply_code` raise.
    """
    opened, rectangle = _drawn(project, document, drawn)
    names = clean_path(code) if isinstance(code, str) else None
    with project.operation(Op.APPLY_CODE, origin=origin, codes=True) as unit:
        codebook = project.codebook(unit.connection)
        if names is not None:
            unit.params["code"] = join_path(names)
            known = ensure_path(unit, codebook, names)
        else:
            assert not isinstance(code, str)
            if code not in codebook:
                raise UserError("code_unknown", code=code)
            unit.params["code"], known = codebook.path(code), code
        span = _put_region(unit, opened, rectangle)
        segment = apply_in(unit, document, span, known, project.coder_id(unit))
    return segment, unit.changes


def move_region(
    project: Project,
    document: DocumentId,
    span: Span,
    rectangle: Rectangle,
    *,
    origin: object = None,
) -> Changes:
    """Give a region another rectangle; its name, codings and memos stay.

    Raises `UserError`: "region_whole" for the picture itself, "region_empty", "region_unknown".
    """
    opened, wanted = _drawn(project, document, rectangle)
    region = _region(project, opened, span)
    layout = with_rectangle(opened.layout, span, wanted)
    with project.operation(Op.MOVE_REGION, origin=origin) as unit:
        _describe(unit, opened, region)
        values = documents.text_values(unit, opened.text, layout)
        documents.set_document(unit, document, **values)
    return unit.changes


def name_region(
    project: Project, document: DocumentId, span: Span, words: str, *, origin: object = None
) -> Changes:
    """Give a region, or the whole picture, other words, which its codings then stand on.

    Raises `UserError`: "region_nameless", "region_unknown".
    """
    words = " ".join(canonical(words).text.split())
    if not words:
        raise UserError("region_nameless")
    opened = _opened(project, document)
    if not any((each.start, each.end) == span for each in opened.layout.regions):
        raise UserError("region_unknown", document=opened.document.name)
    # Not refined: what stands on the whole name stands on the whole of the next one.
    change = TextChange.replace(opened.text, span.start, span.end, words)
    text = change.apply(opened.text)
    layout = map_layout(opened.layout, change, text)
    name = opened.document.name
    with project.operation(Op.NAME_REGION, origin=origin, document=name, region=words) as unit:
        put_text(unit, document, change, text, layout)
    return unit.changes


@dataclass(frozen=True, slots=True)
class RegionRemoval:
    """What removing a region would take along: codings, and memos that stay with the picture."""

    segments: int
    memos: int


def removal_of(project: Project, document: DocumentId, span: Span) -> RegionRemoval:
    """Say what `remove_region` would take along."""
    with project.reading() as view:
        found = segments.find_segments(view, documents=[document], span=span)
        on = memos.memos_on(view, "segment", [each.id for each in found])
        anchored = memos.span_links(view, document).values()
    inside = [each for each in found if span.start <= each.start and each.end <= span.end]
    kept = {memo.id for each in inside for memo in on.get(each.id, ())}
    spans = sum(span.start <= each.start and each.end <= span.end for each in anchored)
    return RegionRemoval(len(inside), len(kept) + spans)


def remove_region(
    project: Project, document: DocumentId, span: Span, *, origin: object = None
) -> Changes:
    """Take a region away with its paragraph and its codings; memos on it stay with the picture.

    Raises `UserError`: "region_whole" for the picture itself, "region_unknown".
    """
    opened = _opened(project, document)
    region = _region(project, opened, span)
    change, layout = without_region(opened.text, opened.layout, span)
    with project.operation(Op.REMOVE_REGION, origin=origin) as unit:
        _describe(unit, opened, region)
        put_text(unit, document, change, change.apply(opened.text), layout, drop_vanishing=True)
    return unit.changes


def _document(project: Project, document: DocumentId) -> Document:
    with project.reading() as view:
        found = documents.get_document(view, document)
    if not is_picture(found):
        raise UserError("no_picture", document=found.name)
    return found


def _opened(project: Project, document: DocumentId) -> DocumentText:
    _document(project, document)
    return project.text(document)


def _drawn(
    project: Project, document: DocumentId, drawn: Rectangle
) -> tuple[DocumentText, Rectangle]:
    """Return a picture's text, and what of a rectangle is in the picture."""
    opened = _opened(project, document)
    rectangle = drawn.inside(open_picture(project, document).size)
    if rectangle is None:
        raise UserError("region_empty")
    return opened, rectangle


def _region(project: Project, opened: DocumentText, span: Span) -> Region:
    """Return the region of a paragraph, which is not the whole picture."""
    for region in opened.layout.regions:
        if (region.start, region.end) == span:
            if is_whole(region, open_picture(project, opened.document.id).size):
                raise UserError("region_whole")
            return region
    raise UserError("region_unknown", document=opened.document.name)


def _put_region(unit: Unit, opened: DocumentText, rectangle: Rectangle) -> Span:
    """Return the paragraph of a rectangle, after adding it where there is none yet."""
    there = region_of(opened.layout.regions, rectangle)
    if there is not None:
        return Span(there.start, there.end)
    words = _free_name(opened.text, opened.layout)
    change, layout, span = with_region(opened.text, opened.layout, rectangle, words)
    put_text(unit, opened.document.id, change, change.apply(opened.text), layout)
    return span


def _free_name(text: str, layout: Layout) -> str:
    """Return “Region 3”, with the first number that no paragraph has taken."""
    taken = frozenset(text.split("\n"))
    number = max(len(layout.regions), 1)
    while (name := tr("Region {number}", number=number)) in taken:
        number += 1
    return name


def _describe(unit: Unit, opened: DocumentText, region: Region) -> None:
    unit.params["document"] = opened.document.name
    unit.params["region"] = opened.text[region.start : region.end]
