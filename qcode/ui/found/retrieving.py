"""Reading the passages of a selection as rows, on a reading thread; no widgets here.

Of an answer that is at hand only those documents are read again in which something was coded since:
whoever codes beside a long list of passages must not wait for all of it each time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qcode.model.codebook import Codebook
from qcode.model.document import DocumentId
from qcode.model.segment import Coder, Excerpt, SegmentId
from qcode.services.activation import Activation
from qcode.services.contexts import Context, contexts_of
from qcode.services.projects import Project
from qcode.services.retrieval import Selection, excerpts
from qcode.ui.runner import Task

from .excerpts import Arrangement, rows_of
from .filter_words import filter_words
from .rows import Passage, Row, as_shown


@dataclass(frozen=True, slots=True)
class Answer:
    """What was retrieved, and the rows for it, made where it was read."""

    selection: Selection
    excerpts: Mapping[SegmentId, Excerpt]
    codebook: Codebook
    coders: Sequence[Coder]
    filter: str
    arranged: Arrangement
    contexts: Mapping[SegmentId, Context]
    rows: Sequence[Row]

    def regrouped(self, arranged: Arrangement) -> Answer:
        """Return the same passages in another arrangement."""
        rows = rows_of(list(self.excerpts.values()), self.codebook, arranged, self.contexts)
        return replace(self, arranged=arranged, rows=rows)


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be listed and how; `opened` passages with what stands around them.

    `before` is what is listed now, out of date in the documents `touched` (None: anywhere).
    """

    selection: Selection
    arranged: Arrangement
    active: Activation
    opened: frozenset[SegmentId]
    shown: Sequence[Row]
    before: Answer | None
    touched: frozenset[DocumentId] | None

    def answered(self, project: Project, task: Task) -> Answer:
        """Read the passages, all as they are at one time."""
        with project.one_state(brief=False):
            return self._answered(project, task)

    def _answered(self, project: Project, task: Task) -> Answer:
        before = self.before
        if before is not None and (
            before.selection != self.selection
            or before.codebook is not project.codebook()
            or self.touched is None
        ):
            before = None
        found = self._read(project, before, task)
        codebook, contexts = project.codebook(), contexts_of(project, self.opened)
        kept = self._kept(before, found, contexts) if before is not None else {}
        return Answer(
            self.selection,
            {excerpt.segment.id: excerpt for excerpt in found},
            codebook,
            project.coders(),
            filter_words(project, codebook, self.selection, len(found), active=self.active),
            self.arranged,
            contexts,
            as_shown(rows_of(found, codebook, self.arranged, contexts, kept), self.shown),
        )

    def _read(self, project: Project, before: Answer | None, task: Task) -> list[Excerpt]:
        """Return the passages in the order of documents and of the text."""
        if before is None or self.touched is None:
            return list(_checking(excerpts(project, self.selection), task))
        chosen = self.selection.documents
        wanted = self.touched if chosen is None else self.touched & chosen
        by_document: dict[DocumentId, list[Excerpt]] = defaultdict(list)
        for excerpt in before.excerpts.values():
            if excerpt.segment.document not in wanted:
                by_document[excerpt.segment.document].append(excerpt)
        some = replace(self.selection, documents=wanted)
        for excerpt in _checking(excerpts(project, some), task):
            by_document[excerpt.segment.document].append(excerpt)
        order = [document.id for document in project.documents()]
        return [each for document in order for each in by_document.get(document, ())]

    def _kept(
        self, before: Answer, found: Sequence[Excerpt], contexts: Mapping[SegmentId, Context]
    ) -> dict[SegmentId, Passage]:
        """Return the rows, by passage, that are as they were."""
        if before.arranged.grouping is not self.arranged.grouping:
            return {}
        rows = {row.key: row for row in before.rows if isinstance(row, Passage) and not row.is_open}
        kept: dict[SegmentId, Passage] = {}
        for excerpt in found:
            number = excerpt.segment.id
            if before.excerpts.get(number) is excerpt and number not in contexts:
                row = rows.get(number)
                if row is not None:
                    kept[number] = row
        return kept


def _checking(found: Iterable[Excerpt], task: Task) -> Iterable[Excerpt]:
    for excerpt in found:
        task.check()
        yield excerpt
