"""What a project of QualCoder has and QCode has no screen for: kept, so that nothing is lost.

Recordings, coded areas of PDFs and pictures that cannot be shown are kept as REFI-QDA says them,
with their files, so that they can be written to such a project again. Other tables are kept as
JSON, a part each: a list of objects, things that are also in the exchange by their GUIDs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from lxml import etree

from qcode.model.regions import Rectangle, Size

from .characters import fit_for_xml
from .exchange import ExchangePart, Held
from .foreign_values import ForeignLoss, name, text, whole
from .picture_text import seen
from .qualcoder_codes import Codes
from .qualcoder_context import PROGRAM, Context
from .qualcoder_files import FileKind
from .qualcoder_pictures import area_of
from .qualcoder_sources import Source, Sources
from .refi.parts import FORMAT, NAMESPACE, Kept
from .refi.values import write_guid

_KINDS = {
    FileKind.PICTURE: (Kept.PICTURE, "PictureSelection"),
    FileKind.AUDIO: (Kept.AUDIO, "AudioSelection"),
    FileKind.VIDEO: (Kept.VIDEO, "VideoSelection"),
    FileKind.TEXT: (Kept.TEXT, ""),
}
_AREA = ("id", "cid", "x1", "y1", "width", "height", "pdf_page", "memo", "owner", "date")
_TIME = ("id", "cid", "pos0", "pos1", "memo", "owner", "date")
# Tables that are kept row by row, if there is anything in them.
_TABLES = ("ris", "stored_sql", "graph")
_GRAPHS = (
    *("gr_cdct_text_item", "gr_case_text_item", "gr_file_text_item", "gr_free_text_item"),
    *("gr_cdct_line_item", "gr_free_line_item", "gr_memo_item", "gr_pix_item", "gr_av_item"),
)

Row = Mapping[str, object]


def keep_rows(context: Context, table: str, rows: Sequence[Row], called: str = "") -> None:
    """Keep rows of a table as a part, if there are any; `called` is an example of them."""
    if rows:
        data = json.dumps(rows, ensure_ascii=False, default=str).encode()
        mark = context.guid("part", table)
        named = called or _called(rows) or table
        context.parts.append(ExchangePart(mark, PROGRAM.lower(), table, named, data))


def _called(rows: Sequence[Row]) -> str:
    """Return what the first thing of a table is called that has a name or a title."""
    for row in rows:
        is_title = row.get("tag") in ("TI", "T1")  # of a reference
        for said in (row.get("name"), row.get("title"), is_title and row.get("value")):
            if isinstance(said, str) and said.strip():
                return name(said)
    return ""


def keep_tables(context: Context) -> None:
    """Keep the references, queries and graphs as they are stored."""
    database = context.database
    for table in (*_TABLES, *_GRAPHS):
        columns = sorted(database.columns(table))
        keep_rows(
            context,
            table,
            [dict(zip(columns, row, strict=True)) for row in database.rows(table, columns)],
        )


class Selections:
    """Codings of areas and times, kept with the sources that they are in."""

    def __init__(self, context: Context, codes: Codes, sources: Sources) -> None:
        self._context, self._codes, self._sources = context, codes, sources
        self._found: dict[int, list[etree._Element]] = {}

    def keep(self) -> None:
        """Keep every source that is no document, and what is coded in areas of those that are."""
        self._read_areas()
        self._read_times()
        for source in self._sources.others():
            self._keep(source)
        for source in self._sources.all.values():
            if self._sources.document(source.number) and source.number in self._found:
                self._keep(source)

    def _read_areas(self) -> None:
        for row in self._context.database.rows("code_image", _AREA, order=("id", "imid")):
            source = self._sources.all.get(whole(row[0]) or -1)
            area = area_of(row[2:6])
            if source is None or area is None:
                if source is None or source.number not in self._sources.pictures:
                    self._context.losses.add(ForeignLoss.DANGLING, "code_image")
                continue
            if self._is_shown(source, area):
                continue
            of_picture = source.file.kind is FileKind.PICTURE
            place = dict(zip(("firstX", "firstY", "secondX", "secondY"), area, strict=True))
            if not of_picture:
                place = {"page": whole(row[6]) or 0, **place}
            sort = "PictureSelection" if of_picture else "PDFSelection"
            self._select(source, sort, place, code=row[1], about=row[7:10])

    def _is_shown(self, source: Source, area: Rectangle) -> bool:
        """Whether an area is a region of a document."""
        measured = self._sources.pictures.get(source.number)
        if measured is None:
            return False
        size = Size(measured.width, measured.height)
        return seen(area, measured).inside(size) is not None

    def _read_times(self) -> None:
        for row in self._context.database.rows("code_av", _TIME, order=("id", "avid")):
            source = self._sources.all.get(whole(row[0]) or -1)
            start, end = whole(row[2]), whole(row[3])
            if source is None or start is None or end is None:
                self._context.losses.add(ForeignLoss.DANGLING, "code_av")
                continue
            sort = "VideoSelection" if source.file.kind is FileKind.VIDEO else "AudioSelection"
            self._select(source, sort, {"begin": start, "end": end}, code=row[1], about=row[4:7])

    def _select(
        self,
        source: Source,
        sort: str,
        place: Mapping[str, int],
        *,
        code: object,
        about: Sequence[object],
    ) -> None:
        number = whole(code)
        if number is None or number not in self._codes.guids:
            self._context.losses.add(ForeignLoss.DANGLING, sort)
            return
        memo, owner, date = about
        key = (sort, source.guid, *place.values(), self._codes.names[number], text(owner))
        by = self._by(self._context.coder(owner), self._context.moment(date))
        selection = _element(sort, guid=self._context.guid(*key), **by)
        for word, value in place.items():
            selection.set(word, str(value))
        _describe(selection, text(memo))
        coding = _element("Coding", guid=self._context.guid("Coding", *key), **by)
        coding.append(_element("CodeRef", targetGUID=self._codes.guids[number]))
        selection.append(coding)
        self._found.setdefault(source.number, []).append(selection)

    def _keep(self, source: Source) -> None:
        kind, _selection = _KINDS[source.file.kind]
        if kind is Kept.TEXT and _is_pdf(source):
            kind = Kept.PDF
        is_document = self._sources.document(source.number) is not None
        file = source.file.held
        inside = f"{write_guid(source.guid)}{PurePosixPath(file.name).suffix}" if file else ""
        path = f"internal://{inside}" if inside else _elsewhere(source)
        element = _element(
            kind,
            guid=source.guid,
            name=source.name,
            **({"path": path} if path and kind is not Kept.TEXT else {}),
            **self._by(source.coder, source.made),
        )
        if not is_document:
            _describe(element, source.memo)
        element.extend(self._found.get(source.number, ()))
        # What a document or its recording brings itself is not kept twice.
        is_brought = is_document or self._sources.document(source.transcript) is not None
        files = (Held(inside, file.size, file.read),) if file and not is_brought else ()
        data = etree.tostring(element, encoding="utf-8")
        self._context.parts.append(
            ExchangePart(source.guid, FORMAT, kind, source.name, data, files)
        )

    @staticmethod
    def _by(coder: str, made: str) -> dict[str, str]:
        by = {"creatingUser": write_guid(coder)} if coder else {}
        return {**by, "creationDateTime": made} if made else by


def _elsewhere(source: Source) -> str:
    """Return where a file lies that is not kept, as REFI-QDA says it."""
    path = source.file.path.replace("\\", "/")
    is_absolute = path.startswith("/") or path[1:3] == ":/"
    return f"{'absolute' if is_absolute else 'relative'}:///{path.lstrip('/')}" if path else ""


def _element(tag: str, /, **attributes: str) -> etree._Element:
    element = etree.Element(f"{{{NAMESPACE}}}{tag}", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    for word, value in attributes.items():
        is_guid = word in ("guid", "targetGUID")
        element.set(word, write_guid(value) if is_guid else fit_for_xml(value))
    return element


def _describe(element: etree._Element, memo: str) -> None:
    if memo.strip():
        described = _element("Description")
        described.text = fit_for_xml(memo)
        element.append(described)


def _is_pdf(source: Source) -> bool:
    return (source.file.name or source.file.path or source.name).lower().endswith(".pdf")
