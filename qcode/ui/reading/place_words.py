"""Where the caret is: which coding is meant there, and in words paragraph, speaker, codes.

What the text's own line of names says already is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from qcode.model.segment import SegmentId
from qcode.model.text import Span
from qcode.services.language import tr, trn
from qcode.services.retrieval import PlaceFinder
from qcode.services.words import clock
from qcode.ui.coding.view import CodingView

_NAMED = 2  # codes; of more, how many


def place_words(place: PlaceFinder, view: CodingView, *, selected: int) -> str:
    """Return where the caret is, with so many characters selected."""
    position = view.cursor_position()
    parts = [f"¶ {place.paragraphs.number_at(position)}"]
    turn = place.turn_at(position)
    if turn is not None and turn.speaker:
        parts.append(turn.speaker)
    if turn is not None and turn.start_ms is not None:
        parts.append(clock(turn.start_ms))
    names = list(dict.fromkeys(_names_here(view, position)))
    if names and not view.names_codes():
        more = len(names) - _NAMED
        shown = [*names[:_NAMED], *([tr("+{n}", n=more)] if more > 0 else [])]
        parts.append(", ".join(shown))
    if selected:
        parts.append(trn("{n} character selected", "{n} characters selected", selected))
    return " · ".join(parts)


def _names_here(view: CodingView, position: int) -> Iterable[str]:
    """Yield the codes at the caret, that of a chosen segment first."""
    codings, chosen = view.codings(), view.selected_segment()
    for each in chain([] if chosen is None else [chosen], _near(view, position)):
        segment = codings.get(each)
        if segment is not None:
            yield codings.code(segment.code).name


def meant(view: CodingView, selection: Span | None) -> list[SegmentId]:
    """Return the segment that is meant: chosen, just on the selection, or at the caret."""
    chosen = view.selected_segment()
    if chosen is not None:
        return [chosen]
    if selection is not None:
        found = view.segments_on(selection) or view.segments_at(selection.start)
    else:
        found = _near(view, view.cursor_position())
    return found[:1]


def _near(view: CodingView, position: int) -> list[SegmentId]:
    """Return the segments at the caret, or just before it."""
    return [segment.id for segment in view.codings().beside(position)]
