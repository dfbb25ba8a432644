"""How it was done: what the journal knows of the coding, and the items of COREQ it can fill in.

An audit trail that a supervisor can read. What the program cannot know is left to the author and
listed as such.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from qcode.formats.bundle_parts import Cell, ExportColumn, ExportSection, ExportTable
from qcode.model.changes import Op, Operation
from qcode.model.collation import sort_key
from qcode.model.report import Part, ReportOptions
from qcode.store import journal

from .coreq import coreq_table
from .language import Catalogue, mark
from .projects import Project
from .report_chapters import Excerpts
from .report_sources import Sources
from .words import date_words, local_time

# What was done, in the order of the table.
_KINDS: Mapping[str, frozenset[Op]] = {
    mark("Passages coded"): frozenset({Op.APPLY_CODE, Op.COPY_CODINGS, Op.AUTOCODE}),
    mark("Codings changed"): frozenset(
        {
            Op.RECODE,
            Op.MOVE_SEGMENT,
            Op.EDIT_SEGMENT,
            Op.JOIN_SEGMENTS,
            Op.SPLIT_SEGMENT,
            Op.REMOVE_SEGMENT,
        }
    ),
    mark("Memos written or changed"): frozenset({Op.ADD_MEMO, Op.EDIT_MEMO}),
    mark("Changes of the codebook"): frozenset(
        {
            Op.ADD_CODE,
            Op.RENAME_CODE,
            Op.EDIT_CODE,
            Op.MOVE_CODE,
            Op.MERGE_CODES,
            Op.SPLIT_CODE,
            Op.DELETE_CODE,
        }
    ),
}
_CODEBOOK: Mapping[Op, str] = {
    Op.ADD_CODE: mark("added"),
    Op.RENAME_CODE: mark("renamed"),
    Op.EDIT_CODE: mark("described"),
    Op.MOVE_CODE: mark("moved"),
    Op.MERGE_CODES: mark("merged"),
    Op.SPLIT_CODE: mark("split"),
    Op.DELETE_CODE: mark("deleted"),
}
_WEEKS = 60


def sections(
    project: Project, sources: Sources, made: Excerpts, options: ReportOptions, words: Catalogue
) -> tuple[ExportSection, ...]:
    """Return the appendix, if it is asked for: summary, coders, weeks, codebook, COREQ."""
    if not options.has(Part.METHOD):
        return ()
    with project.reading() as view:
        done = [each for each in journal.history(view) if not each.undone]
    teller = _Teller(done, words)
    return (
        ExportSection("method", words.tr("How it was done"), 1, tuple(teller.summary(sources))),
        ExportSection(
            "method:coders", words.tr("Who did what"), 2, (), (_by_coder(sources, done, words),)
        ),
        ExportSection("method:weeks", words.tr("Week by week"), 2, (), (teller.by_week(),)),
        ExportSection(
            "method:codebook", words.tr("How the codebook grew"), 2, tuple(teller.codebook(sources))
        ),
        ExportSection(
            "method:coreq",
            words.tr("Reporting checklist (COREQ)"),
            2,
            (
                words.tr(
                    "What the project knows is filled in; the rest is for the author to fill in."
                ),
            ),
            (coreq_table(sources, made, words),),
        ),
    )


def _by_coder(sources: Sources, done: Sequence[Operation], words: Catalogue) -> ExportTable:
    codings = Counter(sources.coders[segment.coder] for segment in sources.segments)
    days: dict[str, list[str]] = defaultdict(list)
    memos: Counter[str] = Counter()
    changes: Counter[str] = Counter()
    for each in done:
        if any(each.kind in kinds for kinds in _KINDS.values()):
            days[each.coder].append(each.time)
        memos[each.coder] += each.kind is Op.ADD_MEMO
        changes[each.coder] += each.kind in _CODEBOOK
    names = sorted({*codings, *days}, key=sort_key)

    def day(moments: Sequence[str], which: int) -> str:
        ordered = sorted(moments)
        return date_words(local_time(ordered[which]), words) if ordered else ""

    return ExportTable(
        key="method-coders",
        title=words.tr("Who did what"),
        columns=(
            ExportColumn(words.tr("Coder"), 2.6),
            ExportColumn(words.tr("Codings in this report"), 2, number=True),
            ExportColumn(words.tr("Memos"), 1.5, number=True),
            ExportColumn(words.tr("Changes of the codebook"), 2, number=True),
            ExportColumn(words.tr("First day"), 3),
            ExportColumn(words.tr("Last day"), 3),
        ),
        rows=tuple(
            (
                name,
                codings[name],
                memos[name],
                changes[name],
                day(days[name], 0),
                day(days[name], -1),
            )
            for name in names
        ),
    )


class _Teller:
    """Tells of operations, newest first, that stand."""

    def __init__(self, done: Sequence[Operation], words: Catalogue) -> None:
        self._done, self._words = done, words

    def summary(self, sources: Sources) -> Iterator[str]:
        """Yield how much was coded, by whom, and when."""
        words = self._words
        coders = sorted({sources.coders[each.coder] for each in sources.segments}, key=sort_key)
        if coders:
            yield words.trn(
                "{coders} coded {count} in {documents}.",
                "{n} persons coded {count} in {documents}: {coders}.",
                len(coders),
                count=words.trn("{n} passage", "{n} passages", len(sources.segments)),
                documents=words.trn("{n} document", "{n} documents", len(sources.around)),
                coders=", ".join(coders),
            )
        moments = [sources.made[each.id] for each in sources.segments if each.id in sources.made]
        if moments:
            first, last = (
                date_words(datetime.fromisoformat(m), words) for m in (min(moments), max(moments))
            )
            if first == last:
                yield words.tr("The coding was done on {day}.", day=first)
            else:
                yield words.tr(
                    "The coding was done between {first} and {last}.", first=first, last=last
                )
        searched = sum(each.kind is Op.AUTOCODE and "query" in each.params for each in self._done)
        if searched:
            yield words.trn(
                "{n} time the hits of a search were coded at once.",
                "{n} times the hits of a search were coded at once.",
                searched,
            )
        yield words.tr(
            "Every step is kept in the journal of the project and can be read there. Agreement"
            " between coders was not computed for this report."
        )

    def by_week(self) -> ExportTable:
        """Return how often each kind of thing was done in each week."""
        words = self._words
        weeks: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
        for each in self._done:
            moment = local_time(each.time).isocalendar()
            for name, kinds in _KINDS.items():
                if each.kind in kinds:
                    weeks[moment.year, moment.week][name] += _times(each)
        rows: list[tuple[Cell, ...]] = [
            (words.tr("{year}, week {week}", year=year, week=week), *(count[n] for n in _KINDS))
            for (year, week), count in sorted(weeks.items())[-_WEEKS:]
        ]
        return ExportTable(
            key="method-weeks",
            title=words.tr("Week by week"),
            columns=(
                ExportColumn(words.tr("Week"), 2),
                *(
                    ExportColumn(words.tr(name), 2, number=True)  # marked in _KINDS
                    for name in _KINDS
                ),
            ),
            rows=tuple(rows),
        )

    def codebook(self, sources: Sources) -> Iterator[str]:
        """Yield how many codes there are and what was done to them."""
        words = self._words
        yield words.trn(
            "The codebook has {n} code.", "The codebook has {n} codes.", len(sources.codebook)
        )
        counts = Counter(each.kind for each in self._done)
        told = [f"{words.tr(_CODEBOOK[kind])} {counts[kind]}" for kind in _CODEBOOK if counts[kind]]
        if told:
            yield words.tr("Steps that changed it: {steps}.", steps=", ".join(told))


def _times(operation: Operation) -> int:
    """Return how many passages an operation concerned; those without a number are one."""
    value = operation.params.get("segments", 1)
    return value if operation.kind is Op.AUTOCODE and isinstance(value, int) else 1
