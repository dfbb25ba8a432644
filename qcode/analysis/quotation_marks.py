"""Finding what a manuscript quotes: by quotation marks, by paragraph and by style.

The same character opens in one language and closes in another, and is an apostrophe in a third:
what stands on both sides of it decides. Of quotations in a quotation only the outer one counts.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from qcode.model.manuscript import Manuscript, Quotation, QuotationKind
from qcode.model.text import Span

from .quotation_dashes import find_talk, is_told

# What may close a quotation that a character has opened.
_CLOSING = {
    "”": "”",
    "“": "”",
    "„": "“”‟",
    "‟": "”",
    '"': '"',
    "＂": "＂",
    "»": "«»",
    "«": "»",
    "›": "‹›",
    "‹": "›",
    "‘": "’",
    "‚": "‘’",
    "’": "’",
    "'": "'",
    "「": "」",
    "『": "』",
}
_OPENING = re.compile(f"[{''.join(_CLOSING)}]")
_SINGLE = "’'‘‚"
_SPACED = "«‹"  # French: with a space inside
_BEFORE = "([{<–—-/…:;,.«»“„”\"‘'"  # what may stand right before a quotation, besides a space
_LONGEST = 8_000  # characters in one quotation
_SOURCE_LINE = re.compile(r"\s*(?:[–—-]{1,2}\s*\S|\([^()\n]*\)[.]?\s*$)")
_SOURCE_WORDS = 12
_TALK = re.compile(r"\s*[–—-]{1,2}\s")
_TAIL = re.compile(r"\s*[(\[][^()\[\]\n]{1,80}[)\]]\s*[.]?\s*$")
_OMITS = re.compile(r"[\s()\[\]./…–—-]*")


def find_quotations(manuscript: Manuscript) -> list[Quotation]:
    """Return every quotation, in order; none inside another."""
    body = manuscript.notes if manuscript.notes >= 0 else len(manuscript.text)
    talk = list(find_talk(manuscript.text, end=body))
    spoken = [each.outer for each in talk if is_told(manuscript.text, each)]
    blocks = list(_blocks(manuscript, spoken))
    taken = [each.outer for each in blocks]
    marked = [
        _quotation(manuscript.text, span, QuotationKind.STYLE)
        for span in manuscript.marked
        if not _touches(taken, span) and manuscript.text[span.start : span.end].strip()
    ]
    taken = sorted([*taken, *(each.outer for each in marked)])
    found = [each for each in _in_marks(manuscript.text, taken) if not _touches(taken, each.outer)]
    taken = sorted([*taken, *(each.outer for each in found)])
    listed = sorted(manuscript.blocks)
    free = [
        each
        for each in talk
        if not _touches(taken, each.outer)
        and (each.outer in spoken or not _touches(listed, each.outer))
    ]
    return sorted([*blocks, *marked, *found, *free], key=lambda each: each.span)


def _touches(taken: list[Span], span: Span) -> bool:
    """Whether a span has a character in common with one of some that lie apart, in order."""
    at = bisect_left(taken, span.end, key=lambda each: each.start)
    return at > 0 and taken[at - 1].end > span.start


# --- paragraphs


def _blocks(manuscript: Manuscript, spoken: list[Span]) -> Iterator[Quotation]:
    """Yield the block quotations: paragraphs that follow one another are one.

    What is `spoken` behind a dash, and says by whom, is not of them.
    """
    text = manuscript.text
    group: list[Span] = []
    for span in manuscript.blocks:
        if _touches(spoken, span):
            continue
        apart = bool(group) and not text[group[-1].end : span.start].isspace()
        if group and (apart or _is_source(text, group[-1], group[0])):
            yield from _block(text, group)
            group = []
        group.append(span)
    if group:
        yield from _block(text, group)


def _is_source(text: str, span: Span, first: Span) -> bool:
    """Whether a paragraph names the source of the quotation above it, which has a `first` one."""
    line = text[span.start : span.end]
    if span != first and _TALK.match(line) and _TALK.match(text, first.start):
        return False  # people talk, each behind a dash
    return len(line.split()) <= _SOURCE_WORDS and _SOURCE_LINE.match(line) is not None


def _block(text: str, group: list[Span]) -> Iterator[Quotation]:
    if len(group) > 1 and _is_source(text, group[-1], group[0]):
        group = group[:-1]
    pieces = [_trimmed(text, span) for span in group]
    pieces = [span for span in pieces if span.end > span.start]
    if not pieces:
        return
    last = pieces[-1]
    tail = _TAIL.search(text, last.start, last.end)
    if tail is not None and tail.start() > last.start and not _OMITS.fullmatch(tail[0]):
        pieces[-1] = _trimmed(text, Span(last.start, tail.start()))
    if len(pieces) == 1:
        pieces = [_unmarked(text, pieces[0])]
    span = Span(pieces[0].start, pieces[-1].end)
    outer = Span(group[0].start, group[-1].end)
    yield Quotation(span, outer, QuotationKind.BLOCK, tuple(pieces))


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _unmarked(text: str, span: Span) -> Span:
    """Return a span without the pair of quotation marks that stands around all of it."""
    start, end = span
    if end - start > 2 and text[start] in _CLOSING and text[end - 1] in _CLOSING[text[start]]:
        return _trimmed(text, Span(start + 1, end - 1))
    return span


def _quotation(text: str, span: Span, kind: QuotationKind) -> Quotation:
    inner = _unmarked(text, _trimmed(text, span))
    return Quotation(inner, span, kind, (inner,))


# --- marks


def _in_marks(text: str, taken: Iterable[Span]) -> Iterator[Quotation]:
    """Yield what stands in quotation marks, outside the blocks that are known."""
    known = list(taken)
    ends = {span.start: span.end for span in known}
    starts = sorted(ends)
    at = 0
    while (mark := _OPENING.search(text, at)) is not None:
        here = mark.start()
        place = bisect_right(starts, here) - 1
        if place >= 0 and here < ends[starts[place]]:
            at = ends[starts[place]]
            continue
        end = _close(text, here) if _may_open(text, here) else None
        if end is None:
            at = here + 1
            continue
        outer = Span(here, end + 1)
        inner = _trimmed(text, Span(here + 1, end))
        if inner.end > inner.start:
            yield Quotation(inner, outer, QuotationKind.MARKS, (inner,))
        at = end + 1


def _may_open(text: str, at: int) -> bool:
    mark, after = text[at], text[at + 1 : at + 2]
    before = text[at - 1 : at] if at else ""
    if not after or (after.isspace() and mark not in _SPACED):
        return False
    if mark in "“„‘‚«‹「『‟":
        return not (mark in "‘«" and before.isalnum())
    if before and not before.isspace() and before not in _BEFORE:
        return False
    return not (mark in _SINGLE and not (after.isalnum() or after in "[(…./"))


def _close(text: str, at: int) -> int | None:
    """Return where the quotation ends that a mark opens: in its paragraph, or in the next ones."""
    limit = min(len(text), at + _LONGEST)
    end = text.find("\n", at, limit)
    end = limit if end < 0 else end
    found = _close_before(text, at, end)
    while found is None and text[at] not in _SINGLE and end < limit:
        # A quotation of several paragraphs opens each of them anew, and closes the last only.
        following = end + 1
        if text[following : following + 1] != text[at]:
            return None
        stop = text.find("\n", following, limit)
        stop = limit if stop < 0 else stop
        found = _close_before(text, following, stop)
        end = stop
    return found


def _close_before(text: str, at: int, end: int) -> int | None:
    opening = text[at]
    closing = _CLOSING[opening]
    depth = 0
    first: int | None = None
    for place in range(at + 1, end):
        mark = text[place]
        if mark in closing and _may_close(text, place):
            if depth:
                depth -= 1
                continue
            if mark not in _SINGLE or not _is_possessive(text, place):
                return place
            first = place if first is None else first
        elif mark == opening and opening not in closing and _may_open(text, place):
            depth += 1
    return first


def _may_close(text: str, at: int) -> bool:
    mark, before, after = text[at], text[at - 1], text[at + 1 : at + 2]
    if before.isspace() and mark not in "»›":
        return False
    return not after.isalnum()


def _is_possessive(text: str, at: int) -> bool:
    """Whether a single mark may be the apostrophe of "the students' work"."""
    after = text[at + 1 : at + 3]
    return text[at - 1] == "s" and len(after) == 2 and after[0] == " " and after[1].islower()
