"""A project from outside laid beside an open one: which thing is which, and what would be written.

Nothing is written here. What is new is kept as rows that refer to other new things by the GUID
that the file gives them, until those have numbers.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Protocol, TypeVar

from qcode.formats.exchange import ExchangeMedia, ExchangePart, ExchangeProject
from qcode.model.courtesy import giving_way
from qcode.model.errors import UserError
from qcode.model.names import LONGEST, clean_name
from qcode.model.palette import next_color
from qcode.store import coders
from qcode.store.reader import Reader

from .exchange_plan import Choices, ExchangeLoss, Noun, Tally

Ref = int | str  # the number of a row that is here, or the GUID that the file has for a new one
Values = dict[str, object]
_SPACE = uuid.UUID("3d6a2b5c-9f0e-4d57-8b1a-5f1c7a4e2d90")


class Known(Protocol):
    """Anything of a file or a project that has a GUID."""

    @property
    def guid(self) -> str:
        """In lower case and bare."""
        ...


class Numbered(Protocol):
    """Anything of a project."""

    @property
    def id(self) -> int:
        """The number of its row."""
        ...

    @property
    def guid(self) -> str:
        """In lower case and bare."""
        ...


K = TypeVar("K", bound=Known)
H = TypeVar("H", bound=Numbered)


class Merge:
    """What is decided so far. `new` has, by table, rows with the GUID that the file knows them by.

    `changed` has columns by table and row; `refs` what each GUID of the file stands for.
    """

    def __init__(
        self, view: Reader, exchange: ExchangeProject, choices: Choices, *, coder: str
    ) -> None:
        self.view, self.exchange, self.choices, self.coder = view, exchange, choices, coder
        self.me: Ref = ""  # who works here; "" where they are to be added first
        self.tally = Tally()
        self.new: defaultdict[str, list[tuple[str, Values]]] = defaultdict(list)
        self.changed: defaultdict[str, dict[int, Values]] = defaultdict(dict)
        self.refs: defaultdict[str, dict[str, Ref]] = defaultdict(dict)
        self.media: dict[str, ExchangeMedia] = {}  # the new ones, by the GUID they get
        self.parts: dict[str, ExchangePart] = {}  # the same

    def once(self, things: Iterable[K], name: Callable[[K], str]) -> list[K]:
        """Return things without those whose GUID another has."""
        found: dict[str, K] = {}
        for thing in giving_way(things):
            if thing.guid in found:
                self.tally.lose(ExchangeLoss.TWICE, name(thing))
            else:
                found[thing.guid] = thing
        return list(found.values())

    def named(self, name: str) -> str:
        """Return what can be a name here."""
        cleaned = mended(name) or "?"
        if cleaned != name:
            self.tally.lose(ExchangeLoss.NAMES, name.strip()[:LONGEST])
        return cleaned

    def add(self, noun: Noun, key: str, row: Values) -> None:
        """Note a new row that the file knows by a GUID."""
        self.new[noun].append((key, row))
        self.refs[noun][key] = key
        self.tally.count(noun, new=1)

    def know(self, noun: Noun, key: str, number: int, differs: Values | None = None) -> None:
        """Note what is here already, and what of it the file has otherwise."""
        self.refs[noun][key] = number
        self.tally.count(noun, known=1, changed=bool(differs))
        if differs and self.choices.update:
            self.changed[noun][number] = differs

    def link(self, table: str, row: Values, owner: Ref) -> None:
        """Note a link of something; one of a thing that is here is news by itself."""
        self.new[table].append(("", row))
        if isinstance(owner, int):
            self.tally.count(Noun.LINKS, new=1)

    def who(self, guid: str) -> Ref:
        """Return the coder of something; who works here stands for one that nobody names."""
        return self.refs[Noun.CODERS].get(guid, self.me)


def mended(name: str) -> str:
    """Return what of a name can be one here, "" for nothing."""
    try:
        return clean_name(name.strip()[:LONGEST])
    except UserError:
        return ""


def match(
    things: Sequence[K],
    here: Sequence[H],
    key: Callable[[K], object],
    here_key: Callable[[H], object],
) -> dict[str, int]:
    """Return what is here already, by the GUID of the file: the same GUID, else the same key."""
    by_guid = {each.guid: each.id for each in here}
    found = {thing.guid: by_guid[thing.guid] for thing in things if thing.guid in by_guid}
    taken = set(found.values())
    by_key: dict[object, int] = {}
    for each in here:
        if each.id not in taken:
            by_key.setdefault(here_key(each), each.id)
    for thing in things:
        number = None if thing.guid in found else by_key.pop(key(thing), None)
        if number is not None:
            found[thing.guid] = number
    return found


def derived(guid: str, what: str) -> str:
    """Return a GUID for what cannot keep its own: the same each time."""
    return str(uuid.uuid5(_SPACE, f"{guid} {what}"))


def free_guid(guid: str, taken: Container[str], what: str) -> str:
    """Return a GUID, or one made from it that nothing here has."""
    while guid in taken:
        guid = derived(guid, what)
    return guid


@lru_cache(4096)
def moment(text: str) -> str:
    """Return a moment as the journal writes one; "" for what is none."""
    try:
        found = datetime.fromisoformat(text)
        zoned = found if found.tzinfo else found.replace(tzinfo=UTC)
        written = zoned.astimezone(UTC).isoformat(timespec="milliseconds")
    except (ValueError, OverflowError):
        return ""
    return written.replace("+00:00", "Z")


def differing(wanted: Mapping[str, object], now: Mapping[str, object]) -> Values:
    """Return what the file says and is otherwise here; what it leaves empty stays."""
    said = {name: value for name, value in wanted.items() if value not in ("", None)}
    return {name: value for name, value in said.items() if value != now[name]}


def merge_coders(merge: Merge) -> None:
    """Find the coders by GUID and by name. Their names and colours here stay."""
    here = coders.list_coders(merge.view)
    things = merge.once(merge.exchange.coders, lambda one: one.name)
    names = {one.guid: merge.named(one.name) for one in things}
    found = match(things, here, lambda one: names[one.guid], lambda each: each.name)
    colors = [each.color for each in here]
    by_name: dict[str, Ref] = {each.name: each.id for each in here}
    for one in things:
        name = names[one.guid]
        if one.guid in found:
            merge.know(Noun.CODERS, one.guid, found[one.guid])
        elif name in by_name:  # twice in the file, or the namesake of one who is known by GUID
            merge.refs[Noun.CODERS][one.guid] = by_name[name]
            merge.tally.count(Noun.CODERS, known=1)
        else:
            color = one.color or next_color(colors)
            colors.append(color)
            merge.add(Noun.CODERS, one.guid, {"guid": one.guid, "name": name, "color": color})
            by_name[name] = one.guid
    merge.me = by_name.get(merge.coder, "")
