"""The Word report: a bundle in, a `.docx` out, in named styles only.

The document is written front to back as text, so a report of any length needs little memory.
What stands in it is in `docx_document`; how things look in `report_styles`, or in the user's own
template; the grammar is in `ooxml`.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

from qcode.model.job import SILENT, Job
from qcode.model.report import Memos, Part
from qcode.model.report import Notes as NotesMode
from qcode.model.report_json import to_json

from . import docx_controls, report_parts
from .base import Loss
from .bundle import ExportBundle
from .bundle_parts import ExportPicture
from .characters import for_xml
from .docx_chart import CHART_TYPE, SHEET_TYPE, chart_part, sheet, sheet_relation
from .docx_controls import Controls
from .docx_document import DocumentWriter
from .docx_notes import Notes
from .docx_pictures import picture_suffix, region_key
from .docx_template import OWN, Frame, read_frame
from .ooxml import RELATIONSHIPS, Package
from .report_parts import Parts, word_type
from .report_styles import styles_part
from .typography import language_tag


class DocxReport:
    """Writes a bundle as a Word document."""

    name = "Word"
    suffixes: Sequence[str] = (".docx",)
    more: Sequence[Part] = ()

    def foresee(self, bundle: ExportBundle) -> tuple[Loss, ...]:
        """Return nothing: every part has its place."""
        return ()

    def write(self, bundle: ExportBundle, path: Path, job: Job = SILENT) -> tuple[Loss, ...]:
        """Write the report and return what XML could not carry, and which styles were made."""
        bundle, losses = for_xml(bundle)
        return (*losses, *_Report(bundle, job).write(path))

    def packed(self, bundle: ExportBundle, job: Job = SILENT) -> bytes:
        """Return the report as the bytes of its file, for those who want to look at it first."""
        bundle, _losses = for_xml(bundle)
        held = io.BytesIO()
        _Report(bundle, job).write(held)
        return held.getvalue()


class _Report:
    """One report on its way into a file."""

    def __init__(self, bundle: ExportBundle, job: Job) -> None:
        self._bundle = bundle
        self._tag = language_tag(bundle.language)
        self._parts = Parts()
        self._notes, self._controls = Notes(), Controls()
        self._frame = self._framed()
        self._charts = [self._relate_chart(n) for n in range(1, len(bundle.charts) + 1)]
        self._logo = self._relate_logo() if bundle.logo else ""
        self._regions = {region_key(each): each for each in _regions(bundle)}
        self._comments, self._footnotes = _has_comments(bundle), _has_footnotes(bundle)
        self._document = DocumentWriter(
            bundle,
            frame=self._frame,
            notes=self._notes,
            controls=self._controls,
            charts=self._charts,
            logo=self._logo,
            regions={key: self._relate_region(key) for key in self._regions},
            job=job,
        )

    def write(self, path: Path | IO[bytes]) -> tuple[Loss, ...]:
        """Write all parts, the small ones first."""
        self._relate()
        with Package(path) as package:
            for name, content in self._small():
                package.add(name, (content,))
            for name, data in (*self._frame.parts.items(), *self._pictures()):
                package.add_bytes(name, data)
            package.add("word/styles.xml", self._frame.styles(self._styles()))
            package.add("word/document.xml", self._restyled(self._document.xml()))
            if self._comments:
                package.add("word/comments.xml", self._restyled(self._notes.comments_part()))
            if self._footnotes:
                package.add("word/footnotes.xml", self._restyled(self._notes.footnotes_part()))
            package.add(docx_controls.PART, self._found_again())
        return self._frame.losses

    def _framed(self) -> Frame:
        """Return the page, header and footer: the template's, or ours where it has none."""
        frame = read_frame(self._bundle.template, self._styles()) if self._bundle.template else OWN
        for key, kind, target, content_type in frame.related:
            self._parts.related.append((key, kind, target))
            if content_type:
                self._parts.types[f"/word/{target}"] = content_type
        self._parts.defaults.update(frame.defaults)
        if frame.references:
            return frame
        own = {"header": "reportheader.xml", "footer": "reportfooter.xml"}
        keys = {
            name: self._parts.relate(f"{RELATIONSHIPS}/{name}", target, word_type(name))
            for name, target in own.items()
        }
        return frame.with_references(keys)

    def _styles(self) -> Iterator[str]:
        colored = self._bundle.codebook + (self._bundle.codes if self._bundle.full_codes else ())
        colors = [code.color for code in colored]
        return styles_part(tag=self._tag, colors=colors)

    def _restyled(self, pieces: Iterable[str]) -> Iterable[str]:
        return map(self._frame.restyle, pieces) if self._frame.renamed else pieces

    def _relate(self) -> None:
        parts = self._parts
        main = word_type("document.main")
        parts.types = {"/word/document.xml": main, **parts.types}
        names = ["styles", "settings"]
        names += ["comments"] if self._comments else []
        names += ["footnotes"] if self._footnotes else []
        for name in names:
            parts.relate(f"{RELATIONSHIPS}/{name}", f"{name}.xml", word_type(name))
        parts.relate(f"{RELATIONSHIPS}/customXml", f"../{docx_controls.PART}")
        parts.types[f"/{docx_controls.PROPERTIES}"] = docx_controls.PROPERTIES_TYPE
        properties = "application/vnd.openxmlformats"
        parts.types["/docProps/core.xml"] = f"{properties}-package.core-properties+xml"
        parts.types["/docProps/app.xml"] = f"{properties}-officedocument.extended-properties+xml"

    def _relate_chart(self, number: int) -> str:
        self._parts.defaults["xlsx"] = SHEET_TYPE
        target = f"charts/chart{number}.xml"
        return self._parts.relate(f"{RELATIONSHIPS}/chart", target, CHART_TYPE)

    def _relate_logo(self) -> str:
        suffix = picture_suffix(self._bundle.logo)
        self._parts.defaults[suffix] = f"image/{suffix}"
        return self._parts.relate(f"{RELATIONSHIPS}/image", f"media/logo.{suffix}")

    def _relate_region(self, key: str) -> str:
        kind = self._regions[key].kind
        self._parts.defaults[kind] = f"image/{kind}"
        return self._parts.relate(f"{RELATIONSHIPS}/image", f"media/{key}.{kind}")

    def _small(self) -> Iterator[tuple[str, str]]:
        """Yield name and content of the parts without text, the first one first in the file."""
        bundle = self._bundle
        yield "[Content_Types].xml", self._parts.content_types()
        yield "_rels/.rels", report_parts.package_relations()
        yield "docProps/core.xml", report_parts.core(bundle, self._tag)
        yield "docProps/app.xml", report_parts.app()
        yield "word/_rels/document.xml.rels", self._parts.relations()
        yield "word/settings.xml", report_parts.settings(self._tag, self._frame, self._footnotes)
        if self._frame.own:
            yield "word/reportheader.xml", self._frame.restyle(report_parts.header(bundle))
            yield "word/reportfooter.xml", self._frame.restyle(report_parts.footer(bundle))
        for number, chart in enumerate(bundle.charts, 1):
            yield f"word/charts/chart{number}.xml", "".join(chart_part(chart))
            relation = sheet_relation(f"../embeddings/chart{number}.xlsx")
            yield f"word/charts/_rels/chart{number}.xml.rels", relation
        yield docx_controls.PROPERTIES, docx_controls.properties()
        yield "customXml/_rels/item1.xml.rels", report_parts.stored_relations()

    def _pictures(self) -> Iterator[tuple[str, bytes]]:
        bundle = self._bundle
        if bundle.logo:
            yield f"word/media/logo.{picture_suffix(bundle.logo)}", bundle.logo
        for key, picture in self._regions.items():
            yield f"word/media/{key}.{picture.kind}", picture.data
        for number, chart in enumerate(bundle.charts, 1):
            yield f"word/embeddings/chart{number}.xlsx", sheet(chart)

    def _found_again(self) -> Iterator[str]:
        bundle = self._bundle
        return self._controls.part(
            options=to_json(bundle.options),
            selection=bundle.selection,
            project=bundle.project_guid,
            date=bundle.date,
            notes=self._notes.hashes,
        )


def _regions(bundle: ExportBundle) -> Iterator[ExportPicture]:
    """Yield the parts of pictures that are shown."""
    for code in bundle.codes:
        for each in code.excerpts:
            if each.picture is not None and not each.see:
                yield each.picture


def _has_comments(bundle: ExportBundle) -> bool:
    on_codes = bundle.options.code_memos is Memos.COMMENTS
    return (
        any(transcript.codings for transcript in bundle.transcripts)
        or (on_codes and any(code.memos for code in bundle.codes))
        or (bundle.options.notes is NotesMode.COMMENTS and _has_notes(bundle))
    )


def _has_footnotes(bundle: ExportBundle) -> bool:
    return bundle.options.notes is NotesMode.FOOTNOTES and _has_notes(bundle)


def _has_notes(bundle: ExportBundle) -> bool:
    return any(e.notes and not e.see for code in bundle.codes for e in code.excerpts)
