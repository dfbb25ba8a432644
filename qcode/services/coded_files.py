"""Files that may have been coded before: what an import says of them, and where their codings go.

A document that came in plainly keeps its text. Its codings are laid on that text, wherever it was
edited since, and no second copy of it comes in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from qcode.formats import pdf_highlights, project_readers
from qcode.formats.base import ImportedDocument, Loss
from qcode.formats.coded_base import BY_HAND, HIGHLIGHTS
from qcode.formats.exchange import ExchangeDocument, ExchangeProject, ExchangeSegment
from qcode.formats.losses import Lost
from qcode.model.document import Document
from qcode.model.edits import Fate, TextChange
from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.model.layout import NoteKind
from qcode.model.text import Span
from qcode.store import documents
from qcode.store.content import content_hash
from qcode.store.reader import Reader

from .exchange_plan import ExchangeLoss
from .highlight_words import in_words
from .language import trn

_TEXTS = ("txt", "md")


def may_be_coded(path: Path, imported: ImportedDocument) -> bool:
    """Whether a file that was read has comments, highlights or marks that may be codings.

    Raises nothing; whether they are, only their author knows.
    """
    if imported.format == "docx":
        notes = imported.layout.notes
        return any(note.kind is NoteKind.COMMENT and note.start < note.end for note in notes)
    if imported.format == "pdf" and not any(
        loss.kind == Lost.ANNOTATIONS for loss in imported.losses
    ):
        return False
    if imported.format not in (*_TEXTS, "pdf"):
        return False
    return any(reader.knows(path) for reader in project_readers.coded_readers())


def may_be_coded_words(number: int) -> str:
    """Return what is said after an import of so many such documents."""
    return trn(
        "{n} document may be coded already, in highlights, comments or marks.",
        "{n} documents may be coded already, in highlights, comments or marks.",
        number,
    )


def read_coded(paths: Sequence[Path], job: Job = SILENT) -> ExchangeProject:
    """Read files that were coded by hand, as one; codes of the same name are one code.

    Raises `UserError`: "file_missing", "not_coded", and those of the readers.
    """
    found = []
    for number, path in enumerate(paths):
        job.check()
        job.progress(number, len(paths), path.name)
        reader = project_readers.coded_reader_for(path)
        found.append(in_words(reader.read(path, job)))
    return found[0] if len(found) == 1 else _together(found)


def _together(projects: Sequence[ExchangeProject]) -> ExchangeProject:
    """Return one project of several; each noun that several have comes in once."""
    losses: dict[str, Loss] = {}
    for loss in (loss for one in projects for loss in one.losses):
        before = losses.get(loss.kind)
        losses[loss.kind] = replace(before, count=before.count + loss.count) if before else loss
    return replace(
        projects[0],
        coders=tuple({one.guid: one for each in projects for one in each.coders}.values()),
        codes=tuple({one.guid: one for each in projects for one in each.codes}.values()),
        documents=tuple({one.guid: one for each in projects for one in each.documents}.values()),
        segments=tuple({one.guid: one for each in projects for one in each.segments}.values()),
        memos=tuple({one.guid: one for each in projects for one in each.memos}.values()),
        losses=tuple(losses.values()),
    )


def at_home(view: Reader, exchange: ExchangeProject, job: Job = SILENT) -> ExchangeProject:
    """Return a project of files coded by hand with its codings on the texts that are here.

    A document is known by its file. What other programs wrote is returned as it is.
    """
    if exchange.origin not in BY_HAND:
        return exchange
    here = {each.source_hash: each for each in documents.list_documents(view) if each.source_hash}
    for one in exchange.documents:
        job.check()
        known = here.get(_hash(one))
        if known is not None and known.text_hash != content_hash(one.text.encode()):
            text = documents.read_text(view, known.text_hash)
            exchange = _moved(_read_alike(exchange, one, text, job), one.guid, known, text)
    return exchange


def _hash(one: ExchangeDocument) -> str:
    try:
        return content_hash(one.source.read()) if one.source is not None else ""
    except UserError:  # it is said when its file is taken over
        return ""


def _read_alike(
    exchange: ExchangeProject, one: ExchangeDocument, text: str, job: Job
) -> ExchangeProject:
    """Return the project with a PDF read in the way in which its text here was read."""
    if exchange.origin != HIGHLIGHTS or one.source is None:
        return exchange
    path = Path(one.source.name)
    alike = in_words(pdf_highlights.read_marks(path, one.source.read(), like=text, job=job))
    others = replace(
        exchange,
        documents=tuple(each for each in exchange.documents if each.guid != one.guid),
        segments=tuple(each for each in exchange.segments if each.document != one.guid),
    )
    return _together([alike, others])


def _moved(exchange: ExchangeProject, guid: str, known: Document, text: str) -> ExchangeProject:
    """Return the project with one document as it is here, its codings where their words are."""
    one = next(each for each in exchange.documents if each.guid == guid)
    change = TextChange.between(one.text, text).refined() if one.text != text else None
    segments: list[ExchangeSegment] = []
    lost = 0
    for each in exchange.segments:
        place = each if each.document != guid else _placed(each, change)
        if place is None:
            lost += 1
        else:
            segments.append(place)
    document = replace(one, name=known.name, text=text, kind=known.kind, language=known.language)
    kept = {each.guid for each in segments}
    return replace(
        exchange,
        documents=tuple(document if each.guid == guid else each for each in exchange.documents),
        segments=tuple(segments),
        memos=tuple(
            memo
            for memo in exchange.memos
            if all(not link.segment or link.segment in kept for link in memo.links)
        ),
        losses=(*exchange.losses, *([Loss(ExchangeLoss.EDITED, lost, known.name)] if lost else ())),
    )


def _placed(segment: ExchangeSegment, change: TextChange | None) -> ExchangeSegment | None:
    if change is None:
        return segment
    found, fate = change.map_span(Span(segment.start, segment.end))
    if fate is Fate.GONE or found.start == found.end:
        return None
    return replace(segment, start=found.start, end=found.end)
