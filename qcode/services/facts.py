"""What is to be known of a coding at a glance: who made it and when, and what was said of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from qcode.model.codebook import CodeId
from qcode.model.document import DocumentId
from qcode.model.memo_links import plain_words
from qcode.model.segment import SegmentId
from qcode.model.text import Span
from qcode.store import memos, origins, segments

from .language import catalogue, current_language, tr
from .projects import Project
from .words import date_words, local_time

_TABLE = "segment"


@dataclass(frozen=True, slots=True)
class SegmentFacts:
    """One coding with all that is known of it. `span` is in code points.

    `made` is in the zone of this machine, None where the journal does not say. `memo` joins the
    memos on the segment, oldest first. `weight` is 0 to 100.
    """

    id: SegmentId
    document: DocumentId
    span: Span
    code: CodeId
    path: str
    color: str
    coder: str
    made: datetime | None
    memo: str
    weight: int | None
    condensed: str

    @property
    def source(self) -> str:
        """Who made the coding and when, in words: "Maria · 3 May 2026, 14:05"."""
        parts = [self.coder] if self.coder else []
        if self.made is not None:
            parts.append(moment_words(self.made))
        return " · ".join(parts)


def facts_of(project: Project, wanted: Iterable[SegmentId]) -> list[SegmentFacts]:
    """Return what is known of segments, in the order asked for; unknown ids are left out."""
    order = list(dict.fromkeys(wanted))
    with project.reading() as view:
        codebook = project.codebook(view)
        found = {each.id: each for each in segments.get_segments(view, order)}
        notes = memos.memos_on(view, _TABLE, found)
        times = origins.made_at(view, _TABLE, found)
    names = {coder.id: coder.name for coder in project.coders()}
    return [
        SegmentFacts(
            id=each.id,
            document=each.document,
            span=each.span,
            code=each.code,
            path=codebook.shown(each.code),
            color=codebook[each.code].color,
            coder=names.get(each.coder, ""),
            made=local_time(times[each.id]) if each.id in times else None,
            memo="\n\n".join(_said(memo.title, memo.text) for memo in notes.get(each.id, ())),
            weight=each.weight,
            condensed=each.condensed,
        )
        for each in map(found.get, order)
        if each is not None
    ]


@dataclass(frozen=True, slots=True)
class Recent:
    """The segments made since some moment, with those that will be made after it was asked.

    Those that are gone count too: an undo can bring them back.
    """

    segments: frozenset[SegmentId]
    newest: int  # number of the last segment that was made before it was asked

    def __contains__(self, segment: SegmentId) -> bool:
        return segment > self.newest or segment in self.segments


def coded_since(project: Project, moment: datetime) -> Recent:
    """Return which segments were made at a moment or later."""
    with project.reading() as view:
        found = origins.made_since(view, _TABLE, moment)
        newest = origins.newest_row(view, _TABLE)
    return Recent(frozenset(SegmentId(number) for number in found), newest)


def moment_words(moment: datetime) -> str:
    """Return a date and a time of day in words, in the user's language."""
    day = date_words(moment, catalogue(current_language()))
    return tr("{day}, {time}", day=day, time=f"{moment:%H:%M}")


def _said(title: str, text: str) -> str:
    return "\n".join(part for part in (title, plain_words(text)) if part.strip())
