"""Codebooks for people: the writers of reports write them, as a table or as chapters."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qcode.model.codebook import join_path
from qcode.model.job import SILENT, Job
from qcode.model.report import Part, ReportOptions

from .base import Loss
from .bundle import ExportBundle, ExportCode, ExportExcerpt, Writer
from .codebook_base import CodebookBundle, PrintedCode
from .docx_report import DocxReport
from .html_report import HtmlReport

_LONG = 12  # codes in chapters: then there is a table of contents


class CodebookReport:
    """Writes a codebook in a format of reports. It is not meant to be read by programs."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self.name = writer.name
        self.suffixes: Sequence[str] = writer.suffixes

    def write(self, bundle: CodebookBundle, path: Path, job: Job = SILENT) -> tuple[Loss, ...]:
        """Write the codebook and return what the format cannot carry."""
        return self._writer.write(_as_report(bundle), path, job)


def word_and_web() -> tuple[CodebookReport, ...]:
    """Return the writers for people."""
    return CodebookReport(DocxReport()), CodebookReport(HtmlReport())


def _as_report(bundle: CodebookBundle) -> ExportBundle:
    labels = bundle.report_labels
    assert labels is not None, "a codebook for people has the labels of a report"
    chapters = bundle.headings
    parts: tuple[Part, ...] = (Part.EXCERPTS,) if chapters else (Part.CODEBOOK,)
    if chapters and len(bundle.codes) > _LONG:
        parts = (Part.CONTENTS, *parts)
    codes = tuple(_code(code, bundle) for code in bundle.codes)
    return ExportBundle(
        title=bundle.title,
        filter="",
        author=bundle.author,
        date=bundle.date,
        language=bundle.language,
        quotes=bundle.quotes,
        labels=labels,
        codes=codes if chapters else (),
        codebook=() if chapters else codes,
        project=bundle.project,
        date_words=bundle.date_words,
        summary=bundle.summary,
        options=ReportOptions(
            language=bundle.language,
            parts=parts,
            empty_codes=True,
            counts=bundle.counts,
            level_columns=bundle.levels,
        ),
        full_codes=True,
    )


def _code(code: PrintedCode, bundle: CodebookBundle) -> ExportCode:
    entry = code.entry
    return ExportCode(
        level=entry.level,
        name=entry.name,
        path=join_path(entry.names),
        summary=code.summary if bundle.counts and bundle.headings else "",
        definition=entry.definition,
        use_when=entry.use_when,
        avoid_when=entry.avoid_when,
        example=entry.example,
        color=entry.color,
        segments=code.segments,
        documents=code.documents,
        excerpts=tuple(ExportExcerpt(each.text, each.source) for each in code.excerpts),
        guid=entry.guid,
        names=entry.names,
    )
