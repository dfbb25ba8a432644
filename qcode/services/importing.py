"""Bringing sources in: reading files, proposing what they are, adding them in one operation."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from qcode.formats import registry
from qcode.formats.base import ImportedDocument, ReadOptions
from qcode.formats.coded_rows import is_coded_table
from qcode.formats.limits import MAX_FILE_BYTES, read_bytes
from qcode.formats.turns import NONE
from qcode.model.changes import Changes, Op
from qcode.model.courtesy import giving_way
from qcode.model.document import Document, DocumentId, DocumentKind
from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.model.names import LONGEST, clean_name, free_name
from qcode.model.text import canonical
from qcode.store import documents
from qcode.store.content import content_hash
from qcode.store.file import is_folder
from qcode.store.unit import Unit

from .coded_files import may_be_coded
from .projects import Project

DEFAULTS = ReadOptions()
_HELD = 1 << 18  # bytes of an original that is kept in memory until it goes in
_HIDDEN = (".", "~$")  # what systems and word processors leave among files


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A large original, which stays where it is until it goes in and is known by its hash."""

    path: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that was read: a proposal that the user may change before it goes in.

    `twin` names the document in the project, or the file earlier in the batch, with the same
    content; such a candidate is skipped unless `include` is set again. `may_be_coded`: the file has
    comments, highlights or marks, which came in as what they look like.
    """

    path: Path
    source: bytes | OnDisk = field(repr=False)
    imported: ImportedDocument
    name: str
    kind: DocumentKind
    language: str
    include: bool = True
    twin: str = ""
    may_be_coded: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was left out, and why (as a `UserError` for its sentence)."""

    path: Path
    reason: UserError


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a batch: what can go in, what is left out, what could not be read."""

    candidates: tuple[Candidate, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    failed: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """A document that went in, and the file it came from."""

    document: Document
    path: Path
    imported: ImportedDocument
    sha256: str
    may_be_coded: bool = False


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did. `changes` is false when nothing went in."""

    imported: tuple[Imported, ...]
    skipped: tuple[Skipped, ...]
    failed: tuple[Skipped, ...]
    changes: Changes | None

    @property
    def coded(self) -> list[Path]:
        """The files that may have been coded before."""
        return [one.path for one in self.imported if one.may_be_coded]


def readable_suffixes() -> list[str]:
    """Return the suffixes of files that can be read, with their dot, in order."""
    return sorted(registry.readable_suffixes())


def find_files(
    paths: Iterable[Path], *, recursive: bool = False
) -> tuple[list[Path], list[Skipped]]:
    """Return the files to read for files and folders, and what in folders no reader knows.

    Files named one by one are tried whatever their suffix; in folders only known suffixes are.
    """
    files: list[Path] = []
    skipped: list[Skipped] = []
    known = registry.readable_suffixes()
    for path in paths:
        if not is_folder(path):
            files.append(path)
            continue
        for entry in _entries(path, recursive, skipped):
            if entry.suffix.lower() in known:
                files.append(entry)
            else:
                reason = UserError("format_unknown", file=entry.name)
                skipped.append(Skipped(entry, reason))
    return list(dict.fromkeys(files)), skipped


def _entries(folder: Path, recursive: bool, skipped: list[Skipped]) -> list[Path]:
    """Return the files in a folder, in order; folders that cannot be read are `skipped`."""

    def closed(error: OSError) -> None:
        path = Path(error.filename)
        skipped.append(Skipped(path, UserError("file_not_allowed", name=path.name)))

    found: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=closed):
        folders[:] = [name for name in folders if recursive and not name.startswith(_HIDDEN)]
        visible = (name for name in giving_way(names) if not name.startswith(_HIDDEN))
        found += [Path(place, name) for name in visible]
    return sorted(found)


def read_files(
    project: Project,
    paths: Sequence[Path],
    *,
    options: ReadOptions = DEFAULTS,
    job: Job = SILENT,
) -> Reading:
    """Read files into candidates. One that cannot be read is reported; the others go on."""
    candidates: list[Candidate] = []
    failed: list[Skipped] = []
    for number, path in enumerate(paths):
        job.check()
        job.progress(number, len(paths), path.name)
        try:
            candidates.append(read_file(path, options=options, job=job))
        except UserError as error:
            failed.append(Skipped(path, error))
    job.progress(len(paths), len(paths))
    return Reading(tuple(_mark_twins(project, candidates)), failed=tuple(failed))


def read_file(path: Path, *, options: ReadOptions = DEFAULTS, job: Job = SILENT) -> Candidate:
    """Read one file. Raises the `UserError` of its reader, and "coded_table_not_document"."""
    if is_coded_table(path):
        raise UserError("coded_table_not_document", name=path.name)
    imported = registry.read_document(path, options, job)
    job.check()
    source = read_bytes(path, MAX_FILE_BYTES)
    return Candidate(
        path=path,
        source=source if len(source) <= _HELD else OnDisk(path, content_hash(source)),
        imported=imported,
        name=clean_name((imported.name or path.stem)[:LONGEST]),
        kind=guess_kind(imported),
        language=imported.language,
        may_be_coded=may_be_coded(path, imported),
    )


def described(candidate: Candidate, *, name: str, kind: DocumentKind, language: str) -> Candidate:
    """Return a candidate with another name, kind and language."""
    return replace(candidate, name=name, kind=kind, language=language)


_OBSERVATION = re.compile(r"observation|fältanteckning|field ?note|fieldnote", re.I)
_FOCUS_GROUP = re.compile(r"fokusgrupp|focus ?group|gruppintervju", re.I)


def guess_kind(imported: ImportedDocument) -> DocumentKind:
    """Propose a kind by name and by who speaks: one or two people with turns make an interview.

    Four or more speakers, none of whom has only one turn, make a focus group.
    """
    if _FOCUS_GROUP.search(imported.name):
        return DocumentKind.FOCUS_GROUP
    turns = Counter(turn.speaker for turn in imported.layout.turns if turn.speaker)
    if not turns and _OBSERVATION.search(imported.name):
        return DocumentKind.OBSERVATION
    if sum(count > 1 for count in turns.values()) >= 4:
        return DocumentKind.FOCUS_GROUP
    return DocumentKind.INTERVIEW if turns else DocumentKind.OTHER


def _mark_twins(project: Project, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    hashes = {candidate.path: _hashes(candidate) for candidate in giving_way(candidates)}
    with project.reading() as view:
        known = documents.find_by_content(view, [h for pair in hashes.values() for h in pair])
    for candidate in giving_way(candidates):
        own = hashes[candidate.path]
        twin = next((known[name] for name in own if name in known), "")
        known.update({name: candidate.path.name for name in own if name not in known})
        yield replace(candidate, twin=twin, include=not twin)


def _hashes(candidate: Candidate) -> tuple[str, ...]:
    """Return what a candidate is known by: the text of a picture is no more than its name."""
    source = _source_hash(candidate.source)
    pictured = bool(candidate.imported.layout.regions)
    return (source,) if pictured else (source, _text_hash(candidate))


def _source_hash(source: bytes | OnDisk) -> str:
    return source.sha256 if isinstance(source, OnDisk) else content_hash(source)


def _original(source: bytes | OnDisk) -> bytes:
    """Return the bytes of an original; `UserError` when they are not what was read before."""
    if isinstance(source, bytes):
        return source
    data = read_bytes(source.path, MAX_FILE_BYTES)
    if content_hash(data) != source.sha256:
        raise UserError("file_changed", name=source.path.name)
    return data


def _text_hash(candidate: Candidate) -> str:
    text = candidate.imported.text
    if not text.strip():  # of two scanned documents, which have nothing else in common
        return _source_hash(candidate.source)
    return content_hash(text.encode("utf-8"))


def add_candidates(
    project: Project,
    candidates: Iterable[Candidate],
    *,
    go_on: bool = False,
    job: Job = SILENT,
    origin: object = None,
) -> ImportResult:
    """Add the candidates that are to be included, in one operation; names are made unique.

    A large file that was changed or taken away since it was read stops it all with "file_changed"
    or "file_missing", unless it is to `go_on` with the others.
    """
    chosen: list[Candidate] = []
    skipped: list[Skipped] = []
    for candidate in candidates:
        if candidate.include:
            chosen.append(candidate)
        else:
            skipped.append(Skipped(candidate.path, _why_skipped(candidate)))
    if not chosen:
        return ImportResult((), tuple(skipped), (), None)
    taken = {document.name for document in project.documents()}
    added: dict[DocumentId, Candidate] = {}
    failed: list[Skipped] = []
    with project.operation(Op.IMPORT, origin=origin) as unit:
        for number, candidate in enumerate(chosen):
            job.check()
            job.progress(number, len(chosen), candidate.path.name)
            try:
                source = _original(candidate.source)
            except UserError as error:
                if not go_on:
                    raise
                failed.append(Skipped(candidate.path, error))
                continue
            added[_add(unit, candidate, source, taken)] = candidate
        unit.params["documents"] = len(added)
    job.progress(len(chosen), len(chosen))
    imported = tuple(_described(project, added))
    return ImportResult(imported, tuple(skipped), tuple(failed), unit.changes or None)


def _add(unit: Unit, candidate: Candidate, source: bytes, taken: set[str]) -> DocumentId:
    """Add a candidate under a name that is not `taken`, and take it."""
    name = free_name(clean_name(candidate.name), taken)
    taken.add(name)
    read = candidate.imported
    values = {
        "name": name,
        "kind": candidate.kind.value,
        "language": candidate.language,
        "source_name": canonical(candidate.path.name).text,
        "source_format": read.format,
        "encoding": read.encoding,
    }
    unit.params.setdefault("document", name)
    return documents.add_document(unit, read.text, read.layout, source, values)


def _why_skipped(candidate: Candidate) -> UserError:
    if candidate.twin:
        return UserError("same_content", file=candidate.path.name, document=candidate.twin)
    return UserError("not_chosen", file=candidate.path.name)


def _described(project: Project, added: Mapping[DocumentId, Candidate]) -> Iterator[Imported]:
    every = {document.id: document for document in project.documents()}
    for number, candidate in added.items():
        digest = every[number].source_hash or ""
        yield Imported(
            every[number], candidate.path, candidate.imported, digest, candidate.may_be_coded
        )


def import_paths(
    project: Project,
    paths: Iterable[Path],
    *,
    kind: DocumentKind | None = None,
    language: str | None = None,
    recursive: bool = False,
    turns: bool = True,
    job: Job = SILENT,
) -> ImportResult:
    """Read files and folders and add all that can be read, as the command line does.

    Without `turns` nobody is looked for who speaks.
    """
    files, unknown = find_files(paths, recursive=recursive)
    options = ReadOptions(language=language, turn_dialect=None if turns else NONE)
    reading = read_files(project, files, options=options, job=job)
    chosen = [
        replace(
            candidate,
            kind=candidate.kind if kind is None else kind,
            language=candidate.language if language is None else language,
        )
        for candidate in reading.candidates
    ]
    result = add_candidates(project, chosen, go_on=True, job=job)
    return replace(
        result, skipped=(*result.skipped, *unknown), failed=(*result.failed, *reading.failed)
    )
