"""Notes as memos: their texts, and everything that refers to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy

from qcode.formats.exchange import ExchangeLink, ExchangeMemo
from qcode.model.text import Span

from .dialect import Rule
from .losses import RefiLoss
from .parts import Kept
from .read_texts import Texts
from .reading import Reading, bare, line, title_of
from .tree import Element, children, content, tag, text_of, within
from .values import read_integer, read_moment

_QUALCODER = "qualcoder"  # its notes say where in the source they are, not where in the note
_SELECTION = tag("PlainTextSelection")
_OWN = frozenset(map(tag, ("Description", "PlainTextSelection", "Coding", "VariableValue")))


class Notes:
    """Makes memos of the notes of a project. Everything that may refer to one was read before."""

    def __init__(self, reading: Reading, texts: Texts, places: Mapping[str, Rule]) -> None:
        """Begin; `places` say how positions are counted in each document."""
        self._reading, self._texts, self._places = reading, texts, places
        self._is_qualcoder = _QUALCODER in reading.origin.casefold()

    def read(self) -> Iterator[ExchangeMemo]:
        """Yield the notes, then say which are referred to and are not there."""
        seen = set()
        for element in within(self._reading.root, "Notes", "Note"):
            memo = self._note(element)
            seen.add(memo.guid)
            yield memo
        for guid in self._reading.noted:
            if guid not in seen:
                self._reading.losses.add(RefiLoss.UNKNOWN_NOTE, self._referring(guid))

    def _referring(self, guid: str) -> str:
        """Return the name of the first thing that refers to a note; else that of the project."""
        for link in self._reading.noted[guid]:
            about = link.segment or link.code or link.case or link.document
            if name := self._reading.name_of(about):
                return name
        return line(self._reading.root.get("name"))

    def _note(self, element: Element) -> ExchangeMemo:
        reading = self._reading
        name = line(element.get("name"))
        guid = reading.guids.own(element.get("guid"), "note", name)
        found = self._texts.read(element)
        text = found.measure.text if found else ""
        description = text_of(element, "Description").strip()
        links = tuple(reading.noted.get(guid, ()))
        anchored = self._anchored(element, links) if self._is_qualcoder else None
        kept = bare(element)
        for child in element:
            said = len(child) or child.attrib or content(child).strip()
            if child.tag in _OWN and said and not (anchored and child.tag == _SELECTION):
                kept.append(deepcopy(child))
        hidden = sum(1 for _ in kept.iter(tag("Coding")))
        if hidden:
            reading.losses.add(RefiLoss.HIDDEN_CODINGS, name, hidden)
        original = found.original if found else None
        if original or len(kept):
            reading.keep(Kept.NOTE, guid, name, kept, (original,) if original else ())
        made = read_moment(str(element.get("creationDateTime", "")))
        return ExchangeMemo(
            guid,
            name or title_of(text or description),
            text or description,
            reading.coder(element.get("creatingUser"), reading.root.get("creatingUserGUID")),
            created=made,
            changed=read_moment(str(element.get("modifiedDateTime", ""))) or made,
            links=anchored or links,
        )

    def _anchored(
        self, element: Element, links: tuple[ExchangeLink, ...]
    ) -> tuple[ExchangeLink, ...]:
        """Return the passages of the one document that a note is on; () if it says none."""
        if len(links) != 1 or not (document := links[0].document) or links[0].span:
            return ()
        rule = self._places[document]
        spans: list[Span | None] = []
        for each in children(element, "PlainTextSelection"):
            start = read_integer(each.get("startPosition"))
            end = read_integer(each.get("endPosition"))
            known = start is not None and end is not None
            spans.append(rule.within(start or 0, end or 0) if known else None)
        if not spans or None in spans:
            return ()
        return tuple(ExchangeLink(document, span=span) for span in spans)
