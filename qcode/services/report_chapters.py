"""The chapters of a report: a heading for each code, its excerpts in their order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qcode.formats.bundle import ExportCode, ExportExcerpt
from qcode.model.codebook import Code, Codebook, CodeId
from qcode.model.document import Case, DocumentId
from qcode.model.job import Job
from qcode.model.ranges import SpanIndex
from qcode.model.report import Memos, ReportOptions
from qcode.model.segment import SegmentId

from .language import Catalogue
from .projects import Project
from .report_excerpts import ExcerptMaker
from .report_passages import Arranger, Passage, Placed, by_code, seen_before
from .report_pictures import PassagePictures
from .report_reference import parse_reference
from .report_sources import Sources
from .report_words import summary_words

_STEP = 200  # passages between two questions whether to stop


@dataclass(frozen=True, slots=True)
class Made:
    """A passage as an excerpt, and the cases that speak in it."""

    passage: Passage
    excerpt: ExportExcerpt
    who: tuple[Case, ...]


Excerpts = Mapping[SegmentId, Made]  # by the first segment of the passage


def make_excerpts(
    project: Project,
    sources: Sources,
    every: Sequence[Passage],
    options: ReportOptions,
    words: Catalogue,
    *,
    pictures: PassagePictures,
    job: Job,
) -> Excerpts:
    """Return all passages as excerpts, without number and group; each text is read once.

    Those that only the interviewer speaks are left out where the options say so.
    """
    names = [attribute.name for attribute in sources.people.attributes]
    reference = parse_reference(options.reference, names) if options.reference else None
    by_document: dict[DocumentId, list[Passage]] = defaultdict(list)
    for passage in every:
        by_document[passage.document].append(passage)
    made: dict[SegmentId, Made] = {}
    done = 0
    for document, members in by_document.items():
        opened = project.text(document)
        maker = ExcerptMaker(
            opened,
            options=options,
            codebook=sources.codebook,
            around=SpanIndex(sources.around[document]),
            notes=sources.notes,
            people=sources.people,
            coders=sources.coders,
            reference=reference,
            made=sources.made,
            words=words,
            pictures=pictures.of(opened),
        )
        for passage in members:
            done += 1
            if done % _STEP == 0 or opened.layout.regions:
                job.check()
            if not maker.only_asked(passage):
                made[passage.first.id] = Made(passage, maker.excerpt(passage), maker.who(passage))
    return made


def chapters(
    sources: Sources, made: Excerpts, options: ReportOptions, words: Catalogue
) -> list[ExportCode]:
    """Return a heading for each code that has excerpts or lies above one that has."""
    codebook = sources.codebook
    placed = _arranged(sources, made, options, words)
    elsewhere = seen_before(placed.items(), options)
    numbered = options.numbered or bool(elsewhere)
    needed = _with_parents(codebook, placed)

    def printed(code: CodeId, item: Placed) -> ExportExcerpt:
        passage = item.passage
        number = item.number if numbered else 0
        excerpt = replace(made[passage.first.id].excerpt, group=item.group, number=number)
        target = elsewhere.get((code, passage.span, passage.document))
        if target is None:
            return excerpt
        there, full = target
        see = words.tr("see {code}, no. {n}", code=codebook[there].name, n=full.number)
        return replace(excerpt, see=see, see_guid=full.passage.first.guid)

    return [
        _chapter(
            sources,
            code,
            depth,
            [printed(code.id, p) for p in placed.get(code.id, ())],
            options,
            words,
        )
        for depth, code in codebook.walk()
        if code.id in needed or options.empty_codes
    ]


def _arranged(
    sources: Sources, made: Excerpts, options: ReportOptions, words: Catalogue
) -> dict[CodeId, list[Placed]]:
    """Return the passages of each code in their order, the codes in that of the tree."""
    arranger = Arranger(
        options,
        people=sources.people,
        documents=sources.documents,
        coders=sources.coders,
        words=words,
    )
    found = by_code(each.passage for each in made.values())
    return {
        code.id: arranger.placed(
            found[code.id],
            time=lambda passage: made[passage.first.id].excerpt.time_ms,
            who=lambda passage: made[passage.first.id].who,
        )
        for _depth, code in sources.codebook.walk()
        if code.id in found
    }


def _with_parents(codebook: Codebook, used: Iterable[CodeId]) -> set[CodeId]:
    needed: set[CodeId] = set()
    for code in used:
        at: CodeId | None = code
        while at is not None and at not in needed:
            needed.add(at)
            at = codebook[at].parent
    return needed


def _chapter(
    sources: Sources,
    code: Code,
    depth: int,
    excerpts: Sequence[ExportExcerpt],
    options: ReportOptions,
    words: Catalogue,
) -> ExportCode:
    places = len({excerpt.document for excerpt in excerpts})
    counted = bool(excerpts) and options.counts
    total = len(sources.documents)
    told = options.code_memos in (Memos.HEADING, Memos.COMMENTS)
    return ExportCode(
        level=depth + 1,
        name=code.name,
        path=sources.codebook.path(code.id),
        summary=summary_words(len(excerpts), places, words, of=total) if counted else "",
        definition=code.definition if options.definitions else "",
        use_when=code.use_when if options.rules else "",
        avoid_when=code.avoid_when if options.rules else "",
        color=code.color,
        segments=len(excerpts),
        documents=places,
        excerpts=tuple(excerpts),
        guid=code.guid,
        names=sources.codebook.names(code.id),
        memos=tuple(sources.code_memos.get(code.id, ())) if told else (),
    )


def codebook_rows(sources: Sources, made: Excerpts) -> list[ExportCode]:
    """Return every code as the codebook lists it, with how often it is in the report."""
    found = by_code(each.passage for each in made.values())
    book = sources.codebook
    return [
        ExportCode(
            level=depth + 1,
            name=code.name,
            path=book.path(code.id),
            summary="",
            definition=code.definition,
            use_when=code.use_when,
            avoid_when=code.avoid_when,
            example=code.example,
            color=code.color,
            segments=len(found.get(code.id, ())),
            documents=len({passage.document for passage in found.get(code.id, ())}),
            guid=code.guid,
            names=book.names(code.id),
        )
        for depth, code in book.walk()
    ]
