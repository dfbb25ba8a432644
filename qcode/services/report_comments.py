"""Comments of colleagues in a Word report: offered as memos or codings, and taken in.

What is taken gets its GUID from the comment, so that the same one is not offered again while what
it became is there; undoing offers it again.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from qcode.formats.docx_comments import WordComment, read_comments
from qcode.model.changes import Changes, Op
from qcode.model.codebook import Codebook, CodeId, shown_names
from qcode.model.document import DocumentId
from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.model.memo import MemoKind, MemoLink
from qcode.model.names import clean_name
from qcode.model.palette import next_color
from qcode.model.segment import CoderId, SegmentId
from qcode.model.text import Span, canonical
from qcode.store import coders, documents, memos, segments
from qcode.store.unit import Unit

from .coding import check_span, segment_columns
from .memos import list_memos
from .projects import Project
from .report_comment_places import PassageFinder

_LABEL = re.compile(r"^(?:kod|code)\s*:\s*", re.IGNORECASE)
_AROUND = " \t.,;:“”„\"'‘’"


@dataclass(frozen=True, slots=True)
class Offer:
    """A comment and what it would become: a coding where it names a code, else a memo.

    `text` is the whole comment, `note` what becomes a memo of it; `date` is UTC, ISO 8601. A memo
    is on `segment`, or on `span` where the comment is in a transcript.
    """

    guid: str
    author: str
    date: str
    text: str
    note: str
    document: DocumentId
    document_name: str
    span: Span
    words: str
    segment: SegmentId | None
    code: CodeId | None
    code_path: str = ""


@dataclass(frozen=True, slots=True)
class Offers:
    """What a report offers. `taken` were taken in earlier, `elsewhere` are on no passage."""

    path: Path
    offers: tuple[Offer, ...]
    taken: int
    elsewhere: int


def find_comments(project: Project, path: Path, *, job: Job = SILENT) -> Offers:
    """Return the comments that can be taken in, in the order of the report.

    Raises `UserError`: "report_other_project", "report_unmarked", and what reading a file raises.
    """
    read = read_comments(path, job)
    if not read.project:
        raise UserError("report_unmarked", name=path.name)
    if read.project != project.info.guid:
        raise UserError("report_other_project", name=path.name, project=project.info.name)
    finder, book = PassageFinder(project), project.codebook()
    known = {memo.guid for memo in list_memos(project)} | finder.guids
    offers, taken, lost = dict[str, Offer](), 0, 0
    for comment in read.on_passages:
        job.check()
        offer = _offer(project, book, finder, comment)
        if offer is None:
            lost += 1
        elif offer.guid in known or finder.is_coded(offer.span, offer.document, offer):
            taken += 1
        else:
            offers.setdefault(offer.guid, offer)
    return Offers(path, tuple(offers.values()), taken, read.elsewhere + lost)


def take_comments(
    project: Project, path: Path, offers: Sequence[Offer], *, origin: object = None
) -> Changes:
    """Take comments in, in one operation; coders that are new are made.

    Raises `UserError`, where something went since they were offered: "code_unknown",
    "document_unknown", "span_outside".
    """
    with project.operation(Op.TAKE_COMMENTS, origin=origin, file=path.name) as unit:
        unit.params["comments"] = len(offers)
        book = project.codebook(unit.connection)
        for offer in offers:
            coder = _coder(unit, clean_name(offer.author or project.coder))
            if offer.code is not None and offer.code not in book:
                raise UserError("code_unknown", code=offer.code_path)
            if offer.code is None:
                _add_memo(unit, offer.guid, offer, coder, _link(unit, offer))
            else:
                segment = _add_segment(unit, offer, offer.code, coder)
                if offer.note:
                    guid = str(uuid.uuid5(uuid.UUID(offer.guid), "memo"))
                    _add_memo(unit, guid, offer, coder, MemoLink(segment=segment))
    return unit.changes


def _offer(
    project: Project, book: Codebook, finder: PassageFinder, comment: WordComment
) -> Offer | None:
    place = finder.find(comment)
    if place is None:
        return None
    code, note = _named_code(book, comment.text)
    identity = "\n".join((comment.author, comment.date, comment.text, comment.mark))
    return Offer(
        guid=str(uuid.uuid5(uuid.UUID(project.info.guid), identity)),
        author=comment.author.strip(),
        date=_utc(comment.date),
        text=comment.text,
        note=note,
        document=place.document,
        document_name=place.name,
        span=place.span,
        words=place.words,
        segment=place.segment,
        code=code,
        code_path="" if code is None else book.path(code),
    )


def _named_code(book: Codebook, text: str) -> tuple[CodeId | None, str]:
    """Return the code that the first line of a comment names, and what else it says."""
    first, _break, rest = text.partition("\n")
    name = _LABEL.sub("", first.strip(_AROUND)).strip(_AROUND).casefold()
    paths = [
        code
        for code in book.codes
        if name in (book.path(code).casefold(), shown_names(book.names(code)).casefold())
    ]
    found = paths or [c.id for c in book.codes.values() if c.name.casefold() == name]
    return (found[0], rest.strip()) if len(found) == 1 else (None, text)


def _utc(date: str) -> str:
    """Return when a comment was written; Word keeps the time of the wall, whatever it says."""
    try:
        wall = datetime.fromisoformat(date).replace(tzinfo=None)
        moment = wall.astimezone().astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        moment = datetime.now(UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _coder(unit: Unit, name: str) -> CoderId:
    known = coders.find_coder(unit.connection, name)
    if known is not None:
        return known
    every = coders.list_coders(unit.connection)
    return coders.add_coder(unit, name, next_color(coder.color for coder in every))


def _link(unit: Unit, offer: Offer) -> MemoLink:
    if offer.segment is not None and segments.get_segments(unit.connection, [offer.segment]):
        return MemoLink(segment=offer.segment)
    check_span(documents.get_document(unit.connection, offer.document), offer.span)
    return MemoLink(document=offer.document, span=offer.span)


def _add_memo(unit: Unit, guid: str, offer: Offer, coder: CoderId, link: MemoLink) -> None:
    values = {
        "guid": guid,
        "title": "",
        "text": canonical(offer.note).text.strip(),
        "kind": MemoKind.NOTE.value,
        "coder_id": coder,
        "created": offer.date,
        "changed": offer.date,
    }
    memos.add_memo(unit, values, [link])


def _add_segment(unit: Unit, offer: Offer, code: CodeId, coder: CoderId) -> SegmentId:
    check_span(documents.get_document(unit.connection, offer.document), offer.span)
    known = segments.find_equal(unit.connection, offer.document, code, coder, offer.span)
    if known is not None:
        return known
    row = segment_columns(offer.document, offer.span, code, coder)
    return segments.add_segments(unit, [{**row, "guid": offer.guid}])[0]
