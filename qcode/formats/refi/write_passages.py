"""The passages of texts: what is coded or has a memo, as selections with their codings.

Codings that came in one selection and still have the same span go out in one; every other segment
has a selection of its own, since programs show one creator for a selection. A memo on a segment
hangs on its selection, where other programs look for it, and a memo on a span on a selection
without codings. The name of a selection is the passage that it quotes.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from qcode.formats.characters import attribute
from qcode.formats.exchange import ExchangeDocument, ExchangePart, ExchangeSegment

from .parts import Kept
from .write_context import CODE, CODER, MEMO, SEGMENT, Writing, made_by, note_reference
from .write_guids import derived
from .write_sound import spans_of
from .write_tally import QdpxLoss
from .write_values import given, moment, quotation


@dataclass(slots=True)
class _Passage:
    """A selection: a span of one document, its codings, and the memos on it as written."""

    guid: str
    start: int
    end: int
    codings: list[ExchangeSegment] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Passages:
    """All selections of a project's texts, by document."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        self._by_document: dict[str, list[_Passage]] = defaultdict(list)
        self._origins = origins(writing.project.parts)
        writing.tally.lose(QdpxLoss.UNPLACED, count=self._origins.lost)
        self._whole: dict[str, list[ExchangeSegment]] = defaultdict(list)
        self._by_span: dict[tuple[str, int, int], _Passage] = {}
        self._gather_segments()
        self._gather_spans()
        for passages in self._by_document.values():
            passages.sort(key=lambda each: (each.start, each.end, each.guid))

    def _gather_segments(self) -> None:
        writing, origins = self._writing, self._origins
        lengths = {each.guid: len(each.text) for each in writing.project.documents}
        found: dict[tuple[str, str, int, int], _Passage] = {}
        for segment in writing.project.segments:
            start, end = segment.start, segment.end
            if segment.guid in origins.whole and end - start == lengths[segment.document]:
                self._whole[segment.document].append(segment)
                continue
            wanted = origins.selections.get(segment.guid) or derived("selection", segment.guid)
            key = (segment.document, wanted, start, end)
            passage = found.get(key)
            if passage is None:
                guid = writing.guids.wish(wanted, "selection", segment.guid)
                passage = found[key] = _Passage(guid, start, end)
                self._by_document[segment.document].append(passage)
            passage.codings.append(segment)
        for (document, wanted, start, end), passage in found.items():
            if origins.spans.get((document, start, end)) == wanted:
                self._by_span[document, start, end] = passage

    def _gather_spans(self) -> None:
        writing = self._writing
        for memo in writing.project.memos:
            note = writing.of(MEMO, memo.guid)
            for link in spans_of(memo):
                start, end = link.span or (0, 0)
                passage = self._noted((link.document, start, end))
                writing.spans[link.document, start, end] = passage.guid
                if note not in passage.notes:
                    passage.notes.append(note)

    def _noted(self, place: tuple[str, int, int]) -> _Passage:
        """Return the selection of a span that is no coding, or that memos hung on as it came."""
        found = self._by_span.get(place)
        if found is None:
            document, start, end = place
            wanted = self._origins.spans.get(place, derived("passage", *place))
            guid = self._writing.guids.wish(wanted, "passage", *place)
            found = self._by_span[place] = _Passage(guid, start, end)
            self._by_document[document].append(found)
        return found

    def lines(self, document: ExchangeDocument) -> Iterator[str]:
        """Yield the selections of a document, by their place in its text."""
        for passage in self._by_document.get(document.guid, ()):
            yield self._selection(passage, document.text)

    def codings(self, document: ExchangeDocument) -> str:
        """Return the codings of a document as a whole, which hold their own notes."""
        return "".join(
            self._coding(each, self._writing.notes_on(SEGMENT, each.guid))
            for each in self._whole.get(document.guid, ())
        )

    def _coding(self, segment: ExchangeSegment, notes: str = "") -> str:
        writing = self._writing
        return (
            f'<Coding guid="{writing.of(SEGMENT, segment.guid)}"'
            f"{given('creatingUser', writing.of(CODER, segment.coder))}"
            f"{given('creationDateTime', moment(segment.made))}>"
            f'<CodeRef targetGUID="{writing.of(CODE, segment.code)}"/>{notes}</Coding>\n'
        )

    def _selection(self, passage: _Passage, text: str) -> str:
        writing = self._writing
        name = attribute(quotation(text, passage.start, passage.end))
        notes = dict.fromkeys(map(note_reference, passage.notes))
        notes |= dict.fromkeys(writing.notes_on(SEGMENT, each.guid) for each in passage.codings)
        # A coding without a moment would be read as made when its selection was.
        moments = [moment(each.made) for each in passage.codings]
        made = moments[0] if moments and all(moments) else ""
        user = writing.of(CODER, passage.codings[0].coder) if passage.codings else ""
        return (
            f'<PlainTextSelection guid="{passage.guid}" name="{name}"'
            f' startPosition="{passage.start}" endPosition="{passage.end}"'
            f"{made_by(user, made, made)}>\n"
            f"{''.join(map(self._coding, passage.codings))}{''.join(notes)}"
            "</PlainTextSelection>\n"
        )


@dataclass(slots=True)
class Origins:
    """How the selections of a project came: what `parts` says that the reader keeps.

    `selections` are the GUIDs of selections by those of their segments, `spans` by where they
    are; `whole` are the segments that stand for codings of whole sources. `lost` counts what has
    no place in any text.
    """

    selections: dict[str, str] = field(default_factory=dict)
    spans: dict[tuple[str, int, int], str] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)
    lost: int = 0


def origins(parts: Sequence[ExchangePart]) -> Origins:
    """Return what is known of how selections came; a part that says nothing is passed over."""
    found = Origins()
    for part in parts:
        if part.kind == Kept.SELECTIONS:
            try:
                _learn(json.loads(part.data), found)
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                continue  # kept by something else than the reader: each segment stands alone
    return found


def _learn(said: Any, found: Origins) -> None:
    for document, source in said["sources"].items():
        found.whole.update(map(str, source["codings"]))
        for guid, _raw_start, _raw_end, start, end, segments, _others in source["selections"]:
            if start is None:
                found.lost += 1
                continue
            found.spans.setdefault((document, start, end), str(guid))
            for segment in segments:
                found.selections[str(segment)] = str(guid)
