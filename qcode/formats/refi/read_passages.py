"""The selections of one document: segments, the memos on them, and their positions as they were.

A selection is where its program counts it to be; the dialect says how. One whose place is not in
the text is kept as it was. Rectangles on the pages of a PDF are looked for by their words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from qcode.formats.exchange import ExchangeLink, ExchangeMemo, ExchangeSegment
from qcode.model.courtesy import giving_way
from qcode.model.text import Span, canonical

from .dialect import Dialect
from .evidence import Mark
from .finding import Source
from .losses import RefiLoss
from .parts import derived, described
from .read_codes import Codes
from .read_sources import Body
from .reading import Reading, title_of
from .tree import Element, children, content, tag, text_of, written
from .turns import SyncPoint
from .values import read_guid, read_integer, read_moment

_PLAIN, _TIMED = tag("PlainTextSelection"), tag("TranscriptSelection")
_CODING, _CODE_REF, _NOTE_REF = tag("Coding"), tag("CodeRef"), tag("NoteRef")
_DESCRIPTION = tag("Description")

_ENOUGH = 6  # characters of a quotation that are not there by chance
_FEW = 32  # children of an element that are asked for by their place
_LONGEST_NAME = 1_000  # characters of a name that are compared
_MOST_SPACE = 1_000  # white space that is left out at the end of a passage in time
_MOST_LOOKED = 1 << 28  # characters in which words of one document are looked for

_json = json.JSONEncoder(ensure_ascii=False).encode

Attributes = dict[str, str]
Around = Attributes | Element  # the attributes of what a coding stands in
_Raw = tuple[int | None, int | None]


def _row(
    guid: str,
    raw: _Raw,
    span: _Raw,
    codings: Sequence[str],
    others: Attributes,
) -> str:
    """Return a selection as it was in the file, as JSON for the part that keeps positions.

    See `parts`. GUIDs are clean here and need no escapes, so the usual ones are put together.
    """
    if raw[0] is None or span[0] is None:
        return _json([guid, *raw, *span, codings, others])
    inner = '"' + '", "'.join(codings) + '"' if codings else ""
    said = ", ".join([f"{_json(name)}: {_json(value)}" for name, value in others.items()])
    return f'["{guid}", {raw[0]}, {raw[1]}, {span[0]}, {span[1]}, [{inner}], {{{said}}}]'


@dataclass(slots=True)
class Passages:
    """What the selections of one document became."""

    segments: list[ExchangeSegment] = field(default_factory=list)
    memos: list[ExchangeMemo] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    whole: list[str] = field(default_factory=list)
    points: list[SyncPoint] = field(default_factory=list)
    spans: dict[str, Span] = field(default_factory=dict)  # of selections, by their GUIDs


def source_of(body: Body) -> Source:
    """Return the selections of a document to judge by how its positions are counted."""
    if body.text.made:
        return Source(body.guid, body.text.measure, 0, lambda _limit: ())
    count = sum(map(len, body.bearers))
    return Source(body.guid, body.text.measure, count, partial(_marks, body.bearers))


def _marks(bearers: Sequence[Element], limit: int) -> Sequence[Mark]:
    """Return at most `limit` selections, from all over the text."""
    marks = []
    for bearer in bearers:
        for element in _some(bearer, max(1, limit // len(bearers))):
            start = read_integer(element.get("startPosition"))
            end = read_integer(element.get("endPosition"))
            if start is not None and end is not None:
                name = str(element.get("name", ""))[:_LONGEST_NAME]
                name = "" if name.isspace() else name
                marks.append(Mark(min(start, end), max(start, end), name))
    return marks


def _some(bearer: Element, wanted: int) -> Iterable[Element]:
    """Return at most `wanted` children, from all over an element."""
    count = len(bearer)
    if count <= wanted:
        return bearer
    # lxml counts up to each place: where many are wanted, all are fetched.
    children = bearer if wanted <= _FEW else list(bearer)
    return [children[place * count // wanted] for place in range(wanted)]


def _attributes(element: Element) -> Attributes:
    return dict(element.items())  # type: ignore[arg-type]  # text, as long as names have no bytes


class PassageReader:
    """Reads the selections of the documents of one project."""

    def __init__(self, reading: Reading, codes: Codes) -> None:
        self._reading, self._codes = reading, codes

    def read(self, body: Body, dialect: Dialect) -> Passages:
        """Return what the selections of a document became."""
        reader = _Document(self._reading, self._codes, body, dialect)
        for bearer in body.bearers:
            reader.read(bearer)
        if body.outer:
            reader.read_whole()
        reader.read_rectangles()
        reader.read_regions()
        return reader.found


class _Document:
    def __init__(self, reading: Reading, codes: Codes, body: Body, dialect: Dialect) -> None:
        self.found = Passages()
        self._reading, self._codes, self._body = reading, codes, body
        self._rule = body.text.measure.rule(dialect)
        self._text = body.words
        self._clean, self._own = reading.guids.of, reading.guids.own
        self._taken = reading.guids.taken("segment")
        self._coders: dict[str | None, str] = {}
        self._coded: dict[tuple[int, int, str, str], str] = {}
        self._points: dict[str, SyncPoint] = {}
        self._looked = 0  # characters in which words were looked for

    def read(self, bearer: Element) -> None:
        """Read the selections in the element that bears the text."""
        self._read_points(bearer)
        for element in giving_way(bearer):
            name = element.tag
            if name == _PLAIN:
                if not self._read_usual(element):
                    self._read_placed(element)
            elif name == _TIMED:
                self._read_selection(element, _attributes(element), self._timed(element))
            elif name == _NOTE_REF:
                self._reading.note(element.get("targetGUID"), ExchangeLink(self._body.guid))
            elif name == _CODING and bearer is not self._body.source:
                said = Span(0, len(self._body.text.measure.text))
                self._code(element, said, bearer, self.found.whole)

    def read_whole(self) -> None:
        """Read the codings of the source as a whole, which here are of its whole text."""
        for element in self._body.source.iterchildren(_CODING):
            self._code(element, self._body.whole, self._body.source, self.found.whole)

    def _read_usual(self, element: Element) -> bool:
        """Read a selection as most are: with a place, one coding of a code, and nothing else.

        Returns False for any other, with nothing done. A project has fifty thousand of these, so
        this is `_read_placed` in one step.
        """
        get, text = element.get, self._text
        start, end = read_integer(get("startPosition")), read_integer(get("endPosition"))
        if start is None or end is None or self._body.text.made or len(element) != 1:
            return False
        coding = element[0]
        if coding.tag != _CODING or len(coding) != 1:
            return False
        reference = coding[0]
        if reference.tag != _CODE_REF:
            return False
        span = self._rule.within(start, end)
        guid, own = read_guid(get("guid", "")), read_guid(coding.get("guid", ""))
        if span is None or not guid or not own or own in self._taken:
            return False
        name, user, made = get("name"), get("creatingUser"), get("creationDateTime")
        said = 3 + (name is not None) + (user is not None) + (made is not None)
        coded, when = coding.get("creatingUser") or user, coding.get("creationDateTime") or made
        if coded != user or when != made or len(element.attrib) != said:
            return False
        code = self._codes.used(reference.get("targetGUID"))
        coder = self._coders.get(user) or self._coder(user)
        key = (*span, code, coder)
        if not code or key in self._coded:
            return False
        first, last = span
        self._coded[key] = own
        self._taken.add(own)
        self.found.spans.setdefault(guid, span)
        self.found.segments.append(
            ExchangeSegment(
                *(own, self._body.guid, code, coder, first, last, None, ""),
                read_moment(made) if made else "",
            )
        )
        others = {} if name is None or name == text[first:last] else {"name": name}
        self.found.rows.append(_row(guid, (start, end), span, (own,), others))
        return True

    def _read_placed(self, element: Element) -> None:
        said = _attributes(element)
        start, end = read_integer(said.get("startPosition")), read_integer(said.get("endPosition"))
        if start is None or end is None or self._body.text.made:
            self._read_selection(element, said, self._quoted(said.get("name", "")))
            return
        del said["startPosition"], said["endPosition"]
        self._read_selection(element, said, self._rule.within(start, end), (start, end))

    def _timed(self, element: Element) -> Span | None:
        """Return the passage between two points in time; one without an end reaches to the end."""
        first = self._points.get(self._clean(element.get("fromSyncPoint")))
        last = self._points.get(self._clean(element.get("toSyncPoint")))
        if first is None or first.position is None:
            return None
        end = last.position if last and last.position is not None else len(self._text)
        first_end = max(first.position, end - _MOST_SPACE)
        while end > first_end and self._text[end - 1].isspace():
            end -= 1
        return Span(first.position, end) if first.position < end else None

    def _read_points(self, bearer: Element) -> None:
        for element in children(bearer, "SyncPoint"):
            raw = read_integer(element.get("position"))
            position = None if raw is None or self._body.text.made else self._rule.position(raw)
            if position is not None:
                position = min(max(position, 0), len(self._text))
            guid = read_guid(str(element.get("guid", "")))
            ms = read_integer(element.get("timeStamp"))
            point = SyncPoint(guid, raw, ms, position)
            self.found.points.append(point)
            self._points.setdefault(guid, point)

    def _read_selection(
        self, element: Element, said: Attributes, span: Span | None, raw: _Raw = (None, None)
    ) -> None:
        codings: list[str] = []
        guid = read_guid(said.pop("guid", ""))
        if span is None:
            self._reading.losses.add(RefiLoss.UNPLACED, self._body.name)
            said["xml"] = written(element).decode()
            self.found.rows.append(_row(guid, raw, (None, None), codings, said))
            return
        if guid:
            self.found.spans.setdefault(guid, span)
        description = ""
        for child in (element[0],) if len(element) == 1 else element:
            name = child.tag
            if name == _CODING:
                self._code(child, span, said, codings)
            elif name == _NOTE_REF:
                link = ExchangeLink(self._body.guid, span=span)
                self._reading.note(child.get("targetGUID"), link)
            elif name == _DESCRIPTION:
                description = content(child)
        if description.strip():
            self._describe(element, guid, span, description, codings)
        if said.get("name") == self._text[span.start : span.end]:
            del said["name"]
        if len(codings) == 1:
            self._leave_out(said, self.found.segments[-1])
        self.found.rows.append(_row(guid, raw, span, codings, said))

    def _leave_out(self, said: Attributes, segment: ExchangeSegment) -> None:
        """Take away what is said of a selection and of its one coding alike."""
        made = said.get("creationDateTime")
        if made and read_moment(made) == segment.made:
            del said["creationDateTime"]
        user = said.get("creatingUser")
        if user and (self._coders.get(user) or self._coder(user)) == segment.coder:
            del said["creatingUser"]

    def _code(
        self, coding: Element, span: Span, around: Around, codings: list[str], own: str = ""
    ) -> None:
        """Make a segment of a coding of a span, and add its GUID: `own`, or what it says."""
        code, (start, end) = self._code_of(coding), span
        if not code or start >= end:
            self._reading.losses.add(RefiLoss.NO_CODE, self._body.name)
            return
        user = coding.get("creatingUser") or around.get("creatingUser")
        coder = self._coders.get(user) or self._coder(user)
        key = (start, end, code, coder)
        known = self._coded.get(key)
        if known is not None:
            self._reading.losses.add(RefiLoss.SAME_CODING, self._body.name)
            self._refer(coding, known)
            return
        document = self._body.guid
        own = self._own(own or coding.get("guid"), "segment", key, document)
        made = coding.get("creationDateTime") or around.get("creationDateTime")
        moment = read_moment(made) if made else ""
        self._coded[key] = own
        self.found.segments.append(
            ExchangeSegment(own, document, code, coder, start, end, None, "", moment)
        )
        codings.append(own)
        if len(coding) > 1:
            self._refer(coding, own)

    def _code_of(self, coding: Element) -> str:
        # One child is usual, and asking for it takes half as long as going through all.
        for reference in (coding[0],) if len(coding) == 1 else coding:
            if reference.tag == _CODE_REF:
                return self._codes.used(reference.get("targetGUID"))
        return ""

    def _coder(self, raw: str | None) -> str:
        """Return who coded, else who made the source or the project."""
        known = self._coders.get(raw)
        if known is None:
            root, source = self._reading.root, self._body.source
            otherwise = source.get("creatingUser"), root.get("creatingUserGUID")
            known = self._coders[raw] = self._reading.coder(raw, *otherwise)
        return known

    def _refer(self, coding: Element, segment: str) -> None:
        self._reading.refer(coding, ExchangeLink(segment=segment))

    def _describe(
        self, element: Element, guid: str, span: Span, description: str, codings: list[str]
    ) -> None:
        """Make a memo of what is said of a selection."""
        text = canonical(description).text
        links = [ExchangeLink(segment=segment) for segment in codings]
        moment = read_moment(str(element.get("creationDateTime", "")))
        changed = read_moment(str(element.get("modifiedDateTime", ""))) or moment
        self.found.memos.append(
            ExchangeMemo(
                self._reading.guids.own(
                    described(guid or f"{self._body.guid} {span}"), "note", self._body.guid, span
                ),
                title_of(text),
                text,
                self._reading.coder(element.get("creatingUser")),
                created=moment,
                changed=changed,
                links=tuple(links) or (ExchangeLink(self._body.guid, span=span),),
            )
        )

    def read_regions(self) -> None:
        """Read the selections of a picture, each of which has a paragraph."""
        for element, span in self._body.picture.placed if self._body.picture else ():
            self._read_selection(element, _attributes(element), span)

    def read_rectangles(self) -> None:
        """Find the words of selections on the pages of a PDF in its text, where they can be."""
        for element in self._body.rectangles:
            guid = read_guid(str(element.get("guid", "")))
            span = self.found.spans.get(guid)
            if span is None:
                span = self._place_rectangle(element, guid)
            if span is not None:
                link = ExchangeLink(self._body.guid, span=span)
                self._reading.refer(element, link)

    def _place_rectangle(self, element: Element, guid: str) -> Span | None:
        codings = list(children(element, "Coding"))
        span = self._quoted_words(element)
        if span is None:
            if codings:
                self._reading.losses.add(RefiLoss.HIDDEN_CODINGS, self._body.name, len(codings))
            return None
        made: list[str] = []
        for coding in codings:
            code = self._code_of(coding)
            if not self._is_coded(code, span):
                own = derived(read_guid(str(coding.get("guid", ""))) or guid, "text")
                self._code(coding, span, element, made, own)
        if made:
            selection = derived(guid, "text")
            self.found.rows.append(_row(selection, (None, None), span, made, {}))
        return span

    def _is_coded(self, code: str, span: Span) -> bool:
        """Whether a part of a span has a code already."""
        return any(
            each[2] == code and each[0] < span.end and span.start < each[1] for each in self._coded
        )

    def _quoted_words(self, element: Element) -> Span | None:
        inner = element.find(tag("Representation"))
        words = "" if inner is None else text_of(inner, "PlainTextContent")
        return self._quoted(words) or self._quoted(str(element.get("name", "")))

    def _quoted(self, words: str) -> Span | None:
        """Return the one place where the text has these words; None for none or several."""
        words = canonical(words).text.strip()
        if len(words) < _ENOUGH or self._looked > _MOST_LOOKED:
            return None
        self._looked += len(self._text)
        at = self._text.find(words)
        if at >= 0 and self._text.find(words, at + 1) < 0:
            return Span(at, at + len(words))
        return None
