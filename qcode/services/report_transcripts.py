"""Whole documents for a report, with every coding of the selection."""

from __future__ import annotations

from qcode.formats.bundle_parts import ExportCoding, ExportTranscript
from qcode.model.codebook import shown_names
from qcode.model.document import Document, DocumentId
from qcode.model.job import Job
from qcode.model.report import Part, ReportOptions

from .language import Catalogue
from .projects import Project
from .report_lines import LineMaker
from .report_sources import Sources
from .words import kind_name


def transcripts(
    project: Project, sources: Sources, options: ReportOptions, words: Catalogue, *, job: Job
) -> tuple[ExportTranscript, ...]:
    """Return the documents of the selection that have codings of it, if they are asked for."""
    if not options.has(Part.TRANSCRIPTS):
        return ()
    codings: dict[DocumentId, list[ExportCoding]] = {}
    for segment in sources.segments:
        notes = sources.notes.get(segment.id, ())
        path = shown_names(sources.codebook.names(segment.code))
        said = [path, segment.condensed, *(n.text for n in notes)]
        coding = ExportCoding(
            start=segment.start,
            end=segment.end,
            author=sources.coders[segment.coder],
            date=sources.made.get(segment.id, ""),
            text="\n".join(filter(None, said)),
            guid=segment.guid,
        )
        codings.setdefault(segment.document, []).append(coding)
    found = []
    for document in sources.documents.values():
        job.check()
        if document.id in codings:
            marked = tuple(codings[document.id])
            found.append(_transcript(project, sources, document, marked, options, words))
    return tuple(found)


def _transcript(
    project: Project,
    sources: Sources,
    document: Document,
    codings: tuple[ExportCoding, ...],
    options: ReportOptions,
    words: Catalogue,
) -> ExportTranscript:
    opened = project.text(document.id)
    lines = LineMaker(opened, options).whole()
    people = sources.people
    details = [
        kind_name(document.kind, words),
        ", ".join(case.name for case in people.in_document(document.id)),
        people.date_of(document.id)[1],
        words.trn("{n} coding", "{n} codings", len(codings)),
    ]
    return ExportTranscript(
        name=document.name,
        details=" · ".join(filter(None, details)),
        text=opened.text,
        labels=tuple(line.label for line in lines),
        asked=tuple(number for number, line in enumerate(lines, 1) if line.asked),
        codings=codings,
        guid=document.guid,
    )
