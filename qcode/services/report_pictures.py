"""What of a picture a report shows: the part of it that a passage stands for."""

from __future__ import annotations

from collections.abc import Sequence

from qcode.formats.bundle_parts import ExportPicture
from qcode.formats.picture_crop import Cut, Cutter
from qcode.model.document import DocumentText
from qcode.model.errors import UserError
from qcode.model.layout import Region
from qcode.model.regions import Rectangle
from qcode.model.text import Span

from .documents import read_source
from .language import Catalogue
from .pictures import is_picture
from .projects import Project


class PassagePictures:
    """Cuts parts out of pictures, one document after the other. `missing` could not be cut."""

    def __init__(self, project: Project, words: Catalogue, *, wanted: bool) -> None:
        self._project, self._words, self._wanted = project, words, wanted
        self.missing = 0

    def of(self, opened: DocumentText) -> PicturesOf | None:
        """Return what cuts a document; None for one that is no picture, or is not wanted."""
        has_any = self._wanted and bool(opened.layout.regions)
        if not has_any or not is_picture(opened.document):
            return None
        return PicturesOf(self, self._project, opened, self._words)


class PicturesOf:
    """The parts of one picture."""

    def __init__(
        self, all_: PassagePictures, project: Project, opened: DocumentText, words: Catalogue
    ) -> None:
        self._all, self._project, self._opened, self._words = all_, project, opened, words
        self._cutter: Cutter | None = None
        self._broken = False
        self._cuts: dict[Rectangle, Cut] = {}

    def picture(self, span: Span) -> ExportPicture | None:
        """Return what a passage shows, around all regions in it; None for words without one."""
        regions = [each for each in self._opened.layout.regions if _touches(each, span)]
        if not regions:
            return None
        cut = self._cut(_around(regions))
        if cut is None:
            self._all.missing += 1
            return None
        text, name = self._opened.text, self._opened.document.name
        said = ", ".join(dict.fromkeys(text[each.start : each.end] for each in regions))
        alt = self._words.tr("Picture {document}: {region}", document=name, region=said)
        return ExportPicture(cut.data, cut.kind, cut.width, cut.height, alt)

    def _cut(self, rectangle: Rectangle) -> Cut | None:
        if rectangle in self._cuts or self._broken:
            return self._cuts.get(rectangle)
        document = self._opened.document
        try:
            if self._cutter is None:
                data = read_source(self._project, document.id)
                self._cutter = Cutter(data, document.source_name)
            cut = self._cuts[rectangle] = self._cutter.cut(rectangle)
        except UserError:
            self._broken = True
            return None
        return cut


def _touches(region: Region, span: Span) -> bool:
    return region.start < span.end and span.start < region.end


def _around(regions: Sequence[Region]) -> Rectangle:
    return Rectangle(
        min(each.left for each in regions),
        min(each.top for each in regions),
        max(each.right for each in regions),
        max(each.bottom for each in regions),
    )
