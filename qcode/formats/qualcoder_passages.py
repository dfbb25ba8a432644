"""Codings and annotations of texts of QualCoder."""

from __future__ import annotations

from collections.abc import Iterator

from .exchange import ExchangeLink, ExchangeSegment, FoundOffsets
from .foreign_values import ForeignLoss, text, whole
from .qualcoder_codes import Codes
from .qualcoder_context import Context
from .qualcoder_sources import Sources

_CODING = ("cid", "fid", "seltext", "pos0", "pos1", "owner", "date", "memo", "important")
_ANNOTATION = ("fid", "pos0", "pos1", "memo", "owner", "date")
IMPORTANT = 100  # the weight of what is marked as important


def read_segments(context: Context, codes: Codes, sources: Sources) -> Iterator[ExchangeSegment]:
    """Yield the codings of texts; their memos go to the context."""
    rows = context.database.rows("code_text", _CODING, order=("fid", "pos0", "pos1", "cid"))
    for code, file, words, start, end, owner, date, memo, important in rows:
        source, number = sources.document(whole(file)), whole(code)
        first, last = whole(start), whole(end)
        if source is None or source.positions is None or number not in codes.guids:
            context.losses.add(ForeignLoss.DANGLING, "code_text")
            continue
        if number is None or first is None or last is None:
            context.losses.add(ForeignLoss.OUTSIDE, source.name)
            continue
        span, is_sure = source.positions.coded(first, last, words if isinstance(words, str) else "")
        if span is None:
            context.losses.add(ForeignLoss.OUTSIDE, source.name)
            continue
        if not is_sure:
            context.losses.add(ForeignLoss.MISPLACED, " ".join(text(words).split()))
        # What the table itself holds apart: numbers of rows are given to others, too.
        key = ("code_text", source.guid, codes.names[number], first, last, text(owner))
        mark = context.guid(*key)
        yield ExchangeSegment(
            mark,
            source.guid,
            codes.guids[number],
            context.coder(owner),
            *span,
            weight=IMPORTANT if whole(important) == 1 else None,
            made=context.moment(date),
        )
        link = ExchangeLink(segment=mark)
        context.memo(memo, link, owner=owner, date=date, key=("code_text", mark))


def read_annotations(context: Context, sources: Sources) -> None:
    """Read the annotations of texts as memos at their places."""
    for file, start, end, memo, owner, date in context.database.rows(
        "annotation", _ANNOTATION, order=("fid", "pos0", "pos1")
    ):
        source, first, last = sources.document(whole(file)), whole(start), whole(end)
        if source is None or source.positions is None:
            context.losses.add(ForeignLoss.DANGLING, "annotation")
            continue
        span = None
        if first is not None and last is not None:
            span = source.positions.span(first, last, selected=True)
        if span is None:
            context.losses.add(ForeignLoss.OUTSIDE, source.name)
        link = ExchangeLink(document=source.guid, span=span)
        key = ("annotation", source.guid, first, last, text(owner))
        context.memo(memo, link, owner=owner, date=date, key=key)


def found_offsets(sources: Sources) -> Iterator[FoundOffsets]:
    """Yield how the positions of each text that has codings were counted."""
    for source in sources.all.values():
        places = source.positions
        if places is not None and places.checked:
            yield FoundOffsets(
                source.guid, places.dialect, places.score, places.score, places.checked
            )
