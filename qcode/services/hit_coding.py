"""Coding what a search finds: proposed passage by passage, coded in one operation.

What was proposed is kept with the operation, as hashes, so that the next time only what is new
since then need be looked at.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qcode.index.units import Source, UnitKey
from qcode.model.changes import Changes, Op, Operation
from qcode.model.codebook import Codebook, CodeId, join_path
from qcode.model.document import DocumentId
from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.model.query import print_query
from qcode.model.query_parser import parse
from qcode.model.ranges import SpanIndex
from qcode.model.search_options import PLAIN, SearchOptions
from qcode.model.segment import CoderId, Segment
from qcode.model.text import Span
from qcode.store import journal, segments

from .codes import clean_path
from .coding import apply_to_many
from .hits import Chosen, shifted
from .projects import Project
from .retrieval import PlaceFinder
from .searching import Searcher
from .units import document_units
from .widening import Extent, Passage, passages_around

_HASH = 6  # bytes: one mistaken for another in 10,000 million pairs
_KEPT = "seen"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A passage that could be coded.

    `text` are its words and `matches` where in them, in code points, the query is met. `codes`
    are the codes on any part of it; `coded` says that the whole of it has the code already, by
    this coder. `new` says that it was not proposed the last time.
    """

    document: DocumentId
    name: str
    span: Span
    text: str
    matches: tuple[Span, ...]
    speaker: str | None
    paragraph: int
    codes: tuple[CodeId, ...]
    coded: bool
    new: bool


@dataclass(frozen=True, slots=True)
class Proposals:
    """All passages that a query gives, in the order of documents and text.

    `last` is the operation that coded what this query found with this code the last time.
    """

    query: str
    path: str
    extent: Extent
    items: tuple[Proposal, ...]
    last: Operation | None
    options: SearchOptions = PLAIN


def passages(
    searcher: Searcher,
    text: str,
    extent: Extent | None = None,
    *,
    chosen: Chosen | None = None,
    options: SearchOptions = PLAIN,
    job: Job = SILENT,
) -> dict[DocumentId, list[Passage]]:
    """Return the passages of documents that a query finds, for coding them all.

    `chosen` are the hits that are meant, None for all.
    Raises `UserError("index_behind")` while the index is incomplete, so that nothing is missed.
    """
    extent = extent or Extent()
    searcher.update(job=job)
    answer = searcher.units(text, options=options, job=job)
    if answer.missing:
        raise UserError("index_behind", documents=answer.missing)
    found: dict[DocumentId, list[Passage]] = {}
    for key in answer.in_order():
        if key.source is not Source.DOCUMENT:
            continue
        job.check()
        number = DocumentId(key.id)
        opened = searcher.project.text(number)
        units, language = document_units(opened).units, opened.document.language
        marker = answer.marker
        found_in = (
            (at, shifted(marker.matches(key, units[at], language), units[at].start))
            for at in answer.found.numbers(key)
        )
        placed = (
            (units[at], meant)
            for at, spans in found_in
            if (meant := _meant(chosen, UnitKey(key, at), spans)) is not None
        )
        inside = passages_around(placed, extent, PlaceFinder(opened))
        if inside:
            found[number] = inside
    return found


def propose(
    searcher: Searcher,
    query: str,
    path: str,
    extent: Extent | None = None,
    *,
    chosen: Chosen | None = None,
    options: SearchOptions = PLAIN,
    job: Job = SILENT,
) -> Proposals:
    """Return what coding the hits of a query with a code would code, passage by passage.

    `path` may be of a code that is not there yet, or "" while none is chosen; `chosen` are the
    hits that are meant, None for all. Raises as `passages` does.
    """
    project, extent = searcher.project, extent or Extent()
    codebook = project.codebook()
    code = _code(codebook, path)
    asked = _asked(query, options, extent)
    last = _last_time(project, asked, path, "" if code is None else codebook[code].guid)
    before = Counter(_kept(last))
    own = next((coder.id for coder in project.coders() if coder.name == project.coder), None)
    items: list[Proposal] = []
    there = passages(searcher, query, extent, options=options, chosen=chosen, job=job)
    for number, inside in there.items():
        job.check()
        items += _proposals(project, number, inside, (code, own), before)
    return Proposals(query, path, extent, tuple(items), last, options)


def code_proposals(
    project: Project,
    proposals: Proposals,
    chosen: Iterable[Proposal],
    *,
    path: str = "",
    origin: object = None,
) -> tuple[int, Changes]:
    """Code the chosen ones of some proposals in one operation; return how many were new.

    All of the proposals count as seen the next time, chosen or not, with those of the last time.
    `path` is the code where the proposals were made without one.
    """
    wanted: dict[DocumentId, list[Span]] = {}
    for each in chosen:
        wanted.setdefault(each.document, []).append(each.span)
    guids = {row.id: row.guid for row in project.documents()}
    now = Counter(_hash(guids[each.document], each.text) for each in proposals.items)
    seen = (now | Counter(_kept(proposals.last))).elements()  # also what was not listed now
    return apply_to_many(
        project,
        wanted,
        path or proposals.path,
        params=_asked(proposals.query, proposals.options, proposals.extent)
        | {_KEPT: _packed(seen)},
        origin=origin,
    )


def autocode(
    searcher: Searcher,
    query: str,
    path: str,
    extent: Extent | None = None,
    *,
    options: SearchOptions = PLAIN,
    new_only: bool = False,
    chosen: Chosen | None = None,
    job: Job = SILENT,
    origin: object = None,
) -> tuple[int, Changes]:
    """Code every passage that a query finds, in one operation; return how many were new.

    With `new_only` those are left out that were proposed the last time, with the same code.
    """
    found = propose(searcher, query, path, extent, options=options, chosen=chosen, job=job)
    wanted = [each for each in found.items if each.new or not new_only]
    return code_proposals(searcher.project, found, wanted, origin=origin)


def _meant(
    chosen: Chosen | None, unit: UnitKey, spans: tuple[Span, ...]
) -> tuple[Span, ...] | None:
    """Return the matches of a unit that are meant; None if the unit is not."""
    if chosen is None:
        return spans
    if unit not in chosen:
        return None
    numbers = chosen[unit]
    if numbers is None:
        return spans
    return tuple(span for number, span in enumerate(spans) if number in numbers)


# -- what is there already


def _code(codebook: Codebook, path: str) -> CodeId | None:
    """Return the code of a path, None for one that is not there yet."""
    if not path.strip():
        return None
    wanted = join_path(clean_path(path))
    walked = (code.id for _depth, code in codebook.walk() if codebook.path(code.id) == wanted)
    return next(walked, None)


def _proposals(
    project: Project,
    number: DocumentId,
    inside: Sequence[Passage],
    own: tuple[CodeId | None, CoderId | None],
    before: Counter[bytes],
) -> Iterator[Proposal]:
    opened = project.text(number)
    place = PlaceFinder(opened)
    with project.reading() as view:
        coded = SpanIndex(segments.find_segments(view, documents=[number]))
    for passage in inside:
        start, end = passage.span
        there: list[Segment] = coded.query(start, end)
        text = opened.text[start:end]
        name = _hash(opened.document.guid, text)
        before[name] -= 1
        yield Proposal(
            document=number,
            name=opened.document.name,
            span=passage.span,
            text=text,
            matches=shifted(passage.matches, -start),
            speaker=place.speaker(passage.span),
            paragraph=place.paragraphs.number_at(start),
            codes=tuple(sorted({segment.code for segment in there})),
            coded=any(
                (segment.code, segment.coder) == own
                and segment.start <= start
                and segment.end >= end
                for segment in there
            ),
            new=before[name] < 0,
        )


# -- the last time


def _last_time(
    project: Project, asked: Mapping[str, object], path: str, guid: str
) -> Operation | None:
    """Return the newest operation that coded the same, and was not undone.

    The code is the same by its GUID, or by its path where it was made in that operation.
    """
    if not path.strip():
        return None
    code = join_path(clean_path(path))
    with project.reading() as view:
        for operation in journal.operations_of(view, Op.AUTOCODE):
            params = operation.params
            same = params.get("code_guid") == guid if guid else params.get("code") == code
            if same and not operation.undone and asked.items() <= params.items():
                return operation
    return None


def _asked(query: str, options: SearchOptions, extent: Extent) -> dict[str, object]:
    return {
        "query": print_query(parse(query)),
        "options": str(options),
        "unit": extent.unit,
        "around": extent.around,
    }


def _hash(document: str, text: str) -> bytes:
    return hashlib.blake2b(f"{document}\0{text}".encode(), digest_size=_HASH).digest()


def _packed(hashes: Iterable[bytes]) -> str:
    return base64.b64encode(b"".join(hashes)).decode()


def _kept(last: Operation | None) -> Iterator[bytes]:
    """Yield what was proposed in an operation; nothing for None or what cannot be read."""
    kept: Mapping[str, object] = {} if last is None else last.params
    packed = kept.get(_KEPT, "")
    data = base64.b64decode(packed) if isinstance(packed, str) else b""
    return (data[at : at + _HASH] for at in range(0, len(data), _HASH))
