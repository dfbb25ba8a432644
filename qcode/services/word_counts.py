"""The words of a project counted, and the words near what a query finds."""

from __future__ import annotations

import threading
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from qcode.analysis.collocation import Neighbours, Stretch, neighbours
from qcode.analysis.frequency import Frequencies, Tally, frequencies
from qcode.analysis.tokens import token_spans, tokens, without_notes
from qcode.index.stems import stemmer
from qcode.index.units import Source, Unit
from qcode.model.document import Document, DocumentId, DocumentText
from qcode.model.errors import UserError
from qcode.model.interviewers import guess_interviewers
from qcode.model.job import SILENT, Job
from qcode.model.text import Span
from qcode.store import documents

from .appearance import chosen_interviewers
from .projects import Project
from .retrieval import PlaceFinder
from .searching import FoundUnits, Searcher
from .stop_words import stop_words_of
from .units import document_units

REACH = 5  # words on each side, as most studies of collocation take


@dataclass(frozen=True, slots=True)
class Counting:
    """Which words are counted, and how.

    `documents` None are all. `common` counts the words of the stop lists too, `joined` all forms
    of a word as one, `interviewers` also what is said by those who ask the questions, `notes` also
    what stands in brackets, such as "(paus)". Words of fewer than `shortest` letters are left out,
    and without `numbers` all that have a digit.
    """

    documents: frozenset[DocumentId] | None = None
    common: bool = False
    joined: bool = True
    interviewers: bool = False
    notes: bool = False
    shortest: int = 1
    numbers: bool = True


class WordCounter:
    """Counts the words of one open project, and keeps the last count while the texts are the same.

    Safe to use from several threads.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._guard = threading.Lock()
        self._known: tuple[object, Tally] = (None, Tally())

    def frequencies(self, how: Counting, *, job: Job = SILENT) -> Frequencies:
        """Return how often each word is said, and how evenly over the documents."""
        chosen = self._documents(how)
        tally = self._tally(chosen, how, job)
        job.check()
        return frequencies(
            tally,
            leave_out=_left_out(chosen, how),
            shortest=how.shortest,
            numbers=how.numbers,
            same=_same(chosen) if how.joined else None,
        )

    def near(
        self,
        searcher: Searcher,
        query: str,
        how: Counting,
        *,
        reach: int = REACH,
        least: int = 2,
        job: Job = SILENT,
    ) -> Neighbours:
        """Return the words that stand within `reach` words of what a query finds in documents.

        Raises `UserError` where the query cannot be understood, and "index_behind" while not all
        texts could be looked at.
        """
        searcher.update(job=job)
        found = searcher.units(query, job=job)
        if found.missing:
            raise UserError("index_behind", documents=found.missing)
        chosen = self._documents(how)
        tally = self._tally(chosen, how, job)
        return neighbours(
            self._stretches(found, chosen, how, job),
            tally.total,
            tally.tokens,
            reach=reach,
            least=least,
            leave_out=_left_out(chosen, how),
            same=_same(chosen) if how.joined else None,
        )

    # -- inside

    def _documents(self, how: Counting) -> list[Document]:
        every = self._project.documents()
        return [row for row in every if how.documents is None or row.id in how.documents]

    def _tally(self, chosen: Sequence[Document], how: Counting, job: Job) -> Tally:
        asking = None if how.interviewers else chosen_interviewers(self._project.info.guid)
        key = (
            tuple((row.id, row.text_hash, row.layout_hash) for row in chosen),
            how.interviewers,
            how.notes,
            asking,
        )
        with self._guard:
            if self._known[0] == key:
                return self._known[1]
        tally = Tally()
        for number, row in enumerate(chosen):
            job.progress(number, len(chosen))
            job.check()
            units = self._units(self._read(row), how)
            tally.add(word for unit in units for word in tokens(unit.text))
        job.progress(len(chosen), len(chosen))
        with self._guard:
            self._known = (key, tally)
        return tally

    def _read(self, row: Document) -> DocumentText:
        # Past the project's memory: a thousand texts read once would push others out.
        with self._project.reading() as view:
            return documents.read_version(view, row)

    def _units(self, opened: DocumentText, how: Counting) -> Sequence[Unit]:
        units: Sequence[Unit] = document_units(opened).units
        if not how.notes:
            units = [Unit(unit.start, without_notes(unit.text)) for unit in units]
        if how.interviewers:
            return units
        asking = chosen_interviewers(self._project.info.guid)
        if asking is None:
            asking = guess_interviewers(opened.text, opened.layout)
        if not asking:
            return units
        place = PlaceFinder(opened)
        said = ((unit, place.turn_at(unit.start)) for unit in units)
        return [unit for unit, turn in said if turn is None or turn.speaker not in asking]

    def _stretches(
        self, found: FoundUnits, chosen: Sequence[Document], how: Counting, job: Job
    ) -> Iterator[Stretch]:
        wanted = {row.id: row for row in chosen}
        for key in found.in_order():
            row = wanted.get(DocumentId(key.id)) if key.source is Source.DOCUMENT else None
            if row is None:
                continue
            job.check()
            opened = self._read(row)
            units = document_units(opened).units
            hits = {units[number].start: units[number] for number in found.found.numbers(key)}
            for unit in self._units(opened, how):
                if (hit := hits.get(unit.start)) is not None:
                    yield _stretch(row.id, unit, found.marker.matches(key, hit, row.language))


def _stretch(document: DocumentId, unit: Unit, marked: Sequence[Span]) -> Stretch:
    placed = list(token_spans(unit.text))
    starts = [span.start for _word, span in placed]
    ends = [span.end for _word, span in placed]
    nodes = [(bisect_right(ends, start), bisect_left(starts, end)) for start, end in marked]
    words = [word for word, _span in placed]
    return Stretch(document, words, [node for node in nodes if node[0] < node[1]])


def _left_out(chosen: Sequence[Document], how: Counting) -> frozenset[str]:
    return frozenset() if how.common else stop_words_of(row.language for row in chosen)


def _same(chosen: Sequence[Document]) -> Callable[[str], str]:
    """Return what joins forms: by the language of most documents."""
    languages = [row.language for row in chosen if row.language]
    most = max(languages, key=languages.count) if languages else ""
    return stemmer(most).stem
