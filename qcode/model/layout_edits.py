"""What a change of a text does to its layout: turns, formatting, pages, notes, regions go along.

All positions are code points of a canonical text, half-open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from .edits import Edges, Fate, Side, TextChange
from .layout import Format, Layout, Note, Page, Region, Style, Turn
from .text import Span, paragraphs


def map_layout(layout: Layout, change: TextChange, new_text: str) -> Layout:
    """Return the layout of `new_text`, which `change` made of the text that `layout` is for.

    Turns, headings, list items and cells that began or ended with a paragraph do so again: what
    is typed beside them in their paragraph is theirs, what is put in as a paragraph of its own is
    not. Where paragraphs are joined, their turns become one, under the first speaker that has a
    name. A heading or list item that is cut in two becomes two. Other formatting keeps to its
    characters. A region keeps its paragraph, and of paragraphs that are joined the first one's
    stays. What lost all its text is dropped, but for notes, which stay at their place.
    The change is refined first, so how coarsely it was made does not matter. Raises ValueError if
    `new_text` is not what it makes.
    """
    if change.is_identity:
        return layout
    carrier = _Carrier(change.refined(), change.invert().apply(new_text), new_text)
    return Layout(
        turns=tuple(carrier.turns(layout.turns)),
        formats=tuple(carrier.formats(layout.formats)),
        pages=tuple(carrier.pages(layout.pages)),
        notes=tuple(carrier.notes(layout.notes)),
        regions=tuple(carrier.regions(layout.regions)),
    )


_OF_PARAGRAPHS = frozenset({Style.HEADING, Style.LIST_ITEM, Style.CELL})


class _Carrier:
    """Carries the parts of a layout from one text to the next."""

    def __init__(self, change: TextChange, old: str, new: str) -> None:
        self._change = change
        self._old = old
        self._new = new

    def turns(self, turns: Iterable[Turn]) -> Iterator[Turn]:
        """Yield what is left of turns, joined where their paragraphs are."""
        last: Turn | None = None
        for turn in turns:
            span = self._paragraphs(turn.start, turn.end)
            if span is None:
                continue
            body = self._body(turn.body, span)
            carried = replace(turn, start=span.start, end=span.end, body=body)
            if last and carried.start < last.end:
                last = _joined(last, carried)
                continue
            if last:
                yield last
            last = carried
        if last:
            yield last

    def _body(self, body: Iterable[Span], turn: Span) -> tuple[Span, ...]:
        """Return the pieces that were said; what is typed beside one, in its turn, is said too."""
        spans = (self._change.map_span(piece, Edges.GROW).span for piece in body)
        clipped = (Span(max(start, turn.start), min(end, turn.end)) for start, end in spans)
        return _spoken(clipped)

    def formats(self, formats: Iterable[Format]) -> Iterator[Format]:
        """Yield what is left of formats; a paragraph keeps one heading, list item or cell."""
        ends: dict[Style, tuple[int, int]] = {}
        for each in formats:
            if each.style not in _OF_PARAGRAPHS:
                span, fate = self._change.map_span((each.start, each.end))
                if fate is not Fate.GONE:
                    yield replace(each, start=span.start, end=span.end)
                continue
            place = self._paragraphs(each.start, each.end)
            old_end, new_end = ends.get(each.style, (-1, -1))
            if place is None or (each.start > old_end and place.start <= new_end):
                continue
            ends[each.style] = each.end, place.end
            for start, end in self._pieces(each, place):
                yield replace(each, start=start, end=end)

    def _pieces(self, each: Format, place: Span) -> list[Span]:
        """Return one span, or one for each paragraph if there is more than one now."""
        if each.style is Style.CELL or "\n" in self._old[each.start : each.end]:
            return [place]
        first = place.start
        parts = paragraphs(self._new[first : place.end])
        return [Span(first + s, first + e) for s, e in parts if s < e] or [place]

    def pages(self, pages: Sequence[Page]) -> Iterator[Page]:
        """Yield the pages that still have text, and those that had none."""
        ends = [*(page.start for page in pages[1:]), self._change.length]
        for page, end in zip(pages, ends, strict=False):
            start = self._change.map_position(page.start, Side.BEFORE)
            if page.start == end or start < self._change.map_position(end, Side.BEFORE):
                yield replace(page, start=start)

    def notes(self, notes: Iterable[Note]) -> Iterator[Note]:
        """Yield all notes where they belong."""
        for note in notes:
            start, end = self._change.map_span((note.start, note.end)).span
            yield replace(note, start=start, end=end)

    def regions(self, regions: Iterable[Region]) -> Iterator[Region]:
        """Yield the regions whose paragraphs are there still, each over one paragraph."""
        last_end = -1
        for region in regions:
            span = self._paragraphs(region.start, region.end)
            if span is None or span.start == span.end or span.start <= last_end:
                continue
            cut = self._new.find("\n", span.start, span.end)
            last_end = span.end if cut < 0 else cut
            yield replace(region, start=span.start, end=last_end)

    def _paragraphs(self, start: int, end: int) -> Span | None:
        """Return where a span is; its edges that were edges of paragraphs are so again.

        None if all its text is gone.
        """
        (new_start, new_end), fate = self._change.map_span((start, end))
        at_start = start == 0 or self._old[start - 1] == "\n"
        at_end = end == len(self._old) or self._old[end] == "\n"
        while at_start and new_start < new_end and self._new[new_start] == "\n":
            new_start += 1
        while at_end and new_start < new_end and self._new[new_end - 1] == "\n":
            new_end -= 1
        if fate is Fate.GONE or (new_start == new_end and start < end):
            return None
        if at_start:
            new_start = self._new.rfind("\n", 0, new_start) + 1
        if at_end:
            found = self._new.find("\n", new_end)
            new_end = len(self._new) if found < 0 else found
        return Span(new_start, new_end)


def _joined(first: Turn, second: Turn) -> Turn:
    """Return two turns that now share a paragraph as one."""
    return replace(
        first,
        end=max(first.end, second.end),
        body=_spoken((*first.body, *second.body)),
        speaker=first.speaker or second.speaker,
        start_ms=second.start_ms if first.start_ms is None else first.start_ms,
        end_ms=first.end_ms if second.end_ms is None else second.end_ms,
    )


def _spoken(pieces: Iterable[Span]) -> tuple[Span, ...]:
    """Return pieces without the empty ones; those that now touch or overlap are one."""
    spoken: list[Span] = []
    for start, end in pieces:
        if spoken and start <= spoken[-1].end:
            spoken[-1] = Span(spoken[-1].start, max(end, spoken[-1].end))
        elif start < end:
            spoken.append(Span(start, end))
    return tuple(spoken)
