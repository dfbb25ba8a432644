"""What refreshing a report does, in words: for the terminal and the window."""

from __future__ import annotations

from collections.abc import Mapping

from qcode.model.refresh import Change, What

from .language import mark, tr, trn
from .report_refresh import Refresh

_WHAT: Mapping[What, str] = {
    What.NEW: mark("New"),
    What.CHANGED: mark("Changed"),
    What.UNCODED: mark("Not coded any more"),
    What.EDITED: mark("Edited by you, left alone"),
    What.LEFT_OUT: mark("Left out: you deleted its section"),
}
_KINDS: Mapping[str, str] = {
    "excerpt": mark("Excerpt"),
    "see": mark("Reference"),
    "heading": mark("Heading"),
    "definition": mark("Definition"),
    "count": mark("Count"),
    "group": mark("Sub-heading"),
    "memo": mark("Memo"),
    "table": mark("Table"),
    "chart": mark("Chart"),
    "transcript": mark("Transcript"),
    "section": mark("Section"),
}


def what_words(what: What) -> str:
    """Return what becomes of a piece, in a few words."""
    return tr(_WHAT[what])


def kind_words(kind: str) -> str:
    """Return what a piece is: "Excerpt"."""
    return tr(_KINDS[kind if kind in _KINDS else "section"])


def place_words(change: Change) -> str:
    """Return what is changed and where: "Excerpt · Tillit · Anna"."""
    parts = dict.fromkeys((kind_words(change.kind), change.chapter, change.name))
    return " · ".join(filter(None, parts))


def shown_words(change: Change) -> str:
    """Return what a piece says after the change, what it said where it goes."""
    return " ".join((change.after or change.before).split())


def summary_line(refresh: Refresh) -> str:
    """Return all of it in one line: "3 new · 1 changed"; "" where there is nothing."""
    counts = refresh.counts
    lines = {
        What.NEW: trn("{n} new", "{n} new", counts[What.NEW]),
        What.CHANGED: trn("{n} changed", "{n} changed", counts[What.CHANGED]),
        What.UNCODED: trn("{n} not coded any more", "{n} not coded any more", counts[What.UNCODED]),
        What.EDITED: trn("{n} edited by you", "{n} edited by you", counts[What.EDITED]),
        What.LEFT_OUT: trn("{n} left out", "{n} left out", counts[What.LEFT_OUT]),
    }
    return " · ".join(words for what, words in lines.items() if counts[what])


def contents_line() -> str:
    """Return what to do about the table of contents where headings changed."""
    return tr("In Word, click in the table of contents and press F9 to bring it up to date.")
