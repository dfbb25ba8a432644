"""A selection and the options of a report become a frozen bundle, ready for any writer."""

from __future__ import annotations

from collections import Counter
from functools import partial

from qcode.formats.base import Loss
from qcode.formats.bundle import ExportBundle, ExportDocument
from qcode.formats.bundle_parts import ExportAttribute
from qcode.formats.losses import Lost
from qcode.formats.typography import quotation_marks
from qcode.model.document import Document
from qcode.model.job import SILENT, Job
from qcode.model.report import DEFAULTS, Convention, Memos, Part, ReportOptions
from qcode.model.report_json import checked

from .language import Catalogue, catalogue
from .projects import Project, of_one_state
from .report_chapters import Excerpts, chapters, codebook_rows, make_excerpts
from .report_files import read_logo, read_template
from .report_method import sections
from .report_passages import passages
from .report_people import People
from .report_pictures import PassagePictures
from .report_selection import selection_json
from .report_sources import Sources, read_sources
from .report_tables import charts, tables
from .report_transcripts import transcripts
from .report_words import describe_selection, labels, summary_words, wording_words
from .retrieval import EVERYTHING, Selection
from .words import date_words, kind_name, language_name, now_utc


@partial(of_one_state, brief=False)
def make_bundle(
    project: Project,
    selection: Selection = EVERYTHING,
    options: ReportOptions = DEFAULTS,
    *,
    job: Job = SILENT,
) -> ExportBundle:
    """Freeze a selection with everything in words.

    Raises `UserError` for options that mean nothing, for a reference with unknown fields, and for
    a logo or a template that cannot be read.
    """
    options = checked(options)
    words = catalogue(options.language or project.info.language)
    logo, template = read_logo(options.logo), read_template(options.template)
    sources = read_sources(project, selection, words)
    every = passages(sources.segments, options)
    pictures = PassagePictures(project, words, wanted=options.pictures)
    made = make_excerpts(project, sources, every, options, words, pictures=pictures, job=job)
    moment = now_utc().astimezone()
    shown = options.has(Part.EXCERPTS)
    marks = ("", "") if options.convention is Convention.PLAIN else quotation_marks(words.language)
    printed = [each.passage for each in made.values()]
    places = len({passage.document for passage in printed})
    left_out = len(every) - len(printed)
    return ExportBundle(
        title=options.title or words.tr("Excerpts by code"),
        filter=describe_selection(project, selection, words),
        author=", ".join(options.authors) or project.coder,
        date=moment.isoformat(timespec="seconds"),
        language=words.language,
        quotes=marks,
        labels=labels(words),
        codes=tuple(chapters(sources, made, options, words)) if shown else (),
        codebook=tuple(codebook_rows(sources, made)) if options.has(Part.CODEBOOK) else (),
        documents=_documents(sources, made, words) if options.has(Part.DOCUMENTS) else (),
        project=project.info.name,
        date_words=date_words(moment, words),
        summary=summary_words(len(printed), places, words),
        project_guid=project.info.guid,
        wording_note=wording_words(options, words, left_out=left_out) if shown else "",
        losses=tuple(
            Loss(kind, count)
            for kind, count in ((Lost.INTERVIEWER, left_out), (Lost.UNCUT, pictures.missing))
            if count
        ),
        memos=tuple(sources.memos) if options.code_memos is Memos.APPENDIX else (),
        header=options.header,
        tables=tables(sources, made, options, words),
        charts=charts(sources, made, options, words),
        transcripts=transcripts(project, sources, options, words, job=job),
        sections=sections(project, sources, made, options, words),
        logo=logo,
        template=template,
        options=options,
        selection=selection_json(project, selection),
        attributes=_attributes(sources.people),
    )


def _documents(sources: Sources, made: Excerpts, words: Catalogue) -> tuple[ExportDocument, ...]:
    counts = Counter(each.passage.document for each in made.values())
    return tuple(
        _document(row, counts[row.id], sources.people, words) for row in sources.documents.values()
    )


def _document(row: Document, segments: int, people: People, words: Catalogue) -> ExportDocument:
    cases = people.in_document(row.id)
    dated, date = people.date_of(row.id)
    return ExportDocument(
        name=row.name,
        kind=kind_name(row.kind, words),
        language=language_name(row.language, words),
        paragraphs=row.paragraphs,
        characters=row.length,
        segments=segments,
        alias=", ".join(case.name for case in cases),
        date=date,
        attributes=tuple(pair for pair in people.pairs(row.id) if pair[0] != dated),
        guid=row.guid,
        stored=people.stored(row.id),
    )


def _attributes(people: People) -> tuple[ExportAttribute, ...]:
    return tuple(
        ExportAttribute(name, each.type.value, tuple(each.choices))
        for name, each in people.columns()
        if people.values_in_use(each.id)
    )
