"""Tags of Taguette as a tree of codes: "Pay.Bonus" stands below "Pay", where there is one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .exchange import ExchangeCode


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as it is stored, with the GUID that it gets here."""

    guid: str
    path: str
    description: str = ""


def codes_of(tags: Iterable[Tag], above: str = "") -> Iterator[ExchangeCode]:
    """Yield the codes in tree order, each under the longest beginning of its path that is a tag.

    `above` is the code that the topmost stand under.
    """
    known = {tag.path: tag for tag in tags}
    below: dict[str, list[Tag]] = {}
    for path, tag in known.items():
        below.setdefault(_parent(path, known), []).append(tag)
    waiting = [("", above, tag) for tag in reversed(below.get("", []))]
    while waiting:
        outer, parent, tag = waiting.pop()
        own = tag.path[len(outer) + 1 :] if outer else ""
        own = own.strip() or tag.path  # "Pay." is below "Pay", too
        yield ExchangeCode(tag.guid, own, parent, definition=tag.description)
        waiting.extend((tag.path, tag.guid, each) for each in reversed(below.get(tag.path, [])))


def _parent(path: str, known: dict[str, Tag]) -> str:
    """Return the path of the tag above, "" if there is none."""
    above = path
    while above := above.rpartition(".")[0]:
        if above in known:
            return above
    return ""
