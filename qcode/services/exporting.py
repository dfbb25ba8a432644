"""Handing over: a selection becomes a frozen bundle, a writer makes a file of it."""

from __future__ import annotations

import os
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qcode.formats import writers
from qcode.formats.base import (
    ExportBundle,
    ExportCode,
    ExportDocument,
    ExportExcerpt,
    ExportLabels,
    ExportNote,
    Loss,
    Writer,
)
from qcode.formats.typography import quotation_marks
from qcode.model.codebook import Codebook, CodeId
from qcode.model.document import DocumentId
from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.model.memo import Memo
from qcode.model.memo_links import plain_words
from qcode.model.segment import CoderId, Excerpt
from qcode.store import documents as document_rows
from qcode.store import file, memos

from .language import LANGUAGES, Catalogue, catalogue
from .projects import Project
from .retrieval import EVERYTHING, Selection, excerpts
from .words import (
    clock,
    date_words,
    kind_name,
    language_name,
    local_time,
    now_utc,
    paragraphs_shown,
)


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What was written: where, in which format ("docx"), how many segments, and what was lost."""

    path: Path
    format: str
    segments: int
    losses: tuple[Loss, ...]


def export(
    project: Project,
    out: Path,
    selection: Selection = EVERYTHING,
    *,
    title: str = "",
    language: str = "",
    replace: bool = True,
    job: Job = SILENT,
) -> ExportResult:
    """Write a selection to a file, by its suffix, whole or not at all.

    `language` ("sv" or "en") is the report's, by default the project's. Raises `UserError`:
    "format_not_writable", "folder_missing", "file_exists" (unless `replace`), "file_protected",
    "file_in_use".
    """
    writer = writers.writer_for(out)
    if not file.is_folder(out.parent):
        raise UserError("folder_missing", path=str(out.parent))
    if file.is_folder(out) or (file.exists(out) and not replace):
        raise UserError("file_exists", path=str(out))
    if file.exists(out) and not os.access(out, os.W_OK):
        raise UserError("file_protected", path=str(out))
    bundle = make_bundle(project, selection, title=title, language=language, job=job)
    losses = _write_whole(bundle, out, writer, job)
    count = sum(code.segments for code in bundle.codes)
    return ExportResult(out, writer.suffixes[0][1:], count, (*bundle.losses, *losses))


def _write_whole(bundle: ExportBundle, out: Path, writer: Writer, job: Job) -> tuple[Loss, ...]:
    try:
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".export-") as folder:
            partial = Path(folder, out.name)
            losses = writer.write(bundle, partial, job)
            _replace(partial, out)
    except PermissionError as error:
        raise UserError("folder_not_writable", path=str(out.parent)) from error
    except OSError as error:
        raise UserError("file_not_written", path=str(out)) from error
    return losses


def _replace(partial: Path, out: Path) -> None:
    with partial.open("rb+") as file:
        os.fsync(file.fileno())
    try:
        partial.replace(out)
    except PermissionError as error:  # Windows: another program holds the old file open
        raise UserError("file_in_use", path=str(out)) from error


def make_bundle(
    project: Project,
    selection: Selection = EVERYTHING,
    *,
    title: str = "",
    language: str = "",
    job: Job = SILENT,
) -> ExportBundle:
    """Freeze a selection with everything in words, ready for any writer."""
    language = language or project.info.language
    words = catalogue(language if language in LANGUAGES else "en")
    codebook = project.codebook()
    found: dict[CodeId, list[Excerpt]] = defaultdict(list)
    for number, excerpt in enumerate(excerpts(project, selection)):
        if number % 200 == 0:
            job.check()
        found[excerpt.segment.code].append(excerpt)
    every = [excerpt for group in found.values() for excerpt in group]
    notes = _notes(project, every)
    moment = now_utc().astimezone()
    return ExportBundle(
        title=title or words.tr("Excerpts by code"),
        filter=describe_selection(project, selection, words),
        author=project.coder,
        date=moment.isoformat(timespec="seconds"),
        language=words.language,
        quotes=quotation_marks(words.language),
        labels=labels(words),
        codes=tuple(_chapters(codebook, found, notes, words)),
        codebook=tuple(_codebook_rows(codebook, found, words)),
        documents=tuple(_document_rows(project, selection, every, words)),
        project=project.info.name,
        date_words=date_words(moment, words),
        summary=_summary(len(every), len({e.segment.document for e in every}), words),
    )


def describe_selection(project: Project, selection: Selection, words: Catalogue) -> str:
    """Say in words which segments a selection takes."""
    codebook = project.codebook()
    parts: list[str] = []
    if selection.codes is None:
        parts.append(words.tr("all codes"))
    else:
        chosen = [codebook.path(code) for code in codebook.codes if code in selection.codes]
        names, n = ", ".join(sorted(chosen)), len(chosen)
        if selection.subcodes:
            parts.append(
                words.trn(
                    "code {names} with subcodes", "codes {names} with subcodes", n, names=names
                )
            )
        else:
            parts.append(words.trn("code {names}", "codes {names}", n, names=names))
    if selection.documents is None:
        parts.append(words.tr("all documents"))
    else:
        found = [d.name for d in project.documents() if d.id in selection.documents]
        names = ", ".join(found)
        parts.append(words.trn("document {names}", "documents {names}", len(found), names=names))
    if selection.coders is None:
        parts.append(words.tr("all coders"))
    else:
        found = [c.name for c in project.coders() if c.id in selection.coders]
        names = ", ".join(found)
        parts.append(words.trn("coder {names}", "coders {names}", len(found), names=names))
    text = "; ".join(parts)
    return text[:1].upper() + text[1:]


def _summary(count: int, documents: int, words: Catalogue) -> str:
    return words.tr(
        "{excerpts} in {documents}",
        excerpts=words.trn("{n} excerpt", "{n} excerpts", count),
        documents=words.trn("{n} document", "{n} documents", documents),
    )


def source_line(excerpt: Excerpt, paths: Sequence[str], words: Catalogue) -> str:
    """Return where an excerpt comes from: "Anna, IP1, ¶ 23–24, 00:14:05 · AN · also: Plats"."""
    place = [excerpt.document_name]
    if excerpt.speaker:
        place.append(excerpt.speaker)
    place.append(paragraphs_shown(excerpt.paragraph, excerpt.last_paragraph))
    if excerpt.time_ms is not None:
        place.append(clock(excerpt.time_ms))
    parts = [", ".join(place), excerpt.coder_name]
    if paths:
        parts.append(words.tr("also: {codes}", codes=", ".join(paths)))
    return " · ".join(parts)


def _chapters(
    codebook: Codebook,
    found: dict[CodeId, list[Excerpt]],
    notes: dict[int, list[ExportNote]],
    words: Catalogue,
) -> list[ExportCode]:
    """Return a heading for every code that has excerpts or lies above one that has."""
    needed: set[CodeId] = set()
    for used in found:
        at: CodeId | None = used
        while at is not None and at not in needed:
            needed.add(at)
            at = codebook[at].parent
    chapters: list[ExportCode] = []
    for depth, code in codebook.walk():
        if code.id not in needed:
            continue
        group = found.get(code.id, [])
        places = len({excerpt.segment.document for excerpt in group})
        chapters.append(
            ExportCode(
                level=depth + 1,
                name=code.name,
                path=codebook.path(code.id),
                summary=_summary(len(group), places, words) if group else "",
                definition=code.definition,
                use_when=code.use_when,
                avoid_when=code.avoid_when,
                color=code.color,
                segments=len(group),
                documents=places,
                excerpts=tuple(_excerpt(item, codebook, notes, words) for item in group),
            )
        )
    return chapters


def _excerpt(
    item: Excerpt, codebook: Codebook, notes: dict[int, list[ExportNote]], words: Catalogue
) -> ExportExcerpt:
    paths = tuple(codebook.path(code) for code in item.others)
    return ExportExcerpt(
        text=item.text,
        source=source_line(item, paths, words),
        notes=tuple(notes.get(item.segment.id, ())),
        guid=item.segment.guid,
        document=item.document_name,
        start=item.segment.start,
        end=item.segment.end,
        speaker=item.speaker or "",
        paragraph=item.paragraph,
        time_ms=item.time_ms,
        coder=item.coder_name,
        also=paths,
    )


def _notes(project: Project, every: Sequence[Excerpt]) -> dict[int, list[ExportNote]]:
    names: dict[CoderId, str] = {coder.id: coder.name for coder in project.coders()}
    with project.reading() as view:
        on = memos.memos_on(view, "segment", [item.segment.id for item in every])
    return {segment: [_note(memo, names) for memo in group] for segment, group in on.items()}


def _note(memo: Memo, names: dict[CoderId, str]) -> ExportNote:
    said = plain_words(memo.text)
    text = f"{memo.title}\n{said}" if memo.title and said else memo.title or said
    return ExportNote(
        author=names[memo.coder],
        date=local_time(memo.changed).isoformat(timespec="seconds"),
        text=text,
    )


def _codebook_rows(
    codebook: Codebook, found: dict[CodeId, list[Excerpt]], words: Catalogue
) -> list[ExportCode]:
    return [
        ExportCode(
            level=depth + 1,
            name=code.name,
            path=codebook.path(code.id),
            summary="",
            definition=code.definition,
            use_when=code.use_when,
            avoid_when=code.avoid_when,
            example=code.example,
            color=code.color,
            segments=len(found.get(code.id, ())),
            documents=len({item.segment.document for item in found.get(code.id, ())}),
        )
        for depth, code in codebook.walk()
    ]


def _document_rows(
    project: Project, selection: Selection, every: Sequence[Excerpt], words: Catalogue
) -> list[ExportDocument]:
    counts: dict[DocumentId, int] = defaultdict(int)
    for excerpt in every:
        counts[excerpt.segment.document] += 1
    with project.reading() as view:
        rows = document_rows.list_documents(view)
    return [
        ExportDocument(
            name=row.name,
            kind=kind_name(row.kind, words),
            language=language_name(row.language, words),
            paragraphs=row.paragraphs,
            characters=row.length,
            segments=counts[row.id],
        )
        for row in rows
        if selection.documents is None or row.id in selection.documents
    ]


def labels(words: Catalogue) -> ExportLabels:
    """Return the headings and labels of a report."""
    return ExportLabels(
        contents=words.tr("Contents"),
        contents_hint=words.tr("Right-click and choose “Update field” for page numbers."),
        excerpts=words.tr("Excerpts"),
        codebook=words.tr("Codebook"),
        documents=words.tr("Documents"),
        filter=words.tr("Selection"),
        code=words.tr("Code"),
        definition=words.tr("Definition"),
        use_when=words.tr("Use when"),
        avoid_when=words.tr("Avoid when"),
        example=words.tr("Example"),
        count=words.tr("Excerpts"),
        document=words.tr("Document"),
        kind=words.tr("Kind"),
        language=words.tr("Language"),
        paragraphs=words.tr("Paragraphs"),
        characters=words.tr("Characters"),
    )
