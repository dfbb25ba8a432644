"""The passages of texts: what is coded or has a memo, as selections with their codings.

Codings that came in one selection and still have the same span go out in one; every other segment
has a selection of its own, since programs show one creator for a selection. A memo on a segment
hangs on its selection, where other programs look for it, and a memo on a span on a selection
without codings. The name of a selection is the passage that it quotes.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qcode.formats.characters import attribute
from qcode.formats.exchange import ExchangeDocument, ExchangePart, ExchangeSegment

from .parts import Kept
from .write_context import CODE, CODER, MEMO, SEGMENT, Writing, made_by, note_reference
from .write_guids import derived
from .write_sound import spans_of
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
        self._selections = selections_of(writing.project.parts)
        self._gather_segments()
        self._gather_spans()
        for passages in self._by_document.values():
            passages.sort(key=lambda each: (each.start, each.end, each.guid))

    def _gather_segments(self) -> None:
        writing = self._writing
        found: dict[tuple[str, str, int, int], _Passage] = {}
        for segment in writing.project.segments:
            wanted = self._selections.get(segment.guid) or derived("selection", segment.guid)
            key = (segment.document, wanted, segment.start, segment.end)
            passage = found.get(key)
            if passage is None:
                guid = writing.guids.wish(wanted, "selection", segment.guid)
                passage = found[key] = _Passage(guid, segment.start, segment.end)
                self._by_document[segment.document].append(passage)
            passage.codings.append(segment)

    def _gather_spans(self) -> None:
        writing = self._writing
        found: dict[tuple[str, int, int], _Passage] = {}
        for memo in writing.project.memos:
            for link in spans_of(memo):
                start, end = link.span or (0, 0)
                key = (link.document, start, end)
                if key not in found:
                    guid = writing.guids.make("passage", *key)
                    found[key] = _Passage(guid, start, end)
                    self._by_document[link.document].append(found[key])
                note = writing.of(MEMO, memo.guid)
                if note not in found[key].notes:
                    found[key].notes.append(note)

    def lines(self, document: ExchangeDocument) -> Iterator[str]:
        """Yield the selections of a document, by their place in its text."""
        for passage in self._by_document.get(document.guid, ()):
            yield self._selection(passage, document.text)

    def _selection(self, passage: _Passage, text: str) -> str:
        writing = self._writing
        name = attribute(quotation(text, passage.start, passage.end))
        by = ""
        parts: list[str] = []
        notes = dict.fromkeys(map(note_reference, passage.notes))
        for segment in passage.codings:
            user, made = writing.of(CODER, segment.coder), moment(segment.made)
            if not parts:
                by = made_by(user, made, made)
            parts.append(
                f'<Coding guid="{writing.of(SEGMENT, segment.guid)}"'
                f"{given('creatingUser', user)}{given('creationDateTime', made)}>"
                f'<CodeRef targetGUID="{writing.of(CODE, segment.code)}"/></Coding>\n'
            )
            if found := writing.notes_on(SEGMENT, segment.guid):
                notes[found] = None
        parts.extend(notes)
        return (
            f'<PlainTextSelection guid="{passage.guid}" name="{name}"'
            f' startPosition="{passage.start}" endPosition="{passage.end}"{by}>\n'
            f"{''.join(parts)}</PlainTextSelection>\n"
        )


def selections_of(parts: Sequence[ExchangePart]) -> Mapping[str, str]:
    """Return the GUIDs of the selections that segments came in, by those of the segments."""
    found: dict[str, str] = {}
    for part in parts:
        if part.kind == Kept.SELECTIONS:
            try:
                found.update(_pairs(json.loads(part.data)))
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                continue  # kept by something else than the reader: each segment stands alone
    return found


def _pairs(said: Any) -> Iterator[tuple[str, str]]:
    for source in said["sources"].values():
        for selection in source.get("selections", ()):
            for segment in selection["codings"]:
                yield str(segment), str(selection["guid"])
