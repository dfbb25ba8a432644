"""What of a picture a report shows: the part of it that a passage stands for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from weakref import WeakKeyDictionary

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

_MOST_BYTES = 64 << 20  # of cuts that are kept


class _Kept:
    """The last cuts, so that a report that is made again need not unpack its pictures again."""

    def __init__(self, most: int = _MOST_BYTES) -> None:
        self._most, self._size = most, 0
        self._cuts: OrderedDict[tuple[str, Rectangle], Cut] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[str, Rectangle]) -> Cut | None:
        """Return a cut by the hash of its picture and its place; None for one not kept."""
        with self._lock:
            cut = self._cuts.get(key)
            if cut is not None:
                self._cuts.move_to_end(key)
            return cut

    def put(self, key: tuple[str, Rectangle], cut: Cut) -> None:
        """Keep a cut, and let go of the oldest where there is too much."""
        with self._lock:
            if key not in self._cuts:
                self._cuts[key] = cut
                self._size += len(cut.data)
            while self._size > self._most and len(self._cuts) > 1:
                self._size -= len(self._cuts.popitem(last=False)[1].data)


_KEPT: WeakKeyDictionary[Project, _Kept] = WeakKeyDictionary()  # gone with its project


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
        self._kept = _KEPT.setdefault(project, _Kept())

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
        document = self._opened.document
        key = (document.source_hash or "", rectangle)
        known = self._kept.get(key)
        if known is not None or self._broken:
            return known
        try:
            if self._cutter is None:
                data = read_source(self._project, document.id)
                self._cutter = Cutter(data, document.source_name)
            cut = self._cutter.cut(rectangle)
        except UserError:
            self._broken = True
            return None
        self._kept.put(key, cut)
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
