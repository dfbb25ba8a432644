"""Handing the codebook over: the codes in words, and a writer for the kind of file."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from pathlib import Path

from qcode.formats import codebooks
from qcode.formats.base import Loss
from qcode.formats.codebook_base import (
    CodebookBundle,
    CodebookLabels,
    CodebookWriter,
    Excerpted,
    PrintedCode,
)
from qcode.formats.typography import quotation_marks
from qcode.model.code_entries import entries_of
from qcode.model.codebook import CodeId
from qcode.model.document import DocumentId
from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.model.segment import Excerpt, Segment, SegmentId

from .codes import CodeUse, code_uses
from .language import LANGUAGES, Catalogue, catalogue
from .projects import Project, of_one_state
from .report_words import labels as report_labels
from .report_words import summary_words
from .retrieval import excerpts_of, find_segments
from .whole_files import check_place, write_whole
from .words import clock, date_words, now_utc, paragraphs_shown


@dataclass(frozen=True, slots=True)
class CodebookOptions:
    """How a codebook is written.

    `language` ("sv" or "en") is that of headings, by default the project's. `levels` gives
    tables a column a level, `headings` a heading a code instead of a table where people read it.
    `examples` is how many coded passages a code brings along at most, one a document first.
    """

    title: str = ""
    language: str = ""
    levels: bool = False
    headings: bool = False
    counts: bool = True
    examples: int = 0


USUAL = CodebookOptions()


@dataclass(frozen=True, slots=True)
class CodebookResult:
    """What was written: where, in which format ("qdc"), how many codes, and what was lost.

    `in_use` is the file that another program holds open; `path` is then the one beside it.
    """

    path: Path
    format: str
    codes: int
    losses: tuple[Loss, ...]
    in_use: Path | None = None


def export_codebook(
    project: Project,
    out: Path,
    options: CodebookOptions = USUAL,
    *,
    overwrite: bool = True,
    job: Job = SILENT,
) -> CodebookResult:
    """Write the codebook to a file, by its suffix, whole or not at all.

    Raises `UserError`: "codebook_empty", those of `codebooks.writer_for` and of `whole_files`.
    """
    writer = codebooks.writer_for(out)
    check_place(out, overwrite=overwrite)
    bundle = make_codebook(project, options, job=job)
    written, losses = write_whole(out, lambda partial: writer.write(bundle, partial, job))
    in_use = None if written == out else out
    return CodebookResult(written, writer.suffixes[0][1:], len(bundle.codes), losses, in_use)


def foreseen_losses(
    project: Project, suffix: str, options: CodebookOptions = USUAL, *, job: Job = SILENT
) -> tuple[Loss, ...]:
    """Return what a kind of file would not give back: it is written elsewhere and read again."""
    writer: CodebookWriter = codebooks.writer_for(Path(f"codebook{suffix}"))
    bundle = make_codebook(project, options, job=job)
    with tempfile.TemporaryDirectory(prefix="qcode-") as folder:
        return writer.write(bundle, Path(folder, f"codebook{suffix}"), job)


@partial(of_one_state, brief=False)
def make_codebook(
    project: Project, options: CodebookOptions = USUAL, *, job: Job = SILENT
) -> CodebookBundle:
    """Freeze the codebook with everything in words; `UserError("codebook_empty")` for none."""
    codebook = project.codebook()
    if not len(codebook):
        raise UserError("codebook_empty")
    language = options.language or project.info.language
    words = catalogue(language if language in LANGUAGES else "en")
    uses = code_uses(project)
    found = _examples(project, options.examples, job)
    moment = now_utc().astimezone()
    codes = []
    for (_depth, code), entry in zip(codebook.walk(), entries_of(codebook), strict=True):
        use = uses.get(code.id, CodeUse())
        passages = tuple(found.get(code.id, ()))
        codes.append(
            PrintedCode(
                entry,
                use.segments,
                use.documents,
                summary_words(use.segments, use.documents, words),
                passages,
            )
        )
    return CodebookBundle(
        title=options.title or words.tr("Codebook"),
        project=project.info.name,
        author=project.coder,
        date=moment.isoformat(timespec="seconds"),
        date_words=date_words(moment, words),
        language=words.language,
        labels=_labels(words, max(len(code.entry.names) for code in codes)),
        summary=words.trn("{n} code", "{n} codes", len(codes)),
        quotes=quotation_marks(words.language),
        codes=tuple(codes),
        report_labels=report_labels(words),
        levels=options.levels,
        headings=options.headings or options.examples > 0,
        counts=options.counts,
    )


def _examples(project: Project, most: int, job: Job) -> dict[CodeId, list[Excerpted]]:
    """Return some passages of each code, in the order of the material."""
    if not most:
        return {}
    by_code: dict[CodeId, list[Segment]] = defaultdict(list)
    for segment in find_segments(project):
        by_code[segment.code].append(segment)
    wanted = [one for group in by_code.values() for one in _spread(group, most)]
    found: dict[CodeId, list[Excerpted]] = defaultdict(list)
    for number, excerpt in enumerate(excerpts_of(project, wanted)):
        if number % 100 == 0:
            job.check()
        found[excerpt.segment.code].append(Excerpted(excerpt.text, _source(excerpt)))
    return found


def _source(excerpt: Excerpt) -> str:
    """Return where a passage is from: "Anna, IP1, ¶ 23–24, 00:14:05"."""
    place = [excerpt.document_name, excerpt.speaker or ""]
    place.append(paragraphs_shown(excerpt.paragraph, excerpt.last_paragraph))
    place.append("" if excerpt.time_ms is None else clock(excerpt.time_ms))
    return ", ".join(filter(None, place))


def _spread(group: Sequence[Segment], most: int) -> list[SegmentId]:
    """Return the first passage of each document, then the second of each, and so on."""
    by_document: dict[DocumentId, list[Segment]] = defaultdict(list)
    for segment in group:
        by_document[segment.document].append(segment)
    rounds = zip_longest(*by_document.values())
    return [one.id for row in rounds for one in row if one is not None][:most]


def _labels(words: Catalogue, depth: int) -> CodebookLabels:
    return CodebookLabels(
        codebook=words.tr("Codebook"),
        levels=tuple(words.tr("Level {n}", n=n) for n in range(1, depth + 1)),
        path=words.tr("Path"),
        code=words.tr("Code"),
        definition=words.tr("Definition"),
        use_when=words.tr("Use when"),
        avoid_when=words.tr("Avoid when"),
        example=words.tr("Example"),
        color=words.tr("Colour"),
        guid="GUID",
        excerpts=words.tr("Excerpts"),
        documents=words.tr("Documents"),
    )
