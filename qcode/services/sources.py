"""Everything that can be searched in a project, as it is at one moment."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from qcode.index.units import IndexedSource, Source, SourceKey, SourceUnits
from qcode.model.changes import OperationId
from qcode.model.codebook import Code, Codebook, CodeId
from qcode.model.courtesy import giving_way
from qcode.model.document import Document, DocumentId
from qcode.model.memo import Memo, MemoId
from qcode.store import documents, journal, memos, project_row

from .projects import Project
from .units import (
    code_text,
    code_units,
    document_hash,
    document_key,
    document_units,
    line_hash,
    memo_text,
    memo_units,
)

# What is looked at: coding touches none of them, for segments are joined and not indexed.
_TABLES = frozenset({"document", "memo", "memo_link", "code", "project"})


@dataclass(frozen=True, slots=True)
class Sources:
    """Documents, memos and codes with the hashes of what they say; texts are read on request.

    `order` numbers them: documents in their order, then memos by age, then codes as in the tree.
    """

    operation: OperationId
    language: str  # of memos and codes
    documents: Mapping[DocumentId, Document]
    memos: Mapping[MemoId, Memo]
    codebook: Codebook
    hashes: Mapping[SourceKey, str]
    order: Mapping[SourceKey, int]

    @classmethod
    def of(cls, project: Project) -> Sources:
        """Look at a project."""
        with project.reading() as view:
            rows = {row.id: row for row in project.documents(view)}
            notes = {memo.id: memo for memo in memos.list_memos(view)}
            codebook = project.codebook(view)
            language = project_row.read_info(view).language
            operation = journal.last_operation(view)
        hashes = {document_key(row): document_hash(row) for row in giving_way(rows.values())}
        for memo in giving_way(notes.values()):
            hashes[SourceKey(Source.MEMO, memo.id)] = line_hash(memo_text(memo))
        for _depth, code in giving_way(codebook.walk()):
            hashes[SourceKey(Source.CODE, code.id)] = line_hash(code_text(code))
        order = {key: number for number, key in enumerate(hashes)}
        return cls(operation, language, rows, notes, codebook, hashes, order)

    def brought_up(self, project: Project) -> Sources:
        """Return the same as it is now, whoever changed it: this window or another.

        The journal is asked, so this costs next to nothing where nothing was changed.
        """
        with project.reading() as view:
            last = journal.last_operation(view)
            if last == self.operation:
                return self
            if _TABLES.isdisjoint(journal.touched_since(view, self.operation)):
                return replace(self, operation=last)
        return Sources.of(project)

    def stale(self, known: Mapping[SourceKey, IndexedSource]) -> list[SourceKey]:
        """Return the sources that the index lacks or knows in another state, in order."""
        return [
            key
            for key, digest in giving_way(self.hashes.items())
            if key not in known
            or known[key].content_hash != digest
            or known[key].language != self.language_of(key)
        ]

    def only(self, keys: Collection[SourceKey]) -> Sources:
        """Return the same without the other documents, and without looking into other sources."""
        rows = {number: row for number, row in self.documents.items() if document_key(row) in keys}
        hashes = {key: digest for key, digest in self.hashes.items() if key in keys}
        return replace(self, documents=rows, hashes=hashes)

    def language_of(self, key: SourceKey) -> str:
        """Return the language of a source."""
        if key.source is Source.DOCUMENT:
            return self.documents[DocumentId(key.id)].language
        return self.language

    def code(self, key: SourceKey) -> Code:
        """Return the code that a key stands for."""
        return self.codebook[CodeId(key.id)]

    def memo(self, key: SourceKey) -> Memo:
        """Return the memo that a key stands for."""
        return self.memos[MemoId(key.id)]

    def read(self, project: Project, keys: Iterable[SourceKey]) -> Iterator[SourceUnits]:
        """Yield sources cut into units, reading each text when its turn comes."""
        for key in keys:
            if key.source is Source.MEMO:
                yield memo_units(self.memo(key), self.language)
            elif key.source is Source.CODE:
                yield code_units(self.code(key), self.language)
            else:
                # Past the project's memory: a thousand texts read once would push others out.
                with project.reading() as view:
                    opened = documents.read_version(view, self.documents[DocumentId(key.id)])
                yield document_units(opened)
