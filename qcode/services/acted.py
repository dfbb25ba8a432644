"""Where undo and redo acted: the passages that came, went or changed, read from the journal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from qcode.model.acted import Acted, ActedOn, changed_part
from qcode.model.changes import Changes
from qcode.model.document import DocumentId
from qcode.model.errors import UserError
from qcode.model.segment import SegmentId
from qcode.model.text import Span
from qcode.store import documents, journal, segments
from qcode.store.reader import Reader

from .projects import Project

Image = tuple[str, int, Mapping[str, Any] | None, Mapping[str, Any] | None]
_TABLES = ("document", "segment", "memo_link")
_THINGS = ("memo", "code", "document")
_ASIDE = frozenset({"position", "changed"})  # columns that others drag along
_MOST = 400  # rows; where more changed, some of the places are enough


def where_acted(project: Project, changes: Changes) -> tuple[Acted, ...]:
    """Return the passages that an operation touched, of the documents that are still there."""
    if not any(changes.touched(table) for table in _TABLES):
        return ()
    with project.reading() as view:
        images = journal.images_of(view, changes.operation, _TABLES, most=_MOST)
        gone = {row for table, row, _before, after in images if table == "document" and not after}
        edited = _edited(view, images)
        spans = _spans(view, images)
    found = (Acted(number, (span,), anew=True) for number, span in edited.items())
    coded = sorted(spans.keys() - edited.keys() - gone)
    return (*found, *(Acted(number, tuple(sorted(spans[number]))) for number in coded))


def acted_on(project: Project, changes: Changes) -> ActedOn | None:
    """Return the memo, code or document that an operation brought back, renamed or worded anew.

    Of several it is the first one that changed by itself: others only make room for it.
    """
    if not any(changes.touched(table) for table in _THINGS):
        return None
    with project.reading() as view:
        images = journal.images_of(view, changes.operation, _THINGS, most=_MOST)
    there = [(table, row, before, after) for table, row, before, after in images if after]
    itself = [image for image in there if image[2] is None or _differs(*image[2:]) - _ASIDE]
    for table, row, _before, _after in itself or there:
        return ActedOn(table, row)
    return None


def _differs(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> set[str]:
    old, new = before or {}, after or {}
    return {name for name in {*old, *new} if old.get(name) != new.get(name)}


def _edited(view: Reader, images: Sequence[Image]) -> dict[DocumentId, Span]:
    """Return the part of each text that is another now."""
    found = {}
    for table, number, before, after in images:
        if table == "document" and before and after and "text_hash" in after:
            with suppress(UserError):  # what was erased for good cannot be compared
                old, new = (documents.read_text(view, str(i["text_hash"])) for i in (before, after))
                span = changed_part(old, new)
                if span is not None:
                    found[DocumentId(number)] = span
    return found


def _spans(view: Reader, images: Sequence[Image]) -> dict[DocumentId, set[Span]]:
    """Return the passages of codings and of links of memos."""
    found: dict[DocumentId, set[Span]] = defaultdict(set)
    asked: list[SegmentId] = []  # whose images do not say where they are
    for table, number, before, after in images:
        row = {**(before or {}), **(after or {})}
        if row.get("document_id") and row.get("start") is not None and row.get("end"):
            found[DocumentId(row["document_id"])].add(Span(row["start"], row["end"]))
        elif table == "segment":
            asked.append(SegmentId(number))
        elif row.get("segment_id"):
            asked.append(SegmentId(row["segment_id"]))
    for segment in segments.get_segments(view, asked):
        found[segment.document].add(segment.span)
    return found
