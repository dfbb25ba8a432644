"""Documents: finding, naming, describing, editing, deleting them, and their sets."""

from __future__ import annotations

import tempfile
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qcode.model.changes import Changes, Op
from qcode.model.document import (
    Document,
    DocumentCounts,
    DocumentId,
    DocumentKind,
    DocumentSet,
    SetId,
)
from qcode.model.errors import UserError
from qcode.model.layout import Turn
from qcode.model.names import clean_name
from qcode.store import cases, documents, media, memos, segments
from qcode.store.file import is_folder

from .projects import Project


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document with how much has been done in it."""

    document: Document
    counts: DocumentCounts


def list_documents(project: Project) -> list[DocumentRow]:
    """Return all documents in their order, with their counts."""
    with project.reading() as view:
        work = documents.count_work(view)
        none = DocumentCounts(0, 0)
        return [
            DocumentRow(document, work.get(document.id, none))
            for document in project.documents(view)
        ]


def work_in(project: Project, asked: Collection[DocumentId]) -> dict[DocumentId, DocumentCounts]:
    """Return what was done in some documents: cheap, for those that an operation touched."""
    with project.reading() as view:
        work = documents.count_work(view, asked)
    return {document: work.get(document, DocumentCounts(0, 0)) for document in asked}


def find_document(project: Project, wanted: str) -> Document:
    """Return a document by its name or its number.

    Raises `UserError("document_unknown")`, or `UserError("document_ambiguous")` with candidates
    when several names differ from `wanted` in case, or in how accents are stored, only.
    """
    every = project.documents()
    for document in every:
        if document.name == wanted:
            return document
    folded = [d for d in every if _folded(d.name) == _folded(wanted)]
    if len(folded) == 1:
        return folded[0]
    if folded:
        candidates = ", ".join(f"{d.name} ({d.id})" for d in folded)
        raise UserError("document_ambiguous", document=wanted, candidates=candidates)
    for document in every:
        if wanted.isdecimal() and str(document.id) == wanted.lstrip("0"):
            return document
    raise UserError("document_unknown", document=wanted)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())


def rename_document(
    project: Project, document: DocumentId, name: str, *, origin: object = None
) -> Changes:
    """Give a document another name; `UserError("document_exists")` if it is taken."""
    name = clean_name(name)
    every = {known.id: known for known in project.documents()}
    if any(known.name == name and known.id != document for known in every.values()):
        raise UserError("document_exists", document=name)
    before = _known(every, document)
    with project.operation(
        Op.RENAME_DOCUMENT, origin=origin, document=before.name, name=name
    ) as unit:
        documents.set_document(unit, document, name=name)
    return unit.changes


def edit_document(
    project: Project,
    document: DocumentId,
    *,
    kind: DocumentKind | None = None,
    language: str | None = None,
    origin: object = None,
) -> Changes:
    """Change the kind or the language of a document; what is not given stays."""
    return edit_documents(project, [document], kind=kind, language=language, origin=origin)


def edit_documents(
    project: Project,
    edited: Collection[DocumentId],
    *,
    kind: DocumentKind | None = None,
    language: str | None = None,
    origin: object = None,
) -> Changes:
    """Change the kind or the language of some documents at once; what is not given stays."""
    values: dict[str, object] = {}
    if kind is not None:
        values["kind"] = kind.value
    if language is not None:
        values["language"] = language
    with project.operation(Op.EDIT_DOCUMENT, origin=origin) as unit:
        names = [documents.get_document(unit.connection, document).name for document in edited]
        unit.params["document"] = ", ".join(names)
        for document in edited:
            documents.set_document(unit, document, **values)
    return unit.changes


def order_documents(
    project: Project, order: Sequence[DocumentId], *, origin: object = None
) -> Changes:
    """Put documents in the order given; those not named follow as they were."""
    every = {known.id: known for known in project.documents()}
    for document in order:
        _known(every, document)
    rest = [number for number in every if number not in frozenset(order)]
    with project.operation(Op.EDIT_DOCUMENT, origin=origin, document="") as unit:
        for position, document in enumerate([*order, *rest]):
            documents.set_document(unit, document, position=position)
    return unit.changes


def set_turns(
    project: Project, document: DocumentId, turns: Sequence[Turn], *, origin: object = None
) -> Changes:
    """Replace who speaks when; `UserError("turns_invalid")` unless they are in order and inside."""
    opened = project.text(document)
    ends = 0
    for turn in turns:
        if not ends <= turn.start < turn.end <= len(opened.text):
            raise UserError("turns_invalid", document=opened.document.name)
        ends = turn.end
    layout = replace(opened.layout, turns=tuple(turns))
    with project.operation(Op.EDIT_TURNS, origin=origin, document=opened.document.name) as unit:
        documents.set_document(unit, document, **documents.text_values(unit, opened.text, layout))
    return unit.changes


@dataclass(frozen=True, slots=True)
class DocumentRemoval:
    """What deleting documents would take along."""

    documents: int
    segments: int
    memos: int
    links: int  # of memos that stay
    cases: int  # links of cases to them
    values: int  # of their attributes
    sets: int  # places in sets

    @property
    def is_all(self) -> bool:
        """Whether nothing goes along."""
        parts = (self.segments, self.memos, self.links, self.cases, self.values, self.sets)
        return not any(parts)


def removal_of(project: Project, deleted: Collection[DocumentId]) -> DocumentRemoval:
    """Say what `delete_documents` would take along."""
    with project.reading() as view:
        found = segments.find_segments(view, documents=deleted)
        on = memos.memos_on(view, "document", deleted)
        kept = cases.count_on_documents(view, deleted)
    every = {memo.id: memo for group in on.values() for memo in group}
    lost = links = 0
    for memo in every.values():
        there = sum(link.document in deleted for link in memo.links)
        if there == len(memo.links):
            lost += 1
        else:
            links += there
    return DocumentRemoval(len(deleted), len(found), lost, links, *kept)


def delete_documents(
    project: Project, deleted: Collection[DocumentId], *, origin: object = None
) -> Changes:
    """Delete documents with their segments and the memos only on them. Undo brings all back."""
    every = {known.id: known for known in project.documents()}
    deleted = frozenset(deleted)
    names = ", ".join(_known(every, document).name for document in sorted(deleted))
    with project.operation(Op.DELETE_DOCUMENT, origin=origin, document=names) as unit:
        found = segments.find_segments(unit.connection, documents=deleted)
        memos.release(unit, "document", deleted)
        segments.drop_segments(unit, [segment.id for segment in found])
        media.drop_media_of(unit, deleted)
        for document in sorted(deleted):
            cases.release_document(unit, document)
            documents.drop_document(unit, document)
        unit.params["segments"] = len(found)
    return unit.changes


def read_source(project: Project, document: DocumentId) -> bytes:
    """Return the bytes of the imported file; `UserError("no_source")` when there was none."""
    with project.reading() as view:
        return documents.read_source(view, document)


def save_source(project: Project, document: DocumentId, out: Path) -> Path:
    """Write the imported file, byte for byte, whole or not at all; return where it lies.

    Raises `UserError`: "no_source", "folder_missing", "file_not_written".
    """
    if not is_folder(out.parent):
        raise UserError("folder_missing", path=str(out.parent))
    data = read_source(project, document)
    try:
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".source-") as folder:
            partial = Path(folder, out.name)
            partial.write_bytes(data)
            partial.replace(out)
    except OSError as error:
        raise UserError("file_not_written", path=str(out)) from error
    return out


# -- sets


def list_sets(project: Project) -> list[DocumentSet]:
    """Return all sets of documents, by name."""
    with project.reading() as view:
        return cases.list_sets(view)


def find_set(project: Project, name: str) -> DocumentSet:
    """Return the set of this name; `UserError("set_unknown")`."""
    for known in list_sets(project):
        if known.name == name:
            return known
    raise UserError("set_unknown", set=name)


def save_set(
    project: Project, name: str, members: Collection[DocumentId], *, origin: object = None
) -> SetId:
    """Save a group of documents under a name, replacing the members of a set of that name."""
    name = clean_name(name)
    known = {found.name: found.id for found in list_sets(project)}
    every = {document.id: document for document in project.documents()}
    for document in members:
        _known(every, document)
    with project.operation(Op.EDIT_SET, origin=origin, set=name) as unit:
        if name not in known:
            unit.params["saved"] = True
        number = known[name] if name in known else cases.add_set(unit, name)
        cases.set_members(unit, number, members)
        return number


def change_set(
    project: Project,
    number: SetId,
    *,
    add: Collection[DocumentId] = (),
    remove: Collection[DocumentId] = (),
    origin: object = None,
) -> Changes:
    """Take documents into a set, or out of it; the others stay where they are."""
    known = _set(project, number)
    every = {document.id: document for document in project.documents()}
    for document in add:
        _known(every, document)
    members = [each for each in known.documents if each not in frozenset(remove)]
    members += [each for each in add if each not in known.documents]
    with project.operation(Op.EDIT_SET, origin=origin, set=known.name) as unit:
        cases.set_members(unit, number, members)
    return unit.changes


def rename_set(project: Project, number: SetId, name: str, *, origin: object = None) -> Changes:
    """Give a set another name; `UserError("set_exists")` if it is taken."""
    name, before = clean_name(name), _set(project, number).name
    if any(found.name == name and found.id != number for found in list_sets(project)):
        raise UserError("set_exists", set=name)
    with project.operation(Op.EDIT_SET, origin=origin, set=before, name=name) as unit:
        cases.set_set(unit, number, name=name)
    return unit.changes


def delete_set(project: Project, number: SetId, *, origin: object = None) -> Changes:
    """Delete a set; its documents stay."""
    name = _set(project, number).name
    with project.operation(Op.EDIT_SET, origin=origin, set=name, deleted=True) as unit:
        cases.drop_set(unit, number)
    return unit.changes


def _set(project: Project, number: SetId) -> DocumentSet:
    for found in list_sets(project):
        if found.id == number:
            return found
    raise UserError("set_unknown", set=number)


def _known(every: dict[DocumentId, Document], document: DocumentId) -> Document:
    if document not in every:
        raise UserError("document_unknown", document=document)
    return every[document]
