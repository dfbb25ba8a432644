"""Shows in a text where undo or redo acted: in sight, and lit up for a moment; the caret stays."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from qcode.model.acted import Acted
from qcode.model.text import Span
from qcode.ui.accessible import announce
from qcode.ui.coding.view import CodingView

from .pane import ReadingPane


def point_to(pane: ReadingPane, acted: Acted) -> None:
    """Light up what came, went or changed; scroll there only if none of it is in sight."""
    if acted.anew:
        pane.reload(acted.document, partial(_light, pane.view, acted.spans))
    else:
        _light(pane.view, acted.spans)


def _light(view: CodingView, spans: Sequence[Span]) -> None:
    spans = [each for each in spans if each.end <= len(view.text())]
    if not spans:
        return
    seen = view.on_screen()
    span = min(spans, key=lambda each: (_far(each, seen), each))
    if _far(span, seen):
        view.scroll_to(span)
        announce(view, view.describe_span(span))
    view.flash(span)


def _far(span: Span, seen: Span) -> int:
    """Return how many characters a passage lies outside what is in sight, 0 if it does not."""
    if span.start < seen.end and seen.start < span.end:
        return 0
    return max(span.start - seen.end, seen.start - span.end) + 1
