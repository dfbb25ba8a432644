"""Segments and memos of a project from outside beside those that are here."""

from __future__ import annotations

from collections.abc import Mapping

from qcode.formats.exchange import ExchangeLink, ExchangeMemo, ExchangeSegment
from qcode.model.courtesy import giving_way
from qcode.model.memo import Memo, MemoLink
from qcode.model.segment import Segment
from qcode.store import memos, segments

from .exchange_merge import Merge, Ref, Values, differing, free_guid, moment
from .exchange_plan import ExchangeLoss, Noun

Place = tuple[Ref, Ref, Ref, int, int]  # document, code, coder, start, end


class MergeSegments:
    """Finds segments by GUID in the same document, then by what they say; the others are new.

    `documents` has where each came to lie; `lost`, for those that cannot come in, where they were.
    Of several with one GUID the first has it, and is what memos speak of.
    """

    def __init__(self, merge: Merge, lengths: Mapping[str, int]) -> None:
        self._merge, self._lengths = merge, lengths
        here = segments.find_segments(merge.view)
        self._by_guid = {each.guid: each for each in here}
        self._places: dict[Place, Ref] = {
            (each.document, each.code, each.coder, each.start, each.end): each.id
            for each in giving_way(here)
        }
        self._guids = set(self._by_guid)
        self._names = {one.guid: one.name for one in merge.exchange.documents}
        self.documents: dict[str, Ref] = {}
        self.lost: dict[str, Ref] = {}

    def decide(self) -> None:
        """Say what becomes of each segment."""
        documents, codes = self._merge.refs[Noun.DOCUMENTS], self._merge.refs[Noun.CODES]
        for one in giving_way(self._merge.exchange.segments):
            document, code = documents.get(one.document), codes.get(one.code)
            if document is None or code is None:
                self._lose(one, document, ExchangeLoss.NOWHERE)
            elif not 0 <= one.start < one.end <= self._lengths[one.document]:
                self._lose(one, document, ExchangeLoss.OUTSIDE)
            else:
                self._place(one, (document, code, self._merge.who(one.coder), one.start, one.end))

    def _lose(self, one: ExchangeSegment, document: Ref | None, kind: ExchangeLoss) -> None:
        self._merge.tally.lose(kind, self._names.get(one.document, ""))
        if document is not None:
            self.lost[one.guid] = document

    def _place(self, one: ExchangeSegment, place: Place) -> None:
        first = self._merge.refs[Noun.SEGMENTS].get(one.guid)
        self._find(one, place, None if first is not None else self._by_guid.get(one.guid))
        if first is not None:
            self._merge.refs[Noun.SEGMENTS][one.guid] = first
        self.documents.setdefault(one.guid, place[0])

    def _find(self, one: ExchangeSegment, place: Place, known: Segment | None) -> None:
        if known is not None and known.document == place[0]:
            self._merge.know(Noun.SEGMENTS, one.guid, known.id, self._moved(one, known, place))
            return
        there = self._places.get(place)
        if isinstance(there, int):
            self._merge.know(Noun.SEGMENTS, one.guid, there)
        elif there is not None:  # twice in the file
            self._merge.refs[Noun.SEGMENTS][one.guid] = there
            self._merge.tally.count(Noun.SEGMENTS, known=1)
        else:
            self._add(one, place)

    def _add(self, one: ExchangeSegment, place: Place) -> None:
        guid = free_guid(one.guid, self._guids, str(place[0]))
        self._guids.add(guid)
        document, code, coder, start, end = place
        row: Values = {
            "guid": guid,
            "document_id": document,
            "code_id": code,
            "coder_id": coder,
            "start": start,
            "end": end,
            "weight": None if one.weight is None else min(max(one.weight, 0), 100),
            "condensed": one.condensed,
            "made": moment(one.made),
        }
        self._places[place] = guid
        self._merge.add(Noun.SEGMENTS, guid, row)
        self._merge.refs[Noun.SEGMENTS][one.guid] = guid

    def _moved(self, one: ExchangeSegment, known: Segment, place: Place) -> Values:
        """Return what the file has otherwise of a segment; a place that is taken is left out."""
        now = {"weight": known.weight, "condensed": known.condensed}
        differs = differing({"weight": one.weight, "condensed": one.condensed}, now)
        before = (known.document, known.code, known.coder, known.start, known.end)
        if place != before and place not in self._places:
            _document, code, coder, start, end = place
            differs |= {"code_id": code, "coder_id": coder, "start": start, "end": end}
            if self._merge.choices.update:
                self._places[place] = self._places.pop(before)
        return differs


class MergeMemos:
    """Finds memos by GUID; the others are new. Links that a known memo lacks are added to it."""

    def __init__(self, merge: Merge, found: MergeSegments, lengths: Mapping[str, int]) -> None:
        self._merge, self._found, self._lengths = merge, found, lengths

    def decide(self) -> None:
        """Say what becomes of each memo and its links."""
        here = {each.guid: each for each in memos.list_memos(self._merge.view)}
        for one in giving_way(self._merge.once(self._merge.exchange.memos, lambda one: one.title)):
            known = here.get(one.guid)
            if known is None:
                self._add(one)
            else:
                now = {"title": known.title, "text": known.text, "kind": known.kind}
                wanted = {"title": one.title, "text": one.text, "kind": str(one.kind)}
                differs = differing(wanted, now)
                if differs:
                    differs["changed"] = moment(one.changed) or known.changed
                self._merge.know(Noun.MEMOS, one.guid, known.id, differs)
            self._link(one, known)

    def _add(self, one: ExchangeMemo) -> None:
        created = moment(one.created)
        row: Values = {
            "guid": one.guid,
            "title": one.title,
            "text": one.text,
            "kind": str(one.kind),
            "coder_id": self._merge.who(one.coder),
            "created": created,
            "changed": moment(one.changed) or created,
        }
        self._merge.add(Noun.MEMOS, one.guid, row)

    def _link(self, one: ExchangeMemo, known: Memo | None) -> None:
        owner = self._merge.refs[Noun.MEMOS][one.guid]
        there = {_columns(link) for link in known.links} if known is not None else set()
        for link in one.links:
            row = self._row(link)
            if row is None:
                self._merge.tally.lose(ExchangeLoss.LINKS, one.title)
            elif tuple(row.values()) not in there:
                there.add(tuple(row.values()))
                self._merge.link("memo_link", {"memo_id": owner, **row}, owner)

    def _row(self, link: ExchangeLink) -> Values | None:
        """Return the columns of a link; what lost its segment or span is about the document."""
        refs = self._merge.refs
        row: Values = dict.fromkeys(
            ("document_id", "code_id", "case_id", "segment_id", "start", "end")
        )
        if link.segment:
            row["segment_id"] = refs[Noun.SEGMENTS].get(link.segment)
            lost = self._found.lost.get(link.segment)
            row["document_id"] = self._found.documents.get(link.segment, lost)
            return None if row["document_id"] is None else row
        if link.document:
            row["document_id"] = refs[Noun.DOCUMENTS].get(link.document)
            span = link.span
            if span is not None and 0 <= span.start < span.end <= self._lengths.get(
                link.document, 0
            ):
                row["start"], row["end"] = span
            return None if row["document_id"] is None else row
        if link.code or link.case:
            noun, guid = (Noun.CODES, link.code) if link.code else (Noun.CASES, link.case)
            row[f"{noun.value}_id"] = refs[noun].get(guid)
            return None if row[f"{noun.value}_id"] is None else row
        return row


def _columns(link: MemoLink) -> tuple[object, ...]:
    span = link.span
    places = (link.document, link.code, link.case, link.segment)
    return (*places, span and span.start, span and span.end)
