"""A coding at a glance, in rich text for a tool tip and in plain words for a list or a voice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

from qcode.services.facts import SegmentFacts
from qcode.services.language import tr
from qcode.ui.theme import code_color, colors

TOLD = 6  # codings on one card with all that is known; of more, the codes
_LINES = 4  # of a memo
_LETTERS = 320
_WIDE = 340  # pixels of a card that says much
_LONG = 46  # letters that make a card wide


def shortened(text: str) -> str:
    """Return the first lines of a text, with an ellipsis where something is left out."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    short = "\n".join(lines[:_LINES])
    if len(short) > _LETTERS:
        short = short[:_LETTERS].rsplit(" ", 1)[0]
    return short if len(short) == len("\n".join(lines)) else short + "…"


def details(facts: SegmentFacts) -> list[str]:
    """Return who, when and how strongly, and the condensed wording; the memo is not in it."""
    found = [facts.source] if facts.source else []
    if facts.weight is not None:
        found.append(tr("Weight {n} of 100", n=facts.weight))
    if facts.condensed:
        found.append(tr("In short: {words}", words=facts.condensed))
    return found


def spoken(facts: SegmentFacts, words: str = "") -> str:
    """Return a coding as one sentence after another; `words` are of its passage."""
    parts = [facts.path, *([words] if words else []), *details(facts)]
    if facts.memo:
        parts.append(tr("Memo: {text}", text=shortened(facts.memo)))
    return ". ".join(part.rstrip(".") for part in parts) + "."


def card(found: Sequence[SegmentFacts], *, dark: bool) -> str:
    """Return codings as rich text for a tool tip."""
    pieces = [_piece(facts, dark=dark) for facts in found[:TOLD]]
    if len(found) > TOLD:
        times = Counter(_name(facts, dark=dark) for facts in found[TOLD:])
        lines = (f"{name} ({n})" if n > 1 else name for name, n in times.items())
        pieces.append(f"<p>{'<br>'.join(lines)}</p>")
    long = any(
        len(line) > _LONG
        for facts in found[:TOLD]
        for line in (*details(facts), *shortened(facts.memo).splitlines())
    )
    width = f" width='{_WIDE}'" if long else " style='white-space:nowrap'"
    return f"<table cellpadding='2'><tr><td{width}>{''.join(pieces)}</td></tr></table>"


def _piece(facts: SegmentFacts, *, dark: bool) -> str:
    muted = colors(dark).muted
    source, *more = details(facts) or [""]
    lines = [_name(facts, dark=dark)]
    if source:
        lines.append(f"<span style='color:{muted}'>{escape(source)}</span>")
    lines += [escape(line) for line in more]
    if facts.memo:
        lines += [f"<i>{escape(line)}</i>" for line in shortened(facts.memo).splitlines()]
    return f"<p style='margin-top:0;margin-bottom:6px'>{'<br>'.join(lines)}</p>"


def _name(facts: SegmentFacts, *, dark: bool) -> str:
    patch = code_color(facts.color, dark).stripe.name()
    return f"<span style='color:{patch}'>■</span> <b>{escape(facts.path)}</b>"
