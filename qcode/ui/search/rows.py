"""What a search found, as rows: grouped by document, then memos, then codes; or one sorted list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from qcode.model.codebook import Codebook, CodeId
from qcode.model.text import Span
from qcode.services.hit_list import HitList, group_of
from qcode.services.hit_order import Order, Spot
from qcode.services.hits import Hit, Source, SourceKey
from qcode.services.kwic import KwicLine
from qcode.services.language import tr
from qcode.services.words import clock, paragraphs_shown
from qcode.ui.found.rows import Chip, Heading, Passage, Row

# Characters before the first match: so that it stands in the first two lines of a narrow list.
LEAD = 48


@dataclass(frozen=True, slots=True)
class GroupRow(Heading):
    """The line above the hits of a document, of all memos, or of all codes."""

    group: SourceKey | None = None
    count: int = 0
    folded: bool = False


@dataclass(frozen=True, slots=True)
class HitRow(Passage):
    """One hit. Its key is a `Spot`; `many` is how many matches the unit has."""

    many: int = 1


@dataclass(frozen=True, slots=True)
class LineRow(HitRow):
    """One match with its context: `left` ends where the key word begins."""

    left: str = ""
    word: str = ""
    right: str = ""


Item = Hit | KwicLine


def rows_of(found: HitList, items: Sequence[Item]) -> list[Row]:
    """Return the rows for the first items of a list; the counts are those of all hits."""
    if found.wish.order is not Order.PLACE:
        return [_row(item, found.codebook, alone=True) for item in items]
    return list(_grouped(found, items))


def _grouped(found: HitList, items: Sequence[Item]) -> Iterator[Row]:
    wish = found.wish
    members = {
        group: list(some) for group, some in groupby(items, lambda item: group_of(_key(item)))
    }
    for group, count in found.counts.items():
        folded = group in wish.folded
        if wish.only is not None and group != wish.only:
            continue
        if not folded and group not in members:
            return  # not read yet
        yield GroupRow(_name(found, group), str(count), group=group, count=count, folded=folded)
        for item in () if folded else members[group]:
            yield _row(item, found.codebook, alone=False)


def positions_of(found: HitList, items: Iterable[Item]) -> dict[Spot, int]:
    """Return which of all rows of the list each row is, from 1: lines of a hit share its number."""
    positions: dict[Spot, int] = {}
    sorted_lines = found.wish.lines and found.wish.order in (Order.LEFT, Order.RIGHT)
    before, number = None, 0
    for item in items:
        spot = spot_of(item)
        if sorted_lines or spot.unit != before:
            before, number = spot.unit, number + 1
        positions[spot] = number
    return positions


def spot_of(item: Item) -> Spot:
    """Return what a row is known by while the list changes around it."""
    return Spot(item.unit) if isinstance(item, Hit) else Spot(item.hit.unit, item.number)


def _key(item: Item) -> SourceKey:
    return (item if isinstance(item, Hit) else item.hit).unit.key


def _name(found: HitList, group: SourceKey) -> str:
    match group.source:
        case Source.MEMO:
            return tr("Memos")
        case Source.CODE:
            return tr("Codes")
    return found.name_of(group)


def _row(item: Item, codebook: Codebook, *, alone: bool) -> HitRow:
    """Return one row; `alone` without a heading that says where it stands."""
    hit = item if isinstance(item, Hit) else item.hit
    of_document = hit.source is Source.DOCUMENT
    codes = [codebook[code] for code in hit.codes if code in codebook]
    chips = tuple(Chip(code.name, code.color) for code in codes)
    place = " · ".join(part for part in _place(hit, codebook, alone=alone) if part)
    spoken = hit.title if of_document and not alone else ""
    if isinstance(item, Hit):
        text, marks = shown_around(hit)
        return HitRow(
            key=spot_of(item),
            text=text,
            place=place,
            marks=marks,
            chips=chips,
            spoken=spoken,
            many=len(hit.marks),
        )
    left, right = item.left, item.right
    return LineRow(
        key=spot_of(item),
        text=" ".join(f"{left}{item.key}{right}".split()),
        place=place,
        chips=chips,
        spoken=f"{item.key}. {spoken}" if spoken else item.key,
        many=len(hit.marks),
        left=f"…{left}" if item.before else left,
        word=item.key,
        right=f"{right}…" if item.after else right,
    )


def _place(hit: Hit, codebook: Codebook, *, alone: bool) -> list[str]:
    if hit.source is Source.DOCUMENT:
        time = "" if hit.time_ms is None else clock(hit.time_ms)
        paragraph = paragraphs_shown(hit.paragraph, hit.paragraph)
        return [hit.title if alone else "", hit.speaker or "", paragraph, time]
    kind = tr("Memo") if hit.source is Source.MEMO else tr("Code")
    title = hit.title
    if hit.source is Source.CODE and hit.source_id in codebook:
        title = codebook.shown(CodeId(hit.source_id))
    return [kind if alone else "", title]


def shown_around(hit: Hit) -> tuple[str, tuple[Span, ...]]:
    """Return the words around the first match, and where the matches stand there.

    White space is made plain without moving a character; "…" shows what is cut off. The label of
    who speaks is left out: it is said above.
    """
    piece = hit.snippet
    text = re.sub(r"\s", " ", piece.text)
    first = piece.matches[0].start if piece.matches else len(text)
    label = f"{hit.speaker}: "
    skipped = len(label) if text.startswith(label) and len(label) <= first else 0
    cut = _word_start(text, first - LEAD, first) if skipped + LEAD < first < len(text) else skipped
    before = "…" if piece.before or cut > skipped else ""
    by = len(before) - cut
    marks = tuple(Span(m.start + by, m.end + by) for m in piece.matches if m.start >= cut)
    return before + text[cut:] + ("…" if piece.after else ""), marks


def _word_start(text: str, at: int, limit: int) -> int:
    """Return where the next word begins at or after `at`, but not beyond `limit`."""
    blank = text.find(" ", at, limit)
    return at if blank < 0 else blank + 1
