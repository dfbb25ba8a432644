"""A project without what leads nowhere: all that is written refers to something that is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from qcode.formats.exchange import (
    ExchangeCase,
    ExchangeLink,
    ExchangeMemo,
    ExchangeProject,
    ExchangeSegment,
    ExchangeSet,
    ExchangeValue,
)
from qcode.model.document import AttributeTarget

from .write_tally import QdpxLoss, Tally

_NOUNS = ("coders", "codes", "documents", "segments", "memos", "cases", "attributes", "sets")


def sound(project: ExchangeProject, tally: Tally) -> ExchangeProject:
    """Return the project as it can be written; counts codings, links and values left out.

    Those are the ones whose document, code, case, segment or attribute is not in the project, and
    those that lie outside the text of their document or on none of its characters, and whatever
    has the GUID of another thing of its kind.
    """
    return _Sieve(project, tally).project()


class _Sieve:
    def __init__(self, project: ExchangeProject, tally: Tally) -> None:
        self._project, self._tally = project, tally
        self._lengths = {each.guid: len(each.text) for each in project.documents}
        self._codes = {each.guid for each in project.codes}
        self._cases = {each.guid for each in project.cases}
        self._targets = {each.guid: each.target for each in project.attributes}
        self._segments: set[str] = set()

    def project(self) -> ExchangeProject:
        project = self._project
        once: dict[str, Any] = {name: self._once(getattr(project, name)) for name in _NOUNS}
        project = replace(project, **once)
        segments = tuple(filter(self._is_placed, project.segments))
        self._segments = {each.guid for each in segments}
        return replace(
            project,
            segments=segments,
            memos=tuple(map(self._memo, project.memos)),
            cases=tuple(map(self._case, project.cases)),
            values=tuple(filter(self._is_about, project.values)),
            sets=tuple(map(self._set, project.sets)),
        )

    def _once(self, things: Sequence[Any]) -> tuple[Any, ...]:
        """Return things of one kind without those whose GUID another has already."""
        found = {each.guid: each for each in reversed(things)}
        self._lose("guid", len(things) - len(found))
        return tuple(reversed(found.values()))

    def _lose(self, what: str, count: int = 1) -> bool:
        self._tally.lose(QdpxLoss.NO_PLACE, what, count)
        return False

    def _is_placed(self, segment: ExchangeSegment) -> bool:
        length = self._lengths.get(segment.document, -1)
        inside = 0 <= segment.start < segment.end <= length
        return (inside and segment.code in self._codes) or self._lose("segment")

    def _memo(self, memo: ExchangeMemo) -> ExchangeMemo:
        links = tuple(filter(self._leads, memo.links))
        self._lose("memo", len(memo.links) - len(links))
        return memo if links == memo.links else replace(memo, links=links)

    def _leads(self, link: ExchangeLink) -> bool:
        if link.segment:
            return link.segment in self._segments
        if link.code:
            return link.code in self._codes
        if link.case:
            return link.case in self._cases
        if link.span is not None:
            start, end = link.span
            return 0 <= start < end <= self._lengths.get(link.document, -1)
        return not link.document or link.document in self._lengths

    def _case(self, case: ExchangeCase) -> ExchangeCase:
        links = tuple(each for each in case.links if each[0] in self._lengths)
        self._lose("case", len(case.links) - len(links))
        return case if links == case.links else replace(case, links=links)

    def _is_about(self, value: ExchangeValue) -> bool:
        target = self._targets.get(value.attribute)
        owners = self._cases if target is AttributeTarget.CASE else self._lengths.keys()
        return (target is not None and value.owner in owners) or self._lose("attribute")

    def _set(self, group: ExchangeSet) -> ExchangeSet:
        documents = tuple(each for each in group.documents if each in self._lengths)
        self._lose("set", len(group.documents) - len(documents))
        return group if documents == group.documents else replace(group, documents=documents)


def spans_of(memo: ExchangeMemo) -> Iterator[ExchangeLink]:
    """Yield the links of a memo that lead to spans of documents."""
    return (link for link in memo.links if link.span is not None and not link.segment)
