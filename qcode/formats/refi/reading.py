"""What is known of a project while it is read: GUIDs, people, and where notes are referred to."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from lxml import etree

from qcode.formats.exchange import ExchangeCoder, ExchangeLink, ExchangePart, Held
from qcode.model.text import canonical

from .container import Container
from .losses import LossCount, RefiLoss
from .parts import FORMAT, NAMESPACE, Kept, derived
from .tree import Element, children, written
from .values import read_guid

LONGEST_TITLE = 80


@contextmanager
def no_collection() -> Iterator[None]:
    """Let Python not look for garbage while a project is read: there is a lot, and none of it is.

    The window has switched that off anyway.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Guids:
    """GUIDs as the project writes them, made clean; each of a kind is given out once."""

    def __init__(self, losses: LossCount) -> None:
        self._losses = losses
        self._clean: dict[str, str] = {}
        self._taken: dict[str, set[str]] = defaultdict(set)
        self._again: dict[tuple[str, str], int] = {}  # how often the same was asked for

    def of(self, raw: str | None) -> str:
        """Return the GUID that is referred to; "" for none."""
        if not raw:
            return ""
        known = self._clean.get(raw)
        if known is None:
            known = self._clean[raw] = read_guid(raw)
        return known

    def own(self, raw: str | None, kind: str, *otherwise: object) -> str:
        """Return a GUID for something that says it has `raw`.

        What has none, or that of another thing of its kind, gets one made of `otherwise`.
        """
        guid = read_guid(raw) if raw else ""
        taken = self._taken[kind]
        if not guid or guid in taken:
            guid = self._made(raw, kind, " ".join(map(str, otherwise)), taken)
        taken.add(guid)
        return guid

    def _made(self, raw: str | None, kind: str, otherwise: str, taken: set[str]) -> str:
        if raw and not read_guid(raw):
            self._losses.add(RefiLoss.BAD_GUID, raw[:40])
        elif raw:
            self._losses.add(RefiLoss.SAME_GUID, otherwise[:80])
        while True:
            number = self._again[kind, otherwise] = self._again.get((kind, otherwise), -1) + 1
            guid = derived(otherwise, f"{kind} {number}")
            if guid not in taken:
                return guid

    def taken(self, kind: str) -> set[str]:
        """Return the GUIDs of a kind that were given out; who gives one out itself adds it."""
        return self._taken[kind]

    def has(self, kind: str, guid: str) -> bool:
        """Whether something of a kind has a GUID."""
        return guid in self._taken.get(kind, ())


@dataclass(slots=True)
class Reading:
    """The project being read, and what is gathered on the way."""

    container: Container
    root: Element
    losses: LossCount
    guids: Guids
    coders: dict[str, ExchangeCoder] = field(default_factory=dict)
    parts: list[ExchangePart] = field(default_factory=list)
    noted: dict[str, dict[ExchangeLink, None]] = field(default_factory=dict)
    _names: dict[str, str] | None = None

    @property
    def origin(self) -> str:
        """The program that wrote the project, as it names itself."""
        return str(self.root.get("origin", ""))

    def coder(self, *raw: str | None) -> str:
        """Return the GUID of the first of these who is somebody; made if nobody described them."""
        for each in raw:
            guid = self.guids.of(each)
            if not guid:
                continue
            if guid not in self.coders:
                self.losses.add(RefiLoss.UNKNOWN_CODER, guid[:8])
                self.coders[guid] = ExchangeCoder(guid, guid[:8])
            return guid
        return ""

    def refer(self, element: Element, link: ExchangeLink) -> None:
        """Remember what the notes are about that an element refers to."""
        for reference in children(element, "NoteRef"):
            self.note(reference.get("targetGUID"), link)

    def note(self, raw: str | None, link: ExchangeLink) -> None:
        """Remember that a note is about something."""
        guid = self.guids.of(raw)
        if guid:
            self.noted.setdefault(guid, {})[link] = None

    def name_of(self, guid: str) -> str:
        """Return what the file calls something, or what it stands in; "" for what has no name."""
        if self._names is None:
            self._names = {}
            for element in self.root.iter(etree.Element):
                own = self.guids.of(element.get("guid"))
                if own and (name := line(element.get("name")) or _name_around(element)):
                    self._names.setdefault(own, name)
        return self._names.get(guid, "")

    def keep(
        self, kind: Kept, guid: str, name: str, element: Element, files: Iterable[Held] = ()
    ) -> None:
        """Keep an element as a part."""
        part = ExchangePart(guid, FORMAT, kind, name, written(element), tuple(files))
        self.parts.append(part)


def _name_around(element: Element) -> str:
    around = element.getparent()
    return "" if around is None or around.getparent() is None else line(around.get("name"))


def line(text: str | None) -> str:
    """Return a name in one line, white space folded."""
    return " ".join(canonical(text or "").text.split())


def title_of(text: str) -> str:
    """Return the first line of a text, shortened, as the title of a memo that has none."""
    first = next((each for each in text.splitlines() if each.strip()), "")
    first = line(first)
    return first if len(first) <= LONGEST_TITLE else first[: LONGEST_TITLE - 1].rstrip() + "…"


def bare(element: Element) -> Element:
    """Return an element of the same name and attributes with nothing in it."""
    copy = etree.Element(str(element.tag), nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    for name, value in element.items():
        with suppress(ValueError):  # a name that nobody may give, of a damaged file
            copy.set(name, value)
    return copy
