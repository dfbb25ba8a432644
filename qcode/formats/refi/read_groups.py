"""Sets, links and graphs: what can be a saved group of documents is one, the rest is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy

from qcode.formats.exchange import ExchangeLink, ExchangeSet

from .losses import RefiLoss
from .parts import Kept
from .reading import Reading, line
from .tree import Element, tag, within

_MEMBER = tag("MemberSource")


def read_sets(reading: Reading, documents: Mapping[str, str]) -> tuple[ExchangeSet, ...]:
    """Return the sets of documents; one that has more, or none, is kept as it is besides."""
    found = []
    for element in within(reading.root, "Sets", "Set"):
        name = line(element.get("name"))
        guid = reading.guids.own(element.get("guid"), "set", name)
        members: dict[str, None] = {}
        beyond = False
        for child in element:
            target = reading.guids.of(child.get("targetGUID"))
            document = documents.get(target) if child.tag == _MEMBER else None
            if document:
                members[document] = None
            elif child.tag == _MEMBER and not reading.guids.has("source", target):
                reading.losses.add(RefiLoss.UNKNOWN_SOURCE, name)
            beyond = beyond or document != target or not document
        if members or not beyond:
            found.append(ExchangeSet(guid, name or guid[:8], tuple(members)))
        if beyond:
            reading.keep(Kept.SET, guid, name, deepcopy(element))
    return tuple(found)


def read_links(reading: Reading, told: Callable[[], Mapping[str, ExchangeLink]]) -> None:
    """Keep the links; where one end is a note, its memo is about the other end.

    `told` gives what memos can be about, by GUID; it is asked only if there are links.
    """
    links = list(within(reading.root, "Links", "Link"))
    targets = told() if links else {}
    notes = {reading.guids.of(each.get("guid")) for each in within(reading.root, "Notes", "Note")}
    for element in links:
        ends = [reading.guids.of(element.get(name)) for name in ("originGUID", "targetGUID")]
        for note, other in (ends, ends[::-1]):
            if note in notes and other in targets:
                reading.note(note, targets[other])
        named = " – ".join(filter(None, map(reading.name_of, ends)))
        _keep(reading, Kept.LINK, element, f"{ends}", named)


def read_graphs(reading: Reading) -> None:
    """Keep the graphs."""
    for element in within(reading.root, "Graphs", "Graph"):
        _keep(reading, Kept.GRAPH, element, "graph")


def _keep(reading: Reading, kind: Kept, element: Element, otherwise: str, named: str = "") -> None:
    """Keep an element; `named` is how it is called where it has no name of its own."""
    name = line(element.get("name"))
    guid = reading.guids.own(element.get("guid"), kind, f"{name} {otherwise}")
    reading.keep(kind, guid, name or named, deepcopy(element))


_WRAPPERS = frozenset(
    map(
        tag,
        (
            *("Users", "CodeBook", "Variables", "Cases", "Sources", "Notes", "Links", "Sets"),
            *("Graphs", "Description", "NoteRef", "User", "Codes", "Code", "Variable", "Case"),
            *("TextSource", "PictureSource", "PDFSource", "AudioSource", "VideoSource"),
            *("Note", "Link", "Set", "Graph"),
        ),
    )
)


def note_unknown(reading: Reading) -> None:
    """Say what stands in the project and is nothing that the standard knows."""
    for element in reading.root:
        if element.tag not in _WRAPPERS:
            name = str(element.tag).rpartition("}")[2]
            reading.losses.add(RefiLoss.UNKNOWN, name[:80])
