"""What a report needs of a project, read once and in one go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qcode.formats.bundle import ExportNote
from qcode.formats.bundle_parts import ExportMemo
from qcode.model.codebook import Codebook, CodeId, shown_names
from qcode.model.document import Document, DocumentId
from qcode.model.memo import Memo, MemoTarget
from qcode.model.memo_links import plain_words
from qcode.model.segment import CoderId, Segment, SegmentId
from qcode.store import documents as document_rows
from qcode.store import memos, origins
from qcode.store import segments as segment_rows

from .language import Catalogue
from .projects import Project
from .report_people import People
from .retrieval import Selection, find_segments
from .words import local_time, memo_kind_name


@dataclass(frozen=True, slots=True)
class Sources:
    """A selection with everything that a report says about it.

    `documents` are those of the selection. `around` are all segments of a document that has one
    of the selection; `made` is when (ISO 8601, local) by segment, for those whose making is known.
    """

    codebook: Codebook
    documents: Mapping[DocumentId, Document]
    coders: Mapping[CoderId, str]
    people: People
    segments: Sequence[Segment]
    around: Mapping[DocumentId, Sequence[Segment]]
    notes: Mapping[SegmentId, Sequence[ExportNote]]
    code_memos: Mapping[CodeId, Sequence[ExportMemo]]
    memos: Sequence[ExportMemo]
    made: Mapping[SegmentId, str]


def read_sources(project: Project, selection: Selection, words: Catalogue) -> Sources:
    """Read what is needed; texts are read later, one at a time."""
    found = find_segments(project, selection)
    coders = {coder.id: coder.name for coder in project.coders()}
    ids = [segment.id for segment in found]
    with project.reading() as view:
        codebook = project.codebook(view)
        rows = document_rows.list_documents(view)
        every = segment_rows.find_segments(view, documents={each.document for each in found})
        notes = memos.memos_on(view, "segment", ids)
        on_codes = memos.memos_on(view, "code", list(codebook.codes))
        all_memos = memos.list_memos(view)
        times = origins.made_at(view, "segment", ids)
        people = People(view, words)
    around: dict[DocumentId, list[Segment]] = defaultdict(list)
    for segment in every:
        around[segment.document].append(segment)
    wanted = selection.documents
    documents = {row.id: row for row in rows if wanted is None or row.id in wanted}
    names = {row.id: row.name for row in rows}
    teller = _MemoTeller(coders, codebook, names, people, words)
    return Sources(
        codebook=codebook,
        documents=documents,
        coders=coders,
        people=people,
        segments=found,
        around=around,
        notes={SegmentId(key): [_note(memo, coders) for memo in on] for key, on in notes.items()},
        code_memos={CodeId(key): [teller.memo(m) for m in on] for key, on in on_codes.items()},
        memos=[teller.memo(memo) for memo in all_memos],
        made={SegmentId(key): _moment(time) for key, time in times.items()},
    )


def _moment(time: str) -> str:
    return local_time(time).isoformat(timespec="seconds")


def _note(memo: Memo, coders: Mapping[CoderId, str]) -> ExportNote:
    said = plain_words(memo.text)
    text = f"{memo.title}\n{said}" if memo.title and said else memo.title or said
    return ExportNote(coders[memo.coder], _moment(memo.changed), text)


def _body(memo: Memo) -> str:
    """Return the words of a memo: no empty paragraphs, no first line that repeats the title."""
    lines = [line for line in plain_words(memo.text).split("\n") if line.strip()]
    if lines and lines[0].strip() == memo.title.strip():
        del lines[0]
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class _MemoTeller:
    """Puts memos in words."""

    coders: Mapping[CoderId, str]
    codebook: Codebook
    documents: Mapping[DocumentId, str]
    people: People
    words: Catalogue

    def memo(self, memo: Memo) -> ExportMemo:
        return ExportMemo(
            title=memo.title,
            text=_body(memo),
            author=self.coders[memo.coder],
            date=_moment(memo.changed),
            on=", ".join(dict.fromkeys(self._on(memo))),
            kind=memo_kind_name(memo.kind, self.words),
            guid=memo.guid,
        )

    def _on(self, memo: Memo) -> Iterable[str]:
        for link in memo.links:
            if link.code is not None:
                yield shown_names(self.codebook.names(link.code))
            elif link.case is not None:
                yield self.people.cases[link.case].name
            elif link.document is not None:  # also of a segment or a span
                yield self.documents[link.document]
            elif link.target is MemoTarget.PROJECT:
                yield self.words.tr("the project")
