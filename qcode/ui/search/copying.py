"""Copying hits as quotations with their sources: what is ticked, else the row one is at."""

from __future__ import annotations

from collections.abc import Iterable

from qcode.model.text import Span
from qcode.services.hit_list import HitList
from qcode.services.hits import Chosen, Hit, Source
from qcode.services.language import trn
from qcode.services.projects import Project
from qcode.services.quoting import Quotation, hit_quotation, passage_of, sentences_around
from qcode.ui.mime import copy_quotations
from qcode.ui.runner import Task
from qcode.ui.session import Session


def copy_hits(session: Session, found: HitList, chosen: Chosen) -> None:
    """Put hits on the clipboard, in the order of places; then say how many."""
    project = session.project

    def work(task: Task) -> list[Quotation]:
        quoted: list[Quotation] = []
        for hit in found.read(chosen, job=task):
            task.check()
            spans = _spans(hit, chosen[hit.unit], lines=found.wish.lines)
            quoted += _quoted(project, hit, spans)
        return quoted

    def done(quoted: list[Quotation]) -> None:
        copy_quotations(quoted)
        session.told.emit(trn("{n} quotation copied", "{n} quotations copied", len(quoted)))

    session.read("copy", work, done)


def _quoted(project: Project, hit: Hit, spans: Iterable[Span]) -> list[Quotation]:
    return [hit_quotation(project, hit, span) for span in dict.fromkeys(spans)]


def _spans(hit: Hit, matches: frozenset[int] | None, *, lines: bool) -> list[Span]:
    """Return what is quoted: the whole passage, or of lines the sentences with their matches."""
    numbers = range(len(hit.matches)) if matches is None else sorted(matches)
    if hit.source is not Source.DOCUMENT or not hit.matches or (matches is None and not lines):
        return [passage_of(hit)]
    return [sentences_around(hit, hit.matches[number]) for number in numbers]
