"""The passages of texts: what is coded or has a memo, as selections with their codings.

Codings that came in one selection and still have the same span go out in one; every other segment
has a selection of its own, since programs show one creator for a selection. A memo on a segment
hangs on its selection, where other programs look for it, and a memo on a span on a selection
without codings. The name of a selection is the passage that it quotes. What is on the paragraph of
a region of a picture is a selection of the picture.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field

from qcode.formats.characters import attribute
from qcode.formats.exchange import ExchangeDocument, ExchangeSegment
from qcode.formats.picture_text import whole_region
from qcode.model.layout import Region

from .write_context import CODE, CODER, MEMO, SEGMENT, Writing, made_by, note_reference
from .write_guids import derived
from .write_sound import spans_of
from .write_tally import QdpxLoss
from .write_values import given, moment, quotation

Regions = Mapping[tuple[int, int], Region]  # by their paragraphs


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
        self._origins = writing.origins
        if self._origins.lost:
            names = {each.guid: each.name for each in writing.project.documents}
            first = next((names[each] for each in self._origins.lost if each in names), "")
            writing.tally.lose(QdpxLoss.UNPLACED, first, len(self._origins.lost))
        self._whole: dict[str, list[ExchangeSegment]] = defaultdict(list)
        self._by_span: dict[tuple[str, int, int], _Passage] = {}
        self._gather_segments()
        self._gather_spans()
        for passages in self._by_document.values():
            passages.sort(key=lambda each: (each.start, each.end, each.guid))

    def _gather_segments(self) -> None:
        writing, origins = self._writing, self._origins
        wholes = {each.guid: _wholes(each) for each in writing.project.documents}
        found: dict[tuple[str, str, int, int], _Passage] = {}
        for segment in writing.project.segments:
            start, end = segment.start, segment.end
            if segment.guid in origins.whole and (start, end) in wholes[segment.document]:
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

    def lines(self, document: ExchangeDocument, *, pictured: bool = False) -> Iterator[str]:
        """Yield the selections of a document, by their place in its text.

        Those of a picture (`pictured`) are without those that `regions` gives.
        """
        regions = _by_paragraph(document) if pictured else {}
        for passage in self._by_document.get(document.guid, ()):
            if (passage.start, passage.end) not in regions:
                yield self._selection(passage, document.text, regions)

    def regions(self, document: ExchangeDocument) -> Iterator[str]:
        """Yield the selections of a picture, by the places of their paragraphs in its text."""
        starts = self._writing.regions.setdefault(document.guid, {})
        regions = _by_paragraph(document)
        whole = whole_region(document.layout)
        if whole is not None:
            starts[document.guid] = whole.start
        found: dict[tuple[int, int], list[_Passage]] = defaultdict(list)
        for passage in self._by_document.get(document.guid, ()):
            found[passage.start, passage.end].append(passage)
        for place, region in regions.items():
            bare = () if region == whole else (document.guid, *place)
            for passage in found.get(place) or ([self._noted(bare)] if bare else ()):
                starts[passage.guid.lower()] = region.start
                yield self._selection(passage, document.text, regions)

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

    def _selection(self, passage: _Passage, text: str, regions: Regions) -> str:
        writing = self._writing
        name = attribute(quotation(text, passage.start, passage.end))
        notes = dict.fromkeys(map(note_reference, passage.notes))
        notes |= dict.fromkeys(writing.notes_on(SEGMENT, each.guid) for each in passage.codings)
        # A coding without a moment would be read as made when its selection was.
        moments = [moment(each.made) for each in passage.codings]
        made = moments[0] if moments and all(moments) else ""
        user = writing.of(CODER, passage.codings[0].coder) if passage.codings else ""
        region = regions.get((passage.start, passage.end))
        if region is None:
            element = "PlainTextSelection"
            where = f' startPosition="{passage.start}" endPosition="{passage.end}"'
        else:
            element = "PictureSelection"
            where = (
                f' firstX="{region.left}" firstY="{region.top}"'
                f' secondX="{region.right}" secondY="{region.bottom}"'
            )
        return (
            f'<{element} guid="{passage.guid}" name="{name}"{where}'
            f"{made_by(user, made, made)}>\n"
            f"{''.join(map(self._coding, passage.codings))}{''.join(notes)}</{element}>\n"
        )


def _by_paragraph(document: ExchangeDocument) -> Regions:
    """Return the regions of a picture by their paragraphs, in the order of the text."""
    regions: dict[tuple[int, int], Region] = {}
    for each in sorted(document.layout.regions, key=lambda each: (each.start, each.end)):
        regions.setdefault((each.start, each.end), each)
    return regions


def _wholes(document: ExchangeDocument) -> Set[tuple[int, int]]:
    """Return what stands for a document as a whole."""
    whole = whole_region(document.layout)
    spans = {(0, len(document.text))}
    return spans if whole is None else spans | {(whole.start, whole.end)}
