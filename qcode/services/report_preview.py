"""A report as it is to be printed, before it is written: what the window shows of it.

It is the Word file itself, made and read back in memory, so that what is shown is what is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qcode.formats.bundle import ExportBundle, ExportCode
from qcode.formats.bundle_parts import ExportTranscript
from qcode.formats.docx_printed import read_printed
from qcode.formats.docx_report import DocxReport
from qcode.formats.printed import PrintedSection
from qcode.model.job import SILENT, Job
from qcode.model.report import ReportOptions

from .language import catalogue, current_language
from .projects import Project
from .report_bundle import make_bundle
from .report_words import describe_selection, summary_words
from .retrieval import Selection, find_segments

# More than the pages that are shown can hold.
MOST_EXCERPTS = 1200
MOST_NAMED = 5  # codes, documents or coders; the report names them all
_MOST_ROWS = 2000  # of a table
_MOST_CHARACTERS = 400_000  # of transcripts


@dataclass(frozen=True, slots=True)
class Taken:
    """What a selection takes, in the words of the window."""

    filter: str
    count: str  # "34 excerpts in 11 of 16 documents"
    excerpts: int
    coded: bool  # whether anything is coded in the project at all


@dataclass(frozen=True, slots=True)
class ReportPreview:
    """A report to look at. `whole` tells whether all of it is there."""

    sections: tuple[PrintedSection, ...]
    language: str
    whole: bool


def taken(project: Project, selection: Selection) -> Taken:
    """Say what a selection takes."""
    words = catalogue(current_language())
    found = find_segments(project, selection)
    places, every = len({segment.document for segment in found}), len(project.documents())
    return Taken(
        filter=describe_selection(project, selection, words, most=MOST_NAMED),
        count=summary_words(len(found), places, words, of=every),
        excerpts=len(found),
        coded=bool(found) or bool(find_segments(project)),
    )


def preview(
    project: Project,
    selection: Selection,
    options: ReportOptions,
    *,
    whole: bool = False,
    job: Job = SILENT,
) -> ReportPreview:
    """Make a report to look at; of a very long one the beginning, unless the `whole` is wanted.

    Raises what `make_bundle` raises, and `Cancelled` where the job says so.
    """
    bundle = make_bundle(project, selection, options, job=job)
    job.check()
    short = bundle if whole else shortened(bundle)
    data = DocxReport().packed(short, _Quiet(job))
    sections = read_printed(data, short.charts, job.check)
    return ReportPreview(sections, bundle.language, short is bundle)


class _Quiet:
    """A job that only asks whether to stop: nobody follows how a preview comes along."""

    def __init__(self, job: Job) -> None:
        self.check = job.check

    def progress(self, done: int, total: int, detail: str = "") -> None:
        """Say nothing."""


def shortened(bundle: ExportBundle) -> ExportBundle:
    """Return a bundle without what lies far behind its first pages; itself if it is short."""
    tables = tuple(
        replace(each, rows=each.rows[:_MOST_ROWS], depths=each.depths[:_MOST_ROWS])
        for each in bundle.tables
    )
    short = replace(
        bundle,
        codes=tuple(_first_excerpts(bundle.codes)),
        tables=tables,
        transcripts=tuple(_first_transcripts(bundle.transcripts)),
    )
    return bundle if short == bundle else short


def _first_excerpts(codes: tuple[ExportCode, ...]) -> Iterator[ExportCode]:
    """Yield all codes, for the contents name them, with the first excerpts."""
    left = MOST_EXCERPTS
    for code in codes:
        kept = code.excerpts[:left]
        left -= len(kept)
        yield code if len(kept) == len(code.excerpts) else replace(code, excerpts=kept)


def _first_transcripts(transcripts: tuple[ExportTranscript, ...]) -> Iterator[ExportTranscript]:
    left = _MOST_CHARACTERS
    for each in transcripts:
        if left > 0:
            yield each
        left -= len(each.text)
